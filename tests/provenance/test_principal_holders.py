"""Who held an office of state at an article's date."""

from collections.abc import Callable
from importlib import resources

import pytest

from dedup.attribution import load_catalogue, load_institution_catalogue
from dedup.errors import CatalogueError
from dedup.model import Citation, Document
from dedup.provenance.principal_holders import FILE, Holders, load_holders, read_holders
from dedup.provenance.principals import Principals
from dedup.text.countries import load_countries

Cite = Callable[..., Citation]

SMALL = Holders(
    read_holders(
        """
[NO]
holders = ["Ole Vik / Ole Wik | president | 2012-03 | 2016-05", "Ada Berg | prime minister | 2016-05 | -"]
[PL]
holders = ["Jan Berg | foreign minister | 2018-01 | 2020-01", "Kos An | president | 2015-01 | - | ~Kos"]
"""
    )
)


def always(_: str) -> bool:
    return True


def never(_: str) -> bool:
    return False


@pytest.mark.parametrize(
    ("name", "date", "country"),
    [
        ("Ole Vik", "2014-06-18", "NO"),
        ("Ole Wik", "2014", "NO"),
        ("Ole Vik", "2016-05", "NO"),
        ("Ole Vik", "2016-06-01", None),
        ("Ole Vik", "2011", None),
        ("Ole Vik", None, "NO"),
        ("Ada Berg", "2030-01-01", "NO"),
        ("Nils Vik", "2014", None),
    ],
)
def test_a_full_name_speaks_for_its_government_within_the_term(
    name: str, date: str | None, country: str | None
) -> None:
    assert SMALL.party(name, "", date, never) == country


@pytest.mark.parametrize(
    ("text", "date", "country"),
    [
        ("Ada Berg kam. Berg sagte ja.", None, "NO"),
        ("Berg sagte ja.", None, None),
        ("Berg sagte ja.", "2017-01", "NO"),
        ("Berg sagte ja.", "2019-01", None),
        ("Ada Berg traf Jan Berg.", "2019-01", None),
    ],
)
def test_a_surname_is_told_by_the_full_name_or_by_being_the_only_one(
    text: str, date: str | None, country: str | None
) -> None:
    assert SMALL.party("Berg", text, date, always) == country


def test_a_surname_needs_its_country_in_the_article() -> None:
    assert SMALL.party("Vik", "Vik sagte ja.", "2014", never) is None
    assert SMALL.party("Vik", "Vik sagte ja.", "2014", lambda code: code == "NO") == "NO"


def test_a_surname_may_stand_first() -> None:
    assert SMALL.party("Kos", "Kos sagte ja.", "2016", always) == "PL"


@pytest.mark.parametrize(
    "text",
    [
        "[NO",
        '[NO]\nholders = ["Ole Vik | president"]',
        '[NO]\nholders = ["Ole Vik | president | 2016 | 2017-01"]',
        '[NO]\nholders = ["Ole Vik | president | 2016-01 | 2015-01"]',
    ],
)
def test_a_line_that_cannot_be_read_names_the_file(text: str) -> None:
    with pytest.raises(CatalogueError, match=r"office_holders\.toml"):
        read_holders(text)


def test_the_file_can_be_read_and_has_present_heads_of_government() -> None:
    assert load_holders().party("Wladimir Putin", "", "2024-06-19", never) == "RU"
    assert load_holders().party("Kim Jong Un", "", "2023-09", never) == "KP"


def party(citation: Citation, text: str, date: str | None = None, *others: Citation) -> tuple[str, bool]:
    documents = [Document(id="a", text=text, published=date)]
    principals = Principals([citation, *others], documents, load_catalogue())
    (found,) = principals.parties_of(citation)
    return found.end.principal, found.end.unresolved


def test_an_office_holder_without_introduction_is_the_government(cite: Cite) -> None:
    assert party(cite("Wladimir Putin"), "Das sagte Wladimir Putin.") == ("GOV:RU", False)
    assert party(cite("Putin"), "Das sagte Putin in Moskau.", "2024-06") == ("GOV:RU", False)


def test_an_introduction_outweighs_the_list(cite: Cite) -> None:
    text = "Das sagte der norwegische Außenminister Wladimir Putin."
    assert party(cite("Wladimir Putin"), text) == ("GOV:NO", False)


def test_who_held_an_office_once_is_no_government(cite: Cite) -> None:
    text = "Das sagte die frühere Bundeskanzlerin Angela Merkel."
    assert party(cite("Angela Merkel"), text) == ("PER:angela-merkel", False)
    assert party(cite("Angela Merkel"), "Das sagte Angela Merkel.", "2024-05") == ("PER:angela-merkel", False)
    assert party(cite("Angela Merkel"), "Das sagte Angela Merkel.", "2015-05") == ("GOV:DE", False)


def test_a_surname_that_two_people_of_the_article_have_stays_open(cite: Cite) -> None:
    text = "Kim Jong Un kam nach Nordkorea. Das sagt der Forscher Immanuel Kim. Kim lobte das."
    others = cite("Kim Jong Un"), cite("Immanuel Kim")
    assert party(cite("Kim"), text, "2023-09", *others) == ("PER:kim", True)


def test_heads_of_international_bodies_speak_for_them(cite: Cite) -> None:
    assert party(cite("Jens Stoltenberg"), "Das sagte Jens Stoltenberg.", "2023-05") == ("INS:nato", False)
    assert party(cite("Stoltenberg"), "Die Nato sei bereit, sagte Stoltenberg.", "2023-05") == ("INS:nato", False)
    assert party(cite("Stoltenberg"), "Das sagte Stoltenberg.", "2023-05") == ("PER:stoltenberg", True)


def test_every_section_is_a_country_or_an_institution() -> None:
    institutions = load_institution_catalogue()
    countries = {each.country for each in institutions.by_id.values()} | set(load_countries())
    text = (resources.files("dedup.provenance") / FILE).read_text(encoding="utf-8")
    parties = {holder.party for holder in read_holders(text)}
    assert {each for each in parties if each not in countries and each not in institutions.by_id} == set()
