"""Promises of reuse that hold for any text."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from dedup.model import Document, Overlap
from dedup.reuse import find_reuse
from dedup.settings import ReuseSettings

WORDS = ("kim", "putin", "reist", "nach", "seoul", "und", "der", "die", "container", "im", "osten", "hafen")
TEXTS = st.lists(st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join), min_size=2, max_size=5)


def documents_of(texts: list[str]) -> list[Document]:
    return [Document(id=f"d{number}", text=text) for number, text in enumerate(texts)]


def key(overlap: Overlap) -> tuple[object, ...]:
    return overlap.left, overlap.right, overlap.kind, overlap.words, overlap.similarity


@settings(deadline=None, max_examples=60)
@given(TEXTS)
def test_words_of_a_verbatim_overlap_are_equal_on_both_sides(texts: list[str]) -> None:
    documents = documents_of(texts)
    found = find_reuse(documents, ReuseSettings())
    by_id = {document.id: document.text for document in documents}
    for overlap in (*found.overlaps, *found.repeats):
        left = overlap.left.span.within(by_id[overlap.left.document]).split()
        right = overlap.right.span.within(by_id[overlap.right.document]).split()
        assert overlap.words >= 12
        assert overlap.words <= min(len(left), len(right))
        assert (overlap.kind == "verbatim") == (left == right)


@settings(deadline=None, max_examples=60)
@given(TEXTS)
def test_swapping_two_documents_swaps_left_and_right_and_nothing_else(texts: list[str]) -> None:
    first, second = texts[:2]
    forward = find_reuse([Document(id="a", text=first), Document(id="b", text=second)], ReuseSettings())
    backward = find_reuse([Document(id="a", text=second), Document(id="b", text=first)], ReuseSettings())
    expected = {
        (overlap.right.span, overlap.left.span, overlap.kind, overlap.words, overlap.confidence)
        for overlap in backward.overlaps
    }
    found = {
        (overlap.left.span, overlap.right.span, overlap.kind, overlap.words, overlap.confidence)
        for overlap in forward.overlaps
    }
    assert found == expected


@settings(deadline=None, max_examples=40)
@given(TEXTS, st.randoms(use_true_random=False))
def test_shuffling_a_collection_changes_no_overlap(texts: list[str], generator: random.Random) -> None:
    def shown(ordered: list[str]) -> list[list[tuple[str, int, int]]]:
        documents = documents_of(ordered)
        by_id = {document.id: document.text for document in documents}
        return sorted(
            sorted((by_id[side.document], side.span.start, side.span.end) for side in (item.left, item.right))
            for item in find_reuse(documents, ReuseSettings()).overlaps
        )

    distinct = sorted(set(texts))
    shuffled = list(distinct)
    generator.shuffle(shuffled)
    assert shown(shuffled) == shown(distinct)


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10_000), st.integers(12, 60))
def test_a_passage_planted_in_two_unrelated_texts_is_found(seed: int, length: int) -> None:
    generator = random.Random(seed)

    def fresh(count: int) -> str:
        return " ".join("".join(generator.choices("abcdefghijklmnopqrstuvwxyz", k=8)) for _ in range(count))

    passage = fresh(length)
    left, right = f"{fresh(40)} {passage} {fresh(40)}", f"{fresh(25)} {passage} {fresh(70)}"
    (overlap,) = find_reuse([Document(id="a", text=left), Document(id="b", text=right)], ReuseSettings()).overlaps
    assert overlap.left.span.within(left) == passage
    assert overlap.right.span.within(right) == passage
