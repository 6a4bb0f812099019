"""Surroundings: how alike two documents are around the keys that they share.

In: rare words of a collection, and for some pairs of documents a place in each. Out: the cosine of the rare words
around both places. Two or three rare words may meet by chance in a large collection; where a passage was reworded,
most of the rare words around them are shared too.
"""

import numpy as np
import numpy.typing as npt

from dedup.reuse.paraphrase.rare import Rare
from dedup.reuse.words import Int64s, UInt64s

Floats = npt.NDArray[np.float64]

_AROUND_WORDS = 50
"""Words before and behind a place that are read: a paragraph."""


def compare_surroundings(rare: Rare, left_places: Int64s, right_places: Int64s) -> Floats:
    """Compute for each pair of places the cosine of the rare words around them, each distinct word counted once."""
    count = len(left_places)
    left, left_weights = _around(rare, left_places)
    right, right_weights = _around(rare, right_places)
    _, of_left, _ = np.intersect1d(left, right, assume_unique=True, return_indices=True)
    low = _low(count)
    common = np.bincount((left[of_left] & low).view(np.int64), left_weights[of_left], minlength=count)
    lefts = np.bincount((left & low).view(np.int64), left_weights, minlength=count)
    rights = np.bincount((right & low).view(np.int64), right_weights, minlength=count)
    cosines: Floats = common / np.sqrt(np.maximum(lefts * rights, 1e-9))
    return cosines


def _around(rare: Rare, places: Int64s) -> tuple[UInt64s, Floats]:
    """The distinct rare words around each place, and their weights; hash above, number of the place below."""
    documents = rare.documents[np.searchsorted(rare.places, places).clip(max=len(rare.places) - 1)]
    firsts = np.searchsorted(rare.documents, documents)
    ends = np.searchsorted(rare.documents, documents, side="right")
    firsts = np.maximum(firsts, np.searchsorted(rare.places, places - _AROUND_WORDS))
    ends = np.minimum(ends, np.searchsorted(rare.places, places + _AROUND_WORDS))
    sizes = np.maximum(ends - firsts, 0)
    rows = np.arange(int(sizes.sum())) + np.repeat(firsts - (np.cumsum(sizes) - sizes), sizes)
    low = _low(len(places))
    keys = (rare.hashes[rows] & ~low) | np.repeat(np.arange(len(places), dtype=np.uint64), sizes)
    distinct, chosen = np.unique(keys, return_index=True)
    return distinct, rare.weights[rows[chosen]].astype(np.float64)


def _low(count: int) -> np.uint64:
    """The low bits that hold numbers below a count."""
    return np.uint64((1 << count.bit_length()) - 1)
