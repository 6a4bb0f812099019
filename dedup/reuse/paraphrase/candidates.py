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
from dedup.reuse.paraphrase.rare import WINDOW_WORDS, Counter, Rare, find_rare_words
from dedup.reuse.paraphrase.surroundings import Floats, compare_surroundings
from dedup.reuse.words import Int64s, UInt64s, Words
from dedup.settings import ReuseSettings

Int32s = npt.NDArray[np.int32]

_TOGETHER_WORDS = 96
"""Width of a stretch in which the shared keys of a pair are counted: a paragraph."""
_PARTNERS = 4
"""Following rare words that each rare word is paired with. Recall by number: tests/benchmarks/paraphrase.py."""
_MIX = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xFF51AFD7ED558CCD))
_JOINED_ROWS = 2_000_000
"""Shared keys that are worked on at a time: about 160 MB."""
_KEYED_WORDS = 100_000
"""Words that are worked on at a time, so that they stay in the cache."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of documents, columns (pairs,), left < right, in order, with how many keys they share in one place.

    `common` counts keys in too many places to be joined. `rows` are the places of the shared keys and the number of
    the pair of each, columns (shared keys,).
    """

    lefts: Int64s
    rights: Int64s
    shared: Int64s
    common: int
    rare: Rare
    rows: tuple[Int64s, Int64s, Int64s]

    def compare(self, numbers: Int64s) -> Floats:
        """Compute for some pairs how alike they are where they share most keys, cosine of rare words."""
        position = np.full(len(self.lefts), -1, np.int64)
        position[numbers] = np.arange(len(numbers))
        own = np.flatnonzero(position[self.rows[0]] >= 0)
        if not len(own):
            return np.zeros(len(numbers))
        pairs, lefts, rights = position[self.rows[0][own]], self.rows[1][own], self.rows[2][own]
        return compare_surroundings(self.rare, *_densest(pairs, lefts, rights, len(numbers)))


def find_candidate_pairs(
    words: Words, alignments: Sequence[Alignment], left_out: npt.NDArray[np.bool_], settings: ReuseSettings
) -> Candidates:
    """Find pairs of documents that share keys; `left_out`, shape (words,), marks words of site text."""
    rare = find_rare_words(words, left_out)
    lefts, rights, common = _join(_repeated_keys(rare), len(rare.places), settings.max_rare_pair_places)
    count = len(words.offsets) - 1
    parts = [
        _share(rare, lefts[own], rights[own], alignments, count) for own in _split(rare.documents[lefts], count)
    ]
    pairs, shared, numbers, left_places, right_places = map(np.concatenate, zip(*parts, strict=True))
    ends = np.cumsum([len(part[0]) for part in parts])
    numbers += np.repeat(np.concatenate(([0], ends[:-1])), [len(part[2]) for part in parts])
    return Candidates(
        lefts=pairs // max(count, 1),
        rights=pairs % max(count, 1),
        shared=shared,
        common=common,
        rare=rare,
        rows=(numbers, left_places, right_places),
    )


def _split(documents: Int32s, count: int) -> Iterator[Int64s]:
    """Rows by ranges of documents that hold a bounded number of them, unless a single document has more."""
    totals = np.cumsum(np.bincount(documents, minlength=count + 1))
    first = 0
    while first <= count:
        before = totals[first - 1] if first else 0
        end = max(int(np.searchsorted(totals, before + _JOINED_ROWS, side="right")), first + 1)
        yield np.flatnonzero((documents >= first) & (documents < end))
        first = end


def _share(
    rare: Rare, lefts: Int32s, rights: Int32s, alignments: Sequence[Alignment], count: int
) -> tuple[Int64s, Int64s, Int64s, Int64s, Int64s]:
    """Pairs of documents that share keys outside alignments: pair, most keys in one place; by key, pair and places.

    A pair is left document * count + right document; the last three columns are the rows of `Candidates`.
    """
    pairs = rare.documents[lefts].astype(np.int64) * count + rare.documents[rights]
    apart = np.flatnonzero(pairs % (count + 1))  # a document with itself is a multiple
    pairs, left_places, right_places = pairs[apart], rare.places[lefts[apart]], rare.places[rights[apart]]
    free = ~_aligned(pairs, left_places, right_places, alignments, count)
    left_places, right_places = left_places[free], right_places[free]
    distinct, numbers = np.unique(pairs[free], return_inverse=True)
    return (
        distinct,
        _together(numbers, left_places, right_places, len(distinct)),
        numbers,
        left_places,
        right_places,
    )


def _together(numbers: Int64s, lefts: Int64s, rights: Int64s, pairs: int) -> Int64s:
    """Count for each pair the most keys that stand in one stretch of the left and one of the right."""
    most = np.zeros(pairs, np.int64)
    bits = np.uint64(pairs.bit_length())
    low = (np.uint64(1) << bits) - np.uint64(1)
    for squares in _squares(lefts, rights):
        keys = (squares >> bits << bits) | numbers.view(np.uint64)
        keys.sort()
        starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))[: len(keys)]
        counts = np.diff(np.concatenate((starts, [len(keys)])))
        np.maximum.at(most, (keys[starts] & low).view(np.int64), counts)
    return most


def _densest(numbers: Int64s, lefts: Int64s, rights: Int64s, pairs: int) -> tuple[Int64s, Int64s]:
    """The middle of the shared keys of each pair, left and right, in the stretches where most of them stand."""
    most = np.zeros(pairs, np.int64)
    middles = np.zeros((2, pairs), np.int64)
    for squares in _squares(lefts, rights):
        order = np.lexsort((squares, numbers))
        ordered, of_pair = squares[order], numbers[order]
        differ = (ordered[1:] != ordered[:-1]) | (of_pair[1:] != of_pair[:-1])
        starts = np.flatnonzero(np.concatenate(([True], differ)))
        counts = np.diff(np.concatenate((starts, [len(order)])))
        fullest = np.lexsort((counts, of_pair[starts]))
        last = np.flatnonzero(np.append(np.diff(of_pair[starts][fullest]) > 0, True))
        chosen = fullest[last]
        fuller = chosen[counts[chosen] > most[of_pair[starts[chosen]]]]
        owners = of_pair[starts[fuller]]
        most[owners] = counts[fuller]
        for side, places in enumerate((lefts, rights)):
            middles[side, owners] = np.add.reduceat(places[order], starts)[fuller] // counts[fuller]
    return middles[0], middles[1]


def _squares(lefts: Int64s, rights: Int64s) -> Iterator[UInt64s]:
    """The square of fixed width in which each key stands, laid out four times, half a width apart.

    So no border cuts every count of a passage. The high bits tell squares apart.
    """
    half = _TOGETHER_WORDS // 2
    for left_shift in (0, half):
        left_squares = ((lefts + left_shift) // _TOGETHER_WORDS).view(np.uint64) * _MIX[0]
        for right_shift in (0, half):
            yield (left_squares + ((rights + right_shift) // _TOGETHER_WORDS).view(np.uint64)) * _MIX[1]


def _repeated_keys(rare: Rare) -> UInt64s:
    """Keys of pairs of rare words that come twice, sorted; the low bits hold the row of the pair's first word."""
    bits = np.uint64(len(rare.places).bit_length())
    counter = Counter(_PARTNERS * len(rare.places) // 2)
    for keys, _ in _keys(rare):
        counter.add(keys)
    parts = [np.zeros(0, np.uint64)]
    for keys, rows in _keys(rare):
        twice = np.flatnonzero(counter.of(keys) > 1)
        parts.append((keys[twice] >> bits << bits) | rows[twice].view(np.uint64))
    found = np.concatenate(parts)
    found.sort()
    return found


def _keys(rare: Rare) -> Iterator[tuple[UInt64s, Int64s]]:
    """Keys of rare words and the next ones, the same in either order, and rows of the first ones, by blocks."""
    for begin in range(0, len(rare.places), _KEYED_WORDS):
        part = slice(begin, begin + _KEYED_WORDS + _PARTNERS)
        places, documents, hashes = rare.places[part], rare.documents[part], rare.hashes[part]
        for distance in range(1, min(_PARTNERS + 1, len(places))):
            own = slice(0, min(_KEYED_WORDS, len(places) - distance))
            other = slice(distance, own.stop + distance)
            near = places[other] - places[own] <= WINDOW_WORDS
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
    with_wording = Counter(len(table))
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
