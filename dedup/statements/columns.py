"""Columns over the tokens of a text, to count and to find things in a range without looking at each token.

In: flags and stems of tokens, and entries with the number of their token. Out: prefix sums, and entries by range.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

from dedup.statements.traits import CAPITAL, FIGURE, WORD

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


def count(flags: npt.NDArray[np.int64], has_stem: npt.NDArray[np.bool_], names: Sequence[int]) -> Counts:
    """Count tokens of each kind; words of names are said, though they have no stem here."""
    said = has_stem.copy()
    said[names] = True
    capitals = flags & CAPITAL != 0
    return Counts(
        said=_sums(said),
        figures=_sums(flags & FIGURE != 0),
        capitals=_sums(capitals),
        words=_sums(flags & WORD != 0),
        lower=_sums(has_stem & ~capitals),
    )


def _sums(chosen: npt.NDArray[np.bool_]) -> list[int]:
    sums = np.zeros(len(chosen) + 1, np.int64)
    np.cumsum(chosen, out=sums[1:])
    found: list[int] = sums.tolist()
    return found


@dataclass(frozen=True, slots=True)
class Places(Generic[Item]):
    """Entries with the numbers of their tokens, rising."""

    tokens: Sequence[int]
    entries: Sequence[Item]

    def within(self, words: Sequence[Range]) -> list[tuple[int, Item]]:
        """The entries whose token lies in the ranges."""
        tokens = self.tokens
        if not tokens or words[-1][1] <= tokens[0] or tokens[-1] < words[0][0]:
            return []
        found: list[tuple[int, Item]] = []
        for first, last in words:
            begin = bisect_left(tokens, first)
            end = bisect_left(tokens, last, begin)
            if begin < end:
                found.extend(zip(tokens[begin:end], self.entries[begin:end], strict=True))
        return found


def place(found: Sequence[tuple[int, Item]]) -> Places[Item]:
    """Lay out entries by the number of their token."""
    return Places([token for token, _ in found], [entry for _, entry in found])
