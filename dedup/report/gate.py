"""The gate's page: decisions by day, which checks objected, and the articles that wait, as one HTML file.

In: the figures of the page. Out: HTML that loads nothing from elsewhere and escapes all text.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TextIO

from dedup import __version__
from dedup.report.html import hash_source, write_page


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """Decisions of one day (UTC); `most` are those of the busiest day, which the bars relate to."""

    day: str
    accepted: int
    quarantined: int
    rejected: int
    most: int

    @property
    def total(self) -> int:
        """All decisions of the day."""
        return self.accepted + self.quarantined + self.rejected


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """How many articles a check objected to, by what became of them."""

    check: str
    quarantined: int
    rejected: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An article that was put aside; reasons and duplicates are plain data of the output contract."""

    id: str
    title: str | None
    outlet: str | None
    url: str | None
    seen: str
    released: str | None
    released_by: str | None
    reasons: tuple[Mapping[str, Any], ...]
    duplicates: tuple[Mapping[str, Any], ...]
    beginning: str
    left_out: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GatePage:
    """Everything the page shows; `..._left_out` count what it does not list."""

    name: str
    days: tuple[Day, ...]
    days_left_out: int
    objections: tuple[Objection, ...]
    waiting: tuple[Waiting, ...]
    waiting_left_out: int
    released: tuple[Waiting, ...]

    @property
    def version(self) -> str:
        """The version of the program."""
        return __version__

    @property
    def accepted(self) -> int:
        """Articles accepted on the days that are shown."""
        return sum(day.accepted for day in self.days)

    @property
    def quarantined(self) -> int:
        """Articles put aside on the days that are shown."""
        return sum(day.quarantined for day in self.days)

    @property
    def rejected(self) -> int:
        """Articles rejected on the days that are shown."""
        return sum(day.rejected for day in self.days)


def write_gate_page(page: GatePage, stream: TextIO) -> None:
    """Write the page. The same figures give the same characters."""
    write_page("gate.html", stream, page=page, style_hash=hash_source("report.css"))
