"""How countries are named: Russland, russisch, Moskau, Russian.

In: `countries.toml`. Out: `Country` values by code.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

import rtoml

from dedup.errors import CatalogueError

FILE = "countries.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """The words for one country; adjectives end in -e where German declines them. The file explains the rest."""

    code: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    capitals: tuple[str, ...]
    towns: tuple[str, ...]
    near: tuple[str, ...]


@cache
def load_countries() -> Mapping[str, Country]:
    """Load the countries, once a process, in the order of the file.

    Raises:
        CatalogueError: The file is no TOML, or a country lacks a key or has an unknown one.
    """
    text = (resources.files("dedup.text") / FILE).read_text(encoding="utf-8")
    try:
        tables = rtoml.loads(text)
        optional: dict[str, list[str]] = {"near": [], "towns": []}
        return {
            code: Country(code=code, **{key: tuple(words) for key, words in (optional | table).items()})
            for code, table in tables.items()
        }
    except (rtoml.TomlParsingError, TypeError, AttributeError) as error:
        raise CatalogueError(f"{FILE}: {error}; correct the file") from error
