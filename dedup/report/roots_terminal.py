"""Counted claims on a terminal: what each rests on, the digit, and what left the interval open."""

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from dedup.model import Roots
from dedup.provenance.roots import CountedClaim
from dedup.report.printable import one_line
from dedup.report.roots_words import (
    describe_edge,
    describe_expected,
    describe_interval,
    describe_number,
    describe_priors,
    summarise,
)
from dedup.settings import RootSettings


def print_roots(claims: Sequence[CountedClaim], settings: RootSettings, console: Console) -> None:
    """Print counted claims, one block each, with the sum and the priors at the end."""
    for claim in claims:
        console.print(Text(f"{one_line(claim.id)}  {one_line(claim.text)}", style="bold"))
        for line in _lines(claim.roots):
            console.print(Text(f"  {one_line(line)}"))
        console.print()
    console.print(Text(summarise([claim.roots for claim in claims]), style="bold"))
    console.print(Text(describe_priors(settings), style="dim"))


def _lines(roots: Roots) -> list[str]:
    """What is said of one claim; lines that would say nothing are left out."""
    expected = f" (expected {describe_expected(roots)})" if roots.low != roots.high else ""
    named = [f"{root.id} ({', '.join(root.names)})" for root in roots.direct]
    inherited = [f"{root.id} ({', '.join(root.names)})" for root in roots.inherited]
    parts = [
        ("", describe_interval(roots) + expected),
        ("rests on ", "; ".join(named)),
        ("from the article's context: ", "; ".join(inherited)),
        ("interpreted by ", ", ".join(roots.analysis)),
        ("stated without a source by ", ", ".join(roots.narrators)),
        ("vague mentions: ", str(roots.vague) if roots.vague else ""),
        ("denied by ", ", ".join(roots.denials)),
        *(("", describe_edge(edge)) for edge in roots.edges),
        ("effective number of sources: ", describe_number(roots.effective) if roots.effective else ""),
        ("credibility ", f"{roots.credibility}: {roots.reason}"),
        ("reliability: ", _letters(roots)),
    ]
    return [label + text for label, text in parts if text]


def _letters(roots: Roots) -> str:
    if roots.channel_letter == roots.root_letter == "F":
        return ""
    return f"channel {roots.channel_letter}, root {roots.root_letter}, by your ratings"
