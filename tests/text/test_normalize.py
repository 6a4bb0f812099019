"""The normalised view: NFC, nothing invisible, and the way back to original offsets."""

import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.text import normalize
from dedup.text.normalize import INVISIBLE

TEXTS = st.text(
    alphabet=st.one_of(
        st.characters(codec="utf-8"), st.sampled_from("aeouAEOU\u0301\u0308\u00ad\u200b\ufeff\u1100\u1161\u11a8")
    )
)


def test_ordinary_text_is_returned_as_it_is() -> None:
    view = normalize("Größe, Straße, Łódź")
    assert view.text == "Größe, Straße, Łódź"
    assert view.starts is None


@pytest.mark.parametrize(
    ("text", "normalized"),
    [
        ("Do\u00adnau", "Donau"),
        ("Zu\u200bg", "Zug"),
        ("\ufeffKreml", "Kreml"),
        ("Scho\u0308n", "Schön"),
        ("u\u200b\u0308ber", "über"),
    ],
)
def test_invisible_characters_go_and_accents_join_their_letter(text: str, normalized: str) -> None:
    assert normalize(text).text == normalized


def test_a_span_of_the_view_covers_what_was_dropped_inside_it() -> None:
    text = "Die Do\u00adnau steigt"
    view = normalize(text)
    start = view.text.index("Donau")
    assert view.original(start, start + 5).within(text) == "Do\u00adnau"


def test_an_empty_span_stays_empty() -> None:
    view = normalize("a\u00adb")
    assert len(view.original(1, 1)) == 0
    assert len(view.original(2, 2)) == 0


def test_a_text_of_invisible_characters_is_empty() -> None:
    assert normalize(INVISIBLE).text == ""


@given(TEXTS)
def test_normalizing_twice_changes_nothing(text: str) -> None:
    once = normalize(text).text
    assert normalize(once).text == once


@given(TEXTS)
def test_the_view_is_the_composed_text_without_invisible_characters(text: str) -> None:
    visible = "".join(character for character in text if character not in INVISIBLE)
    assert normalize(text).text == unicodedata.normalize("NFC", visible)


@given(TEXTS)
def test_the_offset_map_never_goes_backwards(text: str) -> None:
    view = normalize(text)
    spans = [view.original(index, index + 1) for index in range(len(view.text))]
    assert all(left.start <= right.start and left.end <= right.end for left, right in itertools.pairwise(spans))


@given(TEXTS)
def test_each_character_comes_from_its_original_range(text: str) -> None:
    view = normalize(text)
    for index in range(len(view.text)):
        piece = view.original(index, index + 1).within(text)
        assert view.text[index] in normalize(piece).text
