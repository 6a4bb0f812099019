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

_EMPTY = np.uint32(0xFFFFFFFF)
_MAX_PROBES = 256

Signatures = npt.NDArray[np.uint16]


def sign(shingles: Shingles, num_perm: int) -> Signatures:
    """Make one signature a document, shape (documents, num_perm); documents without words get zeros."""
    documents = len(shingles.offsets) - 1
    shift = np.uint64(64 - (num_perm.bit_length() - 1))
    rows = np.repeat(np.arange(documents, dtype=np.int64), np.diff(shingles.offsets))
    minima = np.full(documents * num_perm, _EMPTY, np.uint32)
    values = (shingles.hashes & np.uint64(0xFFFFFFFE)).astype(np.uint32)
    np.minimum.at(minima, rows * num_perm + (shingles.hashes >> shift).astype(np.int64), values)
    _densify(minima, num_perm)
    minima[minima == _EMPTY] = 0
    return ((minima >> np.uint32(1)) & np.uint32(0xFFFF)).astype(np.uint16).reshape(documents, num_perm)


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


def _densify(minima: npt.NDArray[np.uint32], num_perm: int) -> None:
    """Fill empty positions, in place: each probes its own fixed sequence until it meets a filled one."""
    empty = minima.reshape(-1, num_perm) == _EMPTY
    empty[empty.all(axis=1)] = False  # a document without words stays empty
    open_positions = np.flatnonzero(empty)
    column = open_positions % num_perm
    first = open_positions - column
    source = minima.copy()
    for probes in _probe_table(num_perm):
        if not len(open_positions):
            return
        found = source.take(first + probes.take(column))
        minima[open_positions] = found
        still = found == _EMPTY
        open_positions, column, first = open_positions[still], column[still], first[still]


@cache
def _probe_table(num_perm: int) -> npt.NDArray[np.int64]:
    """Which position each position asks at each attempt, shape (attempts, num_perm): a fixed random table."""
    return np.random.default_rng(20_170_801).integers(0, num_perm, (_MAX_PROBES, num_perm))
