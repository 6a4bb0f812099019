"""Passages: one stretch of wording with all the places where it stands.

In: overlaps. Out: passages, and the overlaps with the id of theirs. Two sides of overlaps in one document are the
same place when they cover mostly the same text; overlaps joined by places form a passage. The measure is the
common share of both ranges together, so that a sentence that three articles share stays apart from the whole
article that two of them share.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from dedup.model import Location, Overlap, Passage, Span

_SAME_PLACE = 0.5
"""Common part / whole of two ranges from which they are one place. Chosen by hand."""

_Range = tuple[int, int]


def group_passages(
    overlaps: Sequence[Overlap], texts: Mapping[str, str]
) -> tuple[tuple[Overlap, ...], tuple[Passage, ...]]:
    """Group overlaps into passages; ids follow the order of first places."""
    groups = [_locations(overlaps, members) for members in _joined(overlaps)]
    order = sorted(range(len(groups)), key=lambda number: groups[number][0])
    named = list(overlaps)
    passages = []
    for index, number in enumerate(order, start=1):
        places, members = groups[number]
        for member in members:
            named[member] = replace(overlaps[member], passage=f"p{index}")
        document, start, end = places[0]
        passages.append(
            Passage(
                id=f"p{index}",
                text=texts[document][start:end],
                locations=tuple(Location(name, Span(first, last)) for name, first, last in places),
            )
        )
    return tuple(named), tuple(passages)


def _joined(overlaps: Sequence[Overlap]) -> Iterable[list[int]]:
    """The numbers of overlaps that belong together."""
    parents = list(range(len(overlaps)))
    places: dict[str, dict[_Range, int]] = defaultdict(dict)
    for number, overlap in enumerate(overlaps):
        for side in (overlap.left, overlap.right):
            place = (side.span.start, side.span.end)
            other = places[side.document].setdefault(place, number)
            parents[_root(parents, number)] = _root(parents, other)
    for of_document in places.values():
        _join_places(sorted(of_document.items()), parents)
    groups: dict[int, list[int]] = defaultdict(list)
    for number in range(len(overlaps)):
        groups[_root(parents, number)].append(number)
    return groups.values()


def _join_places(places: Sequence[tuple[_Range, int]], parents: list[int]) -> None:
    """Join overlaps whose sides are one place; only ranges that still reach the next start are compared.

    Ranges are kept by length class, because those of which one is more than twice as long are never one place.
    """
    active: dict[int, list[tuple[_Range, int]]] = defaultdict(list)
    for (start, end), number in places:
        size = (end - start).bit_length()
        for other_size in (size - 1, size, size + 1):
            if other_size not in active:
                continue
            active[other_size] = [item for item in active[other_size] if item[0][1] > start]
            for (other_start, other_end), other in active[other_size]:
                common = min(end, other_end) - start
                if common >= _SAME_PLACE * (max(end, other_end) - other_start):
                    parents[_root(parents, number)] = _root(parents, other)
        active[size].append(((start, end), number))


def _root(parents: list[int], number: int) -> int:
    while parents[number] != number:
        parents[number] = parents[parents[number]]
        number = parents[number]
    return number


def _locations(overlaps: Sequence[Overlap], members: list[int]) -> tuple[list[tuple[str, int, int]], list[int]]:
    """The places of a group, those that overlap in one document melted together; with its members."""
    places = {
        (side.document, side.span.start, side.span.end)
        for member in members
        for side in (overlaps[member].left, overlaps[member].right)
    }
    melted: list[tuple[str, int, int]] = []
    for document, start, end in sorted(places):
        if melted and melted[-1][0] == document and start < melted[-1][2]:
            melted[-1] = (document, melted[-1][1], max(melted[-1][2], end))
        else:
            melted.append((document, start, end))
    return melted, members
