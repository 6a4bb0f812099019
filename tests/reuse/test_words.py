"""Words of a collection: the NumPy kernel agrees with a slow, obvious one."""

import re

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dedup.reuse.words import BASE, hash_words

MODULUS = 1 << 64


def reference_spans(text: str) -> list[tuple[int, int]]:
    """Runs of letters, digits and underscores of the basic plane, which is what one UTF-16 unit can say."""
    visible = "".join(c if c < "\U00010000" and (c.isalnum() or c == "_") else " " for c in text)
    return [match.span() for match in re.finditer(r"[^ ]+", visible)]


def reference_hash(word: str) -> int:
    """The polynomial over lower-cased units, then the mixer, in Python integers."""
    units = [ord(character.lower()) if len(character.lower()) == 1 else ord(character) for character in word]
    value = sum(unit * pow(BASE, position, MODULUS) for position, unit in enumerate(units)) % MODULUS
    value ^= value >> 32
    value = value * 0xFF51AFD7ED558CCD % MODULUS
    return value ^ (value >> 29)


@given(st.lists(st.text(max_size=60), max_size=8))
def test_words_and_places_are_those_of_the_reference(texts: list[str]) -> None:
    words = hash_words(texts)
    for number, text in enumerate(texts):
        part = slice(words.offsets[number], words.offsets[number + 1])
        found = list(zip(words.starts[part].tolist(), words.ends[part].tolist(), strict=True))
        assert found == reference_spans(text)


@given(st.lists(st.text(alphabet="aäßÉİ9_ .😀", max_size=40), min_size=1, max_size=5))
def test_hashes_are_those_of_python_integers(texts: list[str]) -> None:
    words = hash_words(texts)
    expected = [reference_hash(text[start:end]) for text in texts for start, end in reference_spans(text)]
    assert words.hashes.tolist() == expected


def test_case_does_not_matter() -> None:
    words = hash_words(["Kreml", "KREML", "kreml"])
    assert len(np.unique(words.hashes)) == 1


def test_batches_do_not_change_the_answer() -> None:
    texts = [f"Wort{n} und noch eines " * 400 for n in range(40)]
    together, alone = hash_words(texts), hash_words([texts[17]])
    part = slice(together.offsets[17], together.offsets[18])
    assert together.hashes[part].tolist() == alone.hashes.tolist()
    assert together.starts[part].tolist() == alone.starts.tolist()


def test_no_text_has_no_words() -> None:
    assert hash_words([]).offsets.tolist() == [0]
    assert hash_words(["", "..."]).offsets.tolist() == [0, 0, 0]


def test_one_long_text_needs_no_special_care() -> None:
    words = hash_words(["Container nach Osten " * 50_000])
    assert len(words.hashes) == 150_000
    assert len(np.unique(words.hashes)) == 3
