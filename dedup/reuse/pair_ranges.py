"""Pairs of places by ranges of documents that share wording.

In: the index of shared shingles. Out: its pairs dealt out to ranges of bounded size, a stage. What works on one
range reads the texts of a few stories, each many times, where a range of neighbours by name would read all of them.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dedup.reuse.column import Column
from dedup.reuse.content_order import ContentOrder
from dedup.reuse.elsewhere import finished
from dedup.reuse.files import Array
from dedup.reuse.shared import ShingleIndex, unpack_places
from dedup.reuse.words import Int64s, UInt64s
from dedup.reuse.workspace import Stages

_PLACE_BITS = np.uint64(32)
_PARTS = 4
"""Parts of the index that are dealt out at a time: bounds memory."""


@dataclass(frozen=True, slots=True)
class PairRanges:
    """The pairs of an index in ranges; `name` is that of the stage.

    `bounds`, shape (parts, ranges + 1), say where in `pairs` those of a range begin, in each part of the index.
    `documents`, shape (ranges,), count the left documents of each.
    """

    name: str
    index: ShingleIndex
    pairs: UInt64s
    bounds: Int64s
    documents: Int64s

    def __len__(self) -> int:
        return len(self.documents)

    def of(self, number: int) -> UInt64s:
        """The pairs of one range, part by part of the index."""
        return np.concatenate(
            [self.pairs[first:end] for first, end in self.bounds[:, number : number + 2].tolist()]
        )


def deal_pairs(
    index: ShingleIndex, order: ContentOrder, site_text: npt.NDArray[np.bool_], most: int, stages: Stages
) -> PairRanges:
    """Deal the pairs of an index out to ranges of about `most` pairs, by left document, or of one document.

    Pairs that begin with site text are left out: `site_text`, shape (words,), says where shingles of it start.

    Raises:
        WorkspaceError: The disk is full.
    """
    name = f"{index.name}-by-content-{most}"
    return _ranges_of(name, index, stages.columns(name, lambda: _deal(index, order, site_text, most, stages)))


def open_pairs(name: str, index: ShingleIndex, stages: Stages) -> PairRanges:
    """The ranges of a finished stage."""
    return _ranges_of(name, index, finished(stages, name))


def _ranges_of(name: str, index: ShingleIndex, columns: dict[str, Array]) -> PairRanges:
    return PairRanges(name, index, columns["pairs"], columns["bounds"], columns["documents"])


def _deal(
    index: ShingleIndex, order: ContentOrder, site_text: npt.NDArray[np.bool_], most: int, stages: Stages
) -> dict[str, Array | Column]:
    firsts = np.fromiter(_cut(order, most), np.int64)
    ranges = np.empty(index.documents, np.min_scalar_type(len(firsts)))
    ranges[order.documents] = np.repeat(np.arange(len(firsts)), np.diff(firsts, append=index.documents))
    dealt = stages.column(np.uint64)
    counts = np.zeros((len(index.parts), len(firsts)), np.int64)

    def deal(part: UInt64s) -> tuple[UInt64s, Int64s]:
        lefts, rights = unpack_places(part)
        part = part[~(site_text.take(lefts) | site_text.take(rights))]
        of_pairs = ranges[index.documents_of(part >> _PLACE_BITS)]
        return part[np.argsort(of_pairs, kind="stable")], np.bincount(of_pairs, minlength=len(firsts))

    with ThreadPoolExecutor(max(1, stages.workers)) as threads:  # sorting lets other threads run
        for first in range(0, len(index.parts), _PARTS):
            few = threads.map(deal, index.parts[first : first + _PARTS])
            for number, (pairs, counted) in enumerate(few, start=first):
                dealt.append(pairs)
                counts[number] = counted
    ends = np.cumsum(counts).reshape(counts.shape)
    return {
        "pairs": dealt,
        "bounds": np.concatenate((ends[:, :1] - counts[:, :1], ends), axis=1),
        "documents": np.diff(firsts, append=index.documents),
    }


def _cut(order: ContentOrder, most: int) -> Iterator[int]:
    """The places in the order at which ranges begin."""
    before = np.concatenate(([0], np.cumsum(order.pairs[order.documents])))
    first, total = 0, len(order.documents)
    while first < total:
        yield first
        first = max(first + 1, int(np.searchsorted(before, before[first] + most, side="right")) - 1)
