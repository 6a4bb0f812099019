"""Candidates: pairs of documents that may say the same in other words.

In: word hashes of a collection. Out: pairs of documents with the most rare-word pairs that they share in one
place, outside wording that is aligned already. In a rewritten passage names, numbers and rare words stay, and stay
near each other; two rare words within a few lines are a key that unrelated texts hardly share. There is a fixed
number of keys for each rare word, and they are joined by one sort: nothing grows faster than the collection.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dedup.reuse.alignment import Alignment
from dedup.reuse.dealt import clear, collect, deal_out, name_file, room, share_bounds
from dedup.reuse.elsewhere import Job, finished, work_on
from dedup.reuse.paraphrase.rare import WINDOW_WORDS, Counter, Rare, find_rare_words, open_rare_words
from dedup.reuse.paraphrase.surroundings import Floats, compare_surroundings
from dedup.reuse.words import Int64s, UInt64s, Words
from dedup.reuse.workspace import Stages, Workspace
from dedup.settings import ReuseSettings

Int32s = npt.NDArray[np.int32]

_TOGETHER_WORDS = 96
"""Width of a stretch in which the shared keys of a pair are counted: a paragraph."""
_PARTNERS = 4
"""Following rare words that each rare word is paired with. Recall by number: tests/benchmarks/paraphrase.py."""
_MIX = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xFF51AFD7ED558CCD))
_JOINED_ROWS = 2_000_000
"""Shared keys that are worked on at a time: about 160 MB."""
_SHARE_OF_KEYS = 64
"""The part of the memory that the keys of one share may take."""
_MOST_SHARES = 256
_WORTH_SPREADING = 64_000_000
"""Bytes of keys from which other processes join them. Chosen by hand."""
_DEALT_ROWS = 1_000_000
"""Rare words that are dealt out at a time, at least: 32 MB of keys."""
_KEY_BYTES = 8
_COMPARED_PAIRS = 40_000
"""Pairs whose surroundings are compared at a time: about 100 MB."""
_ROW_BITS = np.uint64(32)
_ROW = np.uint64(0xFFFFFFFF)
_WORDING = "wording"
_KEYED_WORDS = 100_000
"""Words that are worked on at a time, so that they stay in the cache."""

_Shared = tuple[Int64s, Int64s, Int64s, Int64s, Int64s]
"""Pairs of documents and most keys in one place; by key, pair and places."""


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
        middles = _densest(pairs, lefts, rights, len(numbers))
        return np.concatenate(
            [
                compare_surroundings(self.rare, *(side[first : first + _COMPARED_PAIRS] for side in middles))
                for first in range(0, len(numbers), _COMPARED_PAIRS)
            ]
        )


def find_candidate_pairs(
    words: Words,
    alignments: Sequence[Alignment],
    left_out: npt.NDArray[np.bool_],
    settings: ReuseSettings,
    stages: Stages | None = None,
) -> Candidates:
    """Find pairs of documents that share keys; `left_out`, shape (words,), marks words of site text.

    In a large collection those are left out that share one key only and no wording: they are never compared.
    """
    stages = stages or Workspace().open("paraphrase", {})
    rare = find_rare_words(words, left_out, stages)
    count = len(words.offsets) - 1
    wording = _tabulate(alignments, count)
    shares = _count_shares(rare, stages)
    if shares == 1:
        lefts, rights, common = _join(_repeated_keys(rare), len(rare.places), settings.max_rare_pair_places)
        parts = [
            _share(rare, lefts[own], rights[own], wording, count) for own in _split(rare.documents[lefts], count)
        ]
    else:
        joiner = _Joiner(rare, wording, count, shares, settings)
        parts, common = _join_shares(joiner, stages)
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


def _share(rare: Rare, lefts: Int32s, rights: Int32s, wording: Int64s, count: int) -> _Shared:
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
    whole = (0, len(rare.places))
    for keys, _ in _keys(rare, *whole):
        counter.add(keys)
    parts = [np.zeros(0, np.uint64)]
    for keys, rows in _keys(rare, *whole):
        twice = np.flatnonzero(counter.of(keys) > 1)
        parts.append((keys[twice] >> bits << bits) | rows[twice].view(np.uint64))
    found = np.concatenate(parts)
    found.sort()
    return found


def _keys(rare: Rare, first: int, end: int) -> Iterator[tuple[UInt64s, Int64s]]:
    """Keys of a range of rare words and the next ones, the same in either order, and their rows, by blocks."""
    for begin in range(first, end, _KEYED_WORDS):
        most = min(_KEYED_WORDS, end - begin)
        part = slice(begin, begin + most + _PARTNERS)
        places, documents, hashes = rare.places[part], rare.documents[part], rare.hashes[part]
        for distance in range(1, min(_PARTNERS + 1, len(places))):
            own = slice(0, min(most, len(places) - distance))
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


def _count_shares(rare: Rare, stages: Stages) -> int:
    """Into how many shares keys are dealt out; 1 for a collection that is looked at in one piece."""
    size = _PARTNERS * _KEY_BYTES * len(rare.places)
    if size * _SHARE_OF_KEYS <= stages.workspace.memory and (not stages.workers or size < _WORTH_SPREADING):
        return 1
    return min(
        max(2 * stages.workers, 2, -(-size * _SHARE_OF_KEYS // max(1, stages.workspace.memory))), _MOST_SHARES
    )


@dataclass(frozen=True, slots=True)
class _Joiner:
    """What it takes to join the keys of a large collection share by share."""

    rare: Rare
    wording: Int64s
    count: int
    shares: int
    settings: ReuseSettings

    @property
    def row_bits(self) -> int:
        """The low bits of a key, which hold the row."""
        return len(self.rare.places).bit_length()

    def row_bounds(self) -> UInt64s:
        """The first packed pairs of rows of all ranges of left documents but the first."""
        rows = np.arange(1, self.shares) * len(self.rare.places) // self.shares
        return np.searchsorted(self.rare.documents, self.rare.documents[rows]).astype(np.uint64) << _ROW_BITS


def _reopen(stages: Stages, detail: tuple[int, int, ReuseSettings]) -> _Joiner:
    return _Joiner(open_rare_words(stages), finished(stages, _WORDING)["table"], *detail)


def _join_shares(joiner: _Joiner, stages: Stages) -> tuple[list[_Shared], int]:
    """Deal out keys by hash, join those of each share, deal out pairs by left document, and count them."""
    if stages.workers:
        stages.columns(_WORDING, lambda: {"table": joiner.wording})
    shares, total = joiner.shares, len(joiner.rare.places)
    detail = (joiner.count, shares, joiner.settings)
    with room(stages) as folder:
        starts = range(0, total, max(_DEALT_ROWS, total // _MOST_SHARES))
        keys = [name_file(folder, "rare-keys", start, shares) for start in starts]
        ranges = [(start, min(start + starts.step, total)) for start in starts]
        pairs = [name_file(folder, "rare-pairs", share, shares) for share in range(shares)]
        deal = Job(function=_deal_keys, tools=joiner, reopen=_reopen, detail=detail)
        with work_on(list(zip(ranges, keys, strict=True)), deal, stages) as done:
            sum(done)
        join = Job(function=_join_share, tools=joiner, reopen=_reopen, detail=detail)
        with work_on([(share, keys, path) for share, path in enumerate(pairs)], join, stages) as counts:
            common = sum(counts)
        clear(keys)
        count = Job(function=_count_pairs, tools=joiner, reopen=_reopen, detail=detail)
        with work_on([(share, pairs) for share in range(shares)], count, stages) as found:
            parts = [part for parts in found for part in parts]
        clear(pairs)
    return parts, common


def _deal_keys(part: tuple[tuple[int, int], Path], joiner: _Joiner) -> bool:
    """Deal out the keys of a range of rows."""
    (first, end), path = part
    bits = np.uint64(joiner.row_bits)
    made = [(keys >> bits << bits) | rows.view(np.uint64) for keys, rows in _keys(joiner.rare, first, end)]
    deal_out(path, np.concatenate([np.zeros(0, np.uint64), *made]), share_bounds(joiner.shares, joiner.row_bits))
    return True


def _join_share(part: tuple[int, Sequence[Path], Path], joiner: _Joiner) -> int:
    """Join the keys of one share; say how many stand in too many places."""
    share, paths, path = part
    keys = collect(paths, share, joiner.shares)
    lefts, rights, common = _join(keys, len(joiner.rare.places), joiner.settings.max_rare_pair_places)
    deal_out(path, (lefts.astype(np.uint64) << _ROW_BITS) | rights.astype(np.uint64), joiner.row_bounds())
    return common


def _count_pairs(part: tuple[int, Sequence[Path]], joiner: _Joiner) -> list[_Shared]:
    """The pairs of documents of one range that may be compared."""
    share, paths = part
    packed = collect(paths, share, joiner.shares)
    lefts, rights = (packed >> _ROW_BITS).astype(np.int32), (packed & _ROW).astype(np.int32)
    del packed
    parts = [
        _worth_comparing(_share(joiner.rare, lefts[own], rights[own], joiner.wording, joiner.count), joiner)
        for own in _split(joiner.rare.documents[lefts], joiner.count)
    ]
    return [part for part in parts if len(part[0])] or parts[:1]


def _worth_comparing(found: _Shared, joiner: _Joiner) -> _Shared:
    """Leave out pairs that share neither keys enough nor wording."""
    pairs, shared, numbers, lefts, rights = found
    kept = (shared >= joiner.settings.paraphrase_shared_pairs) | np.isin(pairs, joiner.wording[:, 0])
    position = np.cumsum(kept) - 1
    rows = kept[numbers]
    return pairs[kept], shared[kept], position[numbers[rows]], lefts[rows], rights[rows]


def _tabulate(alignments: Sequence[Alignment], documents: int) -> Int64s:
    """Pairs of documents and ranges of words of alignments, ordered by pair, shape (alignments, 5)."""
    columns = np.fromiter(
        (
            number
            for item in alignments
            for number in (
                item.left_document * documents + item.right_document,
                item.left_start,
                item.left_end,
                item.right_start,
                item.right_end,
            )
        ),
        np.int64,
        5 * len(alignments),
    )
    table = columns.reshape(-1, 5)
    return table[np.argsort(table[:, 0], kind="stable")]


def _aligned(pairs: Int64s, lefts: Int64s, rights: Int64s, table: Int64s) -> npt.NDArray[np.bool_]:
    """Whether both places of a key lie in one alignment of the pair."""
    result = np.zeros(len(pairs), np.bool_)
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
