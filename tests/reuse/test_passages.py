"""Passages: one wording with all its places, the same as by the slow and obvious way."""

import itertools
import random
import time

import pytest

from dedup.model import Location, Overlap, OverlapKind, Span
from dedup.reuse.passages import group_passages

Range = tuple[int, int]
Place = tuple[str, int, int]


class Texts(dict[str, str]):
    """Any document, of any length."""

    def __missing__(self, key: str) -> str:
        return "x" * 100_000


def overlap(left: Place, right: Place, number: int = 1) -> Overlap:
    one, other = sorted((left, right))
    return Overlap(
        id=f"o{number}",
        kind=OverlapKind.VERBATIM,
        left=Location(one[0], Span(*one[1:])),
        right=Location(other[0], Span(*other[1:])),
        similarity=1.0,
        words=12,
    )


def places_of(overlaps: list[Overlap]) -> list[list[Place]]:
    _, passages = group_passages(overlaps, Texts())
    return [
        [(place.document, place.span.start, place.span.end) for place in passage.locations] for passage in passages
    ]


def reference(overlaps: list[Overlap]) -> set[frozenset[int]]:
    """Join all overlaps of which any two sides are the same place, until nothing changes."""

    def same(one: Location, other: Location) -> bool:
        if one.document != other.document:
            return False
        common = min(one.span.end, other.span.end) - max(one.span.start, other.span.start)
        whole = max(one.span.end, other.span.end) - min(one.span.start, other.span.start)
        return 2 * common >= whole

    groups = [{number} for number in range(len(overlaps))]
    changed = True
    while changed:
        changed = False
        for one, other in itertools.combinations(groups, 2):
            if any(
                same(side, other_side)
                for left in one
                for right in other
                for side in (overlaps[left].left, overlaps[left].right)
                for other_side in (overlaps[right].left, overlaps[right].right)
            ):
                one.update(other)
                groups.remove(other)
                changed = True
                break
    return {frozenset(group) for group in groups}


def test_grouping_agrees_with_the_reference_on_random_overlaps() -> None:
    generator = random.Random(1)
    for _ in range(150):
        overlaps = []
        for _ in range(generator.randrange(1, 9)):
            sides = []
            for document in generator.sample("abcd", 2):
                start = generator.randrange(60)
                sides.append((document, start, start + generator.randrange(5, 60)))
            overlaps.append(overlap(sides[0], sides[1]))
        named, _ = group_passages(overlaps, Texts())
        found = {
            frozenset(row for row, item in enumerate(named) if item.passage == passage)
            for passage in {item.passage for item in named}
        }
        assert found == reference(overlaps)


def test_pairs_of_places_are_joined_bit_by_bit_where_there_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    generator = random.Random(3)
    overlaps = []
    for start in generator.choices(range(300), k=200):
        left, right = generator.sample("abcd", 2)
        overlaps.append(overlap((left, start, start + 40), (right, start, start + 40)))
    expected = places_of(overlaps)
    monkeypatch.setattr("dedup.reuse.passages._MOST_EDGES", 10)
    assert places_of(overlaps) == expected


def test_the_order_of_overlaps_does_not_matter() -> None:
    generator = random.Random(2)
    overlaps = [
        overlap((one, start, start + 50), (other, start + 3, start + 51))
        for one, other in itertools.combinations("abcdef", 2)
        for start in (0, 30, 200)
    ]
    expected = places_of(overlaps)
    for _ in range(10):
        generator.shuffle(overlaps)
        assert places_of(overlaps) == expected


def test_a_sentence_stays_apart_from_the_article_that_holds_it() -> None:
    found = places_of([overlap(("a", 0, 900), ("b", 0, 900)), overlap(("a", 100, 200), ("c", 50, 150))])
    assert found == [[("a", 0, 900), ("b", 0, 900)], [("a", 100, 200), ("c", 50, 150)]]


def test_a_passage_in_all_pairs_of_sixty_documents_is_one() -> None:
    names = [f"d{number:02}" for number in range(60)]
    overlaps = [
        overlap((one, 7, 107), (other, 7, 107), number)
        for number, (one, other) in enumerate(itertools.combinations(names, 2))
    ]
    started = time.process_time()
    ((*places,),) = places_of(overlaps)
    assert places == [(name, 7, 107) for name in names]
    assert time.process_time() - started < 2


def test_overlapping_places_of_a_passage_melt_together() -> None:
    found = places_of([overlap(("a", 0, 100), ("b", 0, 100)), overlap(("a", 20, 110), ("b", 20, 110))])
    assert found == [[("a", 0, 110), ("b", 0, 110)]]


def test_the_text_of_a_passage_is_that_of_its_first_place() -> None:
    _, (passage,) = group_passages([overlap(("a", 4, 8), ("b", 0, 4))], {"a": "und Satz.", "b": "Satz"})
    assert passage.text == "Satz"


def test_many_nested_places_in_one_document_cost_no_square() -> None:
    overlaps = [overlap(("a", start, start + 40), (f"b{start:05}", 0, 40)) for start in range(0, 90_000, 20)]
    started = time.process_time()
    assert len(places_of(overlaps)) == len(overlaps)
    assert time.process_time() - started < 3
