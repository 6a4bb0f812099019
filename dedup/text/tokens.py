"""Words, numbers and marks of a text, as columns.

In: text. Out: three parallel tuples. Abbreviations keep their full stop, ordinals theirs before a month or a
capital, compounds their hyphens and apostrophes, so that a full stop that is its own token ends a sentence.
"""

import re
from dataclasses import dataclass
from itertools import accumulate
from operator import sub

# White space and the token behind it. Every alternative consumes what it matched without backing off: linear.
_TOKEN = re.compile(
    r"""\s*+(?:
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
    pieces = _TOKEN.findall(text)
    texts = list(map(str.lstrip, pieces))
    while texts and not texts[-1]:
        texts.pop()
        pieces.pop()
    ends = tuple(accumulate(map(len, pieces)))
    starts = tuple(map(sub, ends, map(len, texts)))
    return Tokens(texts=tuple(texts), lowered=tuple(map(str.lower, texts)), starts=starts, ends=ends)
