import datetime as dt
import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dedup.model import Collection, Document, SkippedRecord

ReadBytes = Callable[..., Collection]


def table(columns: Mapping[str, Any], rows_per_group: int = 1_000) -> bytes:
    stream = io.BytesIO()
    pq.write_table(pa.table(columns), stream, row_group_size=rows_per_group)
    return stream.getvalue()


def many(rows: Sequence[int]) -> bytes:
    return table({"id": [f"{row:04}" for row in rows], "text": [f"Text {row * 7919}" for row in rows]}, 100)


def test_a_row_is_a_record(read: ReadBytes) -> None:
    content = table(
        {
            "id": [7, 8],
            "text": ["Ein\r\nText", "Noch einer"],
            "date": pa.array(
                [dt.datetime(2024, 6, 18, 7, 30, tzinfo=dt.UTC), None], pa.timestamp("ns", "Europe/Berlin")
            ),
            "themen": [["Fluss", "Hafen"], None],
        }
    )
    assert read("a.parquet", content).documents == (
        Document(
            id="7",
            text="Ein\r\nText",
            published="2024-06-18",
            path="a.parquet",
            metadata=(("date", "2024-06-18 07:30:00.000000000"), ("themen", '["Fluss", "Hafen"]')),
        ),
        Document(id="8", text="Noch einer", path="a.parquet"),
    )


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.dictionary(pa.int32(), pa.string())])
def test_every_text_type_is_text(read: ReadBytes, kind: pa.DataType) -> None:
    assert read("a.parquet", table({"text": pa.array(["Text"]).cast(kind)})).documents == (
        Document(id="a.parquet#1", text="Text", path="a.parquet"),
    )


def test_records_are_numbered_across_row_groups(read: ReadBytes) -> None:
    content = table({"text": ["A", "", "C", None, "E"]}, rows_per_group=2)
    collection = read("a.parquet", content)
    assert [document.id for document in collection.documents] == ["a.parquet#1", "a.parquet#3", "a.parquet#5"]
    assert collection.skipped == (
        SkippedRecord(path="a.parquet", record=2, reason="text is empty; nothing to audit"),
        SkippedRecord(
            path="a.parquet", record=4, reason="field 'text' holds null instead of text; repair the export"
        ),
    )


def test_a_cell_that_is_not_utf_8_costs_its_row(read: ReadBytes) -> None:
    texts = pa.Array.from_buffers(
        pa.string(), 3, pa.array([b"gut", b"\xff\xfe", b"auch gut"], pa.binary()).buffers()
    )
    collection = read("a.parquet", table({"text": texts}))
    assert [document.text for document in collection.documents] == ["gut", "auch gut"]
    assert [skipped.record for skipped in collection.skipped] == [2]
    assert collection.skipped[0].reason.startswith("holds a value that cannot be read (")


def test_a_date_beyond_python_is_kept_as_text(read: ReadBytes) -> None:
    content = table({"text": ["Text"], "date": pa.array([2**61], pa.timestamp("us"))})
    (document,) = read("a.parquet", content).documents
    assert document.published is None
    assert document.metadata[0][0] == "date"


def test_a_table_without_the_column_is_skipped(read: ReadBytes) -> None:
    assert read("a.parquet", table({"inhalt": ["Text"], "id": [1]})).skipped == (
        SkippedRecord(
            path="a.parquet",
            record=None,
            reason="has no column 'text' (it has: inhalt, id); name the right one in readers.text",
        ),
    )


@pytest.mark.parametrize("content", [b"", b"PAR1", b"kein Parquet" * 100])
def test_a_file_that_is_no_parquet_is_skipped(read: ReadBytes, content: bytes) -> None:
    (skipped,) = read("a.parquet", content).skipped
    assert skipped.record is None
    assert skipped.reason.startswith("is no readable Parquet file (")
    assert skipped.reason.endswith("); write or fetch it again")


def test_damage_inside_costs_one_row_group(read: ReadBytes) -> None:
    content = bytearray(many(range(300)))
    metadata = pq.ParquetFile(io.BytesIO(bytes(content))).metadata
    start = metadata.row_group(1).column(1).data_page_offset
    content[start : start + 100] = b"\xff" * 100
    collection = read("a.parquet", bytes(content))
    kept = [document.id for document in collection.documents]
    assert kept == [f"{row:04}" for row in [*range(100), *range(200, 300)]]
    (skipped,) = collection.skipped
    assert skipped.record == 101
    assert skipped.reason.startswith("row group 2 is damaged from here on (")


def test_a_cut_file_is_skipped(read: ReadBytes) -> None:
    content = many(range(300))
    assert (
        read("a.parquet", content[: len(content) // 2])
        .skipped[0]
        .reason.startswith("is no readable Parquet file (")
    )
