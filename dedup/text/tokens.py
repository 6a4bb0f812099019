"""Words, numbers and marks of a text, as columns.

In: text. Out: three parallel tuples. Abbreviations keep their full stop, ordinals theirs before a month or a
capital, compounds their hyphens and apostrophes, so that a full stop that is its own token ends a sentence.
"""

import re
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, chain
from operator import sub
from typing import Any, cast

from dedup.text.remembered import Remembered

# White space, then a token. Every alternative consumes what it matched without backing off, so the scan is linear.
_TOKEN = re.compile(
    r"""(\s*+)(
      (?=[A-Za-zÄÖÜ]{1,5}\.)(?:                            # a short word before a full stop may be
          (?:[A-ZÄÖÜ]\.){2,}                               # U.S.
        | [A-ZÄÖÜ]\.(?=\s?[A-ZÄÖÜ])                        # J. Smith
        | [a-zäöü]\.(?=[ \u00a0]?[A-Za-zÄÖÜ]\.)            # z. of z. B., e. of e. V.
        | (?:(?<=\b[a-zäöü]\.)|(?<=\b[a-zäöü]\.[ \u00a0]))[A-Za-zÄÖÜ]\.  # and what follows it
        | (?:bzw|ca|Dr|Prof|Mio|Mrd|St|Nr|Abs|Art|usw|etc|vgl|evtl|sog|geb|gest|Inc|Co|Ltd|jr|sen|Std|Min|Sek|Tel
            |inkl|rd|Mr|Mrs|Ms|Sen|Rep|Gov|Gen|Lt|Col|Jr|Sr|No|vs|Jan|Feb|Aug|Sept|Oct|Okt|Nov|Dec|Dez)\.
      )
    | [^\W\d_]++[^\W_]*+(?:[-'’&/][^\W_]++)*+-?+          # Artillerie, t-online, d'Or, EU-
    | \d++(?:[.,:]\d++)*+                                 # 10.000  3,6
        (?:\.(?=\s(?:Januar|Jänner|Februar|März|April|Mai|Ju[nl]i|August|Septem|Oktob|Novem|Dezem)))?+  # 14. Mai
    | \.\.\.+
    | \S
    | \Z                                                   # so that white space at the end is scanned once
    )""",
    re.VERBOSE,
)
# A chunk whose last token depends on what follows (14. Mai, z. B., J. Smith) or that ends in white space.
_OPEN_END = re.compile(r"(?: \d\. | \b\w\. | [\d_]\w\. | \s | ^ )\Z", re.VERBOSE)


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens as parallel columns of equal length: the text of each, its lower-case form, its range."""

    texts: tuple[str, ...]
    lowered: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.texts)


def tokenize(text: str) -> Tokens:
    """Cut a text into words, numbers and single marks.

    >>> tokenize("Am 14. September kam Dr. Kim.").texts
    ('Am', '14.', 'September', 'kam', 'Dr.', 'Kim', '.')
    """
    chunks = text.split(" ")
    cuts = list(map(_closed().__getitem__, chunks))
    whole = _join(chunks, cuts) if None in cuts else cast("list[_Cut]", cuts)
    columns = list(chain.from_iterable(whole))
    if not columns:
        return Tokens((), (), (), ())
    steps = columns[::_COLUMNS]
    steps[0] -= 1  # no space stands before the first chunk
    ends = tuple(accumulate(steps))
    return Tokens(
        texts=tuple(columns[2::_COLUMNS]),
        lowered=tuple(columns[3::_COLUMNS]),
        starts=tuple(map(sub, ends, columns[1::_COLUMNS])),
        ends=ends,
    )


# Most words of a text have been cut in another text: what stands between two spaces is cut once and remembered. Its
# tokens are one flat tuple, which is laid end to end with those of the other chunks and taken apart by slices.
_Cut = tuple[Any, ...]
"""For each token: characters from the end of the one before to its end, its length, its text, the same lowered."""
_COLUMNS = 4


def _cut(chunk: str) -> _Cut:
    """Cut a chunk and the space before it."""
    pairs = [(gap, token) for gap, token in _TOKEN.findall(" " + chunk) if token]
    return tuple(
        value for gap, token in pairs for value in (len(gap) + len(token), len(token), token, token.lower())
    )


@cache
def _closed() -> Remembered[_Cut | None]:
    """Tokens of chunks on which no other chunk depends; None for the others."""
    return Remembered(lambda chunk: None if _OPEN_END.search(chunk) else _cut(chunk))


@cache
def _joined() -> Remembered[_Cut]:
    return Remembered(_cut)


def _join(chunks: list[str], cuts: list[_Cut | None]) -> list[_Cut]:
    """Cut each chunk with an open end together with those that follow, up to one that is closed."""
    found: list[_Cut] = []
    first = 0
    for closed, cut in enumerate(cuts):
        if cut is not None:
            found.append(cut if first == closed else _joined()[" ".join(chunks[first : closed + 1])])
            first = closed + 1
    if first < len(chunks):
        found.append(_joined()[" ".join(chunks[first:])])
    return found
