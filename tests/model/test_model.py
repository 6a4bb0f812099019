"""Model types check their own invariants."""

import pytest

from dedup.model import Collection, Decision, Document, Location, Overlap, OverlapKind, Reason, Span, Verdict


def test_a_span_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="0 <= start <= end"):
        Span(5, 4)


def test_a_span_cannot_start_before_its_text() -> None:
    with pytest.raises(ValueError, match="0 <= start <= end"):
        Span(-1, 4)


def test_a_span_cuts_its_evidence_out_of_the_text() -> None:
    assert Span(3, 8).within("an Seoul an") == "Seoul"


def test_touching_spans_do_not_overlap() -> None:
    assert not Span(0, 4).overlaps(Span(4, 8))
    assert Span(0, 5).overlaps(Span(4, 8))


def test_a_document_needs_an_id() -> None:
    with pytest.raises(ValueError, match="id that is not empty"):
        Document(id="", text="x")


def test_a_collection_refuses_ids_that_repeat() -> None:
    document = Document(id="a", text="x")
    with pytest.raises(ValueError, match="unique"):
        Collection(documents=(document, document))


def test_a_collection_refuses_documents_out_of_order() -> None:
    with pytest.raises(ValueError, match="sorted"):
        Collection(documents=(Document(id="b", text="x"), Document(id="a", text="x")))


def _overlap(left: Location, right: Location, similarity: float = 1.0) -> Overlap:
    return Overlap(id="o1", kind=OverlapKind.VERBATIM, left=left, right=right, similarity=similarity, words=12)


def test_an_overlap_keeps_its_sides_in_order() -> None:
    with pytest.raises(ValueError, match="left side comes before"):
        _overlap(Location("b", Span(0, 9)), Location("a", Span(0, 9)))


def test_a_similarity_is_a_fraction() -> None:
    with pytest.raises(ValueError, match="fraction"):
        _overlap(Location("a", Span(0, 9)), Location("b", Span(0, 9)), similarity=87.0)


def test_a_verdict_is_as_grave_as_its_gravest_reason() -> None:
    reason = Reason(
        check="min-words",
        code="P301",
        decision=Decision.REJECT,
        message="has 3 words",
        evidence="text",
        value=3,
        limit=20,
    )
    with pytest.raises(ValueError, match="gravest"):
        Verdict(decision=Decision.ACCEPT, reasons=(reason,))
    assert Verdict(decision=Decision.REJECT, reasons=(reason,)).decision is Decision.REJECT


def test_decisions_are_ordered_by_gravity() -> None:
    assert Decision.ACCEPT.rank < Decision.QUARANTINE.rank < Decision.REJECT.rank
