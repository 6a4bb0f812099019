"""Who held an office of state when, for persons whom an article cites without saying for whom they speak.

In: `office_holders.toml`, a name as printed, its article and date. Out: the country for whose government the
person spoke, the id of another institution, or nothing. A date outside the terms, a second office holder of the
name, or a bare surname whose country or institution the article does not name, gives nothing: then nobody is
certain who is meant.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import rtoml

from dedup.errors import CatalogueError

FILE = "office_holders.toml"
_FIELDS = 4
_MONTH = re.compile(r"[12]\d{3}-(?:0[1-9]|1[0-2])")
_DAY = re.compile(r"([12]\d{3})(-\d{2})?(?:-\d{2})?")
_OPEN = "-"
_SURNAME = "~"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """One term of office: names as printed, surnames, and the months from first to last; no end is None.

    `party` is the code of a country, in capitals, or the id of an institution of the catalogue.
    """

    names: tuple[str, ...]
    surnames: tuple[str, ...]
    party: str
    office: str
    first: str
    last: str | None

    def __post_init__(self) -> None:
        months = [self.first, *([self.last] if self.last else [])]
        if not all(map(_MONTH.fullmatch, months)) or (self.last is not None and self.last < self.first):
            raise ValueError(f"{self.names[0]}: a term is two months, first and last, got {' and '.join(months)}")

    def serves(self, date: str | None) -> bool:
        """Whether the term may hold at a date of any precision (2024, 2024-06); no date excludes none."""
        found = _DAY.match(date) if date else None
        if found is None:
            return True
        day = found[1] + (found[2] or "")
        return self.first[: len(day)] <= day and (self.last is None or day <= self.last[: len(day)])


class Holders:
    """The terms of office, to be asked for the country of a person."""

    def __init__(self, holders: Iterable[Holder]) -> None:
        by_name: dict[str, list[Holder]] = defaultdict(list)
        by_surname: dict[str, list[Holder]] = defaultdict(list)
        for holder in holders:
            for name in holder.names:
                by_name[_key(name)].append(holder)
            for surname in holder.surnames:
                by_surname[_key(surname)].append(holder)
        self._by_name: Mapping[str, Sequence[Holder]] = by_name
        self._by_surname: Mapping[str, Sequence[Holder]] = by_surname

    def party(self, name: str, text: str, date: str | None, is_named: Callable[[str], bool]) -> str | None:
        """Name the country, else the institution, for which a person speaks in an article.

        `is_named` says whether the article names a country or institution; it is asked for bare surnames alone.
        """
        if " " in name:
            return _only_party(self._serving(self._by_name.get(_key(name), ()), date))
        holders = self._serving(self._by_surname.get(_key(name), ()), date)
        in_full = [each for each in holders if any(full in text for full in each.names)]
        if in_full:
            return _only_party(in_full)
        found = _only_party(holders)
        return found if found is not None and _is_one(holders) and is_named(found) else None

    @staticmethod
    def _serving(holders: Iterable[Holder], date: str | None) -> list[Holder]:
        return [each for each in holders if each.serves(date)]


def _key(name: str) -> str:
    return name.casefold()


def _only_party(holders: Iterable[Holder]) -> str | None:
    parties = {each.party for each in holders}
    return parties.pop() if len(parties) == 1 else None


def _is_one(holders: Iterable[Holder]) -> bool:
    return len({each.names[0] for each in holders}) == 1


@cache
def load_holders() -> Holders:
    """Load the terms of office, once a process.

    Raises:
        CatalogueError: The file is no TOML or a line lacks a field.
    """
    return Holders(read_holders((resources.files("dedup.provenance") / FILE).read_text(encoding="utf-8")))


def read_holders(text: str) -> tuple[Holder, ...]:
    """Read the lines of the file.

    Raises:
        CatalogueError: The file is no TOML or a line lacks a field.
    """
    try:
        return tuple(
            _holder(line, party) for party, table in rtoml.loads(text).items() for line in table["holders"]
        )
    except (rtoml.TomlParsingError, KeyError, TypeError, ValueError) as error:
        raise CatalogueError(f"{FILE}: {error}; correct the file") from error


def _holder(line: str, party: str) -> Holder:
    fields = [field.strip() for field in line.split("|")]
    if len(fields) < _FIELDS:
        raise ValueError(f"{line!r} has no four fields: names, office, first month, last month")
    names = tuple(name.strip() for name in fields[0].split("/"))
    given = tuple(field.removeprefix(_SURNAME) for field in fields[_FIELDS:])
    return Holder(
        names=names,
        surnames=given or tuple(dict.fromkeys(name.rpartition(" ")[2] for name in names)),
        party=party,
        office=fields[1],
        first=fields[2],
        last=None if fields[3] == _OPEN else fields[3],
    )
