"""Keys of the shingles of a collection.

In: words. Out: keys of 64 bits, the shingle's hash in the high and its place in the low ones, so that equal
shingles stand together in the order of the collection once they are sorted.

A collection of a thousand million words leaves 34 bits to the hash: some shingles are then equal by chance, and the
comparison of the words around them tells.
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from dedup.reuse.shingles import hash_shingles
from dedup.reuse.words import Int64s, UInt64s, Words

_BATCH_WORDS = 50_000  # stays in the cache while it is hashed
_BLOCK_KEYS = 1 << 18


class ShingleKeys:
    """Where the hash ends and the place begins in the keys of a collection.

    `left_out`, shape (documents,), says which documents have no keys.
    """

    def __init__(self, words: Words, left_out: npt.NDArray[np.bool_] | None = None) -> None:
        self._words = words
        self._left_out = left_out
        self._place_bits = len(words.hashes).bit_length()
        self._place = np.uint64((1 << self._place_bits) - 1)

    def places(self, keys: UInt64s) -> UInt64s:
        """The places of keys."""
        return keys & self._place

    def find_runs(self, keys: UInt64s) -> tuple[Int64s, Int64s]:
        """First row and length of each run of two and more sorted keys with one hash."""
        same = np.zeros(len(keys) + 1, np.bool_)  # whether a row has the hash of the one before it
        np.less_equal(keys[1:] ^ keys[:-1], self._place, out=same[1:-1])
        edges = np.flatnonzero(same[1:] != same[:-1])  # first and last row of a run, by turns
        return edges[::2], edges[1::2] - edges[::2] + 1

    @property
    def low_bits(self) -> int:
        """Bits that hold the place."""
        return self._place_bits

    def sorted_blocks(self, size: int) -> Iterator[UInt64s]:
        """The keys of all shingles of `size` words, made at once; keys with one hash stand in one block."""
        keys = self.make(size, 0, len(self._words.offsets) - 1)
        keys.sort()
        yield from self.cut(keys)

    def cut(self, keys: UInt64s) -> Iterator[UInt64s]:
        """Cut sorted keys into blocks that stay in the cache, of whole runs."""
        first = 0
        while first < len(keys):
            end = first + _BLOCK_KEYS
            if end < len(keys):
                end += int(np.searchsorted(keys[end:], keys[end - 1] | self._place, side="right"))
            yield keys[first:end]
            first = end

    def make(self, size: int, first: int, end: int) -> UInt64s:
        """The keys of the shingles of a range of documents, in order of their places."""
        offsets = self._words.offsets
        keys = np.empty(int(offsets[end] - offsets[first]), np.uint64)
        filled = 0
        for batch in self._batches(size, first, end):
            keys[filled : filled + len(batch)] = batch
            filled += len(batch)
        return keys[:filled]

    def _batches(self, size: int, first: int, total: int) -> Iterator[UInt64s]:
        """Hash the shingles of some whole documents at a time, in order."""
        offsets = self._words.offsets
        place_bits = np.uint64(self._place_bits)
        while first < total:
            end = int(np.searchsorted(offsets, offsets[first] + _BATCH_WORDS, side="right")) - 1
            end = min(max(end, first + 1), total)
            start = int(offsets[first])
            own_offsets = offsets[first : end + 1] - start
            batch = hash_shingles(
                Words(self._words.hashes[start : start + int(own_offsets[-1])], own_offsets), size
            )
            keys = batch.hashes >> place_bits << place_bits
            keys |= (batch.positions + start).view(np.uint64)
            if self._left_out is not None and self._left_out[first:end].any():
                keys = keys[~np.repeat(self._left_out[first:end], np.diff(own_offsets))[batch.positions]]
            yield keys
            first = end
