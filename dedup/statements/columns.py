"""Columns over the tokens of a text, to count and to find things in a range without looking at each token.

In: tokens, stems, and entries with the number of their token. Out: prefix sums, and entries by range.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import gt
from typing import Generic, TypeVar

Range = tuple[int, int]
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Counts:
    """How many tokens of a kind stand before each token."""

    said: Sequence[int]
    figures: Sequence[int]
    capitals: Sequence[int]
    words: Sequence[int]
    lower: Sequence[int]


def count(texts: Sequence[str], stems: Sequence[str], names: frozenset[int]) -> Counts:
    """Count tokens of each kind; words of names are said, though they have no stem here."""
    firsts = [text[0] for text in texts]
    has_stem = list(map(bool, stems))
    said = has_stem.copy()
    for index in names:
        said[index] = True
    capitals = list(map(str.isupper, firsts))
    return Counts(
        said=_sums(said),
        figures=_sums(map(str.isdecimal, firsts)),
        capitals=_sums(capitals),
        words=_sums(map(str.isalpha, firsts)),
        lower=_sums(map(gt, has_stem, capitals)),
    )


def _sums(flags: Iterable[bool]) -> list[int]:
    return [0, *accumulate(map(int, flags))]


@dataclass(frozen=True, slots=True)
class Places(Generic[Item]):
    """Entries with the numbers of their tokens, rising."""

    tokens: Sequence[int]
    entries: Sequence[Item]

    def within(self, words: Sequence[Range]) -> list[tuple[int, Item]]:
        """The entries whose token lies in the ranges."""
        if not self.tokens:
            return []
        found: list[tuple[int, Item]] = []
        for first, last in words:
            begin, end = bisect_left(self.tokens, first), bisect_left(self.tokens, last)
            if begin < end:
                found.extend(zip(self.tokens[begin:end], self.entries[begin:end], strict=True))
        return found


def place(found: Sequence[tuple[int, Item]]) -> Places[Item]:
    """Lay out entries by the number of their token."""
    return Places([token for token, _ in found], [entry for _, entry in found])
