"""Rows of accepted documents: how they are read, written and retired.

In: connections and prepared articles. Out: rows, and the few figures that say how far an index is filled. Every
function works inside the caller's transaction.
"""

import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from dedup.index.prepared import Prepared, Signature
from dedup.index.schema import DOCUMENTS, META

_COLUMNS = DOCUMENTS.c
StoredRow = Any
"""A row with the columns of a statement as attributes; SQLAlchemy 2.0 and 2.1 type it differently."""

_IDS_AT_ONCE = 500
"""Names in one question; SQLite allows 32,766, PostgreSQL 65,535."""


@dataclass(frozen=True, slots=True)
class Filling:
    """How far an index is filled: the next number, how often something was retired, and the epoch of its numbers.

    The epoch changes when rows are deleted for good.
    """

    next_number: int
    retirements: int
    epoch: str


@dataclass(frozen=True, slots=True)
class Known:
    """An id that is or was in the index: its last version, and its row (number, content, policy) unless retired."""

    last_version: int
    active: StoredRow | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRow:
    """A row to be written."""

    number: int
    version: int
    document: str
    content: bytes
    signature: Signature
    record: bytes | None
    policy: str
    seen: str


def read_meta(connection: Connection) -> dict[str, str]:
    """Everything that an index keeps about itself."""
    return {row.key: row.value for row in connection.execute(select(META.c.key, META.c.value))}


def write_meta(connection: Connection, entries: dict[str, str]) -> None:
    """Set entries, new or old."""
    connection.execute(delete(META).where(META.c.key.in_(list(entries))))
    connection.execute(insert(META), [{"key": key, "value": value} for key, value in entries.items()])


def read_filling(connection: Connection) -> Filling:
    """How far the index is filled, in this transaction."""
    rows = connection.exec_driver_sql(
        "SELECT key, value FROM dedup_meta WHERE key IN ('epoch', 'next_number', 'retirements')"
    )
    entries = {row.key: row.value for row in rows}
    return Filling(int(entries["next_number"]), int(entries["retirements"]), entries["epoch"])


def set_entry(connection: Connection, key: str, value: str) -> None:
    """Change one entry that exists."""
    connection.execute(update(META).where(META.c.key == key), {"value": value})


def new_epoch() -> str:
    """A name that no other filling has."""
    return secrets.token_hex(8)


def find_known(connection: Connection, names: Sequence[str]) -> dict[str, Known]:
    """What is known of those ids that are or were in the index."""
    found: dict[str, Known] = {}
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    for start in range(0, len(names), _IDS_AT_ONCE):
        some = tuple(names[start : start + _IDS_AT_ONCE])
        marks = ", ".join([mark] * len(some))
        for row in connection.exec_driver_sql(f"{_FIND_KNOWN} ({marks})", some):
            earlier = found.get(row.id)
            last = max(row.version, earlier.last_version if earlier else 0)
            active = row if row.retired is None else earlier.active if earlier else None
            found[row.id] = Known(last, active)
    return found


def insert_rows(connection: Connection, rows: Sequence[NewRow]) -> int:
    """Write rows and move the next number past them; gives the stamp they carry."""
    stamp = secrets.randbits(63)
    connection.execute(
        insert(DOCUMENTS),
        [
            {
                "number": row.number,
                "id": row.document,
                "version": row.version,
                "stamp": stamp,
                "content": row.content,
                "policy": row.policy,
                "seen": row.seen,
                "retired": None,
                "signature": row.signature.astype("<u2").tobytes(),
                "record": row.record,
            }
            for row in rows
        ],
    )
    set_entry(connection, "next_number", str(rows[-1].number + 1))
    return stamp


def retire(connection: Connection, numbers: Sequence[int], when: str) -> None:
    """Take rows out of every answer; they stay until the index is compacted."""
    connection.execute(_RETIRE, [{"wanted": number, "when": when} for number in numbers])
    filling = read_filling(connection)
    set_entry(connection, "retirements", str(filling.retirements + len(numbers)))


def confirm_policy(connection: Connection, number: int, policy: str) -> None:
    """Note under which policy a stored document was accepted last."""
    connection.execute(update(DOCUMENTS).where(_COLUMNS.number == number), {"policy": policy})


def retired_numbers(connection: Connection) -> list[int]:
    """The numbers of all retired rows, ascending."""
    statement = select(_COLUMNS.number).where(_COLUMNS.retired.is_not(None)).order_by(_COLUMNS.number)
    return [number for (number,) in connection.execute(statement)]


def read_rows(connection: Connection, first: int, end: int) -> Sequence[StoredRow]:
    """The rows of a range of numbers in their order: number, id, stamp, content, signature, record."""
    return connection.execute(_READ_ROWS, {"first": first, "end": end}).all()


def read_numbers(connection: Connection, numbers: Iterable[int]) -> Iterator[StoredRow]:
    """The rows of some numbers, in any order."""
    wanted = list(numbers)
    for start in range(0, len(wanted), _IDS_AT_ONCE):
        yield from connection.execute(_READ_NUMBERS, {"numbers": wanted[start : start + _IDS_AT_ONCE]})


def stamp_of(connection: Connection, number: int) -> int | None:
    """The stamp of a row, None where it is gone."""
    return connection.execute(select(_COLUMNS.stamp).where(_COLUMNS.number == number)).scalar()


def count_documents(connection: Connection) -> tuple[int, int]:
    """Documents in the index, and retired rows."""
    statement = select(func.count(), func.count(_COLUMNS.retired)).select_from(DOCUMENTS)
    rows, retired = connection.execute(statement).one()
    return rows - retired, retired


def read_signature(data: bytes) -> Signature:
    """The values of a stored signature."""
    return np.frombuffer(data, "<u2").astype(np.uint16)


def new_row(
    prepared: Prepared, record: bytes | None, *, number: int, version: int, policy: str, seen: str
) -> NewRow:
    """The row of an article that is accepted."""
    return NewRow(
        number=number,
        version=version,
        document=prepared.document.id,
        content=prepared.content,
        signature=prepared.signature,
        record=record,
        policy=policy,
        seen=seen,
    )


_ROW = (_COLUMNS.number, _COLUMNS.id, _COLUMNS.stamp, _COLUMNS.content, _COLUMNS.signature, _COLUMNS.record)
_FIND_KNOWN = "SELECT id, number, version, content, policy, retired FROM dedup_documents WHERE id IN"
"""Asked for each article; as plain SQL it takes a third of the time."""
_READ_ROWS = (
    select(*_ROW)
    .where(_COLUMNS.number >= bindparam("first"), _COLUMNS.number < bindparam("end"))
    .order_by(_COLUMNS.number)
)
_READ_NUMBERS = select(*_ROW).where(_COLUMNS.number.in_(bindparam("numbers", expanding=True)))
_RETIRE = update(DOCUMENTS).where(_COLUMNS.number == bindparam("wanted")).values(retired=bindparam("when"))
