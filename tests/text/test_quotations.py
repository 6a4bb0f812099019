"""Quotation pairs in all European styles; mixed and unclosed ones told apart."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.text import QuotationKind, pair_quotations


def pairs(text: str) -> list[tuple[str, str]]:
    return [(quotation.kind.value, quotation.span.within(text)) for quotation in pair_quotations(text)]


@pytest.mark.parametrize(
    "quoted",
    ["„Ja“", "„Ja”", "»Ja«", "«Ja»", "“Ja”", '"Ja"', "”Ja”", "»Ja»", "「Ja」", "‚Ja‘", "‘Ja’", "›Ja‹", "‹Ja›"],
)
def test_each_style_is_a_matched_pair(quoted: str) -> None:
    assert pairs(f"Er sagte {quoted} und ging.") == [("matched", quoted)]


@pytest.mark.parametrize("quoted", ["„Ja»", "“Ja«", "»Ja”", '„Ja"', "«Ja“"])
def test_marks_of_two_styles_make_a_mixed_pair(quoted: str) -> None:
    assert pairs(f"Er sagte {quoted} und ging.") == [("mixed", quoted)]


def test_a_mark_without_partner_is_unclosed_to_the_end_of_its_line() -> None:
    assert pairs("Er sagte: „Wir gehen\nund blieb.") == [("unclosed", "„Wir gehen")]


def test_a_quotation_inside_a_quotation_is_its_own_pair() -> None:
    assert pairs("„Er rief ‚Halt‘ und lief“, sagte sie.") == [
        ("matched", "„Er rief ‚Halt‘ und lief“"),
        ("matched", "‚Halt‘"),
    ]


def test_doubled_ascii_marks_nest_by_their_spacing() -> None:
    assert pairs('Das "alte" und das "neue" Haus') == [("matched", '"alte"'), ("matched", '"neue"')]


def test_a_closing_mark_may_be_glued_to_the_next_word() -> None:
    assert pairs("«Geld und Getreide»sagte der Forscher.") == [("matched", "«Geld und Getreide»")]


def test_a_mark_may_open_right_behind_a_bracket_or_dash() -> None:
    assert pairs("(„Nein“) –„Doch“") == [("matched", "„Nein“"), ("matched", "„Doch“")]


@pytest.mark.parametrize(
    "text",
    ["Hans’ Haus und Klaus’ Garten", "rock ’n’ roll", "John’s and Mary’s", "aus ‘Adi im Norden", "5' 6\" groß"],
)
def test_an_apostrophe_opens_no_quotation(text: str) -> None:
    assert pairs(text) == []


def test_the_german_closing_mark_is_not_taken_for_an_english_opening_one() -> None:
    text = "„Wir warten“, sagte er. „Noch lange“, sagte sie."
    assert pairs(text) == [("matched", "„Wir warten“"), ("matched", "„Noch lange“")]


def test_content_leaves_the_marks_out() -> None:
    text = "Das „Portal“ schwieg."
    assert pair_quotations(text)[0].content.within(text) == "Portal"
    assert pair_quotations("Er: „Wir")[0].content.within("Er: „Wir") == "Wir"


@given(st.text(alphabet='ab ,.\n„“”»«"‚‘’‹›「」(–'))
def test_pairs_lie_inside_the_text_and_start_with_their_mark(text: str) -> None:
    for quotation in pair_quotations(text):
        piece = quotation.span.within(text)
        assert piece.startswith(quotation.opening)
        assert (quotation.closing is None) == (quotation.kind is QuotationKind.UNCLOSED)
        if quotation.closing:
            assert piece.endswith(quotation.closing)


@pytest.mark.parametrize("unit", ["„", "„a ", "a» ", "»", " ‚a", "“«”»", '"'])
def test_a_long_line_of_marks_is_paired_in_seconds(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    started = time.process_time()
    pair_quotations(text)
    assert time.process_time() - started < 10
