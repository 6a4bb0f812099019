"""An order of documents in which those that share wording stand side by side.

In: the index of shared shingles. Out: the documents in that order, and how many pairs of places each has. Every
document joins the one with which it shares most; the groups that this gives do the same, and theirs again (after
Boruvka 1926). The order decides which texts are read one after the other, never what is found.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields

import numpy as np
import numpy.typing as npt

from dedup.reuse.shared import ShingleIndex, pack_places
from dedup.reuse.words import Int64s, UInt64s
from dedup.reuse.workspace import Stages

_SAMPLE_PAIRS = 1 << 24
"""Pairs of places that are looked at, at most: of very many a few tell who belongs together. Chosen by hand."""
_BLOCK_PAIRS = 1 << 21
_ROUNDS = 4
"""Times that groups join: a sample holds few pairs of each document, so stories come together bit by bit."""
_PLACE_BITS = np.uint64(32)
_PLACE = np.uint64(0xFFFFFFFF)

Int32s = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class ContentOrder:
    """Numbers of all documents, and `pairs`, about how many pairs of places have their left one in each of them.

    Both have shape (documents,); `pairs` follow the numbers of the documents, not their order.
    """

    documents: Int64s
    pairs: Int64s

    def ranks(self) -> Int64s:
        """The place of each document in the order, shape (documents,)."""
        ranks = np.empty_like(self.documents)
        ranks[self.documents] = np.arange(len(ranks))
        return ranks


def keep_order(index: ShingleIndex, stages: Stages) -> ContentOrder:
    """Order the documents of an index, or read the order that a finished stage left.

    Raises:
        WorkspaceError: The disk is full.
    """
    return ContentOrder(**stages.columns(f"{index.name}-order", lambda: asdict(order_by_content(index))))


def order_by_content(index: ShingleIndex) -> ContentOrder:
    """Order the documents of an index."""
    shared, pairs = _count_pairs(index)
    leaders = np.arange(index.documents, dtype=np.int32)
    levels = [leaders]
    for _ in range(_ROUNDS):
        leaders = _join(shared, np.bincount(leaders, minlength=index.documents))[leaders]
        levels.append(leaders)
        shared = _sum_up(leaders[shared.later], leaders[shared.earlier], shared.counts)
    return ContentOrder(np.lexsort(levels), pairs)


@dataclass(frozen=True, slots=True)
class _Shared:
    """Pairs of documents or groups, each once, in order, and how many pairs of places they share, of a sample.

    All have shape (pairs,). A group is named by one of its documents.
    """

    later: Int32s
    earlier: Int32s
    counts: Int32s


def _count_pairs(index: ShingleIndex) -> tuple[_Shared, Int64s]:
    """What pairs of documents share, and about how many pairs of places have their left one in each document."""
    pairs = np.zeros(index.documents, np.int64)
    step = -(-len(index) // _SAMPLE_PAIRS) or 1
    nothing = np.zeros(0, np.int32)
    found = [_Shared(nothing, nothing, nothing)]
    for places in _blocks(index, step):
        lefts = index.documents_of(places >> _PLACE_BITS)
        pairs += step * np.bincount(lefts, minlength=index.documents)
        found.append(_count_up(index.documents_of(places & _PLACE), lefts))
    return _Shared(
        *(np.concatenate([getattr(part, each.name) for part in found]) for each in fields(_Shared))
    ), pairs


def _blocks(index: ShingleIndex, step: int) -> Iterator[UInt64s]:
    """One in `step` pairs, by ranges of left documents."""
    count = max(1, len(index) // (step * _BLOCK_PAIRS))
    bounds = np.linspace(0, index.documents, count + 1).astype(np.int64)
    places = index.words.offsets[bounds].astype(np.uint64) << _PLACE_BITS
    cuts = [(*np.searchsorted(part, places[:-1]).tolist(), len(part)) for part in index.parts]
    for block in range(count):
        yield np.concatenate(
            [part[cut[block] : cut[block + 1] : step] for part, cut in zip(index.parts, cuts, strict=True)]
        )


def _count_up(ones: Int32s, others: Int32s) -> _Shared:
    """Count equal pairs; what a document shares with itself is left out."""
    apart = ones != others
    keys = _pack(ones[apart], others[apart])
    keys.sort()
    firsts = _firsts_of_equal(keys)
    return _unpack(keys[firsts], np.diff(firsts, append=len(keys)).astype(np.int32))


def _sum_up(ones: Int32s, others: Int32s, counts: Int32s) -> _Shared:
    """Sum up the counts of equal pairs; what a group shares with itself is left out."""
    apart = ones != others
    keys = _pack(ones[apart], others[apart])
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    firsts = _firsts_of_equal(keys)
    return _unpack(keys[firsts], np.add.reduceat(counts[apart][order], firsts) if len(firsts) else counts[:0])


def _pack(ones: Int32s, others: Int32s) -> UInt64s:
    """Pairs as one number each, the later one first."""
    return pack_places(np.maximum(ones, others), np.minimum(ones, others))


def _unpack(keys: UInt64s, counts: Int32s) -> _Shared:
    return _Shared((keys >> _PLACE_BITS).astype(np.int32), (keys & _PLACE).astype(np.int32), counts)


def _firsts_of_equal(keys: UInt64s) -> Int64s:
    """The first row of each run of equal keys."""
    return np.flatnonzero(np.diff(keys, prepend=keys[:1] + np.uint64(1)))


def _join(shared: _Shared, sizes: Int64s) -> Int32s:
    """For each group, by number, the new group that it is part of: each joins the one with which it shares most.

    `sizes`, shape (documents,), are documents of groups: what counts is the mean of all pairs of their documents
    (average linkage), because large groups share something with everyone.
    """
    means = shared.counts / (sizes[shared.later] * sizes[shared.earlier])
    strongest = np.argsort(-means, kind="stable")
    ranks = np.empty(len(strongest), np.int64)
    ranks[strongest] = np.arange(len(strongest))
    best = np.full(len(sizes), len(strongest))
    np.minimum.at(best, shared.later, ranks)
    np.minimum.at(best, shared.earlier, ranks)
    numbers = np.arange(len(sizes), dtype=np.int32)
    joining = numbers[best < len(strongest)]
    chosen = strongest[best[joining]]
    partners = numbers.copy()
    partners[joining] = shared.later[chosen] + shared.earlier[chosen] - joining  # the other one of the pair
    partners = np.where((partners[partners] == numbers) & (numbers < partners), numbers, partners)
    while not np.array_equal(further := partners[partners], partners):
        partners = further
    return partners
