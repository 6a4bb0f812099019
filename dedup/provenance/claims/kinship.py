"""How alike two articles of a story are.

In: what they state. Out: the cosine of their terms and names, weighed by rarity. Articles of one day's event have
much in common and often claim the same; where two are only of one kind of event, a likely sentence is chance.
"""

import math
from functools import lru_cache

import numpy as np

from dedup.provenance.claims.stated import Floats, Int32s, Stated

_NAME = 6.0
"""Weight of a name, which is as rare in every collection."""


class Kinship:
    """The likeness of any two articles, each worked out when it is asked for."""

    def __init__(self, stated: Stated) -> None:
        self._stated = stated
        weights = stated.rarity.astype(np.float64)
        weights[[name[0] == "@" for name in stated.keys]] = _NAME
        self._squares: Floats = weights**2
        self._is_held = np.zeros(len(weights), np.bool_)
        self._length = lru_cache(maxsize=1 << 14)(self._square)
        self.between = lru_cache(maxsize=1 << 15)(self._between)

    def _between(self, left: int, right: int) -> float:
        """The cosine of two articles, in [0, 1]."""
        one, other = self._keys(left), self._keys(right)
        self._is_held[one] = True
        common = other[self._is_held[other]]
        self._is_held[one] = False
        lengths = math.sqrt(self._length(left) * self._length(right))
        product = float(self._squares[common].sum())
        return product / max(1.0, lengths)

    def _square(self, article: int) -> float:
        """The square of the length of an article's vector."""
        return float(self._squares[self._keys(article)].sum())

    def _keys(self, article: int) -> Int32s:
        held = self._stated.held
        return self._stated.held_keys[held[article] : held[article + 1]]
