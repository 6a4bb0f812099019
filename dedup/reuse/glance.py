"""A first glance at seeds: around which of them enough words might match.

In: a byte for each word of a collection, and places. Out: which places are worth a look at the words themselves. A
glance errs only on one side: equal words have equal bytes, and it looks across the ends of documents.
"""

from functools import cache

import numpy as np
import numpy.typing as npt

from dedup.reuse.words import Int64s, UInt64s

Bytes = npt.NDArray[np.uint8]

_BATCH = 4096
"""Places compared at a time: their matrix stays in the cache."""
_BLOCK_WORDS = 1 << 20
_BYTE_BITS = 8


def word_bytes(hashes: UInt64s) -> Bytes:
    """One byte of the hash of each word, shape (words,)."""
    found = np.empty(len(hashes), np.uint8)
    for first in range(0, len(hashes), _BLOCK_WORDS):
        found[first : first + _BLOCK_WORDS] = hashes[first : first + _BLOCK_WORDS].astype(np.uint8)
    return found


def may_be_dense(
    glance: Bytes, middles: Int64s, diagonals: Int64s, reach: int, needed: int
) -> npt.NDArray[np.bool_]:
    """Say around which places a stretch may have so many more matching words than others, shifted by one at most.

    The words are those `reach` to each side of `middles`; those at `diagonals` from them stand on the right.
    """
    width = 2 * reach + 1
    dense = np.ones(len(middles), np.bool_)
    if len(glance) < width + 2:
        return dense
    windows = np.lib.stride_tricks.sliding_window_view(glance, width)
    wider = np.lib.stride_tricks.sliding_window_view(glance, width + 2)
    lefts = middles - reach
    rights = lefts + diagonals - 1
    inside = (lefts >= 0) & (lefts < len(windows)) & (rights >= 0) & (rights < len(wider))
    rows = np.flatnonzero(inside)
    for first in range(0, len(rows), _BATCH):
        chosen = rows[first : first + _BATCH]
        left, right = windows[lefts[chosen]], wider[rights[chosen]]
        equal = left == right[:, 1:-1]
        equal |= left == right[:, :-2]
        equal |= left == right[:, 2:]
        dense[chosen] = best_gains(equal) >= needed
    return dense


def best_gains(equal: npt.NDArray[np.bool_]) -> npt.NDArray[np.int8]:
    """Matched minus other words of the best stretch of each row, eight words at a time (Kadane)."""
    totals, heads, tails, bests = _stretches_of_bytes()
    packed = np.ascontiguousarray(np.packbits(equal, axis=1).T)
    best: npt.NDArray[np.int8] = bests.take(packed[0])
    running = tails.take(packed[0])
    for column in packed[1:]:
        np.maximum(best, running + heads.take(column), out=best)
        np.maximum(best, bests.take(column), out=best)
        running += totals.take(column)
        np.maximum(running, tails.take(column), out=running)
    return best


@cache
def _stretches_of_bytes() -> tuple[npt.NDArray[np.int8], ...]:
    """For eight words: the sum, and the best stretch at the start, at the end and anywhere; at least 0."""
    gains = 2 * np.unpackbits(np.arange(256, dtype=np.uint8)[:, np.newaxis], axis=1).astype(np.int8) - 1
    sums = np.zeros((256, _BYTE_BITS + 1), np.int8)
    np.cumsum(gains, axis=1, out=sums[:, 1:])
    lowest = np.minimum.accumulate(sums, axis=1)
    totals = np.ascontiguousarray(sums[:, -1])
    return totals, sums.max(axis=1), totals - sums.min(axis=1), (sums - lowest).max(axis=1)
