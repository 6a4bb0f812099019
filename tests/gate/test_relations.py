"""Matches in the terms of policies and answers: who is the earlier one does not depend on ids."""

import pytest

from dedup.gate.relations import find_duplicates, find_likenesses, measure_uncredited
from dedup.index import EstimatedDuplicate, Matches
from dedup.model import Document, DuplicatePair, Location, Overlap, OverlapKind, Relation, Span

TEXT = "Zehn Wörter stehen in diesem Text, der nur so tut."


def _pair(left: str, right: str, relation: Relation) -> Matches:
    pair = DuplicatePair(
        left=left, right=right, jaccard=0.8, containment_in_left=0.9, containment_in_right=0.85, relation=relation
    )
    return Matches(near_duplicates=(pair,))


@pytest.mark.parametrize(
    ("name", "relation", "kind"),
    [
        ("b", Relation.CUT, "cut"),
        ("a", Relation.CUT, "extended"),
        ("a", Relation.EXTENDED, "cut"),
        ("b", Relation.SAME_TEXT, "same-text"),
        ("a", Relation.NEW_LEAD, "new-lead"),
    ],
)
def test_a_relation_says_what_the_record_is(name: str, relation: Relation, kind: str) -> None:
    (duplicate,) = find_duplicates(Document(id=name, text=TEXT), _pair("a", "b", relation))
    assert duplicate.kind == kind
    assert duplicate.document == ("a" if name == "b" else "b")


@pytest.mark.parametrize(("name", "own", "other"), [("a", 0.85, 0.9), ("b", 0.9, 0.85)])
def test_containment_follows_the_side(name: str, own: float, other: float) -> None:
    (likeness,) = find_likenesses(name, _pair("a", "b", Relation.SAME_TEXT))
    assert (likeness.containment_in_earlier, likeness.containment_in_this) == (own, other)
    assert find_duplicates(Document(id=name, text=TEXT), _pair("a", "b", Relation.CUT))[0].share == own


def test_an_estimate_counts_as_at_least_that() -> None:
    matches = Matches(estimated=(EstimatedDuplicate(document="old", jaccard=0.75, standard_error=0.03),))
    assert find_likenesses("a", matches)[0].containment_in_earlier == 0.75
    (duplicate,) = find_duplicates(Document(id="a", text=TEXT), matches)
    assert (duplicate.kind, duplicate.similarity, duplicate.share) == ("estimated", 0.75, 0.75)


def _overlap(left: str, right: str, start: int, end: int, similarity: float = 1.0) -> Overlap:
    return Overlap(
        id="o1",
        kind=OverlapKind.VERBATIM,
        left=Location(left, Span(start, end)),
        right=Location(right, Span(start, end)),
        similarity=similarity,
        words=12,
    )


@pytest.mark.parametrize("name", ["a", "z"])
def test_passages_of_one_document_are_counted_once_where_they_cover_one_another(name: str) -> None:
    sides = ("a", "m") if name == "a" else ("m", "z")
    overlaps = (_overlap(*sides, 0, 20), _overlap(*sides, 10, 25, 0.8))
    (duplicate,) = find_duplicates(Document(id=name, text="x" * 50), Matches(overlaps=overlaps))
    assert (duplicate.document, duplicate.kind) == ("m", "passage")
    assert (duplicate.similarity, duplicate.share) == (1.0, 0.5)


@pytest.mark.parametrize("name", ["a", "z"])
def test_uncredited_words_are_those_of_other_outlets(name: str) -> None:
    sides = ("a", "m") if name == "a" else ("m", "z")
    document = Document(id=name, text=TEXT, outlet="Kurier")
    matches = Matches(overlaps=(_overlap(*sides, 0, len(TEXT)),))

    def by_outlet(outlet: str) -> float:
        return measure_uncredited(document, matches, (), lambda _: Document(id="m", text="", outlet=outlet))

    assert by_outlet("Bote") == 1.0
    assert by_outlet("kurier") == 0.0
    assert measure_uncredited(document, matches, (), lambda _: None) == 1.0
    assert measure_uncredited(document, Matches(), (), lambda _: None) == 0.0
