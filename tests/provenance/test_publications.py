"""Who published an article: by name, by address, or as the record prints it."""

from collections.abc import Callable

import pytest

from dedup.attribution import load_catalogue
from dedup.model import DocumentSummary
from dedup.provenance.publications import note_publications


@pytest.mark.parametrize(
    ("outlet", "url", "expected"),
    [
        ("DER SPIEGEL", None, "spiegel"),
        ("Die Zeit", None, "zeit"),
        ("www.zeit.de", None, "zeit"),
        ("dpa", None, "dpa"),
        (None, "https://www.spiegel.de/politik/a-1.html", "spiegel"),
        ("Politik", "https://www.spiegel.de/politik/a-1.html", "spiegel"),
        ("Die Küstenpost", "https://kuestenpost.example/1", "küstenpost"),
        (None, "https://kuestenpost.example/1", None),
        (None, "http://[kaputt", None),
        ("", "", None),
        (None, None, None),
    ],
)
def test_the_publisher_is_found_by_name_then_by_address(
    article: Callable[..., DocumentSummary], outlet: str | None, url: str | None, expected: str | None
) -> None:
    (publication,) = note_publications([article("a", outlet=outlet, url=url)], load_catalogue()).values()
    assert publication.outlet == expected


@pytest.mark.parametrize(
    ("byline", "agencies"),
    [
        ("dpa", ("dpa",)),
        ("Eva Haas, dpa", ("dpa",)),
        ("Von Eva Haas und AFP", ("afp",)),
        ("dpa/afp", ("afp", "dpa")),
        ("Eva Haas", ()),
        ("Der Spiegel", ()),
        ("dpa " * 100, ()),
        (None, ()),
    ],
)
def test_agencies_are_read_from_the_byline(
    article: Callable[..., DocumentSummary], byline: str | None, agencies: tuple[str, ...]
) -> None:
    (publication,) = note_publications([article("a", byline=byline)], load_catalogue()).values()
    assert publication.agencies == agencies
