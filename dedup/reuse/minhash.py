"""MinHash signatures of shingle sets.

In: shingles of a collection. Out: one row of `num_perm` 16-bit values a document. One-permutation hashing
(Li, Owen and Zhang 2012): the high bits of a shingle's hash choose a position, its low bits compete for the
minimum there. Empty positions borrow from others by optimal densification (Shrivastava 2017), which keeps the
estimate unbiased. 16 bits of each minimum are stored (b-bit MinHash, Li and König 2010).
"""

from functools import cache

import numpy as np
import numpy.typing as npt

from dedup.errors import SettingsMismatchError
from dedup.reuse.shingles import Shingles
from dedup.reuse.words import Int64s

EMPTY = np.uint32(0xFFFFFFFF)
LARGEST = np.uint32(0xFFFFFFFE)
_SINGLE_TURNS = 4

Signatures = npt.NDArray[np.uint16]


def sign(shingles: Shingles, num_perm: int) -> Signatures:
    """Make one signature a document, shape (documents, num_perm); documents without shingles get zeros."""
    documents = len(shingles.offsets) - 1
    places = (shingles.hashes >> np.uint64(64 - (num_perm.bit_length() - 1))).view(np.int64)
    places += np.repeat(np.arange(documents) * num_perm, np.diff(shingles.offsets))
    minima = np.full(documents * num_perm, EMPTY, np.uint32)
    np.minimum.at(minima, places, np.minimum(shingles.hashes.astype(np.uint32), LARGEST))
    empty = np.flatnonzero(minima == EMPTY)
    absent = np.diff(shingles.offsets) == 0
    if absent.any():
        minima.reshape(documents, num_perm)[absent] = 0
        empty = empty[~absent[empty // num_perm]]
    _densify(minima, empty, num_perm)
    return minima.astype(np.uint16).reshape(documents, num_perm)


def estimate_jaccard(left: Signatures, right: Signatures) -> float:
    """Estimate the Jaccard similarity of the shingle sets behind two signatures.

    The estimate is the share of equal positions, in [0, 1]; its standard error is about
    sqrt(j * (1 - j) / num_perm), .03 at j = .5 and 256 positions.

    Raises:
        SettingsMismatchError: The signatures have different lengths.

    Source: Broder 1997, On the resemblance and containment of documents.
    """
    if left.shape != right.shape:
        raise SettingsMismatchError(
            f"signatures of {len(left)} and {len(right)} values do not compare; make both with the same num_perm"
        )
    return float(np.mean(left == right))


def _densify(minima: npt.NDArray[np.uint32], empty: Int64s, num_perm: int) -> None:
    """Fill empty positions, in place: each asks the others in its own fixed order until it meets a filled one.

    Those of tiny documents have to ask often; after a few turns they ask many at once, which saves turns.
    """
    order = asking_order(num_perm)
    column = empty & (num_perm - 1)
    first = empty - column
    source = minima.copy()
    asked, width = 0, 1
    while len(empty):
        if asked < _SINGLE_TURNS:
            found = source.take(first + order[asked].take(column))
        else:
            width = max(2 * width, _SINGLE_TURNS)
            answers = source.take(first + order[asked : asked + width].take(column, axis=1))
            found = answers[(answers != EMPTY).argmax(axis=0), np.arange(len(first))]
        minima[empty] = found
        still = np.flatnonzero(found == EMPTY)
        empty, column, first = empty.take(still), column.take(still), first.take(still)
        asked += width


@cache
def asking_order(num_perm: int) -> Int64s:
    """Whom each position asks at each turn, shape (turns, num_perm): a fixed random order of all positions."""
    positions = np.tile(np.arange(num_perm), (num_perm, 1))
    return np.ascontiguousarray(np.random.default_rng(20_170_801).permuted(positions, axis=1).T)
