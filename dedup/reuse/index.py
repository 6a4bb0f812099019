"""The shingle index: which places hold the same shingle.

In: shingles of a collection. Out: their rows ordered by hash, cut into runs of equal hashes. It is one sort of
64-bit keys that carry the hash in their high and the row in their low bits, so that equal shingles keep the order
of the collection.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dedup.reuse.shingles import Shingles
from dedup.reuse.words import Int64s


@dataclass(frozen=True, slots=True)
class ShingleIndex:
    """Rows of a `Shingles`, shape (rows,), and the length of each run of equal hashes, shape (runs,), in order."""

    rows: Int64s
    sizes: Int64s

    def rows_of(self, runs: npt.NDArray[np.bool_]) -> Int64s:
        """The rows of the chosen runs, `runs` of shape (runs,)."""
        return self.rows[np.repeat(runs, self.sizes)]

    def without(self, dropped: npt.NDArray[np.bool_]) -> "ShingleIndex":
        """Leave runs out, `dropped` of shape (runs,)."""
        return ShingleIndex(self.rows_of(~dropped), self.sizes[~dropped])


def index_shingles(shingles: Shingles) -> ShingleIndex:
    """Order the rows of a collection's shingles by hash."""
    count = len(shingles.hashes)
    bits = np.uint64(count.bit_length())
    keys = (shingles.hashes >> bits << bits) | np.arange(count, dtype=np.uint64)
    keys.sort()
    hashes = keys >> bits
    starts = np.flatnonzero(np.concatenate(([True], hashes[1:] != hashes[:-1]))) if count else np.zeros(0, np.int64)
    rows = (keys & ((np.uint64(1) << bits) - np.uint64(1))).astype(np.int64)
    return ShingleIndex(rows, np.diff(np.concatenate((starts, [count]))))
