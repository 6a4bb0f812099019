"""Claims as CSV: one row a claim, with its roots and the articles that state it."""

import io
from typing import Any

from dedup.model import Audit, Claim, Roots
from dedup.report.exports.parts import ExportParts, documents_of
from dedup.report.roots_words import describe_edge, describe_interval
from dedup.report.tables import Table, write_csv

_COLUMNS = (
    *(("id", "text"), ("text", "text"), ("kind", "text"), ("forecast", "flag"), ("story", "text")),
    *(("mentions", "whole"), ("documents", "text"), ("roots_low", "whole"), ("roots_high", "whole")),
    *(("roots_expected", "share"), ("effective", "share"), ("credibility", "text"), ("reason", "text")),
    *(("roots", "text"), ("roots_inherited", "text"), ("analysis", "text"), ("narrators", "text")),
    *(("vague", "whole"), ("denials", "text"), ("edges", "text"), ("channel_letter", "text")),
    *(("root_letter", "text"), ("sentence", "text")),
)


def export_csv(audit: Audit) -> str:
    """Write the table, with a line of names."""
    rows = (_row(claim, roots) for claim, roots in ExportParts(audit=audit).counted())
    stream = io.StringIO(newline="")
    write_csv(Table(_COLUMNS, rows), stream)
    return stream.getvalue()


def _row(claim: Claim, roots: Roots) -> tuple[Any, ...]:
    described = (claim.id, claim.text, claim.kind.value, claim.forecast, claim.story, len(claim.mentions))
    figures = (roots.low, roots.high, round(roots.expected, 2), round(roots.effective, 2))
    lists = (
        [root.id for root in roots.direct],
        [root.id for root in roots.inherited],
        roots.analysis,
        roots.narrators,
    )
    joined = map("; ".join, lists)
    rest = (roots.vague, "; ".join(roots.denials), "; ".join(map(describe_edge, roots.edges)))
    letters = (roots.channel_letter, roots.root_letter, describe_interval(roots))
    documents = "; ".join(documents_of(claim))
    return (*described, documents, *figures, str(roots.credibility), roots.reason, *joined, *rest, *letters)
