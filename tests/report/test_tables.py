"""Tables of findings and documents."""

import csv
import io
from dataclasses import replace

import pyarrow as pa
from pyarrow import parquet

from dedup.model import Audit, Suppression, SuppressionKind
from dedup.report.tables import Table, documents_table, findings_table, write_csv, write_parquet


def csv_rows(table: Table) -> list[dict[str, str]]:
    stream = io.StringIO(newline="")
    write_csv(table, stream)
    return list(csv.DictReader(io.StringIO(stream.getvalue(), newline="")))


def parquet_table(table: Table) -> pa.Table:
    stream = io.BytesIO()
    write_parquet(table, stream)
    return parquet.read_table(stream)


def test_a_row_of_csv_says_everything_about_a_finding(audit: Audit) -> None:
    row = csv_rows(findings_table(audit))[1]
    assert row == {
        "document": "hafen/b.txt", "path": "hafen/b.txt", "start": row["start"], "end": row["end"], "line": "7",
        "column": "28", "code": "G106", "name": "glued-punctuation", "severity": "error", "confidence": "0.95",
        "evidence": "ab,sagte", "message": "No space behind the comma", "fix_start": row["start"],
        "fix_end": row["end"], "fix_replacement": "ab, sagte", "fix_safe": "true", "fingerprint": "0" * 15 + "2",
        "suppressed_by": "", "suppressed_reason": "",
    }  # fmt: skip


def test_csv_and_parquet_hold_the_same(audit: Audit) -> None:
    for make in (findings_table, documents_table):
        rows = parquet_table(make(audit)).to_pylist()
        printed = [{key: _as_csv(value) for key, value in row.items()} for row in rows]
        assert printed == csv_rows(make(audit))


def _as_csv(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def test_columns_of_parquet_have_types(audit: Audit) -> None:
    schema = parquet_table(findings_table(audit)).schema
    assert [str(schema.field(name).type) for name in ("document", "start", "confidence", "fix_safe")] == [
        "string",
        "int64",
        "double",
        "bool",
    ]


def test_an_audit_without_findings_is_a_table_without_rows(empty_audit: Audit) -> None:
    assert parquet_table(findings_table(empty_audit)).num_rows == 0
    assert csv_rows(findings_table(empty_audit)) == []


def test_suppressed_findings_say_by_what_and_why(audit: Audit) -> None:
    known = replace(audit.findings[0], suppressed=Suppression(SuppressionKind.ALLOW_LIST, "ours"))
    (row,) = csv_rows(findings_table(replace(audit, findings=(known,))))
    assert (row["suppressed_by"], row["suppressed_reason"]) == ("allow-list", "ours")


def test_line_ends_quotes_and_half_surrogates_stay_in_their_cell(audit: Audit) -> None:
    odd = replace(audit.findings[0], evidence='a\r\n"b",c\ud800')
    table = replace(audit, findings=(odd,))
    assert csv_rows(findings_table(table))[0]["evidence"] == 'a\r\n"b",c\\ud800'
    assert parquet_table(findings_table(table)).column("evidence")[0].as_py() == 'a\r\n"b",c\\ud800'


def test_a_document_has_its_decision_and_reasons(audit: Audit) -> None:
    rows = {row["id"]: row for row in csv_rows(documents_table(audit))}
    assert set(rows) == {"hafen/a.txt", "hafen/b.txt", "hafen/c.txt", "insel/d.txt", "insel/e.txt"}
    judged = [summary for summary in audit.documents if summary.verdict.reasons]
    assert all(rows[summary.id]["reasons"] for summary in judged)
    assert rows["insel/e.txt"]["decision"] == "reject"
