"""What single words say."""

import pytest

from dedup.statements.words import LANGUAGES, country_of, families_of, load_markers
from dedup.text.stems import stem


@pytest.mark.parametrize(
    ("word", "family"),
    [
        ("waffenlieferungen", "a:deliver"),
        ("waffenlieferungen", "t:weapon"),
        ("geliefert", "a:deliver"),
        ("partnerschaftsabkommen", "t:treaty"),
        ("unterzeichnet", "a:sign"),
        ("abgefeuert", "a:fire"),
        ("shipment", "a:deliver"),
    ],
)
def test_words_and_their_parts_belong_to_families(word: str, family: str) -> None:
    assert family in families_of(stem(word))


@pytest.mark.parametrize("word", ["wirtschaftlich", "umfassend", "pfarrer", "fall"])
def test_chance_likeness_makes_no_family(word: str) -> None:
    assert not any(name.startswith("a:") for name in families_of(stem(word)))


@pytest.mark.parametrize(
    ("word", "code"),
    [("US-Beamte", "US"), ("südkoreanischer", "KR"), ("Pjöngjang", "KP"), ("us", None), ("Usedom", None)],
)
def test_countries_are_known_by_name_adjective_and_capital(word: str, code: str | None) -> None:
    assert country_of(word) == code


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_all_kinds_of_markers(language: str) -> None:
    assert load_markers(language).kinds.keys() == load_markers("de").kinds.keys()
