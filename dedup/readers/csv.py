"""Comma-separated values (.csv): one record a row, the first row names the fields.

Read block by block with pyarrow. Cells stay bytes until each row is decoded, so that one bad cell costs one row.
The separator (comma, semicolon, tab or bar) is the one that finds the text column in the first row.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from dedup.errors import UnreadableFileError
from dedup.model import SkippedRecord
from dedup.readers.decoding import describe_encoding, find_encoding
from dedup.readers.item import InputFile, Item, Notice
from dedup.readers.records import first_line, missing_field, read_record
from dedup.settings import ReaderSettings
from dedup.storage import open_file

_SEPARATORS = ",;\t|"
_SAMPLE_BYTES = 1 << 20
_OTHER_CELLS = 1 << 20  # bytes a row may hold besides the text
_LARGEST_BLOCK = (1 << 31) - 1  # pyarrow counts in 32 bits


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shape:
    """How the table is written."""

    encoding: str
    separator: str
    names: list[str]


def read(file: InputFile, settings: ReaderSettings) -> Iterator[Item]:
    """Yield the articles of a table.

    Raises:
        UnreadableFileError: The file is no text, or has no column for the text.
        OSError: The file cannot be opened.
    """
    with open_file(file.path) as stream:
        sample = stream.read(_SAMPLE_BYTES)
        shape = _find_shape(sample, settings)
        if shape.encoding != "utf-8-sig":
            yield Notice(f"{file.shown}: {describe_encoding(shape.encoding)}")
        stream.seek(0)
        yield from _read_rows(stream, shape, file, settings)


def _find_shape(sample: bytes, settings: ReaderSettings) -> _Shape:
    encoding = find_encoding(sample, partial=len(sample) == _SAMPLE_BYTES)
    text = sample.decode(encoding, "replace")
    shapes = [
        _Shape(encoding=encoding, separator=separator, names=_first_row(text, separator))
        for separator in _SEPARATORS
    ]
    for shape in shapes:
        if settings.text in shape.names:
            return shape
    names = max((shape.names for shape in shapes), key=len)
    raise UnreadableFileError(
        missing_field(names, settings, kind="column") if names else "is empty; nothing to audit"
    )


def _first_row(sample: str, separator: str) -> list[str]:
    try:
        return next((row for row in csv.reader(io.StringIO(sample, newline=""), delimiter=separator) if row), [])
    except csv.Error:
        return []


def _read_rows(stream: BinaryIO, shape: _Shape, file: InputFile, settings: ReaderSettings) -> Iterator[Item]:
    rejected: dict[int, str] = {}
    number = 0
    try:
        for batch in _batches(stream, shape, rejected, settings):
            for row in batch.to_pylist():
                number += 1
                while number in rejected:
                    yield SkippedRecord(path=file.shown, record=number, reason=rejected.pop(number))
                    number += 1
                yield _read_row(row, number, file, settings)
    except (ValueError, OSError, MemoryError) as error:  # pyarrow's errors and those of decoding
        reason = (
            f"the table is damaged from here on ({first_line(error)}); repair it, or split rows that are too long"
        )
        yield SkippedRecord(path=file.shown, record=number + 1, reason=reason)
    for late, reason in sorted(rejected.items()):
        yield SkippedRecord(path=file.shown, record=late, reason=reason)


def _batches(stream: BinaryIO, shape: _Shape, rejected: dict[int, str], settings: ReaderSettings) -> Iterator[Any]:
    import pyarrow as pa
    from pyarrow import csv as arrow_csv

    def reject(row: Any) -> str:
        reason = (
            f"the row has {row.actual_columns} cells instead of {row.expected_columns}; quote cells with separators"
        )
        rejected[row.number - 1] = reason  # pyarrow counts the row of names
        return "skip"

    encoding = "utf8" if shape.encoding == "utf-8-sig" else shape.encoding
    block = min(settings.max_characters * 4 + _OTHER_CELLS, _LARGEST_BLOCK)
    with arrow_csv.open_csv(
        stream,
        read_options=arrow_csv.ReadOptions(use_threads=False, block_size=block, encoding=encoding),
        parse_options=arrow_csv.ParseOptions(
            delimiter=shape.separator, newlines_in_values=True, invalid_row_handler=reject
        ),
        convert_options=arrow_csv.ConvertOptions(
            check_utf8=False, column_types=dict.fromkeys(shape.names, pa.binary())
        ),
    ) as batches:
        yield from batches


def _read_row(row: dict[str, object], number: int, file: InputFile, settings: ReaderSettings) -> Item:
    fields: dict[str, object] = {}
    for name, cell in row.items():
        try:
            fields[name] = cell.decode() if isinstance(cell, bytes) else cell
        except UnicodeDecodeError as error:
            reason = f"cell {name!r} is not UTF-8 at byte {error.start}; write the file as UTF-8"
            return SkippedRecord(path=file.shown, record=number, reason=reason)
    return read_record(fields, number, file, settings)
