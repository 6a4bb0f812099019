"""Shared shingles: which places of a collection hold the same shingle.

In: words of a collection. Out: pairs of places for the shingles that stand in few places, pairs of places for
shorter runs of words that stand in very few, and all places of shingles that stand in many, which may be text of a
site. The order of every column is that of the places, so nothing depends on the memory there is.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from dedup.errors import InputError
from dedup.reuse.column import Column
from dedup.reuse.copies import Copies
from dedup.reuse.files import Array
from dedup.reuse.owners import Owners
from dedup.reuse.runs import RunFinder, Runs, find_runs_of_shares, shares_of, shingle_sizes
from dedup.reuse.shingle_keys import ShingleKeys
from dedup.reuse.words import Int64s, UInt64s, Words
from dedup.reuse.workspace import Stages, Workspace
from dedup.settings import ReuseSettings

_SHARE_OF_PAIRS = 64
"""The part of the memory that pairs may take before they are put away."""
_PLACE_BITS = np.uint64(32)
_PLACE = np.uint64(0xFFFFFFFF)
_MOST_WORDS = 1 << 32
_WORTH_SPREADING = 2_000_000
"""Words from which other processes index. Chosen by hand."""
_NO_PLACES: Int64s = np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True)
class SharedShingles:
    """Columns over shingles that stand in two places and more; a place is the number of a shingle's first word.

    `lefts` and `rights`, shape (pairs,), left < right, are pairs of places, ordered by left and right: of shingles
    with at most `max_document_frequency` places, and of runs of `seed_words` words with at most `max_seed_places`
    where those are shorter; texts with fewer words have no pairs. `frequent_places` and `frequent_runs`, shape
    (places,), are the places of shingles with many, and which of them belong to one shingle: a run is named by its
    first place. `common` counts shingles in too many places to be paired.
    """

    lefts: Int64s
    rights: Int64s
    frequent_places: Int64s
    frequent_runs: Int64s
    common: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShingleIndex:
    """What `SharedShingles` says of a whole collection, kept small.

    Both places of a pair begin with the same `common_words` of `words`. A pair is one number, its left place in the
    high and its right place in the low 32 bits; each part holds the pairs of one partition or of a piece of it,
    ordered. `frequent` holds run and place in the same way. `owners` knows the documents of places.
    `name` is that of the stage that left it.
    """

    name: str
    words: Words
    common_words: int
    owners: Owners
    parts: tuple[UInt64s, ...]
    frequent: UInt64s
    common: int

    def __len__(self) -> int:
        return sum(len(part) for part in self.parts)

    @property
    def documents(self) -> int:
        """Documents of the collection."""
        return len(self.words.offsets) - 1

    def documents_of(self, places: UInt64s) -> npt.NDArray[np.int32]:
        """The documents of places, both of shape (places,)."""
        return self.owners.of(places.view(np.int64))

    def unpack(self, pieces: Sequence[UInt64s]) -> SharedShingles:
        """Some pairs, in order, without frequent shingles."""
        pairs = np.concatenate([np.zeros(0, np.uint64), *pieces])
        pairs.sort(kind="stable")
        lefts, rights = unpack_places(pairs)
        kept = self._are_equal(lefts, rights)
        kept[1:] &= pairs[1:] != pairs[:-1]  # a shingle and a shorter run may begin at the same places
        return SharedShingles(lefts[kept], rights[kept], _NO_PLACES, _NO_PLACES, self.common)

    def _are_equal(self, lefts: Int64s, rights: Int64s) -> npt.NDArray[np.bool_]:
        """Whether the words of pairs are the same: hashes, cut short in the keys, are equal by chance at times."""
        hashes = self.words.hashes
        equal = np.ones(len(lefts), np.bool_)
        for step in range(self.common_words):
            equal &= hashes.take(lefts + step, mode="clip") == hashes.take(rights + step, mode="clip")
        counts = self.words.counts
        tiny = self.words.offsets[:-1][(counts > 0) & (counts < self.common_words)]
        if len(tiny):
            equal &= ~np.isin(lefts, tiny) & ~np.isin(rights, tiny)
        return equal

    def frequent_shingles(self) -> SharedShingles:
        """The places of frequent shingles of the whole collection, without pairs."""
        runs, places = unpack_places(self.frequent)
        return SharedShingles(_NO_PLACES, _NO_PLACES, places, runs, self.common)


def find_shared(words: Words, settings: ReuseSettings) -> SharedShingles:
    """Find the places that hold the same shingle, for a collection small enough to be looked at in one piece.

    >>> from dedup.reuse.words import hash_words
    >>> words = hash_words(["heute reist der Minister", "gestern: heute reist der Minister"])
    >>> shared = find_shared(words, ReuseSettings())
    >>> shared.lefts.tolist(), shared.rights.tolist()
    ([0], [5])
    """
    with Workspace() as workspace:
        index = index_shingles(words, settings, workspace.open("shared shingles", {}))
    pairs, frequent = index.unpack(index.parts), index.frequent_shingles()
    return replace(pairs, frequent_places=frequent.frequent_places, frequent_runs=frequent.frequent_runs)


def index_shingles(
    words: Words,
    settings: ReuseSettings,
    stages: Stages,
    copies: Copies | None = None,
    name: str = "shared-shingles",
) -> ShingleIndex:
    """Index the shingles of a collection, or read the index that a finished stage of this name left.

    Of `copies` two of each group have pairs; places are counted as if all had.

    Raises:
        InputError: The collection has 2**32 words or more.
        WorkspaceError: The disk is full.
    """
    if len(words.hashes) >= _MOST_WORDS:
        raise InputError(
            f"the collection has {len(words.hashes):,} words, and {_MOST_WORDS:,} are too many; split it"
        )
    kept = copies or Copies((), words.offsets)
    finder = RunFinder(name, ShingleKeys(words, kept.left_out if kept else None), kept, settings)
    columns = stages.columns(name, lambda: _make_index(words, finder, stages))
    bounds = columns["bounds"].tolist()
    parts = tuple(columns["pairs"][start:end] for start, end in itertools.pairwise(bounds))
    common_words = min(settings.shingle_size, settings.seed_words)
    return ShingleIndex(
        name=name,
        words=words,
        common_words=common_words,
        owners=Owners(words.offsets),
        parts=parts,
        frequent=columns["frequent"],
        common=int(columns["common"][0]),
    )


@dataclass(slots=True)
class _Gathering:
    """The index as it grows; pairs are sorted and put away when they take more than `most` bytes."""

    pairs: Column
    frequent: Column
    most: int
    bounds: list[int] = field(default_factory=lambda: [0])
    common: int = 0
    waiting: list[UInt64s] = field(default_factory=list)
    size: int = 0

    def add(self, found: Runs) -> None:
        """Take what was found in some keys."""
        self.frequent.append(found.frequent)
        self.common += found.common
        self.waiting += found.pairs
        self.size += sum(pairs.nbytes for pairs in found.pairs)
        if self.size > self.most:
            self.put_away()

    def put_away(self) -> None:
        """Move the pairs that wait to their column, ordered."""
        pairs = np.concatenate([np.zeros(0, np.uint64), *self.waiting])
        pairs.sort(kind="stable")
        self.pairs.append(pairs)
        self.bounds.append(self.bounds[-1] + len(pairs))
        self.waiting.clear()
        self.size = 0


def _make_index(words: Words, finder: RunFinder, stages: Stages) -> dict[str, Array | Column]:
    most = stages.workspace.memory // _SHARE_OF_PAIRS
    gathering = _Gathering(stages.column(np.uint64), stages.column(np.uint64), most)
    shares = shares_of(words, stages)
    if shares == 1 and (not stages.workers or len(words.hashes) < _WORTH_SPREADING):
        for size in shingle_sizes(finder.settings):
            for block in finder.keys.sorted_blocks(size):
                gathering.add(finder.find(block, size))
        gathering.put_away()
    else:
        for found in find_runs_of_shares(finder, words, shares, stages):
            gathering.add(found)
        gathering.put_away()
    frequent = gathering.frequent.finish()
    frequent.sort()
    return {
        "pairs": gathering.pairs,
        "bounds": np.array(gathering.bounds, np.int64),
        "frequent": frequent,
        "common": np.array([gathering.common], np.int64),
    }


def pack_places(lefts: Array, rights: Array) -> UInt64s:
    """Pairs of places, or of documents, as one number each, in order of the left and then of the right ones."""
    return (lefts.astype(np.uint64) << _PLACE_BITS) | rights.astype(np.uint64)


def unpack_places(packed: UInt64s) -> tuple[Int64s, Int64s]:
    """The left and the right places of pairs."""
    return (packed >> _PLACE_BITS).view(np.int64), (packed & _PLACE).view(np.int64)
