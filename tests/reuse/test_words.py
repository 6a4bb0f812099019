"""Words of a collection: the NumPy kernel agrees with a slow, obvious one."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.reuse.words import BASE, WordCutter, hash_words, word_spans

MODULUS = 1 << 64
HARD = st.text(alphabet="aäßÉİ9_ .\0😀𝐀\ud800\udfff", max_size=40)
"""Letters that fold to another length, and what must separate: NUL, higher planes, halves of surrogates."""


def reference_spans(text: str) -> list[tuple[int, int]]:
    """Runs of letters, digits and underscores of the basic plane."""
    visible = "".join(c if c < "\U00010000" and (c.isalnum() or c == "_") else " " for c in text)
    return [match.span() for match in re.finditer(r"[^ ]+", visible)]


def reference_hash(word: str) -> int:
    """The polynomial over lower-cased characters, then the mixer, in Python integers."""
    units = [ord(character.lower()) if len(character.lower()) == 1 else ord(character) for character in word]
    value = sum(unit * pow(BASE, position, MODULUS) for position, unit in enumerate(units)) % MODULUS
    value ^= value >> 32
    value = value * 0xFF51AFD7ED558CCD % MODULUS
    return value ^ (value >> 29)


@given(st.lists(st.text(max_size=60) | HARD, max_size=8))
def test_words_and_places_are_those_of_the_reference(texts: list[str]) -> None:
    words = hash_words(texts)
    for number, text in enumerate(texts):
        part = slice(words.offsets[number], words.offsets[number + 1])
        found = list(zip(words.starts[part].tolist(), words.ends[part].tolist(), strict=True))
        assert found == reference_spans(text)


@given(st.lists(HARD, min_size=1, max_size=5))
def test_hashes_are_those_of_python_integers(texts: list[str]) -> None:
    words = hash_words(texts)
    expected = [reference_hash(text[start:end]) for text in texts for start, end in reference_spans(text)]
    assert words.hashes.tolist() == expected


@given(HARD)
def test_the_spans_of_one_text_are_those_of_the_collection(text: str) -> None:
    starts, ends = word_spans(text)
    assert list(zip(starts.tolist(), ends.tolist(), strict=True)) == reference_spans(text)


def test_case_does_not_matter() -> None:
    words = hash_words(["Kreml", "KREML", "kreml"])
    assert len(np.unique(words.hashes)) == 1


def test_batches_do_not_change_the_answer() -> None:
    texts = [f"Wort{n} und noch eines " * 400 for n in range(40)]
    together, alone = hash_words(texts), hash_words([texts[17]])
    part = slice(together.offsets[17], together.offsets[18])
    assert together.hashes[part].tolist() == alone.hashes.tolist()
    assert together.starts[part].tolist() == alone.starts.tolist()


def test_a_short_batch_after_a_long_one_sees_nothing_of_it() -> None:
    cutter = WordCutter()
    cutter.cut(["Langes Wort und mehr " * 100])
    assert cutter.cut(["Kim"]).hashes.tolist() == hash_words(["kim"]).hashes.tolist()


@pytest.mark.parametrize("texts", [[], [""], ["", "..."], ["\0", "\ud800", "😀"]])
def test_no_letters_no_words(texts: list[str]) -> None:
    words = hash_words(texts)
    assert words.offsets.tolist() == [0] * (len(texts) + 1)
    assert len(words.hashes) == 0


def test_some_documents_can_be_taken_in_any_order() -> None:
    words = hash_words(["eins zwei", "", "drei", "vier fünf sechs"])
    taken = words.take(np.array([3, 1, 0]))
    assert taken.offsets.tolist() == [0, 3, 3, 5]
    assert taken.hashes.tolist() == hash_words(["vier fünf sechs eins zwei"]).hashes.tolist()


def test_one_long_text_needs_no_special_care() -> None:
    words = hash_words(["Container nach Osten " * 50_000])
    assert len(words.hashes) == 150_000
    assert len(np.unique(words.hashes)) == 3


def test_a_megabyte_without_a_space_is_one_word() -> None:
    assert len(hash_words(["x" * 1_000_000]).hashes) == 1
