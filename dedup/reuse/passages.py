"""Passages: one stretch of wording with all the places where it stands.

In: overlaps. Out: passages, and the overlaps with the id of theirs. Two sides of overlaps in one document are the
same place when they cover mostly the same text; overlaps joined by places form a passage. The measure is the
common share of both ranges together, so that a sentence that three articles share stays apart from the whole
article that two of them share.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby
from operator import attrgetter, itemgetter

import numpy as np

from dedup.model import Location, Overlap, Passage, Span
from dedup.reuse.distinct import distinct_rows
from dedup.reuse.words import Int64s

_SAME_PLACE = 0.5
"""Common part / whole of two ranges from which they are one place. Chosen by hand."""
_MOST_EDGES = 1 << 22
"""Pairs of joined places that are kept at a time."""

_Place = tuple[int, int, int]
"""A document's rank by name, and a range of its text."""


def group_passages(
    overlaps: Sequence[Overlap], texts: Mapping[str, str]
) -> tuple[tuple[Overlap, ...], tuple[Passage, ...]]:
    """Group overlaps into passages; ids follow the order of first places."""
    names = sorted({side.document for overlap in overlaps for side in (overlap.left, overlap.right)})
    places, sides = _list_places(overlaps, names)
    groups = _join(places, sides)
    melted = _melt(places, groups)
    order = sorted(range(len(melted)), key=melted.__getitem__)
    named = _text_by_text([melted[number] for number in order], names, texts)
    ids = np.empty(len(order), np.int64)
    ids[order] = np.arange(1, len(order) + 1)
    of_overlaps = ids[groups[sides[0]]].tolist()
    return (
        tuple(replace(item, passage=f"p{number}") for item, number in zip(overlaps, of_overlaps, strict=True)),
        tuple(named),
    )


@dataclass(frozen=True, slots=True)
class _Places:
    """Different places, ordered; columns of shape (places,)."""

    documents: Int64s
    starts: Int64s
    ends: Int64s

    def __len__(self) -> int:
        return len(self.starts)


def _list_places(overlaps: Sequence[Overlap], names: Sequence[str]) -> tuple[_Places, Int64s]:
    """The places of all sides, and the rows of those of each overlap, shape (2, overlaps)."""
    ranks = {name: rank for rank, name in enumerate(names)}
    sides = chain(map(attrgetter("left"), overlaps), map(attrgetter("right"), overlaps))
    numbers = chain.from_iterable((ranks[side.document], side.span.start, side.span.end) for side in sides)
    places, rows = distinct_rows(np.fromiter(numbers, np.int64, 6 * len(overlaps)).reshape(-1, 3))
    return _Places(*places.T), rows.reshape(2, -1)


def _join(places: _Places, sides: Int64s) -> Int64s:
    """The group of each place, shape (places,): both sides of an overlap are in one, and what is one place."""
    groups = np.arange(len(places))
    waiting = [sides]
    for edges in _same_places(places):
        waiting.append(edges)
        if sum(each.shape[1] for each in waiting) > _MOST_EDGES:
            groups = _connect(groups, waiting)
            waiting.clear()
    return _connect(groups, waiting)


def _connect(groups: Int64s, edges: Sequence[Int64s]) -> Int64s:
    """The groups that are left when places are joined by edges, each of shape (2, edges)."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    ones, others = groups[np.concatenate(edges, axis=1)]
    size = int(groups.max(initial=-1)) + 1
    graph = coo_array((np.ones(len(ones), np.bool_), (ones, others)), shape=(size, size))
    _, labels = connected_components(graph, directed=False)
    joined: Int64s = labels.astype(np.int64)[groups]
    return joined


def _same_places(places: _Places) -> Iterator[Int64s]:
    """Pairs of rows of places that are one, shape (2, pairs): each with the one before it, the second before it..

    What begins farther before a place than this is long has less than half of the whole in common with it.
    """
    starts, ends = places.starts, places.ends
    rows = np.arange(1, len(places))
    step = 1
    while len(rows):
        rows = rows[rows >= step]
        others = rows - step
        near = places.documents[others] == places.documents[rows]
        near &= 2 * starts[rows] - ends[rows] <= starts[others]
        rows, others = rows[near], others[near]
        common = np.minimum(ends[rows], ends[others]) - starts[rows]
        whole = np.maximum(ends[rows], ends[others]) - starts[others]
        same = common >= _SAME_PLACE * whole
        yield np.stack((rows[same], others[same]))
        step += 1


def _melt(places: _Places, groups: Int64s) -> list[list[_Place]]:
    """The places of each group, those that overlap in one document melted together."""
    order = np.lexsort((places.ends, places.starts, places.documents, groups))
    documents, starts, groups = places.documents[order], places.starts[order], groups[order]
    is_new = np.ones(len(order), np.bool_)
    is_new[1:] = (groups[1:] != groups[:-1]) | (documents[1:] != documents[:-1])
    apart = np.cumsum(is_new) * (int(places.ends.max(initial=0)) + 1)
    reached = np.maximum.accumulate(apart + places.ends[order]) - apart  # the end of what has melted so far
    is_new[1:] |= starts[1:] >= reached[:-1]
    firsts = np.flatnonzero(is_new)
    lasts = np.append(firsts[1:], len(order))[: len(firsts)] - 1
    columns = (groups[firsts], documents[firsts], starts[firsts], reached[lasts])
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return [[row[1:] for row in of_group] for _, of_group in groupby(rows, key=itemgetter(0))]


def _text_by_text(
    passages: Sequence[Sequence[_Place]], names: Sequence[str], texts: Mapping[str, str]
) -> Iterator[Passage]:
    """Name passages; those that begin in one document stand together, and its text is read once."""
    number = 0
    for first, of_document in groupby(passages, key=lambda places: places[0][0]):
        text = texts[names[first]]
        for places in of_document:
            number += 1
            _, start, end = places[0]
            yield Passage(
                id=f"p{number}",
                text=text[start:end],
                locations=tuple(Location(names[rank], Span(low, high)) for rank, low, high in places),
            )
