"""Overlaps: alignments with places in the original texts."""

from dataclasses import replace

import pytest

from dedup.model import Document, OverlapKind, Span
from dedup.reuse.aligned import Alignment
from dedup.reuse.overlaps import WordPlaces, to_overlaps
from dedup.reuse.words import Words, hash_words
from dedup.text import normalize

TEXTS = ("Am Do\u00adnau\u200bufer, wo Kim ging", "Kim ging am Donauufer")
DOCUMENTS = [Document(id="a", text=TEXTS[0]), Document(id="b", text=TEXTS[1])]


@pytest.fixture
def words() -> Words:
    found = hash_words(normalize(text).text for text in TEXTS)
    return Words(found.hashes, found.offsets)


def test_words_are_located_in_the_original_text(words: Words) -> None:
    places = WordPlaces(words, DOCUMENTS)
    assert places.locate(0, 1, 2).span.within(TEXTS[0]) == "Do\u00adnau\u200bufer"
    assert places.locate(1, 7, 9).span.within(TEXTS[1]) == "am Donauufer"


def test_words_are_spelled_in_lower_case_without_what_takes_no_room(words: Words) -> None:
    assert WordPlaces(words, DOCUMENTS).spell(0).words(1, 4) == ["donauufer", "wo", "kim"]


def test_spans_of_words_are_those_of_the_normalized_text(words: Words) -> None:
    text, starts, ends = WordPlaces(words, DOCUMENTS).spans(0)
    assert [text[start:end] for start, end in zip(starts, ends, strict=True)] == [
        "Am",
        "Donauufer",
        "wo",
        "Kim",
        "ging",
    ]


def test_an_alignment_becomes_an_overlap_with_kind_similarity_and_confidence(words: Words) -> None:
    edited = Alignment(0, 1, 0, 5, 5, 9, matched=4, equal=4, gain=9.0)
    verbatim = Alignment(0, 1, 3, 5, 5, 7, matched=2, equal=2, gain=2.0, is_verbatim=True)
    one, other = to_overlaps([edited, verbatim], WordPlaces(words, DOCUMENTS))
    assert (one.id, one.kind, one.similarity, one.words, one.confidence) == ("o1", OverlapKind.EDITED, 0.8, 4, 0.5)
    assert (other.id, other.kind, other.similarity, other.confidence) == ("o2", OverlapKind.VERBATIM, 1.0, 1.0)
    assert other.left.span == Span(19, 27)
    (alone,) = to_overlaps([verbatim], WordPlaces(words, DOCUMENTS))
    assert other == replace(alone, id="o2")


def test_documents_that_are_no_longer_kept_are_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dedup.reuse.overlaps._MAX_CHARACTERS", 1)
    documents = [*DOCUMENTS, Document(id="c", text="Kim"), Document(id="d", text="reist")]
    found = hash_words(normalize(document.text).text for document in documents)
    places = WordPlaces(found, documents)
    assert [
        places.locate(number, int(found.offsets[number]), int(found.offsets[number]) + 1).span
        for number in (0, 1, 2, 3, 0)
    ] == [
        Span(0, 2),
        Span(0, 3),
        Span(0, 3),
        Span(0, 5),
        Span(0, 2),
    ]


def test_parts_in_another_order_are_told_in_the_order_of_the_left_side(words: Words) -> None:
    pieces = (Alignment(0, 1, 0, 2, 7, 9, matched=2, equal=2), Alignment(0, 1, 3, 5, 5, 7, matched=2, equal=2))
    shuffled = Alignment(0, 1, 0, 5, 5, 9, matched=4, equal=4, gain=9.0, pieces=pieces)
    (overlap,) = to_overlaps([shuffled], WordPlaces(words, DOCUMENTS))
    told = [(left.within(TEXTS[0]), right.within(TEXTS[1])) for left, right in overlap.pieces]
    assert told == [("Am Do\u00adnau\u200bufer", "am Donauufer"), ("Kim ging", "Kim ging")]


def test_parts_in_the_same_order_are_not_told(words: Words) -> None:
    pieces = (Alignment(0, 1, 0, 2, 5, 7, matched=2, equal=2), Alignment(0, 1, 3, 5, 7, 9, matched=2, equal=2))
    alignment = Alignment(0, 1, 0, 5, 5, 9, matched=4, equal=4, gain=9.0, pieces=pieces)
    (overlap,) = to_overlaps([alignment], WordPlaces(words, DOCUMENTS))
    assert overlap.pieces == ()
