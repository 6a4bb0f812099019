"""What two articles are to each other, in words that claim no more than was seen."""

import pytest

from dedup.model import Direction, DirectionBasis, DuplicatePair, Location, Overlap, OverlapKind, Relation, Span
from dedup.report.relations import describe_containment, describe_directions, describe_relation, flip

DATES, CREDIT = DirectionBasis.DATES, DirectionBasis.CREDIT
COMMON, OTHER = DirectionBasis.COMMON_SOURCE, DirectionBasis.OTHER_SOURCE
TO_RIGHT, TO_LEFT, UNDECIDED = Direction.LEFT_TO_RIGHT, Direction.RIGHT_TO_LEFT, Direction.UNDECIDED


def overlap(
    left: str, right: str, direction: Direction = UNDECIDED, basis: tuple[DirectionBasis, ...] = ()
) -> Overlap:
    return Overlap(
        id=f"{left}{right}",
        kind=OverlapKind.VERBATIM,
        left=Location(left, Span(0, 9)),
        right=Location(right, Span(20, 29)),
        similarity=1.0,
        words=12,
        direction=direction,
        direction_basis=basis,
    )


@pytest.mark.parametrize(
    ("direction", "basis", "sentence"),
    [
        (TO_RIGHT, (DATES,), "article a is dated earlier than article b"),
        (TO_LEFT, (DATES,), "article b is dated earlier than article a"),
        (TO_RIGHT, (CREDIT,), "article b credits the outlet of article a"),
        (TO_LEFT, (DATES, CREDIT), "article a credits the outlet of article b, which is dated earlier"),
        (UNDECIDED, (), "direction undecided: dates and credits say nothing"),
        (UNDECIDED, (CREDIT,), "direction undecided: each credits the other"),
        (
            UNDECIDED,
            (DATES, CREDIT),
            "direction undecided: dates and credits contradict each other",
        ),
        (UNDECIDED, (COMMON,), "direction undecided: both credit the same source"),
        (
            UNDECIDED,
            (OTHER,),
            "direction undecided: the later one credits another source",
        ),
    ],
)
def test_a_direction_is_said_with_what_it_rests_on(
    direction: Direction, basis: tuple[DirectionBasis, ...], sentence: str
) -> None:
    assert describe_directions([overlap("a", "b", direction, basis)], str, noun="article") == (sentence,)


def test_articles_that_stand_alike_to_one_share_a_sentence() -> None:
    overlaps = [
        overlap("a", "b", TO_RIGHT, (DATES,)),
        overlap("a", "c", TO_RIGHT, (DATES,)),
        overlap("b", "c"),
        overlap("b", "d"),
        overlap("b", "b"),
    ]
    assert describe_directions(overlaps, str.upper, noun="article") == (
        "article A is dated earlier than articles B, C",
        "direction undecided for 2 pairs: dates and credits say nothing",
    )


def test_the_one_undecided_pair_of_several_is_named() -> None:
    overlaps = [overlap("a", "b", TO_RIGHT, (DATES,)), overlap("b", "c", UNDECIDED, (COMMON,))]
    assert describe_directions(overlaps, str, noun="article") == (
        "article a is dated earlier than article b",
        "direction undecided between articles b, c: both credit the same source",
    )


def test_a_long_list_of_articles_is_cut() -> None:
    overlaps = [overlap("a", f"b{number:02}", TO_RIGHT, (CREDIT,)) for number in range(15)]
    (sentence,) = describe_directions(overlaps, str)
    assert sentence.endswith("b10, b11 and 3 more credit the outlet of a")


def pair(relation: Relation) -> DuplicatePair:
    return DuplicatePair(
        left="a", right="b", jaccard=0.5, containment_in_left=1.0, containment_in_right=0.5, relation=relation
    )


@pytest.mark.parametrize(
    ("relation", "sentence", "flipped"),
    [
        (Relation.SAME_TEXT, "b has nearly the same text as a", "a has nearly the same text as b"),
        (Relation.CUT, "b is a cut version of a", "a is an extended version of b"),
        (Relation.EXTENDED, "b is an extended version of a", "a is a cut version of b"),
        (Relation.NEW_LEAD, "a and b: new lead on the same body", "b and a: new lead on the same body"),
    ],
)
def test_a_relation_is_said_from_either_side(relation: Relation, sentence: str, flipped: str) -> None:
    seen = pair(relation)
    assert describe_relation(seen, "a", "b") == sentence
    assert describe_relation(flip(seen), "b", "a") == flipped
    assert flip(flip(seen)) == seen


def test_containment_is_said_for_both_sides() -> None:
    assert describe_containment(pair(Relation.CUT), "a", "b") == "100% of b in a, 50% of a in b"
