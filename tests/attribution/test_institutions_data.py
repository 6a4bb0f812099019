"""Promises that the catalogue of institutions makes about itself."""

import re
import tomllib
from collections import defaultdict
from importlib import resources

import pytest

from dedup.attribution.citations import find_citations
from dedup.attribution.institution import Institution, load_roles, make_institution, read_institution_entries
from dedup.attribution.institution_catalogue import load_institution_catalogue
from dedup.attribution.institution_names import identify_institution
from dedup.attribution.registry import load_catalogue
from dedup.model import Document
from dedup.settings import AttributionSettings
from dedup.text import view_text
from dedup.text.countries import load_countries

INSTITUTIONS = tuple(map(make_institution, read_institution_entries()))
EXPECTED_IDS = (
    "kremlin white-house pentagon elysee downing-street un nato iaea who imf world-bank osce european-commission"
    " russian-defence-ministry us-state-department nis isw sipri amnesty human-rights-watch bundesbank ecb destatis"
    " federal-reserve bka fbi cia bnd mossad idf hamas cdu spd afd infratest-dimap"
)
ENGLISH_WORD = re.compile(r"\bsaid\b")


def with_examples(field: str) -> list[tuple[str, str]]:
    return [(each.id, sentence) for each in INSTITUTIONS for sentence in getattr(each, field)]


def cited(sentence: str) -> set[str | None]:
    language = "en" if ENGLISH_WORD.search(sentence) else "de"
    view = view_text(Document(id="a", text=sentence, language=language))
    return {ident for citation in find_citations(view, AttributionSettings()) for ident in citation.chain_ids}


def test_there_are_at_least_200_institutions() -> None:
    assert len(INSTITUTIONS) >= 200


def test_well_known_ids_are_there() -> None:
    assert set(EXPECTED_IDS.split()) <= {institution.id for institution in INSTITUTIONS}


def test_ids_are_unique_and_no_outlet_has_them() -> None:
    ids = [institution.id for institution in INSTITUTIONS]
    assert sorted(set(ids)) == sorted(ids)
    assert set(ids).isdisjoint(load_catalogue().outlets)


@pytest.mark.parametrize("institution", INSTITUTIONS, ids=lambda institution: institution.id)
def test_an_entry_is_well_formed(institution: Institution) -> None:
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", institution.id)
    assert institution.country in {*load_countries(), "EU", "INT"}
    assert set(institution.roles) <= set(load_roles()[0])
    assert institution.cites
    for name in (institution.name, institution.english, *(alias.text for alias in institution.aliases)):
        assert name == name.strip()
        assert name


def test_a_file_holds_the_institutions_of_the_country_it_is_named_after() -> None:
    for file in (resources.files("dedup.attribution") / "institutions").iterdir():
        entries = tomllib.loads(file.read_text(encoding="utf-8"))["institution"]
        assert {entry["country"] for entry in entries} == {file.name.removesuffix(".toml").upper()}


def test_what_an_institution_is_part_of_exists_and_is_never_itself() -> None:
    known = {institution.id for institution in INSTITUTIONS}
    for institution in INSTITUTIONS:
        assert set(institution.part_of) <= known
        assert institution.id not in load_institution_catalogue().ancestors(institution.id)


def test_no_two_institutions_share_a_name_that_is_certain() -> None:
    owners = defaultdict(set)
    for institution in INSTITUTIONS:
        for alias in institution.aliases:
            if not alias.ambiguous:
                owners[alias.text.casefold()].add(institution.id)
    assert {name: sorted(ids) for name, ids in owners.items() if len(ids) > 1} == {}


@pytest.mark.parametrize(("institution", "sentence"), with_examples("cites"))
def test_a_sentence_that_credits_the_institution_leads_to_it(institution: str, sentence: str) -> None:
    assert institution in cited(sentence)


@pytest.mark.parametrize(("institution", "sentence"), with_examples("ignores"))
def test_a_sentence_that_only_looks_like_it_leads_elsewhere(institution: str, sentence: str) -> None:
    assert institution not in cited(sentence)


@pytest.mark.parametrize("institution", INSTITUTIONS, ids=lambda institution: institution.id)
def test_country_and_role_lead_to_the_institution(institution: Institution) -> None:
    country = load_countries().get(institution.country)
    if country is None:
        return
    for role in institution.roles:
        sharing = load_institution_catalogue().with_role(role, institution.country)
        for noun in load_roles()[0][role].nouns[:1]:
            phrases = [f"{noun} von {country.names[0]}", f"{country.names[0]}s {noun}"]
            for phrase in phrases:
                name = identify_institution(phrase, "de")
                assert name is not None
                assert name.candidates == sharing
                assert name.certain == (len(sharing) == 1)
