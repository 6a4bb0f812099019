"""Text that one site puts into many articles makes no duplicates and no passages."""

import random

import pytest

from dedup.model import Document
from dedup.reuse import find_reuse
from dedup.settings import ReuseSettings

FOOTER = (
    "Dieser Text erschien zuerst in der gedruckten Ausgabe und darf nur mit schriftlicher Genehmigung des Verlags "
    "weiter verbreitet werden."
)


def own_words(seed: int, count: int) -> str:
    generator = random.Random(seed)
    return " ".join("".join(generator.choices("abcdefghijklmnop", k=8)) for _ in range(count))


def collection(copies: int, site: str | None, words: int = 40) -> list[Document]:
    return [
        Document(id=f"d{number:02}", text=f"{own_words(number, words)} {FOOTER}", outlet=site)
        for number in range(copies)
    ]


def test_a_footer_of_one_site_makes_no_overlap_and_is_noted() -> None:
    found = find_reuse(collection(12, "Blatt"), ReuseSettings())
    assert found.overlaps == ()
    assert "text of one site" in found.notes[0]


def test_stubs_of_one_site_are_no_near_duplicates() -> None:
    assert find_reuse(collection(12, "Blatt", words=3), ReuseSettings()).near_duplicates == ()


def test_the_host_of_the_address_names_the_site() -> None:
    documents = [
        Document(id=item.id, text=item.text, url=f"https://www.blatt.example/{item.id}")
        for item in collection(12, None)
    ]
    assert find_reuse(documents, ReuseSettings()).overlaps == ()


@pytest.mark.parametrize("url", ["http://[half", "not an address", ""])
def test_an_address_that_names_no_host_is_an_unknown_site(url: str) -> None:
    documents = [Document(id=item.id, text=item.text, url=url) for item in collection(12, None)]
    assert len(find_reuse(documents, ReuseSettings()).passages) == 1


def test_the_same_wording_on_many_sites_is_reuse() -> None:
    documents = [
        Document(id=item.id, text=item.text, outlet=f"Blatt {number}")
        for number, item in enumerate(collection(12, None))
    ]
    (passage,) = find_reuse(documents, ReuseSettings()).passages
    assert len(passage.locations) == 12


def test_wording_of_unknown_origin_is_reuse() -> None:
    (passage,) = find_reuse(collection(12, None), ReuseSettings()).passages
    assert len(passage.locations) == 12


def test_twelve_copies_of_one_article_of_a_site_are_near_duplicates() -> None:
    documents = [Document(id=f"d{number:02}", text=own_words(1, 80), outlet="Blatt") for number in range(12)]
    (group,) = find_reuse(documents, ReuseSettings()).near_duplicates
    assert len(group.documents) == 12


def test_nine_articles_with_one_footer_are_too_few_to_tell() -> None:
    assert len(find_reuse(collection(9, "Blatt"), ReuseSettings()).passages) == 1
