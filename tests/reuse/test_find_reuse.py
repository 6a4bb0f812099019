"""Reuse from documents to results: what is shared is found, where it is, and nothing else."""

import random
import time
from collections.abc import Callable

import pytest

from dedup.model import Collection, Document, Overlap, OverlapKind
from dedup.reuse import Reuse, find_reuse
from dedup.settings import ReuseSettings

SHARED = (
    "Der Sprecher des Ministeriums erklärte am Dienstag in der Hauptstadt, dass die Lieferungen über den Hafen "
    "im Osten des Landes abgewickelt worden seien und weitere Schiffe bereits auf dem Weg seien."
)
MakeCollection = Callable[..., Collection]


def filler(seed: int, count: int = 60) -> str:
    """Words that no other text has."""
    generator = random.Random(seed)
    return " ".join("".join(generator.choices("abcdefghijklmnop", k=7)) + str(seed) for _ in range(count))


def reuse_of(collection: Collection) -> Reuse:
    return find_reuse(collection.documents, ReuseSettings())


def evidence(overlap: Overlap, collection: Collection) -> tuple[str, str]:
    texts = {document.id: document.text for document in collection.documents}
    return (
        overlap.left.span.within(texts[overlap.left.document]),
        overlap.right.span.within(texts[overlap.right.document]),
    )


def test_a_shared_sentence_is_one_verbatim_overlap_with_its_exact_words(make_collection: MakeCollection) -> None:
    collection = make_collection(f"{filler(1)}. {SHARED} {filler(2)}", f"{filler(3)}. {SHARED} {filler(4)}")
    (overlap,) = reuse_of(collection).overlaps
    assert overlap.kind is OverlapKind.VERBATIM
    assert overlap.similarity == 1.0
    assert evidence(overlap, collection) == (SHARED.rstrip("."), SHARED.rstrip("."))


def test_changed_words_make_the_overlap_edited(make_collection: MakeCollection) -> None:
    edited = SHARED.replace("Dienstag", "Mittwoch").replace("weitere", "mehrere")
    collection = make_collection(f"{filler(1)} {SHARED} {filler(2)}", f"{filler(3)} {edited} {filler(4)}")
    (overlap,) = reuse_of(collection).overlaps
    assert overlap.kind is OverlapKind.EDITED
    assert overlap.words == len(SHARED.split()) - 2
    assert evidence(overlap, collection) == (SHARED.rstrip("."), edited.rstrip("."))


def test_case_punctuation_and_soft_hyphens_do_not_hide_reuse(make_collection: MakeCollection) -> None:
    damaged = SHARED.upper().replace(",", " –").replace("HAFEN", "HA\u00adFEN")
    collection = make_collection(f"{filler(1)} {SHARED}", f"{filler(2)} {damaged}")
    (overlap,) = reuse_of(collection).overlaps
    assert overlap.kind is OverlapKind.VERBATIM
    assert evidence(overlap, collection)[1] == damaged.rstrip(".")


def test_eleven_shared_words_are_no_passage(make_collection: MakeCollection) -> None:
    short = " ".join(SHARED.split()[:11])
    collection = make_collection(f"{filler(1)} {short} {filler(2)}", f"{filler(3)} {short} {filler(4)}")
    assert reuse_of(collection).overlaps == ()


def test_unrelated_texts_share_nothing(make_collection: MakeCollection) -> None:
    found = reuse_of(make_collection(*(filler(seed, 300) for seed in range(20))))
    assert (found.overlaps, found.repeats, found.near_duplicates) == ((), (), ())


def test_wording_in_three_documents_is_one_passage_with_three_places(make_collection: MakeCollection) -> None:
    collection = make_collection(*(f"{filler(n)} {SHARED} {filler(n + 50)}" for n in range(3)))
    found = reuse_of(collection)
    (passage,) = found.passages
    assert [location.document for location in passage.locations] == ["d0000", "d0001", "d0002"]
    assert passage.text == SHARED.rstrip(".")
    assert {overlap.passage for overlap in found.overlaps} == {passage.id}


def test_a_sentence_of_three_stays_apart_from_the_article_of_two(make_collection: MakeCollection) -> None:
    article = f"{filler(1, 80)} {SHARED} {filler(2, 80)}"
    found = reuse_of(make_collection(article, article, f"{filler(3)} {SHARED} {filler(4)}"))
    assert sorted(len(passage.locations) for passage in found.passages) == [2, 3]


def test_a_caption_printed_three_times_is_repeats_inside_one_document(make_collection: MakeCollection) -> None:
    collection = make_collection(f"{SHARED}\n{filler(1)}\n{SHARED}\n{filler(2)}\n{SHARED}", filler(3))
    found = reuse_of(collection)
    assert found.overlaps == ()
    assert len(found.repeats) == 3
    assert all(evidence(repeat, collection) == (SHARED.rstrip("."),) * 2 for repeat in found.repeats)


def test_sides_of_a_repeat_never_run_into_each_other(make_collection: MakeCollection) -> None:
    found = reuse_of(make_collection("la le lu " * 60))
    assert all(repeat.left.span.end <= repeat.right.span.start for repeat in found.repeats)


def test_a_cut_version_is_a_near_duplicate_by_containment(make_collection: MakeCollection) -> None:
    article = filler(1, 400)
    collection = make_collection(article, " ".join(article.split()[:150]))
    (group,) = reuse_of(collection).near_duplicates
    (pair,) = group.pairs
    assert pair.containment_in_left == 1.0
    assert pair.containment_in_right == pytest.approx(0.37, abs=0.01)
    assert group.similarity == pair.jaccard


def test_a_document_joins_a_group_only_by_a_verified_pair(make_collection: MakeCollection) -> None:
    article = filler(1, 300)
    found = reuse_of(make_collection(article, article + " Ende", filler(2, 300), filler(3, 300)))
    (group,) = found.near_duplicates
    assert group.documents == ("d0000", "d0001")
    assert [(pair.left, pair.right) for pair in group.pairs] == [("d0000", "d0001")]


def test_tiny_and_empty_documents_are_handled(make_collection: MakeCollection) -> None:
    found = reuse_of(make_collection("", "Kim reist", "kim reist!", "...", "ganz anderer Text"))
    assert [group.documents for group in found.near_duplicates] == [("d0001", "d0002")]
    assert found.word_counts == (0, 2, 2, 0, 3)
    assert found.reused_shares == (0.0,) * 5


def test_the_reused_share_counts_words_once(make_collection: MakeCollection) -> None:
    found = reuse_of(make_collection(*(f"{filler(n, 30)} {SHARED}" for n in range(3))))
    words = len(SHARED.split())
    assert found.reused_shares == pytest.approx([words / (words + 30)] * 3)


def test_wording_that_stands_everywhere_is_noted(make_collection: MakeCollection) -> None:
    found = reuse_of(make_collection(*(f"{filler(n, 30)} {SHARED}" for n in range(60))))
    assert found.overlaps == ()
    assert "stand in more than 50 places" in found.notes[0]


def test_an_empty_collection_shares_nothing() -> None:
    assert find_reuse([], ReuseSettings()).overlaps == ()


@pytest.mark.parametrize(
    ("words", "edits", "least"), [(20, 0.0, 1.0), (20, 0.1, 0.9), (40, 0.1, 0.99), (40, 0.2, 0.95)]
)
def test_planted_passages_are_found_at_their_edit_rate(words: int, edits: float, least: float) -> None:
    generator = random.Random(7)
    documents, gold = [], []
    for number in range(120):
        passage = filler(1000 + number, words).split()
        edited = [filler(9000, 1) if generator.random() < edits else word for word in passage]
        for side, body in enumerate((passage, edited)):
            text = f"{filler(2 * number + side, 50)} {' '.join(body)} {filler(5000 + 2 * number + side, 50)}"
            documents.append(Document(id=f"{number:04}{'ab'[side]}", text=text))
        gold.append((f"{number:04}a", f"{number:04}b"))
    overlaps = find_reuse(documents, ReuseSettings()).overlaps
    found = {(overlap.left.document, overlap.right.document) for overlap in overlaps}
    assert found <= set(gold)
    assert len(found) / len(gold) >= least


def test_a_caption_printed_twice_in_a_row_and_once_more_is_three_repeats(make_collection: MakeCollection) -> None:
    collection = make_collection(f"{filler(1)}\n{SHARED} {SHARED}\n{filler(2)}\n{SHARED}\n{filler(3)}")
    repeats = reuse_of(collection).repeats
    assert len(repeats) == 3
    assert all(evidence(repeat, collection) == (SHARED.rstrip("."),) * 2 for repeat in repeats)


def shuffled(seed: int, *, block: bool) -> tuple[list[str], str, str]:
    """Sentences of six to twenty words, and two texts that hold them in another order."""
    generator = random.Random(seed)
    sentences = [filler(seed + number, generator.randrange(6, 20)) + "." for number in range(6)]
    order = [3, 0, 5, 2, 4, 1]
    apart = [""] * 6 if block else [filler(seed + 100 + number, 40) for number in range(6)]
    left = " ".join(f"{sentence} {gap}" for sentence, gap in zip(sentences, apart, strict=True))
    right = " ".join(sentences[number] for number in order)
    return (
        sentences,
        f"{filler(seed + 50)} {left} {filler(seed + 51)}",
        f"{filler(seed + 52)} {right} {filler(seed + 53)}",
    )


def test_shuffled_sentences_of_a_passage_are_one_reuse_also_the_short_ones(make_collection: MakeCollection) -> None:
    for seed in range(1000, 3000, 200):
        sentences, left, right = shuffled(seed, block=True)
        collection = make_collection(left, right)
        (overlap,) = reuse_of(collection).overlaps
        assert overlap.kind is OverlapKind.EDITED
        assert all(sentence.rstrip(".") in evidence(overlap, collection)[0] for sentence in sentences)
        assert all(sentence.rstrip(".") in evidence(overlap, collection)[1] for sentence in sentences)


def test_sentences_that_stand_far_apart_in_one_text_are_overlaps_of_one_pair(
    make_collection: MakeCollection,
) -> None:
    sentences, left, right = shuffled(9000, block=False)
    collection = make_collection(left, right)
    found = {evidence(overlap, collection) for overlap in reuse_of(collection).overlaps}
    expected = {(sentence.rstrip("."),) * 2 for sentence in sentences if len(sentence.split()) >= 12}
    assert expected <= found


OCR = str.maketrans({"e": "c", "n": "u", "i": "l"})


def test_misread_and_inflected_words_belong_to_the_passage(make_collection: MakeCollection) -> None:
    words = SHARED.split()
    edited = " ".join(
        word.translate(OCR) if number in {1, 9, 17} else word + "s" if number in {13, 26} else word
        for number, word in enumerate(words)
    )
    collection = make_collection(f"{filler(1)} {SHARED} {filler(2)}", f"{filler(3)} {edited} {filler(4)}")
    (overlap,) = reuse_of(collection).overlaps
    assert evidence(overlap, collection) == (SHARED.rstrip("."), edited.rstrip("."))


def test_words_that_have_changed_places_count(make_collection: MakeCollection) -> None:
    words = SHARED.split()
    words[4], words[5] = words[5], words[4]
    words[17], words[18] = words[18], words[17]
    collection = make_collection(f"{filler(1)} {SHARED} {filler(2)}", f"{filler(3)} {' '.join(words)} {filler(4)}")
    (overlap,) = reuse_of(collection).overlaps
    assert overlap.words == len(words)
    assert overlap.kind is OverlapKind.EDITED


def test_confidence_is_one_for_verbatim_wording_and_grows_with_length_for_edited(
    make_collection: MakeCollection,
) -> None:
    def confidence(count: int, *, edited: bool) -> float:
        words = filler(900, count).split()
        other = [filler(901 + row, 1) if edited and row % 5 == 2 else word for row, word in enumerate(words)]
        collection = make_collection(f"{filler(1)} {' '.join(words)}", f"{filler(2)} {' '.join(other)}")
        (overlap,) = reuse_of(collection).overlaps
        return overlap.confidence

    assert confidence(14, edited=False) == 1.0
    assert 0.5 < confidence(20, edited=True) < confidence(40, edited=True) < 1


def test_long_texts_with_many_edits_are_one_overlap(make_collection: MakeCollection) -> None:
    words = filler(5, 6000).split()
    generator = random.Random(6)
    edited = [filler(7000 + row, 1) if generator.random() < 0.1 else word for row, word in enumerate(words)]
    (overlap,) = reuse_of(make_collection(" ".join(words), " ".join(edited))).overlaps
    assert overlap.similarity == pytest.approx(0.9, abs=0.02)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("la " * 100_000, id="one word"),
        pytest.param("eins zwei drei vier fünf sechs " * 20_000, id="six words"),
        pytest.param(
            "\n".join(f"Am {n % 28} Mai {n % 9} Uhr Saal {n % 5} Herr Frank" for n in range(8000)), id="table"
        ),
    ],
)
def test_repetitive_text_ends_in_seconds(text: str) -> None:
    documents = [Document(id="a", text=text), Document(id="b", text=text.replace("Saal", "Raum"))]
    started = time.process_time()
    find_reuse(documents, ReuseSettings())
    assert time.process_time() - started < 20
