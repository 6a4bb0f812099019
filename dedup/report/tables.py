"""Findings and documents as tables, for spreadsheets and data frames: CSV and Parquet.

In: an audit. Out: one row a finding or a document. Text stands as it was read; what no encoding can hold (half of a
surrogate pair) is written as an escape.
"""

import csv
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, TextIO

from dedup.model import Audit, DocumentSummary, Finding
from dedup.report.printable import escape_surrogates

_ROWS_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class Table:
    """Names and kinds (`text`, `whole`, `share`, `flag`) of the columns, and the rows."""

    columns: tuple[tuple[str, str], ...]
    rows: Iterable[tuple[Any, ...]]


def findings_table(audit: Audit) -> Table:
    """One row a finding, in the order of the audit; those that are known say by what and why."""
    columns = (
        *(("document", "text"), ("path", "text"), ("start", "whole"), ("end", "whole"), ("line", "whole")),
        *(("column", "whole"), ("code", "text"), ("name", "text"), ("severity", "text"), ("confidence", "share")),
        *(("evidence", "text"), ("message", "text"), ("fix_start", "whole"), ("fix_end", "whole")),
        *(("fix_replacement", "text"), ("fix_safe", "flag"), ("fingerprint", "text")),
        *(("suppressed_by", "text"), ("suppressed_reason", "text")),
    )
    paths = {summary.id: summary.path for summary in audit.documents}
    return Table(columns, (_finding_row(finding, paths[finding.document]) for finding in audit.findings))


def _finding_row(finding: Finding, path: str | None) -> tuple[Any, ...]:
    fix, suppressed = finding.fix, finding.suppressed
    repair = (fix.span.start, fix.span.end, fix.replacement, fix.safe) if fix else (None,) * 4
    known = (suppressed.kind.value, suppressed.reason) if suppressed else (None, None)
    place = (finding.document, path, finding.span.start, finding.span.end, finding.line, finding.column)
    rule = (finding.code, finding.name, finding.severity.value, finding.confidence)
    return (*place, *rule, finding.evidence, finding.message, *repair, finding.fingerprint, *known)


def documents_table(audit: Audit) -> Table:
    """One row a document, in the order of the audit."""
    columns = (
        *(("id", "text"), ("path", "text"), ("title", "text"), ("language", "text"), ("published", "text")),
        *(("byline", "text"), ("outlet", "text"), ("url", "text"), ("characters", "whole"), ("words", "whole")),
        *(("reused_share", "share"), ("findings", "whole"), ("suppressed", "whole"), ("decision", "text")),
        ("reasons", "text"),
    )
    return Table(columns, map(_document_row, audit.documents))


def _document_row(summary: DocumentSummary) -> tuple[Any, ...]:
    reasons = "; ".join(reason.message for reason in summary.verdict.reasons)
    described = (summary.id, summary.path, summary.title, summary.language, summary.published, summary.byline)
    figures = (
        summary.characters,
        summary.words,
        round(summary.reused_share, 4),
        summary.findings,
        summary.suppressed,
    )
    return (*described, summary.outlet, summary.url, *figures, summary.verdict.decision.value, reasons)


def write_csv(table: Table, stream: TextIO) -> None:
    """Write a table with a line of names; lines end as RFC 4180 wants."""
    writer = csv.writer(stream)
    writer.writerow([name for name, _ in table.columns])
    for row in table.rows:
        writer.writerow([_printed(value) for value in row])


def _printed(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    return _encodable(value)


def write_parquet(table: Table, stream: BinaryIO) -> None:
    """Write a table with typed columns."""
    import pyarrow as pa
    from pyarrow import parquet

    kinds = {"text": pa.string(), "whole": pa.int64(), "share": pa.float64(), "flag": pa.bool_()}
    schema = pa.schema([(name, kinds[kind]) for name, kind in table.columns])
    with parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        for rows in _batches(table.rows):
            columns = list(zip(*rows, strict=True))
            arrays = [
                pa.array(map(_encodable, column), type=kind.type)
                for column, kind in zip(columns, schema, strict=True)
            ]
            writer.write_batch(pa.record_batch(arrays, schema=schema))


def _batches(rows: Iterable[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    iterator = iter(rows)
    while batch := list(itertools.islice(iterator, _ROWS_AT_ONCE)):
        yield batch


def _encodable(value: object) -> object:
    return escape_surrogates(value) if isinstance(value, str) else value
