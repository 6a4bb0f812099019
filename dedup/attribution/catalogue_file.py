"""Data files of attribution: the tables of a lexicon, and catalogues with one array of tables, one table an entry.

In: the name of a file, or its text. Out: its tables as plain data, or its entries as mappings whose keys and values
have been checked, and their aliases. What is wrong with a file is said with its name, and the entry where there is
one.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources
from typing import Any

import rtoml

from dedup.errors import CatalogueError

_PACKAGE = resources.files("dedup.attribution")
ALIAS_KEYS = frozenset({"text", "language", "ambiguous", "needs"})


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
    """A name that an outlet or institution may be printed under. `language` is the language that inflects it."""

    text: str
    language: str
    ambiguous: bool = False
    needs: Needs = Needs.CUE


def read_tables(name: str) -> dict[str, Any]:
    """Read a data file of the package.

    Raises:
        CatalogueError: The file is missing or no TOML.
    """
    with mistakes_named(name):
        return parse_toml((_PACKAGE / name).read_text(encoding="utf-8"))


@contextmanager
def mistakes_named(where: str, what: str = "file") -> Iterator[None]:
    """Say where the mistake is when data turn out not to be what they should be.

    Raises:
        CatalogueError: The block raised what malformed data raise.
    """
    try:
        yield
    except rtoml.TomlParsingError as error:
        raise CatalogueError(f"{where}: is not TOML ({error}); correct the {what}") from error
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise CatalogueError(f"{where}: {type(error).__name__}: {error}; correct the {what}") from error


def parse_toml(text: str) -> dict[str, Any]:
    """Parse TOML ten times as fast as tomllib, for which every start would wait 150 ms."""
    parsed: dict[str, Any] = rtoml.loads(text)
    return parsed


def read_folder(folder: str) -> Iterator[tuple[str, str]]:
    """Read the TOML files of a folder of the package as (name, text), sorted by name."""
    for file in sorted((_PACKAGE / folder).iterdir(), key=lambda item: item.name):
        if file.name.endswith(".toml"):
            yield file.name, file.read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryShape:
    """What the entries of a catalogue look like: their table, the keys they must and may have, what they become."""

    table: str
    required: frozenset[str]
    allowed: frozenset[str]
    make: Callable[[Mapping[str, Any]], object]
    alias_keys: frozenset[str] = ALIAS_KEYS


def read_entries(toml: str, origin: str, shape: EntryShape) -> Iterator[dict[str, Any]]:
    """Read the entries of one data file, checked; `origin` names it in errors.

    Raises:
        CatalogueError: The file is no TOML or holds something else than the table; an entry lacks a key, has an
            unknown one or an impossible value.
    """
    for number, entry in enumerate(_list_entries(toml, shape.table, origin), start=1):
        where = f"{origin}, {shape.table} {number} ({entry.get('id', 'no id')})"
        _check_keys(entry, shape, where)
        with mistakes_named(where, "entry"):
            shape.make(entry)
        yield entry


def _list_entries(toml: str, table: str, origin: str) -> list[dict[str, Any]]:
    with mistakes_named(origin):
        data = parse_toml(toml)
    entries = data.get(table)
    if data.keys() - {table} or not isinstance(entries, list):
        raise CatalogueError(f"{origin}: holds something else than [[{table}]] tables; correct the file")
    return entries


def _check_keys(entry: Mapping[str, Any], shape: EntryShape, where: str) -> None:
    """Check the keys of an entry and of its aliases."""
    missing = sorted(shape.required - entry.keys())
    unknown = sorted(entry.keys() - shape.allowed)
    for alias in entry.get("aliases", ()):
        if isinstance(alias, dict):
            unknown += sorted(alias.keys() - shape.alias_keys)
    if missing or unknown:
        raise CatalogueError(f"{where}: missing keys {missing}, unknown keys {unknown}; correct the entry")


def read_alias(entry: str | Mapping[str, Any], language: str) -> Alias:
    """Turn an alias of a file, a text or a table, into a value; `language` is the one it has unless it says."""
    if isinstance(entry, str):
        return Alias(text=entry, language=language)
    return Alias(
        text=entry["text"],
        language=entry.get("language", language),
        ambiguous=entry.get("ambiguous", False),
        needs=Needs(entry.get("needs", Needs.CUE)),
    )
