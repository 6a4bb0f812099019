"""How alike the articles of a story are.

In: what they state. Out: the cosines of their terms and names, weighed by rarity. Articles of one day's event have
much in common and often claim the same; where two are only of one kind of event, a likely sentence is chance.
"""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from dedup.provenance.claims.stated import Floats, Stated, ranges

_NAME = 6.0
"""Weight of a name, which is as rare in every collection."""


class Kinship:
    """The likeness of articles of a collection."""

    def __init__(self, stated: Stated) -> None:
        self._stated = stated

    @cached_property
    def _weights(self) -> Floats:
        """What each key weighs."""
        weights = self._stated.rarity.astype(np.float64)
        weights[[name[0] == "@" for name in self._stated.keys]] = _NAME
        return weights

    def among(self, articles: Sequence[int]) -> npt.NDArray[np.float32]:
        """The cosines of some articles, in [0, 1]: a row and a column for each."""
        from scipy.sparse import csr_matrix

        held = self._stated.held
        lengths = np.diff(held)[list(articles)]
        keys = self._stated.held_keys[ranges(held[list(articles)], lengths)]
        shape = len(articles), len(self._weights)
        vectors = csr_matrix((self._weights[keys], keys, np.concatenate(([0], np.cumsum(lengths)))), shape=shape)
        products = (vectors @ vectors.T).toarray()
        norms = np.sqrt(products.diagonal())
        cosines: npt.NDArray[np.float32] = (products / np.maximum(1.0, np.outer(norms, norms))).astype(np.float32)
        return cosines
