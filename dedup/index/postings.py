"""Sorted keys that say where a hash stands: the one structure behind every look-up of the index.

In: 64-bit hashes, each with a number (a place or a document). Out: for hashes that are asked for, the range of keys
that hold them. A key carries the hash in its high and the number in its low bits, so that one sort orders both and
8 bytes hold both; what is cut off a hash can only make a look-up find too much, never too little. A table over
the first bits of the keys leads each question to a few neighbouring keys (hashes are uniform), because a binary
search through hundreds of megabytes waits for memory 25 times.
"""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from dedup.reuse.words import Int64s, UInt64s

UInt32s = npt.NDArray[np.uint32]
Number = TypeVar("Number", bound=np.generic)

_LOAD = 4
"""Keys a bucket at most, on average."""
_WINDOW = 8
"""Keys compared at once from the start of a bucket; longer stretches are searched by halving."""


@dataclass(frozen=True, slots=True)
class Found:
    """Which questions have keys, and where: key `starts[i]:ends[i]` answer question `rows[i]`; rows ascend."""

    rows: Int64s
    starts: Int64s
    ends: Int64s

    def __len__(self) -> int:
        return len(self.rows)

    def take(self, chosen: npt.NDArray[np.bool_]) -> "Found":
        """Keep some of the questions."""
        return Found(self.rows[chosen], self.starts[chosen], self.ends[chosen])

    def first(self, limit: int) -> "Found":
        """Keep at most `limit` keys of each question."""
        return Found(self.rows, self.starts, np.minimum(self.ends, self.starts + limit))


_NOTHING = Found(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int64))


@dataclass(frozen=True, slots=True)
class Postings:
    """Sorted keys, shape (keys,), with `number_bits` low bits of numbers; `buckets`, (2**n + 1,), lead in."""

    keys: UInt64s
    buckets: UInt32s
    number_bits: int

    def find(self, hashes: UInt64s) -> Found:
        """Find the keys of each hash; fastest when hashes are sorted."""
        if not len(self.keys):
            return _NOTHING
        slots = (hashes >> _shift(len(self.buckets) - 1)).astype(np.int64)
        begins = self.buckets.take(slots)
        rows = (self.buckets.take(slots + 1) > begins).nonzero()[0]
        low, high = self._range(hashes[rows])
        width = min(_WINDOW, len(self.keys))
        origins = np.minimum(begins[rows].astype(np.int64), len(self.keys) - width)
        windows = windows_of(self.keys, width)[origins]
        starts = origins + (windows >= low[:, None]).argmax(axis=1)
        beyond = (windows[:, -1] < low).nonzero()[0]
        if len(beyond):
            starts[beyond] = np.minimum(np.searchsorted(self.keys, low[beyond]), len(self.keys) - 1)
        first = self.keys.take(starts)
        hits = ((first >= low) & (first <= high)).nonzero()[0]
        if not len(hits):
            return _NOTHING
        rows, starts, high, windows = rows[hits], starts[hits], high[hits], windows[hits]
        ends = origins[hits] + (windows > high[:, None]).argmax(axis=1)
        beyond = (windows[:, -1] <= high).nonzero()[0]
        if len(beyond):
            ends[beyond] = np.searchsorted(self.keys, high[beyond], "right")
        return Found(rows, starts, ends)

    def expand(self, found: Found) -> tuple[Int64s, Int64s]:
        """List every key that was found: the question's row and the key's number, both of shape (keys found,)."""
        if not len(found):
            return found.rows, found.rows
        sizes = found.ends - found.starts
        total = int(sizes.sum())
        places = np.arange(total) + np.repeat(found.starts - np.cumsum(sizes) + sizes, sizes)
        mask = (np.uint64(1) << np.uint64(self.number_bits)) - np.uint64(1)
        return np.repeat(found.rows, sizes), (self.keys.take(places) & mask).astype(np.int64)

    def _range(self, hashes: UInt64s) -> tuple[UInt64s, UInt64s]:
        bits = np.uint64(self.number_bits)
        low = hashes >> bits << bits
        return low, low | ((np.uint64(1) << bits) - np.uint64(1))


def windows_of(column: npt.NDArray[Number], width: int) -> npt.NDArray[Number]:
    """All stretches of a contiguous column, shape (length - width + 1, width), without copying.

    numpy.lib.stride_tricks does the same in 30 microseconds instead of one.
    """
    shape = (len(column) - width + 1, width)
    return np.ndarray(shape, column.dtype, column, strides=(column.itemsize, column.itemsize))


def distinct(column: npt.NDArray[Number]) -> npt.NDArray[Number]:
    """The values of a column, each once, sorted; numpy.unique takes ten times as long for a few hundred."""
    ordered = np.sort(column)
    kept = np.ones(len(ordered), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=kept[1:])
    return ordered[kept]


def pack(hashes: UInt64s, numbers: Int64s, number_bits: int) -> Postings:
    """Sort hashes with their numbers; numbers must fit into `number_bits`."""
    bits = np.uint64(number_bits)
    keys = (hashes >> bits << bits) | numbers.astype(np.uint64)
    keys.sort()
    return Postings(keys, _buckets(keys), number_bits)


def merge(parts: list[Postings], shifts: list[int], number_bits: int) -> Postings:
    """Join postings whose numbers are moved up by `shifts`, as if all had been packed together.

    `number_bits` is at least that of every part.
    """
    bits = np.uint64(number_bits)
    moved = []
    for part, shift in zip(parts, shifts, strict=True):
        own = np.uint64(part.number_bits)
        numbers = (part.keys & ((np.uint64(1) << own) - np.uint64(1))) + np.uint64(shift)
        moved.append((part.keys >> bits << bits) | numbers)
    keys = np.concatenate(moved)
    keys.sort(kind="stable")  # merges sorted stretches, three times as fast as sorting anew
    return Postings(keys, _buckets(keys), number_bits)


def _buckets(keys: UInt64s) -> UInt32s:
    count = 1 << max(1, (len(keys) // _LOAD).bit_length())
    sizes = np.bincount((keys >> _shift(count)).astype(np.int64), minlength=count)
    return np.concatenate((np.zeros(1, np.uint32), np.cumsum(sizes).astype(np.uint32)))


def _shift(buckets: int) -> np.uint64:
    """How far a hash is shifted to number its bucket."""
    return np.uint64(64 - (buckets.bit_length() - 1))
