"""Which governments are allied, so that two of them may pass on the same knowledge.

In: `alliances.toml`. Out: for two countries the reason, or nothing.
"""

from functools import cache
from importlib import resources

import rtoml

from dedup.errors import CatalogueError

FILE = "alliances.toml"
_Alliances = tuple[tuple[str, frozenset[str]], ...]


@cache
def _load() -> _Alliances:
    text = (resources.files("dedup.provenance") / FILE).read_text(encoding="utf-8")
    try:
        tables = rtoml.loads(text)
        return tuple((str(table["why"]), _members(table["members"])) for table in tables.values())
    except (rtoml.TomlParsingError, KeyError, TypeError) as error:
        raise CatalogueError(f"{FILE}: {error}; correct the file") from error


def _members(codes: object) -> frozenset[str]:
    if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
        raise TypeError("members is a list of country codes")
    return frozenset(codes)


def allied(left: str, right: str) -> str | None:
    """Say why two governments count as allied; None where no alliance of the file has both.

    >>> allied("US", "KR")
    'allies by the mutual defence treaty of 1953'
    >>> allied("RU", "KR") is None
    True
    """
    if left == right:
        return None
    return next((why for why, members in _load() if left in members and right in members), None)
