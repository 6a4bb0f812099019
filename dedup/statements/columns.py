"""Columns over the tokens of a text, to count and to find things in a range without looking at each token.

In: flags and stems of tokens, and entries with the number of their token. Out: prefix sums, and entries by range.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

import numpy as np
import numpy.typing as npt

from dedup.statements.traits import CAPITAL, FIGURE, WORD

Range = tuple[int, int]


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
    chosen = np.zeros((5, len(flags) + 1), np.int32)
    said, figures, capitals, words, lower = chosen[:, 1:]
    said[:] = has_stem
    said[names] = 1
    figures[:] = flags & FIGURE != 0
    capitals[:] = flags & CAPITAL != 0
    words[:] = flags & WORD != 0
    lower[:] = has_stem & (capitals == 0)
    return Counts(*chosen.cumsum(axis=1, dtype=np.int32).tolist())


COUNTRY, PERSON, TOWN, QUANTITY, DATE = range(5)
Found = tuple[list[Any], ...]
"""Pairs of token and entry for each kind."""
NOTHING: Found = ([], [], [], [], [])


class Things:
    """What a text names and counts, by the number of its first token."""

    def __init__(self, of_kinds: Sequence[Sequence[tuple[int, Any]]]) -> None:
        found = [(token, kind, entry) for kind, each in enumerate(of_kinds) for token, entry in each]
        found.sort(key=itemgetter(0, 1))
        self._tokens = [token for token, _, _ in found]
        self._entries = found

    def within(self, words: Sequence[Range]) -> Found:
        """The entries whose token lies in the ranges, by kind."""
        kinds = NOTHING
        for first, last in words:
            begin = bisect_left(self._tokens, first)
            if begin < len(self._tokens) and self._tokens[begin] < last:
                kinds = kinds if kinds is not NOTHING else ([], [], [], [], [])
                for token, kind, entry in self._entries[begin : bisect_left(self._tokens, last, begin)]:
                    kinds[kind].append((token, entry))
        return kinds
