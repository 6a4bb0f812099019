"""Which reused words count as credited: to an outlet, to a source with a name, or because they are one's own."""

from dataclasses import replace

import pytest

from dedup.model import (
    Citation,
    CitationType,
    Credit,
    Document,
    Location,
    Overlap,
    OverlapKind,
    Passage,
    SourceKind,
    Span,
)
from dedup.provenance import uncredited_shares

REUSED = "Das Schiff liegt im Hafen, sagte der Kapitän. Es fährt bald."  # 11 words
TEXT = REUSED + " Neu ist das hier."  # 15 words
LEFT = Document(id="a", text=REUSED, outlet="Hafenbote")
RIGHT = Document(id="b", text=TEXT, outlet="Inselblatt")
OVERLAP = Overlap(
    id="o1",
    kind=OverlapKind.VERBATIM,
    left=Location("a", Span(0, 60)),
    right=Location("b", Span(0, 60)),
    similarity=1.0,
    words=11,
    passage="p1",
)
CITATION = Citation(
    id="b:c1",
    document="b",
    mention=Span(33, 44),
    cue=Span(27, 32),
    claim=Span(0, 25),
    claim_spans=(Span(0, 25),),
    outlet=None,
    speaker="Kapitän",
    source_kind=SourceKind.PERSON,
    anonymous=False,
    type=CitationType.INDIRECT,
    chain=("Kapitän",),
    medium=None,
    confidence=0.9,
    rule="trailing",
)


def share(
    *citations: Citation,
    left: Document = LEFT,
    right: Document = RIGHT,
    overlaps: tuple[Overlap, ...] = (OVERLAP,),
    passages: tuple[Passage, ...] = (),
) -> float:
    first, second = uncredited_shares([left, right], overlaps, passages, citations, {"dpa"})
    assert first == 0.0  # nothing comes before it
    return second


def test_reused_words_that_name_nobody_are_uncredited() -> None:
    assert share() == pytest.approx(11 / 15)


def test_nothing_reused_is_nothing_uncredited() -> None:
    assert share(overlaps=()) == 0.0


def test_a_statement_credited_to_a_named_source_is_credited_and_the_rest_is_not() -> None:
    assert share(CITATION) == pytest.approx(6 / 15)


def test_an_anonymous_source_is_no_credit() -> None:
    assert share(replace(CITATION, anonymous=True)) == pytest.approx(11 / 15)


def test_an_outlet_named_for_a_part_is_credit_for_the_passage() -> None:
    assert share(replace(CITATION, chain=("dpa", "Kapitän"), anonymous=True)) == 0.0


@pytest.mark.parametrize("change", [{"document": "a"}, {"claim_spans": (Span(61, 78),), "claim": Span(61, 78)}])
def test_a_citation_of_something_else_is_no_credit(change: dict[str, object]) -> None:
    citation = replace(CITATION, chain=("dpa",), **change)  # type: ignore[arg-type]
    assert share(citation) == pytest.approx(11 / 15)


def test_a_statement_credits_no_words_beyond_the_passage() -> None:
    assert share(replace(CITATION, claim=Span(46, 78), claim_spans=(Span(46, 78),))) == pytest.approx(8 / 15)


def test_a_credit_of_the_passage_is_credit_for_the_article_that_gives_it() -> None:
    passage = Passage(id="p1", text=REUSED, locations=(OVERLAP.left, OVERLAP.right))
    credit = Credit(document="b", outlet="dpa", citation="b:c1")
    assert share(passages=(replace(passage, credits=(credit,)),)) == 0.0
    assert share(passages=(replace(passage, credits=(replace(credit, document="a"),)),)) == pytest.approx(11 / 15)


def test_text_of_the_same_outlet_needs_no_credit() -> None:
    assert share(left=replace(LEFT, outlet="inselblatt ")) == 0.0
    site = "https://www.inselblatt.example/{}"
    own = [replace(document, outlet=None, url=site.format(document.id)) for document in (LEFT, RIGHT)]
    assert share(left=own[0], right=own[1]) == 0.0


@pytest.mark.parametrize("url", [None, "http://[half", "hafenbote"])
def test_outlets_that_nobody_knows_are_not_the_same(url: str | None) -> None:
    left, right = (replace(document, outlet=None, url=url) for document in (LEFT, RIGHT))
    assert share(left=left, right=right) == pytest.approx(11 / 15)


def test_of_several_earlier_articles_one_that_is_credited_is_enough() -> None:
    other = Document(id="aa", text=REUSED, outlet="Inselblatt")
    overlaps = (OVERLAP, replace(OVERLAP, left=Location("aa", Span(0, 60))))
    shares = uncredited_shares([LEFT, other, RIGHT], overlaps, (), (), ())
    assert shares == (0.0, 0.0, 0.0)


def test_what_is_said_anew_is_not_reused_wording() -> None:
    assert share(overlaps=(replace(OVERLAP, kind=OverlapKind.PARAPHRASE),)) == 0.0


def test_words_are_counted_as_readers_do_whatever_is_invisible_in_them() -> None:
    right = replace(RIGHT, text=TEXT.replace("Hafen", "Ha\u00adfen"))
    overlap = replace(OVERLAP, right=Location("b", Span(0, 61)))
    assert share(right=right, overlaps=(overlap,)) == pytest.approx(11 / 15)
