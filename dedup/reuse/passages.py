"""Passages: one stretch of wording with all the places where it stands.

In: overlaps. Out: passages, and the overlaps with the id of theirs. Two sides of overlaps in one document are the
same place when they cover mostly the same text; overlaps joined by places form a passage. The measure is the
common share of both ranges together, so that a sentence that three articles share stays apart from the whole
article that two of them share.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from dedup.model import Location, Overlap, Passage, Span

_SAME_PLACE = 0.5
"""Common part / whole of two ranges from which they are one place. Chosen by hand."""


def group_passages(
    overlaps: Sequence[Overlap], texts: Mapping[str, str]
) -> tuple[tuple[Overlap, ...], tuple[Passage, ...]]:
    """Group overlaps into passages; ids follow the order of first places."""
    parents = list(range(len(overlaps)))
    sides: dict[str, list[tuple[Span, int]]] = defaultdict(list)
    for number, overlap in enumerate(overlaps):
        for side in (overlap.left, overlap.right):
            sides[side.document].append((side.span, number))
    for places in sides.values():
        _join_places(sorted(places), parents)
    groups: dict[int, list[int]] = defaultdict(list)
    for number in range(len(overlaps)):
        groups[_root(parents, number)].append(number)
    passages = sorted(
        ((_locations(overlaps, members), members) for members in groups.values()), key=lambda item: item[0][0]
    )
    named = list(overlaps)
    result = []
    for index, (locations, members) in enumerate(passages, start=1):
        for member in members:
            named[member] = replace(overlaps[member], passage=f"p{index}")
        first = locations[0]
        result.append(Passage(id=f"p{index}", text=first.span.within(texts[first.document]), locations=locations))
    return tuple(named), tuple(result)


def _join_places(places: list[tuple[Span, int]], parents: list[int]) -> None:
    """Join overlaps whose sides are one place; only ranges that still reach the next start are compared."""
    active: list[tuple[Span, int]] = []
    for span, number in places:
        active = [item for item in active if item[0].end > span.start]
        for other, other_number in active:
            if _is_same_place(span, other):
                parents[_root(parents, number)] = _root(parents, other_number)
                break
        active.append((span, number))


def _is_same_place(left: Span, right: Span) -> bool:
    common = min(left.end, right.end) - max(left.start, right.start)
    whole = max(left.end, right.end) - min(left.start, right.start)
    return common >= _SAME_PLACE * whole


def _root(parents: list[int], number: int) -> int:
    while parents[number] != number:
        parents[number] = parents[parents[number]]
        number = parents[number]
    return number


def _locations(overlaps: Sequence[Overlap], members: Sequence[int]) -> tuple[Location, ...]:
    """The places of a group, those that overlap in one document melted together."""
    spans: dict[str, list[Span]] = defaultdict(list)
    for member in members:
        for side in (overlaps[member].left, overlaps[member].right):
            spans[side.document].append(side.span)
    locations: list[Location] = []
    for document, of_document in sorted(spans.items()):
        melted: list[Span] = []
        for span in sorted(of_document):
            if melted and span.start < melted[-1].end:
                melted[-1] = Span(melted[-1].start, max(melted[-1].end, span.end))
            else:
                melted.append(span)
        locations.extend(Location(document, span) for span in melted)
    return tuple(locations)
