"""Tokens: words whole, numbers whole, a full stop its own token only where it ends something."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.text import tokenize


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("10.000 Container", ("10.000", "Container")),
        ("3,6 Prozent.", ("3,6", "Prozent", ".")),
        ("am 14. September", ("am", "14.", "September")),
        ("Es waren 14. Danach", ("Es", "waren", "14", ".", "Danach")),
        ("t-online und d'Or", ("t-online", "und", "d'Or")),
        ("EU- und US-Beamte", ("EU-", "und", "US-Beamte")),
        ("Dr. Kim sagte: „Ja.“", ("Dr.", "Kim", "sagte", ":", "„", "Ja", ".", "“")),
        ("U.S. officials", ("U.S.", "officials")),
        ("J. Smith", ("J.", "Smith")),
        ("beim Verein Elbe e. V. Lieferketten", ("beim", "Verein", "Elbe", "e.", "V.", "Lieferketten")),
        ("z.B. Öl, u. a. Gas", ("z.", "B.", "Öl", ",", "u.", "a.", "Gas")),
        ("Artikel 5 a. Danach", ("Artikel", "5", "a", ".", "Danach")),
        ("vereinbaren ...", ("vereinbaren", "...")),
    ],
)
def test_a_text_is_cut_into_words_numbers_and_marks(text: str, tokens: tuple[str, ...]) -> None:
    assert tokenize(text).texts == tokens


@given(st.text())
def test_tokens_are_in_order_and_hold_all_that_is_no_white_space(text: str) -> None:
    tokens = tokenize(text)
    assert all(
        text[start:end] == token for token, start, end in zip(tokens.texts, tokens.starts, tokens.ends, strict=True)
    )
    assert "".join(tokens.texts) == "".join(text.split())


@pytest.mark.parametrize(
    "unit", [" ", "\n", "a ", "A.", "1.", "-", "a-", ".", "Dr. ", "z. B. ", "a.", "a" + " " * 999]
)
def test_a_megabyte_is_cut_in_seconds(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    started = time.process_time()
    tokenize(text)
    assert time.process_time() - started < 10
