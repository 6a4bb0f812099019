"""Counted claims as one HTML file: the interval of each drawn on one scale, and what it rests on.

In: counted claims. Out: the page, complete without script.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TextIO

from dedup import __version__
from dedup.model import Roots
from dedup.provenance.roots import CountedClaim
from dedup.report.html import hash_source, write_page
from dedup.report.roots_words import (
    describe_edge,
    describe_expected,
    describe_interval,
    describe_number,
    describe_priors,
    summarise,
)
from dedup.settings import RootSettings

_WIDTH = 300
_MARGIN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drawn:
    """A claim with the places of its interval on the scale, in pixels, and its words."""

    claim: CountedClaim
    low: float
    high: float
    expected: float
    ticks: tuple[tuple[int, float], ...]
    sentence: str
    expectation: str
    effective: str
    edges: tuple[str, ...]

    @property
    def roots(self) -> Roots:
        """The roots of the claim."""
        return self.claim.roots


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    name: str
    version: str
    summary: str
    priors: str
    claims: tuple[_Drawn, ...]
    notes: tuple[str, ...]
    width: int


def write_roots_html(
    claims: Sequence[CountedClaim], settings: RootSettings, notes: Sequence[str], stream: TextIO, *, name: str
) -> None:
    """Write the page of counted claims; `name` is that of the file they come from."""
    most = max((claim.roots.high for claim in claims), default=0)
    page = _Page(
        name=name,
        version=__version__,
        summary=summarise([claim.roots for claim in claims]),
        priors=describe_priors(settings),
        claims=tuple(_draw(claim, most) for claim in claims),
        notes=tuple(notes),
        width=_WIDTH,
    )
    write_page("roots.html", stream, page=page, style_hash=hash_source("report.css"))


def _draw(claim: CountedClaim, most: int) -> _Drawn:
    roots = claim.roots
    step = (_WIDTH - 2 * _MARGIN) / max(most, 1)

    def place(value: float) -> float:
        return round(_MARGIN + value * step, 1)

    every = max(1, most // 10)
    return _Drawn(
        claim=claim,
        low=place(roots.low),
        high=place(roots.high),
        expected=place(roots.expected),
        ticks=tuple((value, place(value)) for value in range(0, most + 1, every)),
        sentence=describe_interval(roots),
        expectation=describe_expected(roots),
        effective=describe_number(roots.effective),
        edges=tuple(map(describe_edge, roots.edges)),
    )
