"""What pairs of documents share in keys of rare words, outside wording that is aligned already.

In: pairs of rows with the same key, alignments. Out: pairs of documents with the most keys that stand in one place,
and the middle of the stretches where they stand.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from dedup.reuse.aligned import Alignment, tabulate
from dedup.reuse.paraphrase.rare import Counter, Rare
from dedup.reuse.words import Int64s, UInt64s

Int32s = npt.NDArray[np.int32]


_TOGETHER_WORDS = 96
"""Width of a stretch in which the shared keys of a pair are counted: a paragraph."""
_MIX = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xFF51AFD7ED558CCD))
_JOINED_ROWS = 2_000_000
"""Shared keys that are worked on at a time: about 160 MB."""
Shared = tuple[Int64s, Int64s, Int64s, Int64s, Int64s]
"""Pairs of documents and most keys in one place; by key, pair and places."""


def split_rows(documents: Int32s, count: int) -> Iterator[Int64s]:
    """Rows by ranges of documents that hold a bounded number of them, unless a single document has more."""
    totals = np.cumsum(np.bincount(documents, minlength=count + 1))
    first = 0
    while first <= count:
        before = totals[first - 1] if first else 0
        end = max(int(np.searchsorted(totals, before + _JOINED_ROWS, side="right")), first + 1)
        yield np.flatnonzero((documents >= first) & (documents < end))
        first = end


def share_keys(rare: Rare, lefts: Int32s, rights: Int32s, wording: Int64s, count: int) -> Shared:
    """Pairs of documents that share keys outside alignments: pair, most keys in one place; by key, pair and places.

    A pair is left document * count + right document; the last three columns are the rows of `Candidates`.
    """
    pairs = rare.documents[lefts].astype(np.int64) * count + rare.documents[rights]
    apart = np.flatnonzero(pairs % (count + 1))  # a document with itself is a multiple
    pairs, left_places, right_places = pairs[apart], rare.places[lefts[apart]], rare.places[rights[apart]]
    free = ~_aligned(pairs, left_places, right_places, wording)
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


def find_densest(numbers: Int64s, lefts: Int64s, rights: Int64s, pairs: int) -> tuple[Int64s, Int64s]:
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


def order_by_pair(alignments: Sequence[Alignment], documents: int) -> Int64s:
    """Pairs of documents and ranges of words of alignments, ordered by pair, shape (alignments, 5)."""
    columns = tabulate(alignments)
    table = columns[:, 1:6]
    table[:, 0] += columns[:, 0] * documents
    return table[np.argsort(table[:, 0], kind="stable")]


def wording_between(table: Int64s, pairs: Int64s) -> Int64s:
    """The rows of a table of wording from the lowest of some pairs to the highest; few others are read."""
    if not len(pairs):
        return table[:0]

    def pair_of(row: int) -> int:
        return int(table[row, 0])

    rows = range(len(table))
    first = bisect_left(rows, int(pairs.min()), key=pair_of)
    return table[first : bisect_right(rows, int(pairs.max()), first, key=pair_of)]


def _aligned(pairs: Int64s, lefts: Int64s, rights: Int64s, table: Int64s) -> npt.NDArray[np.bool_]:
    """Whether both places of a key lie in one alignment of the pair."""
    result = np.zeros(len(pairs), np.bool_)
    table = wording_between(table, pairs)
    if not len(table):
        return result
    with_wording = Counter(len(table))
    with_wording.add(_mixed(table[:, 0]))
    asked = np.flatnonzero(with_wording.of(_mixed(pairs)))
    own = np.ascontiguousarray(table[:, 0])
    rows = np.searchsorted(own, pairs[asked])
    ends = np.searchsorted(own, pairs[asked], side="right")
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
