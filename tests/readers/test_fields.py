import datetime as dt
import decimal

import pytest

from dedup.readers.fields import as_text, describe
from dedup.readers.published import normalize_published
from dedup.settings import ReaderSettings


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("2024-06-18", "2024-06-18"),
        ("2024-06-18T07:30:00Z", "2024-06-18"),
        ("2024-06-18T23:30:00-08:00", "2024-06-18"),
        ("2024-06-18 07:30:00.123456789", "2024-06-18"),
        ("2024-06-18T7:30", "2024-06-18"),
        ("20240618", "2024-06-18"),
        ("2024-06", "2024-06"),
        ("Tue, 18 Jun 2024 07:30:00 GMT", "2024-06-18"),
        ("18.06.2024, 07:30 Uhr", "2024-06-18"),
        ("June 18, 2024", "2024-06-18"),
        ("2024-02-31", None),
        ("2024", None),
        ("vor drei Stunden", None),
        ("1718695800", None),
        ("Am 18. Juni 2024 " + "wurde viel geredet " * 20, None),
    ],
)
def test_dates_become_days_and_are_never_guessed(printed: str, iso: str | None) -> None:
    assert normalize_published(printed) == iso


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("Text", "Text"),
        (" ", None),
        (None, None),
        (float("nan"), None),
        (7, "7"),
        (0.5, "0.5"),
        (False, "false"),
        (["ä", 1], '["ä", 1]'),
        ({"a": {"b": None}}, '{"a": {"b": null}}'),
        ({"wann": dt.date(2024, 6, 18)}, '{"wann": "2024-06-18"}'),
        (b"caf\xe9", "caf\ufffd"),
        (decimal.Decimal("1.50"), "1.50"),
        ("halb \ud83d", "halb \ufffd"),
    ],
)
def test_values_become_text_that_can_be_written(value: object, printed: str | None) -> None:
    assert as_text(value) == printed


def test_further_fields_become_metadata_in_their_order() -> None:
    fields = {"ressort": "Politik", "title": "Titel", "ip": None, "aufrufe": 12}
    assert describe(fields, ReaderSettings()) == {
        "title": "Titel",
        "metadata": (("ressort", "Politik"), ("aufrufe", "12")),
    }


def test_what_normalising_a_date_drops_stays_in_the_metadata() -> None:
    assert describe({"date": "2024-06-18T07:30:00Z"}, ReaderSettings()) == {
        "published": "2024-06-18",
        "metadata": (("date", "2024-06-18T07:30:00Z"),),
    }


def test_a_date_that_is_none_stays_in_the_metadata() -> None:
    assert describe({"date": "gestern"}, ReaderSettings()) == {"metadata": (("date", "gestern"),)}


def test_fields_are_found_under_the_names_of_the_settings() -> None:
    settings = ReaderSettings(title="headline", outlet="publisher", url="link", date="day")
    fields = {
        "headline": "T",
        "publisher": "Blatt",
        "link": "https://example.org",
        "day": "2024-06-18",
        "title": "x",
    }
    assert describe(fields, settings) == {
        "title": "T",
        "outlet": "Blatt",
        "url": "https://example.org",
        "published": "2024-06-18",
        "metadata": (("title", "x"),),
    }


def test_authors_become_a_byline_and_a_language_code_the_language() -> None:
    assert describe({"authors": ["Ina Beispiel", "Max Muster"], "language": "de-AT"}, ReaderSettings()) == {
        "byline": "Ina Beispiel, Max Muster",
        "language": "de",
        "metadata": (("language", "de-AT"),),
    }


def test_a_language_that_is_no_code_stays_in_the_metadata() -> None:
    assert describe({"language": "Deutsch (Österreich)"}, ReaderSettings()) == {
        "metadata": (("language", "Deutsch (Österreich)"),)
    }


def test_names_that_crawlers_use_are_understood_where_the_usual_field_is_missing() -> None:
    record = {"headline": "Titel", "source": "Blatt", "link": "https://blatt.example/1", "lang": "de"}
    assert describe(record, ReaderSettings()) == {
        "title": "Titel", "outlet": "Blatt", "url": "https://blatt.example/1", "language": "de", "metadata": ()
    }  # fmt: skip


def test_a_field_named_in_the_settings_comes_before_a_usual_name() -> None:
    assert describe({"source": "dpa", "outlet": "Blatt"}, ReaderSettings()) == {
        "outlet": "Blatt", "metadata": (("source", "dpa"),)
    }  # fmt: skip


def test_an_empty_field_leaves_room_for_the_usual_name() -> None:
    assert describe({"source": "Blatt", "outlet": ""}, ReaderSettings())["outlet"] == "Blatt"
