"""The words of one document are those that are hashed."""

import pytest

from dedup.model import Span
from dedup.reuse.spelling import Spelling
from dedup.reuse.words import word_spans
from dedup.text import normalize

TEXTS = [
    "Kim reist – nach »Seoul«, sagt er…",
    "Do\u00adnau\u200bufer, Cafe\u0301 und Å",
    "\U0001d4d0 bold \U0001d4d1egin, 😀 smile",
    "İstanbul ΟΔΟΣ ẞ straße",
    "\ud800 lone",
    "",
    "...",
]


@pytest.mark.parametrize("text", TEXTS)
def test_words_and_places_are_those_of_the_normalised_text(text: str) -> None:
    normalized = normalize(text).text
    starts, ends = (column.tolist() for column in word_spans(normalized))
    found, found_starts, found_ends = Spelling(text).places()
    assert (found, found_starts.tolist(), found_ends.tolist()) == (normalized, starts, ends)


def test_words_are_counted_from_the_first_of_a_reader() -> None:
    assert Spelling("Am Do\u00adnauufer, wo Kim 😀 GING").reader(1)(0, 4) == ["donauufer", "wo", "kim", "ging"]


def test_places_lead_back_to_the_text_as_read() -> None:
    assert Spelling("Am Do\u00adnau").span(1, 2) == Span(3, 9)


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("Er reiste. Sie ging", True),
        ("Er reiste.« Sie ging", True),
        ("Er kam\nsie ging", True),
        ("Am 1. Mai", False),
        ("Laut Nr. Fünf", False),
        ("Er kam, Sie ging", False),
        ("Er reiste. sie ging", False),
    ],
)
def test_sentences_begin_behind_their_marks(text: str, begins: bool) -> None:  # noqa: FBT001 - a case
    assert Spelling(text).begins_sentence(2) is begins
