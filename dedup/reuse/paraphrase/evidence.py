"""Evidence: names, numbers and dates in which two stretches of text agree, and numbers in which they do not.

In: the words of two texts. Out: what agrees, as printed on the left, and the nouns that both count differently. A
name is a capitalised word that does not begin a sentence; German nouns are capitalised too, so agreeing nouns count
as names there: a paraphrase that keeps none of them is not one we can show.
"""

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dedup.reuse.words import Int64s
from dedup.text.stems import SPELLED_NUMBERS

_NUMBER = re.compile(
    r"""(?P<number>\d{1,15}(?:[.,:]\d{1,15}){0,4}|[^\W\d_]{3,6}\b)          # 10.000, zwei
      (?:[\s-]{1,3}(?P<thing>[^\W\d_]{2,60}))?                             # 12 Menschen, zwei Tote""",
    re.VERBOSE,
)
_READ_WORDS = 220
"""Words of each side that are read for evidence."""
_RETOLD_TIMES = 20
"""How many times as much is read of a long side that a short one sums up."""
_MOST_TERMS = 24
"""Agreeing terms that are given, numbers first; an article retold as a whole has hundreds."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What two texts agree in, as printed on the left, in order, and what they count differently.

    `numbers` is the number of numbers on the side with fewer, `agreeing_numbers` how many of them are on both;
    `terms` and `agreeing_terms` the same for names and numbers together.
    """

    agreeing: tuple[str, ...]
    contradicting: tuple[str, ...]
    numbers: int
    agreeing_numbers: int
    terms: int
    agreeing_terms: int


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words of one text as columns: where they stand, numbers of their stems, -1 for none, and what they may be.

    `is_name` marks words that look like names, `is_number` those that begin a number, in digits or spelled.
    """

    text: str
    starts: Int64s
    ends: Int64s
    stems: Int64s
    is_name: npt.NDArray[np.bool_]
    is_number: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.starts)

    def first(self, words: int) -> "Excerpt":
        """The first words."""
        columns = (self.starts, self.ends, self.stems, self.is_name, self.is_number)
        return Excerpt(self.text, *(column[:words] for column in columns))  # type: ignore[arg-type]

    def printed(self, row: int) -> str:
        """One word as it stands in the text."""
        return self.text[int(self.starts[row]) : int(self.ends[row])]


@dataclass(frozen=True, slots=True)
class _Terms:
    """Names by the number of their stem, with their first row; numbers by their plain form, with row and print.

    `counted` are the numbers that a thing has, `things` the row of each thing.
    """

    names: dict[int, int]
    numbers: dict[str, tuple[int, str]]
    counted: dict[int, set[str]]
    things: dict[int, int]


def compare_facts(left: Excerpt, right: Excerpt) -> Evidence:
    """Compare the names and numbers of two texts; of long ones their beginnings."""
    shorter, longer = sorted((len(left), len(right)))
    retold = _RETOLD_TIMES * min(shorter, _READ_WORDS) if longer >= 2 * shorter else 0
    most = max(_READ_WORDS, retold)
    ours, theirs = _terms(left.first(most)), _terms(right.first(most))
    numbers = [found for form, found in ours.numbers.items() if form in theirs.numbers]
    names = [row for form, row in ours.names.items() if form in theirs.names]
    agreeing = (numbers + [(row, left.printed(row)) for row in names[: max(_MOST_TERMS - len(numbers), 0)]])[
        :_MOST_TERMS
    ]
    return Evidence(
        agreeing=tuple(printed for _, printed in sorted(agreeing)),
        contradicting=_contradictions(left, ours, theirs),
        numbers=min(len(ours.numbers), len(theirs.numbers)),
        agreeing_numbers=len(numbers),
        terms=min(len(ours.names) + len(ours.numbers), len(theirs.names) + len(theirs.numbers)),
        agreeing_terms=len(numbers) + len(names),
    )


def _contradictions(left: Excerpt, ours: _Terms, theirs: _Terms) -> tuple[str, ...]:
    """Things that both count, with no number in common and neither number anywhere on the other side."""
    found = []
    for thing, numbers in ours.counted.items():
        other = theirs.counted.get(thing)
        if other and not numbers & theirs.numbers.keys() and not other & ours.numbers.keys():
            found.append(f"{ours.numbers[min(numbers)][1]} {left.printed(ours.things[thing])}")
    return tuple(found)


def _terms(excerpt: Excerpt) -> _Terms:
    rows = np.flatnonzero(excerpt.is_name)
    names: dict[int, int] = {}
    for row, form in zip(rows.tolist(), excerpt.stems[rows].tolist(), strict=True):
        names.setdefault(form, row)
    terms = _Terms(names, {}, {}, {})
    end = 0
    for row in np.flatnonzero(excerpt.is_number).tolist():
        start = int(excerpt.starts[row])
        match = _NUMBER.match(excerpt.text, start) if start >= end else None
        form = match and _plain(match["number"])
        if not match or not form:
            continue
        end = match.end("number")
        terms.numbers.setdefault(form, (row, match["number"]))
        following = int(np.searchsorted(excerpt.starts, match.start("thing"))) if match["thing"] else len(excerpt)
        thing = int(excerpt.stems[following]) if following < len(excerpt) else -1
        if thing >= 0:
            terms.counted.setdefault(thing, set()).add(form)
            terms.things.setdefault(thing, following)
    return terms


def _plain(number: str) -> str | None:
    """Write a number without the marks that group its digits: 10.000 and 10,000 are the same."""
    if not number[0].isdecimal():
        return SPELLED_NUMBERS.get(number.lower())
    return re.sub(r"[.,](?=\d{3}(?:\D|$))", "", number).replace(",", ".")
