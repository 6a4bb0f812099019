"""An order of documents in which those that share wording stand side by side.

In: the index of shared shingles. Out: the documents in that order, and how many pairs of places each has. Every
document follows the earlier one with which it shares most, and so the first one of its story (single linkage over
best partners). The order decides which texts are read one after the other, never what is found.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

import numpy as np
import numpy.typing as npt

from dedup.reuse.shared import ShingleIndex
from dedup.reuse.words import Int64s, UInt64s
from dedup.reuse.workspace import Stages

_SAMPLE_PAIRS = 1 << 25
"""Pairs of places that are looked at, at most: of very many a few tell who belongs together. Chosen by hand."""
_BLOCK_PAIRS = 1 << 21
_PLACE_BITS = np.uint64(32)
_PLACE = np.uint64(0xFFFFFFFF)


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
    partners = np.arange(index.documents, dtype=np.int64)
    most = np.zeros(index.documents, np.int64)
    pairs = np.zeros(index.documents, np.int64)
    step = -(-len(index) // _SAMPLE_PAIRS) or 1
    for places in _blocks(index, step):
        lefts = index.documents_of(places >> _PLACE_BITS)
        rights = index.documents_of(places & _PLACE)
        pairs += step * np.bincount(lefts, minlength=index.documents)
        between = lefts != rights
        rights, lefts, counts = _best(rights[between], lefts[between])
        better = counts > most[rights]
        partners[rights[better]] = lefts[better]
        most[rights[better]] = counts[better]
    while not np.array_equal(first := partners[partners], partners):
        partners = first
    return ContentOrder(np.argsort(partners, kind="stable"), pairs)


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


def _best(
    rights: npt.NDArray[np.int32], lefts: npt.NDArray[np.int32]
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], Int64s]:
    """For each right document the left one with most pairs, the first of several, and how many these are."""
    keys = rights.astype(np.uint64) << _PLACE_BITS | lefts.astype(np.uint64)
    keys.sort()
    firsts = np.flatnonzero(np.diff(keys, prepend=keys[:1] + np.uint64(1)))
    counts = np.diff(firsts, append=len(keys))
    owners = (keys[firsts] >> _PLACE_BITS).astype(np.int32)
    order = np.lexsort((-counts, owners))
    best = order[np.flatnonzero(np.diff(owners[order], prepend=-1))]
    return owners[best], (keys[firsts][best] & _PLACE).astype(np.int32), counts[best]
