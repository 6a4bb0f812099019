"""Sorted keys of all shingles of a collection, in pieces that fit the cache, whatever memory there is.

In: words. Out: keys of 64 bits, the shingle's hash in the high and its place in the low ones, so that equal
shingles stand together in the order of the collection. Keys that outgrow their room are dealt out by hash to
partitions on disk, and each partition is sorted alone.

A collection of a thousand million words leaves 34 bits to the hash: some shingles are then equal by chance, and the
comparison of the words around them tells.
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from dedup.reuse.shingles import hash_shingles
from dedup.reuse.words import Int64s, UInt64s, Words
from dedup.reuse.workspace import Stages

_BATCH_WORDS = 50_000  # stays in the cache while it is hashed
_SPREAD_BATCHES = 20  # dealt out together, so that each of many partitions gets a good piece
_BLOCK_KEYS = 1 << 18
_KEY_BYTES = 8
_SHARE_OF_KEYS = 16
"""The part of the memory that the keys of one partition may take."""
_MOST_PARTITIONS = 256
"""Files that are open together; systems allow 1,024. With 2 GB of memory it is enough for all words that can be
numbered."""


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

    def sorted_blocks(self, size: int, stages: Stages) -> Iterator[UInt64s]:
        """The keys of all shingles of `size` words; keys with one hash stand in one block."""
        for keys in self._partitions(size, stages):
            keys.sort()
            first = 0
            while first < len(keys):
                end = first + _BLOCK_KEYS
                if end < len(keys):
                    end += int(np.searchsorted(keys[end:], keys[end - 1] | self._place, side="right"))
                yield keys[first:end]
                first = end

    def _partitions(self, size: int, stages: Stages) -> Iterator[UInt64s]:
        """The keys of each partition; a single one is made in memory."""
        count = len(self._words.hashes)
        number = -(-count * _KEY_BYTES * _SHARE_OF_KEYS // max(1, stages.workspace.memory))
        number = min(number, _MOST_PARTITIONS)
        if number <= 1:
            yield self._make_at_once(size, count)
            return
        columns = [stages.scratch(np.uint64) for _ in range(number)]
        bounds = [(part << 64) // number >> self._place_bits << self._place_bits for part in range(1, number)]
        for batch in self._large_batches(size):
            batch.sort()
            pieces = np.split(batch, np.searchsorted(batch, np.array(bounds, np.uint64)))
            for column, keys in zip(columns, pieces, strict=True):
                column.append(keys)
        while columns:
            yield columns.pop(0).read()

    def _large_batches(self, size: int) -> Iterator[UInt64s]:
        waiting: list[UInt64s] = []
        for batch in self._batches(size):
            waiting.append(batch)
            if len(waiting) == _SPREAD_BATCHES:
                yield np.concatenate(waiting)
                waiting.clear()
        if waiting:
            yield np.concatenate(waiting)

    def _make_at_once(self, size: int, count: int) -> UInt64s:
        keys = np.empty(count, np.uint64)
        filled = 0
        for batch in self._batches(size):
            keys[filled : filled + len(batch)] = batch
            filled += len(batch)
        return keys[:filled]

    def _batches(self, size: int) -> Iterator[UInt64s]:
        """Hash the shingles of some whole documents at a time, in order."""
        offsets = self._words.offsets
        place_bits = np.uint64(self._place_bits)
        total = len(offsets) - 1
        first = 0
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
