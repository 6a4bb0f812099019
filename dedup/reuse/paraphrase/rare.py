"""Rare words: the words of a collection that may tell what a passage is about.

In: word hashes. Out: of each window of words the rarest third, as columns, with the weight of each word.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dedup.reuse.boilerplate import open_site_text
from dedup.reuse.column import Column
from dedup.reuse.columns import open_words
from dedup.reuse.elsewhere import Job, finished, work_on
from dedup.reuse.files import Array
from dedup.reuse.words import Int64s, UInt64s, Words
from dedup.reuse.workspace import Stages

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
_STAGE = "rare-words"
_COUNTS = "word-counts"
_COUNTED_WORDS = 1_000_000
"""Words that are worked on at a time, so that they stay in the cache."""

Bools = npt.NDArray[np.bool_]


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


def find_rare_words(words: Words, left_out: Bools, stages: Stages) -> Rare:
    """Choose the words that make keys, one block of documents at a time."""
    columns = stages.columns(_STAGE, lambda: _choose(words, left_out, stages))
    return Rare(columns["places"], columns["documents"], columns["hashes"], columns["weights"])


def open_rare_words(stages: Stages) -> Rare:
    """The rare words of a finished stage."""
    columns = finished(stages, _STAGE)
    return Rare(columns["places"], columns["documents"], columns["hashes"], columns["weights"])


def _choose(words: Words, left_out: Bools, stages: Stages) -> dict[str, Array | Column]:
    counter = Counter(len(words.hashes))
    for begin in range(0, len(words.hashes), _COUNTED_WORDS):
        counter.add(np.asarray(words.hashes[begin : begin + _COUNTED_WORDS]))
    if stages.workers:
        stages.columns(_COUNTS, lambda: {"cells": counter.cells})
    job = Job(function=_rare_of_block, tools=_Chooser(words, left_out, counter), reopen=_reopen, detail=None)
    places, documents = stages.column(np.int64), stages.column(np.int32)
    hashes, weights = stages.column(np.uint64), stages.column(np.float32)
    with work_on(list(_blocks(words.offsets)), job, stages) as parts:
        for part in parts:
            places.append(part.places)
            documents.append(part.documents)
            hashes.append(part.hashes)
            weights.append(part.weights)
    return {"places": places, "documents": documents, "hashes": hashes, "weights": weights}


@dataclass(frozen=True, slots=True)
class _Chooser:
    words: Words
    left_out: Bools
    counter: "Counter"


def _reopen(stages: Stages, _detail: None) -> _Chooser:
    counter = Counter(0, finished(stages, _COUNTS)["cells"])
    return _Chooser(open_words(stages), open_site_text(stages)[0], counter)


def _blocks(offsets: Int64s) -> Iterator[range]:
    """Ranges of documents with about a bounded number of words."""
    first = 0
    while first < len(offsets) - 1:
        end = int(np.searchsorted(offsets, offsets[first] + _BLOCK_WORDS, side="right")) - 1
        end = max(end, first + 1)
        yield range(first, end)
        first = end


def _rare_of_block(block: range, chooser: _Chooser) -> Rare:
    words, left_out, counter = chooser.words, chooser.left_out, chooser.counter
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

    def __init__(self, expected: int, cells: npt.NDArray[np.int32] | None = None) -> None:
        """Begin to count so many hashes, or go on with the cells of another counter."""
        bits = min(max((8 * expected).bit_length(), _COUNTER_BITS.start), _COUNTER_BITS.stop - 1)
        self.cells = np.zeros(1 << bits, np.int32) if cells is None else cells
        self._shift = np.uint64(65 - len(self.cells).bit_length())

    def add(self, hashes: UInt64s) -> None:
        """Count a column of hashes."""
        np.add.at(
            self.cells, (hashes >> self._shift).view(np.int64), np.int32(1)
        )  # another type is ten times slower

    def of(self, hashes: UInt64s) -> npt.NDArray[np.int32]:
        """Look up how often each hash was added, shape of the column."""
        return self.cells[(hashes >> self._shift).view(np.int64)]
