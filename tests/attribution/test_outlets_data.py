"""Promises that the outlet catalogue makes about itself."""

import re
import tomllib
from collections import defaultdict
from importlib import resources
from importlib.resources.abc import Traversable

import pytest

from dedup.attribution.inflection import printed_forms
from dedup.attribution.outlet import Outlet, make_outlet, read_outlet_entries
from dedup.attribution.registry import load_catalogue

OUTLETS = tuple(map(make_outlet, read_outlet_entries()))
EXPECTED_IDS = (
    "newsweek bloomberg new-york-times kyodo kcna rodong-sinmun t-online dpa afp ap reuters apa keystone-sda tass"
    " interfax ria-novosti xinhua ukrinform pap ansa efe epd kna sid dpa-afx pti anadolu nhk asahi-shimbun"
    " yomiuri-shimbun nikkei yonhap chosun-ilbo spiegel welt zeit bild faz sueddeutsche-zeitung der-standard"
)


def files() -> list[Traversable]:
    folder = resources.files("dedup.attribution") / "outlets"
    return sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)


def names_for_sure(outlet: Outlet) -> set[str]:
    return {alias.text for alias in outlet.aliases if not alias.ambiguous}


def with_examples(field: str) -> list[tuple[str, str]]:
    return [(outlet.id, sentence) for outlet in OUTLETS for sentence in getattr(outlet, field)]


def test_there_are_at_least_400_outlets() -> None:
    assert len(OUTLETS) >= 400


def test_well_known_ids_are_there() -> None:
    assert set(EXPECTED_IDS.split()) <= {outlet.id for outlet in OUTLETS}


def test_ids_are_unique() -> None:
    ids = [outlet.id for outlet in OUTLETS]
    assert sorted(set(ids)) == sorted(ids)


@pytest.mark.parametrize("outlet", OUTLETS, ids=lambda outlet: outlet.id)
def test_an_entry_is_well_formed(outlet: Outlet) -> None:
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", outlet.id)
    assert re.fullmatch(r"[A-Z]{2}", outlet.country)
    assert outlet.article in {"", "der", "die", "das"}
    assert outlet.aliases
    for domain in outlet.domains:
        assert re.fullmatch(r"(?:[a-z0-9-]+\.)+[a-z]{2,}", domain)
    for alias in outlet.aliases:
        assert alias.text == alias.text.strip()
        assert alias.text


@pytest.mark.parametrize("file", files(), ids=lambda file: file.name)
def test_a_file_holds_the_outlets_of_the_country_it_is_named_after(file: Traversable) -> None:
    entries = tomllib.loads(file.read_text(encoding="utf-8"))["outlet"]
    assert {entry["country"] for entry in entries} == {file.name.removesuffix(".toml").upper()}


def test_no_two_outlets_share_a_name_that_is_certain() -> None:
    owners = defaultdict(set)
    for outlet in OUTLETS:
        for name in names_for_sure(outlet):
            owners[name].add(outlet.id)
    assert {name: sorted(ids) for name, ids in owners.items() if len(ids) > 1} == {}


def test_no_two_outlets_share_a_domain() -> None:
    domains = [domain for outlet in OUTLETS for domain in outlet.domains]
    assert sorted(set(domains)) == sorted(domains)


@pytest.mark.parametrize(("outlet", "sentence"), with_examples("cites"))
def test_a_sentence_that_names_the_outlet_is_recognised(outlet: str, sentence: str) -> None:
    mentions = load_catalogue().find_mentions(sentence)
    assert outlet in {mention.outlet for mention in mentions if mention.supported}


@pytest.mark.parametrize(("outlet", "sentence"), with_examples("ignores"))
def test_a_sentence_that_only_looks_like_it_is_left_alone(outlet: str, sentence: str) -> None:
    mentions = load_catalogue().find_mentions(sentence)
    assert outlet not in {mention.outlet for mention in mentions if mention.supported}


def test_names_that_are_everyday_words_are_marked_ambiguous() -> None:
    words = (
        "Bild Welt Zeit Spiegel Stern Focus Standard Presse Kurier Krone Heute Österreich Time Sun Mirror Times"
        " Post Guardian Independent Economist Nature Science AP"
    )
    certain = {name for outlet in OUTLETS for name in names_for_sure(outlet)}
    assert certain.isdisjoint(words.split())


def ambiguous_names() -> list[tuple[str, str]]:
    """Names of the press cited most that are words too."""
    countries = {"AT", "CH", "DE", "GB", "LU", "US"}
    return [
        (outlet.id, alias.text)
        for outlet in OUTLETS
        for alias in outlet.aliases
        if alias.ambiguous and outlet.country in countries
    ]


@pytest.mark.parametrize(("outlet", "name"), ambiguous_names())
def test_an_ambiguous_name_has_an_example_that_cites_it(outlet: str, name: str) -> None:
    catalogue = load_catalogue()
    printed = {
        sentence[mention.start : mention.end].casefold()
        for sentence in catalogue.outlets[outlet].cites
        for mention in catalogue.find_mentions(sentence)
        if mention.outlet == outlet and mention.supported
    }
    # Adjectives of names are declined: Allgemeine Zeitung, der Allgemeinen Zeitung.
    forms = {form.casefold() for form in printed_forms(name, language="de")}
    assert printed & forms


@pytest.mark.parametrize(
    "outlet",
    [
        *("zeit", "welt", "bild", "der-standard", "die-presse", "kurier", "focus", "stern", "spiegel"),
        *("time", "sun", "washington-post", "independent", "guardian", "economist"),
    ],
)
def test_an_outlet_named_after_an_everyday_word_has_a_sentence_with_the_word(outlet: str) -> None:
    assert load_catalogue().outlets[outlet].ignores


def test_state_control_says_what_it_rests_on() -> None:
    for outlet in OUTLETS:
        assert outlet.state_control == (outlet.basis or "").startswith("state_control: ")


@pytest.mark.parametrize("outlet", ["tass", "rt", "sputnik", "xinhua", "kcna"])
def test_state_media_are_marked(outlet: str) -> None:
    assert load_catalogue().outlets[outlet].state_control


@pytest.mark.parametrize("outlet", ["bbc", "ard", "zdf", "orf", "nhk", "afp"])
def test_public_broadcasters_and_agencies_are_not_state_media(outlet: str) -> None:
    assert not load_catalogue().outlets[outlet].state_control
