"""Copies of a document are compared once, and found as if each was."""

import random
import time

import numpy as np
import pytest

from dedup.model import Document
from dedup.reuse import find, find_reuse
from dedup.reuse.copies import Copies, find_copies
from dedup.reuse.find import Reuse
from dedup.reuse.seeds import content_sums
from dedup.reuse.words import Words, hash_words
from dedup.settings import ReuseSettings

SETTINGS = ReuseSettings(paraphrase=False)


def fresh(generator: random.Random, count: int) -> list[str]:
    return ["".join(generator.choices("abcdefghijklmnopqrstuvwxyz", k=9)) for _ in range(count)]


def documents_of(texts: list[str], outlets: list[str] | None = None) -> list[Document]:
    return [
        Document(id=f"d{number:03}", text=text, outlet=outlets[number] if outlets else None)
        for number, text in enumerate(texts)
    ]


def collection(seed: int) -> list[str]:
    """Two groups of copies that share a passage, one of them with a repeat in itself, and others that share it."""
    generator = random.Random(seed)
    passage, chorus = fresh(generator, 30), fresh(generator, 20)
    one = " ".join(fresh(generator, 40) + passage + fresh(generator, 30) + chorus + fresh(generator, 20) + chorus)
    other = " ".join(passage[5:] + fresh(generator, 60))
    texts = [one] * generator.randrange(2, 6) + [other.upper(), *[other] * generator.randrange(2, 5)]
    texts += [" ".join(fresh(generator, 20) + passage[:20] + fresh(generator, 20)) for _ in range(2)]
    texts += [" ".join(fresh(generator, 50)) for _ in range(3)] + ["", "", ""]
    generator.shuffle(texts)
    return texts


def without_copies(words: Words, sums: object) -> Copies:
    del sums
    return Copies((), words.offsets)


def find_one_by_one(documents: list[Document], monkeypatch: pytest.MonkeyPatch) -> Reuse:
    with monkeypatch.context() as patch:
        patch.setattr(find, "find_copies", without_copies)
        return find_reuse(documents, SETTINGS)


@pytest.mark.parametrize("seed", range(12))
def test_copies_are_found_as_if_each_was_compared(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    documents = documents_of(collection(seed))
    assert find_reuse(documents, SETTINGS) == find_one_by_one(documents, monkeypatch)


@pytest.mark.parametrize("number", [49, 50, 51])
def test_copies_count_as_places(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    text = " ".join(fresh(random.Random(1), 30))
    documents = documents_of([text] * number)
    found = find_reuse(documents, SETTINGS)
    assert found == find_one_by_one(documents, monkeypatch)
    assert len(found.overlaps) == (number * (number - 1) // 2 if number <= 50 else 0)
    assert bool(found.notes) == (number > 50)


def test_copies_of_which_only_some_hold_site_text_are_compared_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    generator = random.Random(5)
    footer, body = " ".join(fresh(generator, 20)), " ".join(fresh(generator, 60))
    texts = [" ".join(fresh(generator, 50)) + "\n\n" + footer for _ in range(40)]
    copies = [body + "\n\n" + footer] * 4
    documents = documents_of(texts + copies, ["north.example"] * 42 + ["south.example"] * 2)
    found = find_reuse(documents, SETTINGS)
    assert found.boilerplate
    assert found == find_one_by_one(documents, monkeypatch)


def test_only_three_and_more_documents_with_the_same_words_are_a_group() -> None:
    words = hash_words(["Kim reist ab", "Kim bleibt", "kim REIST ab!", "", "Kim bleibt", "", "Kim reist ab", ""])
    assert find_copies(words, content_sums(words)).groups == ((0, 2, 6),)


def test_other_words_with_the_same_sum_are_no_copies() -> None:
    words = hash_words(["Kim reist ab", "ab reist Kim", "reist ab Kim", "Kim reist ab"])
    assert find_copies(words, content_sums(words)).groups == ()


def test_places_of_copies_are_restored() -> None:
    copies = Copies(((0, 1, 3),), np.array([0, 10, 20, 25, 35]))
    runs, places = np.array([4, 4], np.uint64), np.array([4, 14], np.uint64)
    assert [column.tolist() for column in copies.restore(runs, places)] == [[4, 4, 4], [4, 14, 29]]


def test_fifty_long_copies_cost_little_more_than_few() -> None:
    text = " ".join(fresh(random.Random(2), 20_000))
    start = time.process_time()
    found = find_reuse(documents_of([text] * 50), SETTINGS)
    assert time.process_time() - start < 20  # 24 million pairs of shingles would take longer
    assert len(found.overlaps) == 1225
