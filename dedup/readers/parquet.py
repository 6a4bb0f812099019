"""Parquet (.parquet): one record a row, read row group by row group with pyarrow.

A damaged row group costs its own rows from the damage on; the others are read.
"""

from collections.abc import Iterator
from typing import Any

from dedup.errors import UnreadableFileError
from dedup.model import SkippedRecord
from dedup.readers.item import InputFile, Item
from dedup.readers.records import first_line, missing_field, read_record
from dedup.settings import ReaderSettings
from dedup.storage import open_file

_ROWS_AT_ONCE = 1_000
# pyarrow's errors and the builtin ones of what a damaged file holds.
_DAMAGE = (ValueError, OSError, MemoryError, NotImplementedError, KeyError, IndexError, OverflowError)


def read(file: InputFile, settings: ReaderSettings) -> Iterator[Item]:
    """Yield the articles of a table.

    Raises:
        UnreadableFileError: The file is no Parquet, or has no column for the text.
        OSError: The file cannot be opened.
    """
    with open_file(file.path) as stream:
        table = _open(stream, settings)
        before = 0
        for group in range(table.metadata.num_row_groups):
            yield from _read_group(table, group, before, file, settings)
            before += table.metadata.row_group(group).num_rows


def _open(stream: Any, settings: ReaderSettings) -> Any:
    from pyarrow import parquet

    try:
        table = parquet.ParquetFile(stream)
        names = list(table.schema_arrow.names)
    except _DAMAGE as error:
        raise UnreadableFileError(
            f"is no readable Parquet file ({first_line(error)}); write or fetch it again"
        ) from error
    if settings.text not in names:
        raise UnreadableFileError(missing_field(names, settings, kind="column"))
    return table


def _read_group(table: Any, group: int, before: int, file: InputFile, settings: ReaderSettings) -> Iterator[Item]:
    number = before
    try:
        for batch in table.iter_batches(batch_size=_ROWS_AT_ONCE, row_groups=[group]):
            for row in _rows(_with_printed_times(batch)):
                number += 1
                if isinstance(row, str):
                    yield SkippedRecord(path=file.shown, record=number, reason=row)
                else:
                    yield read_record(row, number, file, settings)
    except _DAMAGE as error:
        reason = f"row group {group + 1} is damaged from here on ({first_line(error)}); fetch the file again"
        yield SkippedRecord(path=file.shown, record=number + 1, reason=reason)


def _rows(batch: Any) -> Iterator[dict[str, object] | str]:
    """Yield the rows as plain data; in the place of one that cannot be converted, what is wrong."""
    try:
        yield from batch.to_pylist()
    except ValueError:
        for position in range(batch.num_rows):
            yield _row(batch.slice(position, 1))


def _row(batch: Any) -> dict[str, object] | str:
    try:
        row: dict[str, object] = batch.to_pylist()[0]
    except ValueError as error:
        return f"holds a value that cannot be read ({first_line(error)}); repair the export"
    return row


def _with_printed_times(batch: Any) -> Any:
    """Write points in time as text: Python's own types hold neither nanoseconds nor the year 10000."""
    import pyarrow as pa

    columns = []
    for column in batch.columns:
        if pa.types.is_timestamp(column.type):
            columns.append(column.cast(pa.timestamp(column.type.unit)).cast(pa.string()))
        else:
            columns.append(column.cast(pa.string()) if pa.types.is_date(column.type) else column)
    return pa.RecordBatch.from_arrays(columns, names=batch.schema.names)
