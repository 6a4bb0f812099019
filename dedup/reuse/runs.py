"""Runs of equal keys: the places that hold one shingle.

In: keys of shingles. Out: pairs of places, places of frequent shingles, and how many shingles stand in too many
places to be paired. What no memory holds is dealt out by hash, here or in other processes, and looked at share by
share: that changes nothing, because a run lies in one share.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dedup.reuse.columns import open_words
from dedup.reuse.copies import Copies
from dedup.reuse.dealt import clear, collect, deal_out, name_file, room, share_bounds
from dedup.reuse.elsewhere import Job, work_on
from dedup.reuse.files import explained, write_whole
from dedup.reuse.shingle_keys import ShingleKeys
from dedup.reuse.words import Int64s, UInt64s, Words
from dedup.reuse.workspace import Stages
from dedup.settings import ReuseSettings

_KEY_BYTES = 8
_SHARE_OF_KEYS = 16
"""The part of the memory that the keys of one share may take."""
_MOST_SHARES = 256
_DEALT_WORDS = 4_000_000
"""Words that are dealt out at a time, at least: 32 MB of keys."""
_MOST_FILES = 128
_PLACE_BITS = np.uint64(32)


_Detail = tuple[str, tuple[tuple[int, ...], ...], int, int, tuple[Path, ...], ReuseSettings]


@dataclass(frozen=True, slots=True)
class Runs:
    """What runs of equal keys say: packed pairs of places in pieces, packed places of frequent shingles.

    `common` counts shingles in too many places to be paired.
    """

    pairs: list[UInt64s]
    frequent: UInt64s
    common: int


@dataclass(frozen=True, slots=True)
class RunFinder:
    """Finds the runs in sorted keys.

    Of `copies` two of each group have keys; places are counted as if all had. `name` is that of the stage.
    """

    name: str
    keys: ShingleKeys
    copies: Copies
    settings: ReuseSettings

    def find(self, block: UInt64s, size: int) -> Runs:
        """Find the runs of whole blocks of sorted keys of shingles with `size` words."""
        first, length = self.keys.find_runs(block)
        places = self.keys.places(block)
        counts = length + _left_out_of_runs(places, first, length, self.copies)
        if size < self.settings.shingle_size:
            rare = counts <= self.settings.max_seed_places
            return Runs(list(_pairs_within_runs(places, first[rare], length[rare])), np.zeros(0, np.uint64), 0)
        paired = counts <= self.settings.max_document_frequency
        often = counts >= self.settings.boilerplate_least_documents
        return Runs(
            list(_pairs_within_runs(places, first[paired], length[paired])),
            _places_of_runs(places, first[often], length[often], self.copies),
            int(np.count_nonzero(~paired)),
        )


def shingle_sizes(settings: ReuseSettings) -> tuple[int, ...]:
    """Words of the shingles that are looked for: whole ones, and shorter runs."""
    return tuple(sorted({settings.shingle_size, min(settings.seed_words, settings.shingle_size)}, reverse=True))


def count_shares(words: Words, stages: Stages) -> int:
    """Into how many shares the keys of a collection are dealt out, so that memory holds one; 1 for a small one."""
    number = -(-len(words.hashes) * _KEY_BYTES * _SHARE_OF_KEYS // max(1, stages.workspace.memory))
    return max(1, min(number, _MOST_SHARES))


def find_runs_of_shares(finder: RunFinder, words: Words, shares: int, stages: Stages) -> Iterator[Runs]:
    """Deal out all keys, then find the runs of each share."""
    shares = max(shares, 2 * stages.workers)
    with room(stages) as folder:
        ranges = list(_ranges(words))
        for size in shingle_sizes(finder.settings):
            paths = [name_file(folder, f"{finder.name}-keys", size, *part, shares) for part in ranges]
            missing = [(part, path) for part, path in zip(ranges, paths, strict=True) if not path.exists()]
            tools = _Dealer(finder, size, shares, tuple(paths))
            detail = (finder.name, finder.copies.groups, size, shares, tuple(paths), finder.settings)
            deal = Job(function=_deal_part, tools=tools, reopen=_reopen, detail=detail)
            with work_on(missing, deal, stages) as dealt:
                deque(dealt, maxlen=0)
            find = Job(function=_find_in_share, tools=tools, reopen=_reopen, detail=detail)
            with work_on(range(shares), find, stages) as results:
                yield from map(_read, results)
            clear(paths)


@dataclass(frozen=True, slots=True)
class _Dealer:
    finder: RunFinder
    size: int
    shares: int
    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """A file with pairs and frequent places, how many there are of each, and the number of common shingles."""

    path: Path
    pairs: int
    frequent: int
    common: int


def _reopen(stages: Stages, detail: _Detail) -> _Dealer:
    name, groups, size, shares, paths, settings = detail
    words = open_words(stages)
    copies = Copies(groups, words.offsets)
    return _Dealer(
        RunFinder(name, ShingleKeys(words, copies.left_out if copies else None), copies, settings),
        size,
        shares,
        paths,
    )


def _deal_part(part: tuple[tuple[int, int], Path], dealer: _Dealer) -> bool:
    (first, end), path = part
    keys = dealer.finder.keys
    deal_out(path, keys.make(dealer.size, first, end), share_bounds(dealer.shares, keys.low_bits))
    return True


def _find_in_share(share: int, dealer: _Dealer) -> _Found:
    keys = collect(dealer.paths, share, dealer.shares)
    pairs, frequent, common = [np.zeros(0, np.uint64)], [np.zeros(0, np.uint64)], 0
    for block in dealer.finder.keys.cut(keys):
        found = dealer.finder.find(block, dealer.size)
        pairs += found.pairs
        frequent.append(found.frequent)
        common += found.common
    del keys
    all_pairs, all_frequent = np.concatenate(pairs), np.concatenate(frequent)
    all_pairs.sort()
    path = name_file(dealer.paths[0].parent, f"{dealer.finder.name}-runs", dealer.size, share, dealer.shares)
    with explained(path):
        write_whole(path, np.concatenate((all_pairs, all_frequent)).data)
    return _Found(path, len(all_pairs), len(all_frequent), common)


def _read(found: _Found) -> Runs:
    with explained(found.path), found.path.open("rb") as file:
        pairs, frequent = np.fromfile(file, np.uint64, found.pairs), np.fromfile(file, np.uint64)
    clear([found.path])
    return Runs([pairs], frequent, found.common)


def _ranges(words: Words) -> Iterator[tuple[int, int]]:
    """Ranges of documents that are dealt out together."""
    most = max(_DEALT_WORDS, len(words.hashes) // _MOST_FILES)
    first, total = 0, len(words.offsets) - 1
    while first < total:
        end = int(np.searchsorted(words.offsets, words.offsets[first] + most, side="right")) - 1
        end = min(max(end, first + 1), total)
        yield first, end
        first = end


def _pairs_within_runs(places: UInt64s, first: Int64s, size: Int64s) -> Iterator[UInt64s]:
    """All pairs of places of each run, packed, smaller first."""
    rows, ends = _rows(first, size), np.repeat(first + size, size)
    distance = 1
    while len(rows):
        kept = rows + distance < ends
        rows, ends = rows[kept], ends[kept]
        yield (places[rows] << _PLACE_BITS) | places[rows + distance]
        distance += 1


def _left_out_of_runs(places: UInt64s, first: Int64s, size: Int64s, copies: Copies) -> Int64s:
    """How many places of each run are those of copies that were left out."""
    if not copies:
        return np.zeros(len(first), np.int64)
    before: Int64s = np.concatenate(([0], np.cumsum(copies.count_left_out(places))))
    counts: Int64s = before[first + size] - before[first]
    return counts


def _places_of_runs(places: UInt64s, first: Int64s, size: Int64s, copies: Copies) -> UInt64s:
    """All places of each run, packed behind the first one of theirs."""
    runs, members = copies.restore(np.repeat(places[first], size), places[_rows(first, size)])
    return (runs << _PLACE_BITS) | members


def _rows(first: Int64s, size: Int64s) -> Int64s:
    """The row numbers of runs, one run after the other."""
    before = np.cumsum(size) - size
    rows: Int64s = np.arange(int(size.sum())) + np.repeat(first - before, size)
    return rows
