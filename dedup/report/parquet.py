"""The lists of an audit as Parquet tables: one file a list, with the values of the JSON report in typed columns.

In: an audit and a way to open files. Out: the tables, and `tables.json`, written last, with what is no list. Rows
are turned into columns some thousands at a time, so that no table stands in memory beside the audit.
"""

import itertools
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, BinaryIO

from dedup.model import Audit
from dedup.report.contract_tables import COLUMNS, arrow_schema
from dedup.report.json import contract_sections
from dedup.report.printable import escape_surrogates

if TYPE_CHECKING:
    import pyarrow as pa

MANIFEST = "tables.json"
_ROWS_AT_ONCE = 4_096
"""Rows of a row group. Chosen by hand: more make files hardly smaller, and claims are large."""

Opener = Callable[[str], AbstractContextManager[BinaryIO]]
"""Opens a file by its name for writing."""


def write_tables(audit: Audit, open_file: Opener, *, rows_at_once: int = _ROWS_AT_ONCE) -> tuple[str, ...]:
    """Write a table for each list of the contract and say which files that makes, the manifest last."""
    about: dict[str, Any] = {}
    tables = []
    for name, value in contract_sections(audit):
        if not isinstance(value, Iterator):
            about[name] = value
            continue
        file = f"{name}.parquet"
        schema = arrow_schema(COLUMNS[name]).with_metadata(_metadata(about))
        with open_file(file) as stream:
            rows = _write_table(_rows(name, value, audit), schema, stream, rows_at_once)
        tables.append({"name": name, "file": file, "rows": rows})
    with open_file(MANIFEST) as stream:
        manifest = json.dumps({**about, "tables": tables}, ensure_ascii=False, indent=1)
        stream.write(escape_surrogates(manifest).encode() + b"\n")
    return (*(str(table["file"]) for table in tables), MANIFEST)


def _metadata(about: Mapping[str, Any]) -> dict[str, str]:
    """Schema version, tool and settings, which every file carries itself."""
    return {
        f"dedup.{key}": escape_surrogates(json.dumps(about[key], ensure_ascii=False))
        for key in ("schema_version", "tool", "settings")
    }


def _rows(name: str, values: Iterable[Any], audit: Audit) -> Iterator[dict[str, Any]]:
    """The items of a list as rows: notes, which are plain texts, get a column, and documents their path."""
    if name == "notes":
        return ({"note": note} for note in values)
    if name == "documents":
        pairs = zip(values, audit.documents, strict=True)
        return ({**fields, "path": summary.path} for fields, summary in pairs)
    return iter(values)


def _write_table(rows: Iterator[dict[str, Any]], schema: "pa.Schema", stream: BinaryIO, rows_at_once: int) -> int:
    from pyarrow import parquet

    written = 0
    with parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        while batch := list(itertools.islice(rows, rows_at_once)):
            writer.write_batch(_as_columns(batch, schema))
            written += len(batch)
    return written


def _as_columns(rows: list[dict[str, Any]], schema: "pa.Schema") -> "pa.RecordBatch":
    import pyarrow as pa

    try:
        return pa.RecordBatch.from_pylist(rows, schema=schema)
    except UnicodeEncodeError:  # half of a surrogate pair, which is rare: looked for only then
        return pa.RecordBatch.from_pylist([_encodable(row) for row in rows], schema=schema)


def _encodable(value: Any) -> Any:
    if isinstance(value, str):
        return escape_surrogates(value)
    if isinstance(value, dict):
        return {key: _encodable(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_encodable(part) for part in value]
    return value
