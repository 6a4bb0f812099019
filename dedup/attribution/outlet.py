"""One publisher of the catalogue, and how an entry of a data file becomes one.

In: the TOML files of `outlets/`, one a country, one `[[outlet]]` an entry. Out: checked `Outlet` values in the
order of the files and of the entries in them. What the keys mean stands at the head of `de.toml`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

import rtoml

from dedup.errors import CatalogueError

FOLDER = "outlets"
_REQUIRED = frozenset({"id", "name", "kind", "country"})
_ALLOWED = _REQUIRED | {
    "aliases",
    "article",
    "blocks",
    "cites",
    "domains",
    "ignores",
    "owner",
    "state_control",
}
_ALIAS_KEYS = frozenset({"text", "language", "ambiguous", "needs"})
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


class Needs(StrEnum):
    """What makes an ambiguous name the outlet.

    `cue`: quotation marks, apposition, capitals or a press cue next to it; after one such mention the name with
    its article is enough in the same text. `every`: a cue at every mention, for words too common to be trusted
    twice (Zeit). `marks`: no bare cue, for names that take one as ordinary words too (die Presse berichtet).
    `credit`: only a credit line (ap).
    """

    CUE = "cue"
    EVERY = "every"
    MARKS = "marks"
    CREDIT = "credit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """A name the outlet may be printed under. `language` is the language that inflects it."""

    text: str
    language: str
    ambiguous: bool = False
    needs: Needs = Needs.CUE


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """A publisher: paper, broadcaster, agency, site.

    `article` is the definite article that German puts before the name, empty for none or unknown.
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
    blocks: tuple[str, ...]
    cites: tuple[str, ...]
    ignores: tuple[str, ...]

    @property
    def is_agency(self) -> bool:
        """Whether others print its text."""
        return self.kind is OutletKind.AGENCY


def load_outlets() -> tuple[Outlet, ...]:
    """Read the data files of the program.

    Raises:
        CatalogueError: A file is no TOML, or an entry lacks a key, has an unknown one or an impossible value.
    """
    folder = resources.files("dedup.attribution") / FOLDER
    files = sorted((item for item in folder.iterdir() if item.name.endswith(".toml")), key=_reading_order)
    return tuple(outlet for file in files for outlet in parse_outlets(file.read_text(encoding="utf-8"), file.name))


def _reading_order(file: Traversable) -> tuple[int, str]:
    """Countries whose press is cited most come first: of outlets that share a name, the first one is meant."""
    country = file.name.removesuffix(".toml")
    return (_FIRST.index(country) if country in _FIRST else len(_FIRST)), country


def parse_outlets(toml: str, origin: str) -> Iterator[Outlet]:
    """Turn one data file into outlets; `origin` names it in errors."""
    for number, entry in enumerate(_entries(toml, origin), start=1):
        where = f"{origin}, outlet {number} ({entry.get('id', 'no id')})"
        _check_keys(entry, where)
        try:
            yield _outlet(entry)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise CatalogueError(f"{where}: {error}; correct the entry") from error


def _entries(toml: str, origin: str) -> list[dict[str, Any]]:
    try:
        data = rtoml.loads(toml)  # ten times as fast as tomllib, which every start would wait 150 ms for
    except rtoml.TomlParsingError as error:
        raise CatalogueError(f"{origin}: is not TOML ({error}); correct the file") from error
    entries = data.get("outlet")
    if data.keys() - {"outlet"} or not isinstance(entries, list):
        raise CatalogueError(f"{origin}: holds something else than [[outlet]] tables; correct the file")
    return entries


def _check_keys(entry: Mapping[str, Any], where: str) -> None:
    missing = sorted(_REQUIRED - entry.keys())
    unknown = sorted(entry.keys() - _ALLOWED)
    for alias in entry.get("aliases", ()):
        if isinstance(alias, dict):
            unknown += sorted(alias.keys() - _ALIAS_KEYS)
    if missing or unknown:
        raise CatalogueError(f"{where}: missing keys {missing}, unknown keys {unknown}; correct the entry")


def _outlet(entry: Mapping[str, Any]) -> Outlet:
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
        blocks=tuple(entry.get("blocks", ())),
        cites=tuple(entry.get("cites", ())),
        ignores=tuple(entry.get("ignores", ())),
    )


def _aliases(entry: Mapping[str, Any], language: str) -> Iterator[Alias]:
    """The listed aliases, and the name itself without its article unless it is listed."""
    listed = [_alias(alias, language) for alias in entry.get("aliases", ())]
    name = _without_article(entry["name"])
    if all(alias.text != name for alias in listed):
        yield Alias(text=name, language=language)
    yield from listed
    if entry["name"].startswith("The "):
        yield Alias(text=entry["name"].replace(" ", ""), language=language)  # as in its address: TheVerge


def _alias(entry: str | Mapping[str, Any], language: str) -> Alias:
    if isinstance(entry, str):
        return Alias(text=entry, language=language)
    return Alias(
        text=entry["text"],
        language=entry.get("language", language),
        ambiguous=entry.get("ambiguous", False),
        needs=Needs(entry.get("needs", Needs.CUE)),
    )


def _without_article(name: str) -> str:
    for article in _LEADING_ARTICLES:
        if name.startswith(article):
            return name.removeprefix(article)
    return name
