"""For whom sources speak."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from dedup.attribution import load_catalogue
from dedup.model import Citation, Document, SourceKind, Span
from dedup.provenance.alliances import allied
from dedup.provenance.principal_ids import institution_principal
from dedup.provenance.principal_names import owners, principal_name
from dedup.provenance.principal_words import read_phrase
from dedup.provenance.principals import Principals

Cite = Callable[..., Citation]


def ends(citation: Citation, *others: Citation, text: str = "", **texts: str) -> list[tuple[str, int]]:
    documents = [Document(id="a", text=text), *(Document(id=name, text=each) for name, each in texts.items())]
    principals = Principals([citation, *others], documents, load_catalogue())
    return [(party.end.principal, party.end.level) for party in principals.parties_of(citation)]


@pytest.mark.parametrize(
    ("institution", "principal"),
    [
        ("south-korean-defence-ministry", "GOV:KR"),
        ("kremlin", "GOV:RU"),
        ("centcom", "GOV:US"),
        ("nis", "GOV:KR"),
        ("fsb", "GOV:RU"),
        ("olaf", "INS:european-union"),
        ("wagner-group", "INS:wagner-group"),
        ("gaza-health-ministry", "INS:gaza-health-ministry"),
        ("workers-party-of-korea", "GOV:KP"),
        ("communist-party-of-china", "GOV:CN"),
        ("pis", "INS:pis"),
        ("bank-of-england", "INS:bank-of-england"),
    ],
)
def test_an_institution_belongs_to_its_government_or_to_its_whole(institution: str, principal: str) -> None:
    assert institution_principal(institution) == principal


@pytest.mark.parametrize(
    ("name", "kind", "anonymous", "found"),
    [
        ("US-Beamte", SourceKind.GROUP, True, [("GOV:US", 1)]),
        ("norwegische Behörden", SourceKind.INSTITUTION, False, [("GOV:NO", 1)]),
        ("polnischen und litauischen Quellen", SourceKind.GROUP, True, [("GOV:PL", 1), ("GOV:LT", 1)]),
        ("Moskau", SourceKind.INSTITUTION, False, [("GOV:RU", 2)]),
        ("Südkorea", SourceKind.INSTITUTION, False, [("GOV:KR", 2)]),
        ("US-Geheimdienste", SourceKind.INSTITUTION, False, [("GOV:US", 2)]),
        ("Kremlchef", SourceKind.PERSON, False, [("GOV:RU", 3)]),
        ("der japanische Außenminister", SourceKind.PERSON, False, [("GOV:JP", 3)]),
        ("Diplomaten in Peking", SourceKind.GROUP, True, [("ANON:in-cn", 1)]),
        ("diplomats in Beijing", SourceKind.GROUP, True, [("ANON:in-cn", 1)]),
        ("Quellen in der Ukraine", SourceKind.GROUP, True, [("ANON:in-ua", 1)]),
        ("Botschaft in Moskau", SourceKind.INSTITUTION, False, [("ANON:in-ru", 1)]),
        ("US-Botschaft in Moskau", SourceKind.INSTITUTION, False, [("GOV:US", 2)]),
        ("russische Diplomaten in Peking", SourceKind.GROUP, True, [("GOV:RU", 1)]),
        ("Regierung in Kiew", SourceKind.INSTITUTION, False, [("GOV:UA", 2)]),
        ("Machthaber in Pjöngjang", SourceKind.PERSON, False, [("GOV:KP", 3)]),
        ("Beobachter", SourceKind.GROUP, True, [("VAGUE", 0)]),
        ("norwegische Beobachter", SourceKind.GROUP, True, [("VAGUE", 0)]),
        ("Medienberichten", SourceKind.OUTLET, True, [("VAGUE", 0)]),
        ("eigenen Angaben", SourceKind.DOCUMENT, False, [("VAGUE", 0)]),
        ("westlichen Schätzungen", SourceKind.DOCUMENT, True, [("ANON:western", 1)]),
        ("Inselbote", SourceKind.OUTLET, False, [("OUT:inselbote", 2)]),
        ("Jahresgutachten", SourceKind.DOCUMENT, False, [("DOC:jahresgutachten", 3)]),
        ("Wasserverband Nord", SourceKind.INSTITUTION, False, [("INS:wasserverband-nord", 2)]),
        ("Ada Berg", SourceKind.PERSON, False, [("PER:ada-berg", 3)]),
        ("Staatsagentur KCNA", SourceKind.INSTITUTION, False, [("GOV:KP", 2)]),
        ("retired NATO planner", SourceKind.INSTITUTION, False, [("INS:retired-nato-planner", 2)]),
        ("sie", SourceKind.PERSON, False, [("VAGUE", 0)]),
        (
            "oppositioneller russischer General",
            SourceKind.PERSON,
            False,
            [("PER:oppositioneller-russischer-general", 3)],
        ),
    ],
)
def test_a_phrase_says_for_whom_it_speaks(
    cite: Cite, name: str, kind: SourceKind, *, anonymous: bool, found: list[tuple[str, int]]
) -> None:
    assert ends(cite(name, kind=kind, anonymous=anonymous)) == found


def test_a_chain_ends_with_its_last_source(cite: Cite) -> None:
    citation = cite("bloomberg", "norwegische Regierung", kind=SourceKind.AGENCY, outlet="bloomberg")
    assert ends(citation) == [("GOV:NO", 2)]


def test_a_catalogued_institution_is_told_by_its_id(cite: Cite) -> None:
    citation = replace(cite("Ministerium", kind=SourceKind.INSTITUTION), chain_ids=("russian-defence-ministry",))
    assert ends(citation) == [("GOV:RU", 2)]


def test_a_state_agency_is_its_government(cite: Cite) -> None:
    assert ends(cite("tass", kind=SourceKind.AGENCY, outlet="tass")) == [("GOV:RU", 2)]


def test_an_outlet_is_itself_and_leaves_the_chain_open(cite: Cite) -> None:
    citation = cite("newsweek", kind=SourceKind.OUTLET, outlet="newsweek")
    (party,) = Principals([citation], [], load_catalogue()).parties_of(citation)
    assert (party.end.principal, party.end.unresolved) == ("OUT:newsweek", True)


def test_an_unnamed_source_belongs_to_the_outlet_that_it_spoke_to(cite: Cite) -> None:
    text = "Kyodo meldete unter Berufung auf ungenannte Quellen aus Norwegen, das Schiff sei da."
    citation = replace(
        cite("kyodo", "ungenannte Quellen", kind=SourceKind.AGENCY, anonymous=True, outlet="kyodo"),
        mention=Span(0, 5),
    )
    (party,) = Principals([citation], [Document(id="a", text=text)], load_catalogue()).parties_of(citation)
    assert (party.end.principal, party.end.level, party.unnamed, party.near) == ("ANON:kyodo", 1, True, ("NO",))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Der norwegische Außenminister Ole Vik sagte das.", ("GOV:NO", 3)),
        ("Regierungssprecher Ole Vik sagte das.", ("PER:ole-vik", 3)),
        ("Pentagon-Sprecher Ole Vik sagte das.", ("GOV:US", 3)),
        ("Das sagte der Sprecher des Weißen Hauses, Ole Vik, am Montag.", ("GOV:US", 3)),
        ("Ole Vik, Sprecher des polnischen Verteidigungsministeriums, sagte das.", ("GOV:PL", 3)),
        ("Der frühere norwegische Außenminister Ole Vik sagte das.", ("PER:ole-vik", 3)),
        ("Das sagte der Politologe Ole Vik.", ("EXP:ole-vik", 3)),
        ("Ole Vik, Militärexperte an der Universität Bergen, sagte das.", ("EXP:ole-vik", 3)),
        ("Der norwegische Maler Ole Vik sagte das.", ("PER:ole-vik", 3)),
        ("Der norwegische Parteichef Ole Vik sagte das.", ("PER:ole-vik", 3)),
        ("Norwegian Foreign Minister Ole Vik said so.", ("GOV:NO", 3)),
        ("Kremlin spokesman Ole Vik said so.", ("GOV:RU", 3)),
    ],
)
def test_a_person_speaks_for_whom_the_article_introduces_it_with(
    cite: Cite, text: str, found: tuple[str, int]
) -> None:
    assert ends(cite("Ole Vik"), text=text) == [found]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Vik", SourceKind.PERSON),
        ("Präsident", SourceKind.PERSON),
        ("Außenministerium", SourceKind.INSTITUTION),
    ],
)
def test_a_bare_name_leaves_the_chain_open(cite: Cite, name: str, kind: SourceKind) -> None:
    citation = cite(name, kind=kind)
    (party,) = Principals([citation], [], load_catalogue()).parties_of(citation)
    assert party.end.unresolved


@pytest.mark.parametrize(
    "text",
    [
        "Das sagt Ole Vik vom Institut für Küstenforschung.",
        "“So it is,” said Ole Vik of the Bergen Centre for Northern Studies.",
        "Ole Vik, die das Institut leitet, sieht das anders.",
    ],
)
def test_who_works_at_an_institute_is_an_expert(cite: Cite, text: str) -> None:
    assert ends(cite("Ole Vik"), text=text) == [("EXP:ole-vik", 3)]


def test_an_introduction_in_another_article_holds_too(cite: Cite) -> None:
    text = "Der norwegische Außenminister Ole Vik reist."
    assert ends(cite("Ole Vik"), text="Das sagte Ole Vik.", b=text) == [("GOV:NO", 3)]


def test_introductions_that_disagree_hold_neither(cite: Cite) -> None:
    text = "Der norwegische Außenminister Ole Vik. Der polnische Außenminister Ole Vik."
    assert ends(cite("Ole Vik"), text=text) == [("PER:ole-vik", 3)]


def test_a_surname_is_the_longer_name_of_its_article(cite: Cite) -> None:
    text = "Der norwegische Außenminister Ole Vik kam. Vik sagte ja."
    other = cite("Ole Vik", document="b")
    assert ends(cite("Vik"), other, cite("Vik Olsen", document="c"), text=text, b=text) == [("GOV:NO", 3)]


def test_a_pair_of_countries_is_the_two_that_the_article_is_about(cite: Cite) -> None:
    citation = cite("Beide Länder", kind=SourceKind.INSTITUTION)
    text = "Norwegen und Polen verhandeln. Norwegens Angebot gefiel Polen. Auch Schweden sah zu."
    assert ends(citation, text=text) == [("GOV:NO", 2), ("GOV:PL", 2)]
    assert ends(citation, text=text + " Schweden bot mit. Schweden bot mehr.") == [("VAGUE", 0)]


def test_who_denies_is_named_by_the_same_scheme(cite: Cite) -> None:
    documents = [Document(id="a", text="Der norwegische Außenminister Ole Vik widersprach.")]
    principals = Principals([cite("Ole Vik")], documents, load_catalogue())
    assert principals.known("Ole Vik", "a") == ("GOV:NO",)
    assert principals.known("Moskau", "a") == ("GOV:RU",)
    assert principals.known("Ada Berg", "a") == ()
    assert principals.as_person("Ada Berg", "a") == "PER:ada-berg"


@pytest.mark.parametrize(
    ("left", "right", "are_allied"),
    [
        ("US", "KR", True),
        ("JP", "US", True),
        ("RU", "BY", True),
        ("DE", "FR", True),
        ("US", "INS:nato", True),
        ("RU", "INS:nato", False),
        ("RU", "KP", False),
        ("US", "US", False),
    ],
)
def test_alliances_are_those_of_treaties(left: str, right: str, *, are_allied: bool) -> None:
    assert (allied(left, right) is not None) == are_allied
    assert allied(left, right) == allied(right, left)


def test_owners_are_those_of_the_catalogue() -> None:
    assert owners(load_catalogue(), ["OUT:bloomberg", "OUT:nowhere", "GOV:RU"]) == {
        "OUT:bloomberg": "Bloomberg L.P."
    }


@pytest.mark.parametrize(
    ("principal", "name"),
    [
        ("GOV:RU", "Government of the Russian Federation"),
        ("GOV:QQ", None),
        ("INS:european-union", "European Union"),
        ("OUT:newsweek", "Newsweek"),
        ("ANON:kyodo", "unnamed sources of Kyodo"),
        ("PER:ada-berg", None),
    ],
)
def test_principals_have_the_names_of_the_catalogue(principal: str, name: str | None) -> None:
    assert principal_name(principal, load_catalogue()) == name


def test_reading_a_phrase_is_bounded_on_hostile_text(cite: Cite) -> None:
    hostile: Any = "Präsident " * 50_000
    assert ends(cite("Präsident Vik"), text=hostile)[0][1] == 3
    assert read_phrase("sche " * 20_000).countries == ()
