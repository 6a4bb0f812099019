"""Data files of the catalogue: TOML with one array of tables, one table an entry.

In: the text of a file. Out: its entries as mappings whose keys have been checked, and their aliases.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources
from typing import Any

import rtoml

from dedup.errors import CatalogueError

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


def read_folder(folder: str) -> Iterator[tuple[str, str]]:
    """Read the TOML files of a folder of the package as (name, text), sorted by name."""
    files = (resources.files("dedup.attribution") / folder).iterdir()
    for file in sorted(files, key=lambda item: item.name):
        if file.name.endswith(".toml"):
            yield file.name, file.read_text(encoding="utf-8")


def read_entries(toml: str, table: str, origin: str) -> list[dict[str, Any]]:
    """Parse a data file; `origin` names it in errors.

    Raises:
        CatalogueError: The file is no TOML or holds something else than the table.
    """
    try:
        data = rtoml.loads(toml)  # ten times as fast as tomllib, which every start would wait 150 ms for
    except rtoml.TomlParsingError as error:
        raise CatalogueError(f"{origin}: is not TOML ({error}); correct the file") from error
    entries = data.get(table)
    if data.keys() - {table} or not isinstance(entries, list):
        raise CatalogueError(f"{origin}: holds something else than [[{table}]] tables; correct the file")
    return entries


def check_keys(
    entry: Mapping[str, Any],
    *,
    required: frozenset[str],
    allowed: frozenset[str],
    where: str,
    alias_keys: frozenset[str] = ALIAS_KEYS,
) -> None:
    """Check the keys of an entry and of its aliases.

    Raises:
        CatalogueError: A key is missing or unknown.
    """
    missing = sorted(required - entry.keys())
    unknown = sorted(entry.keys() - allowed)
    for alias in entry.get("aliases", ()):
        if isinstance(alias, dict):
            unknown += sorted(alias.keys() - alias_keys)
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
