"""Candidates: pairs of documents that may say the same in other words.

In: word hashes of a collection. Out: pairs of documents with the most rare-word pairs that they share in one
place, outside wording that is aligned already. In a rewritten passage names, numbers and rare words stay, and stay
near each other; two rare words within a few lines are a key that unrelated texts hardly share. There is a fixed
number of keys for each rare word, and they are joined by one sort: nothing grows faster than the collection.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dedup.reuse.alignment import Alignment
from dedup.reuse.words import Int64s, UInt64s, Words
from dedup.settings import ReuseSettings

Int32s = npt.NDArray[np.int32]

_COMMON_SHARE = 1 / 2000
"""Share of all words from which a word is too common to be a key."""
_COMMON_COUNT = 64
"""The same for small collections: a word that stands less often is never too common."""
_WINDOW_WORDS = 32
"""Words between two rare words that make a key: about a sentence and a half."""
_RARER_NEIGHBOURS = 10
"""A word with this many rarer ones around it makes no key: of each window the rarest third is enough."""
_TOGETHER_WORDS = 96
"""Width of a stretch in which the shared keys of a pair are counted: a paragraph."""
_MOST_COUNTED = 0xFFFF
"""Counts of words from here on are equal."""
_PARTNERS = 4
"""Following rare words that each rare word is paired with. Recall by number: tests/benchmarks/paraphrase.py."""
_MIX = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xFF51AFD7ED558CCD))
_COUNTER_BITS = range(12, 24)
_BLOCK_WORDS = 250_000
_KEYED_WORDS = 100_000
_COUNTED_WORDS = 1_000_000
"""Words that are worked on at a time, so that they stay in the cache."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of documents, columns (pairs,), left < right, in order, with how many keys they share in one place.

    `common` counts keys in too many places to be joined.
    """

    lefts: Int64s
    rights: Int64s
    shared: Int64s
    common: int


@dataclass(frozen=True, slots=True)
class _Rare:
    """Rare words as columns: number of the word in the collection, its document, its hash."""

    places: Int64s
    documents: npt.NDArray[np.int32]
    hashes: UInt64s


def find_candidate_pairs(
    words: Words, alignments: Sequence[Alignment], left_out: npt.NDArray[np.bool_], settings: ReuseSettings
) -> Candidates:
    """Find pairs of documents that share keys; `left_out`, shape (words,), marks words of site text."""
    rare = _rare_words(words, left_out)
    lefts, rights, common = _join(_repeated_keys(rare), len(rare.places), settings.max_rare_pair_places)
    count = len(words.offsets) - 1
    pairs = rare.documents[lefts].astype(np.int64) * count + rare.documents[rights]
    apart = np.flatnonzero(pairs % (count + 1))  # a document with itself is a multiple
    pairs, left_places, right_places = pairs[apart], rare.places[lefts[apart]], rare.places[rights[apart]]
    free = ~_aligned(pairs, left_places, right_places, alignments, count)
    distinct, shared = _together(pairs[free], left_places[free], right_places[free])
    return Candidates(distinct // max(count, 1), distinct % max(count, 1), shared, common)


def _together(pairs: Int64s, lefts: Int64s, rights: Int64s) -> tuple[Int64s, Int64s]:
    """The distinct pairs, and for each the most keys that stand in one stretch of the left and one of the right.

    Places are counted in squares of a fixed width, laid out four times, half a width apart, so that no border cuts
    every count of a passage.
    """
    distinct, numbers = np.unique(pairs, return_inverse=True)
    most = np.zeros(len(distinct), np.int64)
    bits = np.uint64(len(distinct).bit_length())
    low = (np.uint64(1) << bits) - np.uint64(1)
    half = _TOGETHER_WORDS // 2
    for left_shift in (0, half):
        left_squares = ((lefts + left_shift) // _TOGETHER_WORDS).astype(np.uint64) * _MIX[0]
        for right_shift in (0, half):
            squares = left_squares + ((rights + right_shift) // _TOGETHER_WORDS).astype(np.uint64)
            squares *= _MIX[1]  # the high bits tell squares apart, the low ones hold the pair
            squares = (squares >> bits << bits) | numbers.astype(np.uint64)
            squares.sort()
            starts = np.flatnonzero(np.concatenate(([True], squares[1:] != squares[:-1])))[: len(squares)]
            counts = np.diff(np.concatenate((starts, [len(squares)])))
            np.maximum.at(most, (squares[starts] & low).astype(np.int64), counts)
    return distinct, most


def _rare_words(words: Words, left_out: npt.NDArray[np.bool_]) -> _Rare:
    """Choose the words that make keys, one block of documents at a time."""
    counter = _Counter(len(words.hashes))
    for begin in range(0, len(words.hashes), _COUNTED_WORDS):
        counter.add(np.asarray(words.hashes[begin : begin + _COUNTED_WORDS]))
    parts = [_rare_of_block(words, block, left_out, counter) for block in _blocks(words.offsets)]
    return _Rare(
        places=np.concatenate([np.zeros(0, np.int64), *(part.places for part in parts)]),
        documents=np.concatenate([np.zeros(0, np.int32), *(part.documents for part in parts)]),
        hashes=np.concatenate([np.zeros(0, np.uint64), *(part.hashes for part in parts)]),
    )


def _blocks(offsets: Int64s) -> Iterator[range]:
    """Ranges of documents with about a bounded number of words."""
    first = 0
    while first < len(offsets) - 1:
        end = int(np.searchsorted(offsets, offsets[first] + _BLOCK_WORDS, side="right")) - 1
        end = max(end, first + 1)
        yield range(first, end)
        first = end


def _rare_of_block(words: Words, block: range, left_out: npt.NDArray[np.bool_], counter: "_Counter") -> _Rare:
    begin, end = int(words.offsets[block.start]), int(words.offsets[block.stop])
    hashes = np.asarray(words.hashes[begin:end])
    counts = counter.of(hashes)
    limit = max(_COMMON_COUNT, int(len(words.hashes) * _COMMON_SHARE))
    places = np.flatnonzero((counts > 1) & (counts <= limit) & ~left_out[begin:end])
    counts = np.minimum(counts[places], _MOST_COUNTED).astype(np.uint16)
    borders = np.searchsorted(places, words.offsets[block.start : block.stop + 1] - begin)
    numbers = np.repeat(np.arange(block.start, block.stop, dtype=np.int32), np.diff(borders))
    apart = (places + (numbers - block.start).astype(np.int64) * _WINDOW_WORDS).astype(np.int32)  # no window spans two
    rarer = np.zeros(len(places), np.int8)
    for distance in range(1, _WINDOW_WORDS // 2 + 1):
        near = apart[distance:] - apart[:-distance] <= _WINDOW_WORDS
        is_rarer = counts[:-distance] < counts[distance:]
        rarer[distance:] += (near & is_rarer).view(np.int8)
        rarer[:-distance] += (near > is_rarer).view(np.int8)
    kept = rarer < _RARER_NEIGHBOURS
    chosen = places[kept]
    return _Rare(chosen + begin, numbers[kept], hashes[chosen])


class _Counter:
    """Counts of 64-bit hashes; seldom too high, when two hashes share a cell."""

    def __init__(self, expected: int) -> None:
        bits = min(max((8 * expected).bit_length(), _COUNTER_BITS.start), _COUNTER_BITS.stop - 1)
        self._shift = np.uint64(64 - bits)
        self._cells = np.zeros(1 << bits, np.int32)

    def add(self, hashes: UInt64s) -> None:
        """Count a column of hashes."""
        np.add.at(self._cells, (hashes >> self._shift).view(np.int64), np.int32(1))  # another type is ten times slower

    def of(self, hashes: UInt64s) -> npt.NDArray[np.int32]:
        """Look up how often each hash was added, shape of the column."""
        return self._cells[(hashes >> self._shift).view(np.int64)]


def _repeated_keys(rare: _Rare) -> UInt64s:
    """Keys of pairs of rare words that come twice, sorted; the low bits hold the row of the pair's first word."""
    bits = np.uint64(len(rare.places).bit_length())
    counter = _Counter(_PARTNERS * len(rare.places) // 2)
    for keys, _ in _keys(rare):
        counter.add(keys)
    parts = [np.zeros(0, np.uint64)]
    for keys, rows in _keys(rare):
        twice = np.flatnonzero(counter.of(keys) > 1)
        parts.append((keys[twice] >> bits << bits) | rows[twice].view(np.uint64))
    found = np.concatenate(parts)
    found.sort()
    return found


def _keys(rare: _Rare) -> Iterator[tuple[UInt64s, Int64s]]:
    """Keys of rare words with the next ones, the same in either order, and the rows of the first ones, by blocks."""
    for begin in range(0, len(rare.places), _KEYED_WORDS):
        part = slice(begin, begin + _KEYED_WORDS + _PARTNERS)
        places, documents, hashes = rare.places[part], rare.documents[part], rare.hashes[part]
        for distance in range(1, min(_PARTNERS + 1, len(places))):
            own = slice(0, min(_KEYED_WORDS, len(places) - distance))
            other = slice(distance, own.stop + distance)
            near = places[other] - places[own] <= _WINDOW_WORDS
            near &= documents[other] == documents[own]
            near &= hashes[other] != hashes[own]
            rows = np.flatnonzero(near)
            keys = (hashes[own] + hashes[other])[rows]
            keys *= _MIX[0]  # readers use the high bits
            yield keys, rows + begin


def _join(keys: UInt64s, rows: int, limit: int) -> tuple[Int32s, Int32s, int]:
    """All pairs of rows with the same key, smaller first, and how many keys stand in more than `limit` places."""
    bits = np.uint64(rows.bit_length())
    heads = keys >> bits
    starts = (
        np.flatnonzero(np.concatenate(([True], heads[1:] != heads[:-1]))) if len(keys) else np.zeros(0, np.int64)
    )
    sizes = np.diff(np.concatenate((starts, [len(keys)])))
    runs = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
    chosen = ((sizes > 1) & (sizes <= limit))[runs]
    runs, of_run = runs[chosen], (keys[chosen] & ((np.uint64(1) << bits) - np.uint64(1))).astype(np.int32)
    firsts = [np.zeros(0, np.int32)]
    seconds = [np.zeros(0, np.int32)]
    for distance in range(1, limit):
        same = np.flatnonzero(runs[distance:] == runs[:-distance])
        if not len(same):
            break
        firsts.append(of_run[same])
        seconds.append(of_run[same + distance])
    return np.concatenate(firsts), np.concatenate(seconds), int(np.count_nonzero(sizes > limit))


def _aligned(
    pairs: Int64s, lefts: Int64s, rights: Int64s, alignments: Sequence[Alignment], documents: int
) -> npt.NDArray[np.bool_]:
    """Whether both places of a key lie in one alignment of the pair."""
    result = np.zeros(len(pairs), np.bool_)
    if not alignments:
        return result
    table = np.array(
        [
            (item.left_document * documents + item.right_document, item.left_start, item.left_end, item.right_start,
             item.right_end)
            for item in alignments
        ],
        np.int64,
    )  # fmt: skip
    table = table[np.argsort(table[:, 0], kind="stable")]
    with_wording = _Counter(len(table))
    with_wording.add(_mixed(table[:, 0]))
    asked = np.flatnonzero(with_wording.of(_mixed(pairs)))
    rows = np.searchsorted(table[:, 0], pairs[asked])
    ends = np.searchsorted(table[:, 0], pairs[asked], side="right")
    waiting = np.flatnonzero(rows < ends)
    while len(waiting):
        row = table[rows[waiting]]
        left, right = lefts[asked[waiting]], rights[asked[waiting]]
        inside = (row[:, 1] <= left) & (left < row[:, 2]) & (row[:, 3] <= right) & (right < row[:, 4])
        result[asked[waiting[inside]]] = True
        rows[waiting] += 1
        waiting = waiting[~inside & (rows[waiting] < ends[waiting])]
    return result


def _mixed(pairs: Int64s) -> UInt64s:
    """Spread numbers of pairs over 64 bits."""
    return pairs.view(np.uint64) * _MIX[0]
