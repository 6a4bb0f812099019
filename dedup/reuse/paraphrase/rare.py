"""Rare words: the words of a collection that may tell what a passage is about.

In: word hashes. Out: of each window of words the rarest third, as columns, with the weight of each word.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dedup.reuse.words import Int64s, UInt64s, Words

_COMMON_SHARE = 1 / 2000
"""Share of all words from which a word is too common to be a key."""
_COMMON_COUNT = 64
"""The same for small collections: a word that stands less often is never too common."""
WINDOW_WORDS = 32
"""Words between two rare words that make a key: about a sentence and a half."""
_RARER_NEIGHBOURS = 10
"""A word with this many rarer ones around it makes no key: of each window the rarest third is enough."""
_MOST_COUNTED = 0xFFFF
"""Counts of words from here on are equal."""
_COUNTER_BITS = range(12, 24)
_BLOCK_WORDS = 250_000
_COUNTED_WORDS = 1_000_000
"""Words that are worked on at a time, so that they stay in the cache."""


@dataclass(frozen=True, slots=True)
class Rare:
    """Rare words as columns: number of the word in the collection, its document, its hash.

    Rows rise by place. A word weighs the square of log(words of the collection / times that it stands there): its
    weight on both sides of a product.
    """

    places: Int64s
    documents: npt.NDArray[np.int32]
    hashes: UInt64s
    weights: npt.NDArray[np.float32]


def find_rare_words(words: Words, left_out: npt.NDArray[np.bool_]) -> Rare:
    """Choose the words that make keys, one block of documents at a time."""
    counter = Counter(len(words.hashes))
    for begin in range(0, len(words.hashes), _COUNTED_WORDS):
        counter.add(np.asarray(words.hashes[begin : begin + _COUNTED_WORDS]))
    parts = [_rare_of_block(words, block, left_out, counter) for block in _blocks(words.offsets)]
    return Rare(
        places=np.concatenate([np.zeros(0, np.int64), *(part.places for part in parts)]),
        documents=np.concatenate([np.zeros(0, np.int32), *(part.documents for part in parts)]),
        hashes=np.concatenate([np.zeros(0, np.uint64), *(part.hashes for part in parts)]),
        weights=np.concatenate([np.zeros(0, np.float32), *(part.weights for part in parts)]),
    )


def _blocks(offsets: Int64s) -> Iterator[range]:
    """Ranges of documents with about a bounded number of words."""
    first = 0
    while first < len(offsets) - 1:
        end = int(np.searchsorted(offsets, offsets[first] + _BLOCK_WORDS, side="right")) - 1
        end = max(end, first + 1)
        yield range(first, end)
        first = end


def _rare_of_block(words: Words, block: range, left_out: npt.NDArray[np.bool_], counter: "Counter") -> Rare:
    begin, end = int(words.offsets[block.start]), int(words.offsets[block.stop])
    hashes = np.asarray(words.hashes[begin:end])
    counts = counter.of(hashes)
    limit = max(_COMMON_COUNT, int(len(words.hashes) * _COMMON_SHARE))
    places = np.flatnonzero((counts > 1) & (counts <= limit) & ~left_out[begin:end])
    counts = np.minimum(counts[places], _MOST_COUNTED).astype(np.uint16)
    borders = np.searchsorted(places, words.offsets[block.start : block.stop + 1] - begin)
    numbers = np.repeat(np.arange(block.start, block.stop, dtype=np.int32), np.diff(borders))
    apart = (places + (numbers - block.start).astype(np.int64) * WINDOW_WORDS).astype(
        np.int32
    )  # no window spans two
    rarer = np.zeros(len(places), np.int8)
    for distance in range(1, WINDOW_WORDS // 2 + 1):
        near = apart[distance:] - apart[:-distance] <= WINDOW_WORDS
        is_rarer = counts[:-distance] < counts[distance:]
        rarer[distance:] += (near & is_rarer).view(np.int8)
        rarer[:-distance] += (near > is_rarer).view(np.int8)
    kept = rarer < _RARER_NEIGHBOURS
    chosen = places[kept]
    weights = np.log(np.float32(len(words.hashes)) / counts[kept].astype(np.float32)) ** 2
    return Rare(chosen + begin, numbers[kept], hashes[chosen], weights)


class Counter:
    """Counts of 64-bit hashes; seldom too high, when two hashes share a cell."""

    def __init__(self, expected: int) -> None:
        bits = min(max((8 * expected).bit_length(), _COUNTER_BITS.start), _COUNTER_BITS.stop - 1)
        self._shift = np.uint64(64 - bits)
        self._cells = np.zeros(1 << bits, np.int32)

    def add(self, hashes: UInt64s) -> None:
        """Count a column of hashes."""
        np.add.at(
            self._cells, (hashes >> self._shift).view(np.int64), np.int32(1)
        )  # another type is ten times slower

    def of(self, hashes: UInt64s) -> npt.NDArray[np.int32]:
        """Look up how often each hash was added, shape of the column."""
        return self._cells[(hashes >> self._shift).view(np.int64)]
