"""The relation of two versions follows from where each has text of its own."""

import numpy as np
import pytest

from dedup.model import Relation
from dedup.reuse.relations import Coverage, cover, relate, shares_body
from dedup.settings import ReuseSettings

SETTINGS = ReuseSettings()


def covered(*runs: int) -> Coverage:
    """Coverage of a text from lengths of its runs of shingles: shared, own, shared, own, ..."""
    flags = [number % 2 == 0 for number, length in enumerate(runs) for _ in range(length)]
    return cover(np.array(flags, np.bool_), SETTINGS)


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        ((100,), Coverage(size=100, head=0, own=0, body=100)),
        ((0, 100), Coverage(size=100, head=100, own=100, body=0)),
        ((0, 30, 70), Coverage(size=100, head=30, own=30, body=70)),
        ((70, 30), Coverage(size=100, head=0, own=30, body=70)),
        ((0, 11, 89), Coverage(size=100, head=11, own=0, body=89)),
        # One changed word takes five shingles with it: no text of its own.
        ((50, 5, 45), Coverage(size=100, head=0, own=0, body=95)),
        # Twenty-four own shingles between shared ones are twenty words that no shared shingle touches.
        ((40, 24, 36), Coverage(size=100, head=0, own=20, body=76)),
        # Fifty words in a row that the other side lacks cut the body in two.
        ((100, 54, 46), Coverage(size=200, head=0, own=50, body=100)),
    ],
    ids=["all shared", "nothing shared", "head", "tail", "headline", "changed word", "sentence", "paragraph"],
)
def test_coverage_says_where_own_text_stands(runs: tuple[int, ...], expected: Coverage) -> None:
    assert covered(*runs) == expected


def test_an_empty_text_covers_nothing() -> None:
    assert cover(np.zeros(0, np.bool_), SETTINGS) == Coverage(size=0, head=0, own=0, body=0)


CASES = [
    ("equal", (400,), (400,), Relation.SAME_TEXT),
    ("words changed here and there", (100, 5, 100, 5, 190), (100, 5, 100, 5, 190), Relation.SAME_TEXT),
    ("another headline of eight words", (0, 8, 392), (0, 8, 392), Relation.SAME_TEXT),
    ("the tail is missing on the right", (250, 150), (250,), Relation.CUT),
    ("a paragraph in the middle is missing", (150, 100, 150), (150, 4, 146), Relation.CUT),
    ("a head of its own on the right alone", (400,), (0, 60, 400), Relation.EXTENDED),
    ("a paragraph added behind", (400,), (400, 90), Relation.EXTENDED),
    ("another lead on the same body", (0, 40, 360), (0, 35, 360), Relation.NEW_LEAD),
    ("another lead, and cut", (0, 40, 260, 100), (0, 35, 260), Relation.NEW_LEAD),
    ("cut more than added", (250, 150), (250, 60), Relation.CUT),
    ("added more than cut", (250, 60), (250, 150), Relation.EXTENDED),
    ("one ending for another of equal length", (300, 60), (300, 60), Relation.SAME_TEXT),
]


@pytest.mark.parametrize(
    ("left", "right", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_the_relation_says_what_right_is_seen_from_left(
    left: tuple[int, ...], right: tuple[int, ...], expected: Relation
) -> None:
    assert relate(covered(*left), covered(*right), SETTINGS) is expected


@pytest.mark.parametrize(
    ("left", "right", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_seen_from_the_other_side_cut_and_extended_change_places(
    left: tuple[int, ...], right: tuple[int, ...], expected: Relation
) -> None:
    swapped = {Relation.CUT: Relation.EXTENDED, Relation.EXTENDED: Relation.CUT}
    assert relate(covered(*right), covered(*left), SETTINGS) is swapped.get(expected, expected)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ((0, 40, 360), (0, 35, 360), True),
        ((300, 100), (300, 300), True),
        ((300, 100), (300, 310), False),
        # The same amount in three loans with much text in between is no body.
        ((100, 60, 100, 60, 100), (100, 60, 100, 60, 100), False),
    ],
    ids=["new lead", "half of the longer", "less than half of the longer", "three loans"],
)
def test_a_body_is_the_greater_part_of_both(
    left: tuple[int, ...], right: tuple[int, ...], *, expected: bool
) -> None:
    assert shares_body(covered(*left), covered(*right), SETTINGS) is expected
