"""Parquet tables of everything that the contract lists."""

import io
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
import pytest
from pyarrow import parquet

from dedup import __version__
from dedup.model import Audit
from dedup.report.contract_tables import COLUMNS, Kind
from dedup.report.json import to_contract
from dedup.report.parquet import write_tables
from tests.report.sample.stories import make_claims, make_denials, make_stories

SCHEMA = json.loads((Path(__file__).parent / "contract.schema.json").read_text("utf-8"))
LISTS = tuple(name for name, field in SCHEMA["properties"].items() if field.get("type") == "array")


def files_of(audit: Audit, rows_at_once: int = 4096) -> dict[str, bytes]:
    files: dict[str, bytes] = {}

    @contextmanager
    def open_file(name: str) -> Iterator[BinaryIO]:
        stream = io.BytesIO()
        yield stream
        files[name] = stream.getvalue()

    names = write_tables(audit, open_file, rows_at_once=rows_at_once)
    assert tuple(files) == names
    return files


def table(files: Mapping[str, bytes], name: str) -> pa.Table:
    return parquet.read_table(io.BytesIO(files[f"{name}.parquet"]))


@pytest.fixture
def full(audit: Audit) -> Audit:
    return replace(audit, stories=make_stories(), claims=make_claims(), denials=make_denials())


def test_the_tables_hold_what_the_json_report_holds(full: Audit) -> None:
    files, report = files_of(full), to_contract(full)
    for name in LISTS:
        rows = table(files, name).to_pylist()
        assert rows, name
        if name == "notes":
            rows = [row["note"] for row in rows]
        if name == "documents":
            assert [row.pop("path") for row in rows] == [summary.path for summary in full.documents]
        assert rows == report[name]


def test_every_list_of_the_contract_has_a_table_with_all_of_its_columns() -> None:
    assert tuple(COLUMNS) == LISTS
    for name in set(LISTS) - {"notes"}:
        expected = resolve(SCHEMA["properties"][name]["items"])
        assert kind_of(expected) == {key: kind for key, kind in COLUMNS[name].items() if key != "path"} or (
            name == "skipped" and kind_of(expected) == COLUMNS[name]
        )


def resolve(field: dict[str, Any]) -> dict[str, Any]:
    reference = field.get("$ref")
    options = [option for option in field.get("anyOf", field.get("oneOf", ())) if option != {"type": "null"}]
    if reference:
        return resolve(SCHEMA["$defs"][reference.rpartition("/")[2]])
    return resolve(options[0]) if options else field


def kind_of(field: dict[str, Any]) -> Kind:
    """The type of a column that the schema of the JSON report asks for."""
    field = resolve(field)
    named = field.get("type", "string")
    name = next(kind for kind in named if kind != "null") if isinstance(named, list) else named
    if "enum" in field:
        return "text"
    if name == "object":
        return {key: kind_of(part) for key, part in field["properties"].items()}
    if name == "array":
        return [kind_of(field.get("items") or field["prefixItems"][0])]
    return {"string": "text", "integer": "whole", "number": "number", "boolean": "flag"}[name]


def test_empty_lists_keep_their_columns_and_types(full: Audit, empty_audit: Audit) -> None:
    some, none = files_of(full), files_of(empty_audit)
    assert list(some) == list(none)
    for name in LISTS:
        assert table(none, name).num_rows == 0
        assert table(none, name).schema.equals(table(some, name).schema)


def test_nested_values_are_structs_and_lists(full: Audit) -> None:
    files = files_of(full)
    assert str(table(files, "findings").schema.field("fix").type) == (
        "struct<start: int64, end: int64, replacement: string, safe: bool>"
    )
    assert str(table(files, "citations").schema.field("mention").type) == "list<element: int64>"
    assert str(table(files, "passages").schema.field("locations").type) == (
        "list<element: struct<document: string, start: int64, end: int64>>"
    )


def test_every_table_says_by_what_and_with_which_settings_it_was_made(full: Audit) -> None:
    for name, content in files_of(full).items():
        if name.endswith(".parquet"):
            metadata = parquet.read_schema(io.BytesIO(content)).metadata
            assert metadata[b"dedup.schema_version"] == b"1"
            assert json.loads(metadata[b"dedup.tool"]) == {"name": "dedup", "version": __version__}
            assert json.loads(metadata[b"dedup.settings"]) == full.settings


def test_the_manifest_has_what_is_no_list_and_the_number_of_rows(full: Audit) -> None:
    manifest = json.loads(files_of(full)["tables.json"])
    report = to_contract(full)
    assert {key: manifest[key] for key in report if key not in LISTS} == {
        key: value for key, value in report.items() if key not in LISTS
    }
    assert [entry["name"] for entry in manifest["tables"]] == list(LISTS)
    assert manifest["tables"][0] == {"name": "documents", "file": "documents.parquet", "rows": 5}


def test_rows_are_written_in_groups(full: Audit) -> None:
    files = files_of(full, rows_at_once=2)
    read = parquet.ParquetFile(io.BytesIO(files["documents.parquet"]))
    assert [read.metadata.row_group(number).num_rows for number in range(read.num_row_groups)] == [2, 2, 1]
    assert table(files, "documents").equals(table(files_of(full), "documents"))


def test_half_surrogates_are_written_as_escapes(full: Audit) -> None:
    odd = replace(full.passages[0], text="halb \ud800")
    files = files_of(replace(full, passages=(odd,), notes=("auch \ud800",)))
    assert table(files, "passages").column("text").to_pylist() == ["halb \\ud800"]
    assert table(files, "notes").column("note").to_pylist() == ["auch \\ud800"]


def test_the_same_audit_gives_the_same_bytes(full: Audit) -> None:
    assert files_of(full) == files_of(full)
