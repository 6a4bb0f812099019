"""One institution of the catalogue, and how an entry of a data file becomes one.

In: the TOML files of `institutions/`, one a country (`int` for bodies of several), one `[[institution]]` an entry,
and `roles.toml`, what such bodies are called in every country. Out: checked `Institution` values in the order of
the files. What the keys mean stands at the head of `de.toml`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any

from dedup.attribution.catalogue_file import (
    Alias,
    EntryShape,
    mistakes_named,
    read_alias,
    read_entries,
    read_folder,
    read_tables,
)
from dedup.attribution.inflection import stem

FOLDER = "institutions"
ROLES = "roles.toml"
INTERNATIONAL = frozenset({"EU", "INT"})
_REQUIRED = frozenset({"id", "name", "english", "country"})
_ALIAS_KEYS = frozenset({"text", "ambiguous"})
_ALLOWED = _REQUIRED | {"aliases", "basis", "cites", "ignores", "kind", "part_of", "roles"}


class InstitutionKind(StrEnum):
    """What an institution is for."""

    ASSOCIATION = "association"
    AUTHORITY = "authority"
    CENTRAL_BANK = "central-bank"
    CHURCH = "church"
    COMPANY = "company"
    COURT = "court"
    GOVERNMENT = "government"
    INTELLIGENCE = "intelligence"
    INTERNATIONAL = "international"
    MILITARY = "military"
    MINISTRY = "ministry"
    MOVEMENT = "movement"
    NGO = "ngo"
    PARLIAMENT = "parliament"
    PARTY = "party"
    POLICE = "police"
    POLLSTER = "pollster"
    PROSECUTOR = "prosecutor"
    RESEARCH = "research"
    STATISTICS = "statistics"


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """What one kind of body is called in every country; `local` where towns have such bodies too."""

    id: str
    kind: InstitutionKind
    nouns: tuple[str, ...]
    local: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseWords:
    """Nouns around the name of an institution.

    `wrappers` are stems of nouns that pass on what it says (Sprecher, Bericht). `appositions` are the endings of
    nouns that say what it is. `adjectives` are English words that may stand before it.
    """

    wrappers: frozenset[str]
    appositions: tuple[str, ...]
    adjectives: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Institution:
    """A body that articles cite: ministry, service, court, international organisation.

    `country` is "EU" or "INT" for bodies of several states. `part_of` are the ids of the bodies it is an organ
    or a part of, nearest first. `basis` says what a field rests on where that is not what the file's head says.
    """

    id: str
    name: str
    english: str
    kind: InstitutionKind
    country: str
    roles: tuple[str, ...]
    part_of: tuple[str, ...]
    aliases: tuple[Alias, ...]
    basis: str | None
    cites: tuple[str, ...]
    ignores: tuple[str, ...]


@cache
def load_roles() -> tuple[Mapping[str, Role], PhraseWords]:
    """Load the roles and the words of phrases, once a process.

    Raises:
        CatalogueError: The file is no TOML or a table of it is malformed.
    """
    tables = read_tables(ROLES)
    with mistakes_named(ROLES):
        words = _phrase_words(tables.pop("words"))
        roles = {
            name: Role(
                id=name,
                kind=InstitutionKind(table["kind"]),
                nouns=tuple(table["nouns"]),
                local=table.get("local", False),
            )
            for name, table in tables.items()
        }
    return MappingProxyType(roles), words


def _phrase_words(lists: Mapping[str, list[str]]) -> PhraseWords:
    folded = {key: tuple(word.casefold() for word in words) for key, words in lists.items()}
    return PhraseWords(
        wrappers=frozenset(map(stem, folded["wrappers"])),
        appositions=folded["appositions"],
        adjectives=frozenset(folded["adjectives"]),
    )


def read_institution_entries() -> Iterator[dict[str, Any]]:
    """Read the entries of the data files, checked."""
    for name, text in read_folder(FOLDER):
        yield from parse_institution_entries(text, name)


def parse_institution_entries(toml: str, origin: str) -> Iterator[dict[str, Any]]:
    """Read the entries of one data file, checked; `origin` names it in errors."""
    shape = EntryShape(
        table="institution", required=_REQUIRED, allowed=_ALLOWED, make=make_institution, alias_keys=_ALIAS_KEYS
    )
    return read_entries(toml, origin, shape)


def make_institution(entry: Mapping[str, Any]) -> Institution:
    """Make an institution of an entry that has been checked."""
    roles = tuple(entry.get("roles", ()))
    return Institution(
        id=entry["id"],
        name=entry["name"],
        english=entry["english"],
        kind=InstitutionKind(entry["kind"]) if "kind" in entry else load_roles()[0][roles[0]].kind,
        country=entry["country"],
        roles=roles,
        part_of=tuple(entry.get("part_of", ())),
        aliases=tuple(read_alias(alias, "") for alias in entry.get("aliases", ())),
        basis=entry.get("basis"),
        cites=tuple(entry.get("cites", ())),
        ignores=tuple(entry.get("ignores", ())),
    )
