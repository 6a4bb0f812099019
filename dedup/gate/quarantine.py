"""What waits for a person, what was released by whom, and how often the gate decided what.

In: answers with their articles. Out: items to list, to report and to release. It is kept in tables of the index's
own database, or in a database of its own; one transaction a batch, so that what was put aside is durable when its
answer is given. Counts of decisions are written along, at the latest on closing.
"""

import json
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    LargeBinary,
    MetaData,
    Row,
    Table,
    Text,
    inspect,
    select,
    text,
)

from dedup.errors import StoreError
from dedup.gate.answer import Answer
from dedup.gate.judging import Examined
from dedup.index.prepared import hash_content
from dedup.index.record import decode_record, encode_record
from dedup.index.store import Store
from dedup.model import Decision, Document
from dedup.settings import IndexSettings

FILE = "quarantine.db"
_METADATA = MetaData()
_ITEMS = Table(
    "dedup_quarantine",
    _METADATA,
    Column("id", Text, primary_key=True),
    Column("content", LargeBinary, primary_key=True),
    Column("seen", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("record", LargeBinary, nullable=False),
    Column("line", LargeBinary, nullable=False),
    Column("released", Text),
    Column("released_by", Text),
)
_DECISIONS = Table(
    "dedup_decisions",
    _METADATA,
    Column("day", Text, primary_key=True),
    Column("decision", Text, primary_key=True),
    Column("check_name", Text, primary_key=True),
    Column("number", Integer, nullable=False),
)
_COUNTS_EVERY = 1_000
"""Decisions after which their counts are written, where nothing else is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An article that was put aside: the answer it got, when, and who released it when.

    `answer` is plain data of the output contract; `line` is the record as it was read, empty where there was none.
    """

    document: Document
    answer: dict[str, Any]
    line: bytes
    seen: str
    released: str | None
    released_by: str | None

    def as_data(self) -> dict[str, Any]:
        """Plain data: the answer, and what became of the article."""
        return {**self.answer, "seen": self.seen, "released": self.released, "released_by": self.released_by}


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionCount:
    """How often a check led to a decision on a day (UTC); the check is empty for all decisions of the kind."""

    day: str
    decision: Decision
    check: str
    number: int


class Quarantine:
    """Articles that wait; threads may share it, processes open their own."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._counts: Counter[tuple[str, str, str]] = Counter()
        self._waiting = 0
        self._lock = threading.Lock()

    @classmethod
    def open(
        cls, location: str | Path, bounds: IndexSettings, *, is_index: bool = False, read_only: bool = False
    ) -> Self:
        """Open the quarantine of an index, in a folder, or at a postgresql:// URL; made unless `read_only`.

        Raises:
            StoreError: It cannot be opened.
        """
        if not is_index and "://" not in str(location):
            location = _file_in(Path(location), read_only=read_only)
        store = Store.open(location, bounds, create=not is_index, read_only=read_only)
        try:
            if not read_only:
                with store.writing() as connection:
                    _METADATA.create_all(connection)
        except BaseException:
            store.close()
            raise
        return cls(store)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Write down what is still to be counted, and close all connections."""
        try:
            if self._counts:
                with self._lock, self.store.writing() as connection:
                    self._write_counts(connection)
        finally:
            self.store.close()

    def keep(self, batch: Sequence[Examined], answers: Sequence[Answer], *, when: str) -> None:
        """Put the quarantined articles of a batch aside, durably, and count all decisions.

        The same text under the same id stands once; its latest answer counts, unless somebody released it.

        Raises:
            StoreError: Nothing of the batch was put aside.
        """
        rows = [
            _row(item, answer, when)
            for item, answer in zip(batch, answers, strict=True)
            if answer.decision is Decision.QUARANTINE
        ]
        with self._lock:
            for answer in answers:
                checks = {reason.check for reason in answer.reasons}
                self._counts.update((when[:10], answer.decision.value, check) for check in ("", *sorted(checks)))
            self._waiting += len(answers)
            if not rows and self._waiting < _COUNTS_EVERY:
                return
            with self.store.writing() as connection:
                if rows:
                    connection.execute(_KEEP, rows)
                self._write_counts(connection)

    def items(self, *, released: bool = False) -> Iterator[Item]:
        """The articles that wait, or with `released` those that were let in; latest first."""
        order = _ITEMS.c.released if released else _ITEMS.c.seen
        chosen = _ITEMS.c.released.is_not(None) if released else _ITEMS.c.released.is_(None)
        with self.store.reading() as connection:
            if not _has_tables(connection):
                return
            statement = select(_ITEMS).where(chosen).order_by(order.desc(), _ITEMS.c.id, _ITEMS.c.content)
            for row in connection.execution_options(yield_per=100).execute(statement):
                yield _item(row)

    def waiting(self, name: str) -> Item:
        """The article that waits under an id; of several texts the latest.

        Raises:
            StoreError: None waits.
        """
        with self.store.reading() as connection:
            row = None
            if _has_tables(connection):
                statement = select(_ITEMS).where(_ITEMS.c.id == name, _ITEMS.c.released.is_(None))
                row = connection.execute(statement.order_by(_ITEMS.c.seen.desc(), _ITEMS.c.content)).first()
        if row is None:
            raise self._nothing_waits(name)
        return _item(row)

    def discard(self, name: str) -> int:
        """Delete what waits under an id; what was released stays. Gives the number of texts.

        Raises:
            StoreError: None waits.
        """
        with self._lock, self.store.writing() as connection:
            gone = connection.execute(
                _ITEMS.delete().where(_ITEMS.c.id == name, _ITEMS.c.released.is_(None))
            ).rowcount
        if not gone:
            raise self._nothing_waits(name)
        return gone

    def note_release(self, item: Item, *, by: str, when: str) -> None:
        """Write down who let an article in."""
        with self._lock, self.store.writing() as connection:
            connection.execute(
                _RELEASE,
                {"name": item.document.id, "content": hash_content(item.document.text), "when": when, "who": by},
            )

    def counts(self) -> tuple[DecisionCount, ...]:
        """How often the gate decided what, by day, decision and check."""
        with self.store.reading() as connection:
            if not _has_tables(connection):
                return ()
            rows = connection.execute(select(_DECISIONS).order_by(*_DECISIONS.primary_key)).all()
        return tuple(
            DecisionCount(day=row.day, decision=Decision(row.decision), check=row.check_name, number=row.number)
            for row in rows
        )

    def _nothing_waits(self, name: str) -> StoreError:
        return StoreError(
            f"{self.store.name}: nothing waits under the id {name!r}; `dedup gate list` lists what does"
        )

    def _write_counts(self, connection: Connection) -> None:
        counts = [
            {"day": day, "decision": decision, "check_name": check, "number": number}
            for (day, decision, check), number in sorted(self._counts.items())
        ]
        connection.execute(_COUNT, counts)
        self._counts.clear()
        self._waiting = 0


def _file_in(folder: Path, *, read_only: bool) -> Path:
    if not read_only:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(
                f"{folder}: no folder for the quarantine can be made ({error.strerror}); check the path"
            ) from error
    return folder / FILE


def _has_tables(connection: Connection) -> bool:
    return inspect(connection).has_table(_ITEMS.name)


def _row(item: Examined, answer: Answer, when: str) -> dict[str, Any]:
    return {
        "id": item.document.id,
        "content": hash_content(item.document.text),
        "seen": when,
        "answer": json.dumps(answer.as_data()),
        "record": encode_record(item.document),
        "line": item.line,
    }


def _item(row: Row[Any]) -> Item:
    return Item(
        document=decode_record(row.id, row.record),
        answer=json.loads(row.answer),
        line=bytes(row.line),
        seen=row.seen,
        released=row.released,
        released_by=row.released_by,
    )


_KEEP = text(
    "INSERT INTO dedup_quarantine (id, content, seen, answer, record, line) "
    "VALUES (:id, :content, :seen, :answer, :record, :line) "
    "ON CONFLICT (id, content) DO UPDATE SET seen = excluded.seen, answer = excluded.answer, "
    "record = excluded.record, line = excluded.line WHERE dedup_quarantine.released IS NULL"
)
_COUNT = text(
    "INSERT INTO dedup_decisions (day, decision, check_name, number) "
    "VALUES (:day, :decision, :check_name, :number) "
    "ON CONFLICT (day, decision, check_name) DO UPDATE SET number = dedup_decisions.number + excluded.number"
)
_RELEASE = text(
    "UPDATE dedup_quarantine SET released = :when, released_by = :who WHERE id = :name AND content = :content"
)
