"""Counted claims as a table, for spreadsheets: one row a claim."""

from collections.abc import Iterable
from typing import Any

from dedup.provenance.roots import CountedClaim
from dedup.report.roots_words import describe_edge
from dedup.report.tables import Table


def roots_table(claims: Iterable[CountedClaim]) -> Table:
    """One row a claim, in the order given; lists are joined with semicolons."""
    columns = (
        *(("id", "text"), ("text", "text"), ("kind", "text"), ("roots_low", "whole"), ("roots_high", "whole")),
        *(("roots_expected", "share"), ("roots_expected_exact", "flag"), ("effective", "share")),
        *(("credibility", "text"), ("reason", "text"), ("roots", "text"), ("roots_inherited", "text")),
        *(("analysis", "text"), ("narrators", "text"), ("vague", "whole"), ("denied", "flag"), ("denials", "text")),
        *(("edges", "text"), ("channel_letter", "text"), ("root_letter", "text")),
    )
    return Table(columns, map(_row, claims))


def _row(claim: CountedClaim) -> tuple[Any, ...]:
    roots = claim.roots
    figures = (roots.low, roots.high, round(roots.expected, 2), roots.exact, round(roots.effective, 2))
    parties = (
        "; ".join(root.id for root in roots.direct),
        "; ".join(root.id for root in roots.inherited),
        "; ".join(roots.analysis),
        "; ".join(roots.narrators),
    )
    denials = (bool(roots.denials), "; ".join(roots.denials))
    edges = "; ".join(map(describe_edge, roots.edges))
    digit = (str(roots.credibility), roots.reason)
    letters = (roots.channel_letter, roots.root_letter)
    return (claim.id, claim.text, claim.kind, *figures, *digit, *parties, roots.vague, *denials, edges, *letters)
