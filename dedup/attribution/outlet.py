"""One publisher of the catalogue, and how an entry of a data file becomes one.

In: the TOML files of `outlets/`, one a country, one `[[outlet]]` an entry. Out: checked `Outlet` values in the
order of the files and of the entries in them. What the keys mean stands at the head of `de.toml`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from dedup.attribution.catalogue_file import Alias, EntryShape, read_alias, read_entries, read_folder

FOLDER = "outlets"
_REQUIRED = frozenset({"id", "name", "kind", "country"})
_ALLOWED = _REQUIRED | {
    "aliases",
    "article",
    "basis",
    "blocks",
    "cites",
    "domains",
    "ignores",
    "owner",
    "state_control",
}
GERMAN_SPEAKING = frozenset({"AT", "CH", "DE", "LI", "LU"})
_FIRST = ("de", "at", "ch", "gb", "us")
_LEADING_ARTICLES = ("Der ", "Die ", "Das ", "The ")


class OutletKind(StrEnum):
    """What an outlet publishes, and how."""

    AGENCY = "agency"
    BROADCASTER = "broadcaster"
    JOURNAL = "journal"
    MAGAZINE = "magazine"
    NEWSPAPER = "newspaper"
    NEWS_SHOW = "news-show"
    PLATFORM = "platform"
    PUBLISHER = "publisher"
    SITE = "site"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """A publisher: paper, broadcaster, agency, site.

    `article` is the definite article that German puts before the name, empty for none or unknown.
    `basis` says what a field rests on where that is not what the head of `de.toml` says.
    `blocks` are phrases that hold an alias and are not the outlet. `cites` and `ignores` are example sentences.
    """

    id: str
    name: str
    kind: OutletKind
    country: str
    owner: str | None
    state_control: bool
    article: str
    domains: tuple[str, ...]
    aliases: tuple[Alias, ...]
    basis: str | None
    blocks: tuple[str, ...]
    cites: tuple[str, ...]
    ignores: tuple[str, ...]

    @property
    def is_agency(self) -> bool:
        """Whether others print its text."""
        return self.kind is OutletKind.AGENCY


def read_outlet_entries() -> Iterator[dict[str, Any]]:
    """Read the entries of the data files, checked."""
    for name, text in sorted(read_folder(FOLDER), key=lambda file: _reading_order(file[0])):
        yield from parse_outlet_entries(text, name)


def _reading_order(name: str) -> tuple[int, str]:
    """Countries whose press is cited most come first: of outlets that share a name, the first one is meant."""
    country = name.removesuffix(".toml")
    return (_FIRST.index(country) if country in _FIRST else len(_FIRST)), country


def parse_outlet_entries(toml: str, origin: str) -> Iterator[dict[str, Any]]:
    """Read the entries of one data file, checked; `origin` names it in errors."""
    shape = EntryShape(table="outlet", required=_REQUIRED, allowed=_ALLOWED, make=make_outlet)
    return read_entries(toml, origin, shape)


def make_outlet(entry: Mapping[str, Any]) -> Outlet:
    """Make an outlet of an entry that has been checked."""
    country = entry["country"]
    language = "de" if country in GERMAN_SPEAKING else ""
    return Outlet(
        id=entry["id"],
        name=entry["name"],
        kind=OutletKind(entry["kind"]),
        country=country,
        owner=entry.get("owner"),
        state_control=entry.get("state_control", False),
        article=entry.get("article", ""),
        domains=tuple(entry.get("domains", ())),
        aliases=tuple(_aliases(entry, language)),
        basis=entry.get("basis"),
        blocks=tuple(entry.get("blocks", ())),
        cites=tuple(entry.get("cites", ())),
        ignores=tuple(entry.get("ignores", ())),
    )


def _aliases(entry: Mapping[str, Any], language: str) -> Iterator[Alias]:
    """The listed aliases, and the name itself without its article unless it is listed."""
    listed = [read_alias(alias, language) for alias in entry.get("aliases", ())]
    name = _without_article(entry["name"])
    if all(alias.text != name for alias in listed):
        yield Alias(text=name, language=language)
    yield from listed
    if entry["name"].startswith("The "):
        yield Alias(text=entry["name"].replace(" ", ""), language=language)  # as in its address: TheVerge


def _without_article(name: str) -> str:
    for article in _LEADING_ARTICLES:
        if name.startswith(article):
            return name.removeprefix(article)
    return name
