"""Headline, byline and date where an article's first lines have them."""

import pytest

from dedup.text import find_layout
from dedup.text.dates import find_date

ARTICLE = (
    "Ein Besuch im Osten\n\nVon Eva Haas\n\n5. September 2023\n\n"
    "Der Minister reiste am Dienstag ab und sprach mit Bauern."
)


def test_the_three_opening_lines_are_told_apart() -> None:
    layout = find_layout(ARTICLE)
    assert layout.headline is not None
    assert layout.headline.within(ARTICLE) == "Ein Besuch im Osten"
    assert layout.byline_name == "Eva Haas"
    assert layout.date is not None
    assert layout.date.iso == "2023-09-05"


def test_a_byline_glued_to_its_first_word_is_still_a_byline() -> None:
    assert find_layout("Titel\n\nVonEva Haas\n\nText folgt hier.").byline_name == "Eva Haas"


def test_an_english_byline_with_two_names() -> None:
    assert find_layout("Title\n\nBy Ann Lee and Tom Roe\n\nText follows.").byline_name == "Ann Lee and Tom Roe"


@pytest.mark.parametrize("line", ["Von der Leyen reist nach Kiew und spricht", "Von hier aus sieht man das Meer."])
def test_a_sentence_that_begins_like_a_byline_is_none(line: str) -> None:
    assert find_layout(f"Titel\n\n{line}\n\nText.").byline_name is None


def test_a_single_line_has_no_headline() -> None:
    assert find_layout("Nur ein Satz ohne Titel").headline is None


def test_a_first_line_that_ends_like_a_sentence_is_no_headline() -> None:
    assert find_layout("Das ist ein Satz.\nUnd noch einer.").headline is None


def test_a_known_title_is_found_at_the_start() -> None:
    layout = find_layout("Ein Titel. Und der Text geht weiter.", "Ein Titel")
    assert layout.headline is not None
    assert len(layout.headline) == 9


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("18.06.2024", "2024-06-18"),
        ("2024-06-18", "2024-06-18"),
        ("2024-06-18T09:12:00Z", "2024-06-18"),
        (" date 2024-06 ", "2024-06"),
        ("18. Juni 2024, 9 Uhr", "2024-06-18"),
        ("June 18, 2024", "2024-06-18"),
        ("18 June 2024", "2024-06-18"),
        ("3. März 2023", "2023-03-03"),
        ("1. Jänner 2023", "2023-01-01"),
    ],
)
def test_printed_dates_become_iso(text: str, iso: str) -> None:
    found = find_date(text)
    assert found is not None
    assert found.iso == iso


@pytest.mark.parametrize("text", ["31.02.2024", "14. September", "im Juni", "2024-13-01", "1234567-05-06"])
def test_what_is_no_full_date_is_none(text: str) -> None:
    assert find_date(text) is None
