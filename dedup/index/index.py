"""The index: the persistent memory of accepted documents.

In: prepared articles. Out: what they share with accepted documents, and what became of them. It answers as an audit
of the same documents does (dedup.reuse), and what it says is added is durable.
"""

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from sqlalchemy import Connection, select

from dedup.errors import InvalidRecordError
from dedup.index.admission import Admissions, Decide, split_at_repeated_ids
from dedup.index.documents import Known, find_known, read_numbers, retire
from dedup.index.look_up import LookUp, Stored, View
from dedup.index.matches import Matches, Outcome
from dedup.index.memory import Memory
from dedup.index.opening import columns_folder, open_entries
from dedup.index.prepared import Prepared
from dedup.index.record import decode_record, encode_record
from dedup.index.resumed import Foreseen, Resumed
from dedup.index.schema import DOCUMENTS
from dedup.index.shape import stored_settings
from dedup.index.store import Store
from dedup.model import Document
from dedup.settings import IndexSettings, ReuseSettings


class Index:
    """Accepted documents, to be asked and filled; threads may share it, processes open their own.

    >>> import tempfile; folder = tempfile.TemporaryDirectory()
    >>> from dedup.index.prepared import prepare
    >>> with Index.open(Path(folder.name) / "index.db", ReuseSettings()) as index:
    ...     article = prepare([Document(id="a", text="Der Minister reiste in den Osten.")], index.settings)
    ...     [outcome.admission.value for outcome in index.add(article) + index.add(article)]
    ['added', 'already']
    >>> folder.cleanup()
    """

    def __init__(self, store: Store, settings: ReuseSettings, memory: Memory, bounds: IndexSettings) -> None:
        self.store = store
        self.settings = settings
        self.memory = memory
        self.bounds = bounds
        self._writer = threading.Lock()

    @classmethod
    def open(
        cls,
        location: str | Path,
        settings: ReuseSettings | None = None,
        *,
        bounds: IndexSettings | None = None,
        create: bool = True,
        read_only: bool = False,
    ) -> Self:
        """Open the index in a file, or at a postgresql:// URL.

        Without settings those hold that the index was made with; with others, those that shape signatures must be
        the same, and the rest is taken from here.

        Raises:
            StoreError: There is none and `create` is false, or it cannot be opened.
            StoreCorruptError: It is damaged.
            StoreVersionError: It was written by a version of the program that does not fit.
            SettingsMismatchError: It was made with other settings.
        """
        bounds = bounds or IndexSettings()
        store = Store.open(location, bounds, create=create, read_only=read_only)
        try:
            entries = open_entries(store, settings, create=create)
        except BaseException:
            store.close()
            raise
        used = settings or stored_settings(entries)
        return cls(store, used, Memory(used, columns_folder(store, entries, bounds)), bounds)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections; nothing is lost without it."""
        self.store.close()

    def warm_up(self) -> None:
        """Read what the first look-up would have to read."""
        with self.store.reading() as connection:
            self.memory.catch_up(connection)

    def share(self) -> None:
        """Put into files what other processes of this machine would have to read from the database."""
        with self.store.reading() as connection:
            self.memory.catch_up(connection)
        self.memory.share_tail()

    def look_up(
        self, prepared: Sequence[Prepared], foreseen: Sequence[Foreseen | None] = ()
    ) -> tuple[Matches, ...]:
        """Say what each article shares with the documents that are in the index now.

        A stored document with an article's own id is left out, so that asking about it again gives the same answer.
        With `foreseen`, one for each article, only what was added since is asked about.
        """
        if not prepared:
            return ()
        _check_ids(prepared)
        with self.store.reading() as connection:
            known = find_known(connection, [item.document.id for item in prepared])
            view = self.memory.catch_up(connection)
            look_up = self._start(connection, prepared, known, view, foreseen, together=False)
            nobody = np.zeros(len(prepared), np.bool_)
            return tuple(look_up.matches(article, nobody, frozenset()) for article in range(len(prepared)))

    def foresee(self, prepared: Sequence[Prepared], *, from_files: bool) -> tuple[Foreseen | None, ...]:
        """Look articles up for another process that goes on from there.

        With `from_files` only among documents that are in files, so that what another process adds is not read from
        the database by each: gives None for each where there are none.
        """
        _check_ids(prepared)
        with self.store.reading() as connection:
            known = find_known(connection, [item.document.id for item in prepared])
            view = self.memory.catch_up(connection, from_files=from_files)
            if not prepared or (from_files and not view.next_number):
                return (None,) * len(prepared)
            stored = Stored.of(prepared, known)
            look_up = self._start(connection, prepared, known, view, (), together=False)
            nobody = np.zeros(len(prepared), np.bool_)
            return tuple(
                Foreseen(
                    filling=view.filling,
                    stored=stored.numbers.get(article),
                    matches=look_up.matches(article, nobody, frozenset()),
                )
                for article in range(len(prepared))
            )

    def check_and_add(
        self,
        prepared: Sequence[Prepared],
        decide: Decide,
        *,
        policy: str = "",
        seen: str = "",
        replace: bool = False,
        foreseen: Sequence[Foreseen | None] = (),
    ) -> tuple[Outcome, ...]:
        """Look articles up and add those that `decide` accepts, in one transaction and in order.

        `decide` is called with an article and its matches while no other process can write; what it accepts is
        seen by the articles after it. When this returns, what was added is durable; when it raises, nothing was
        added (of articles before a repeated id, what was decided stays). `policy` names the rules that decided,
        `seen` the time. With `replace`, a new text under a known id takes the place of the old one. `foreseen` is
        what another process has found out about the articles.

        Raises:
            StoreError: Nothing was added.
            InvalidRecordError: An id cannot be stored.
        """
        _check_ids(prepared)
        records = [None if item.is_signature_only else encode_record(item.document) for item in prepared]
        outcomes: list[Outcome] = []
        for stretch in split_at_repeated_ids(prepared):
            articles = [prepared[number] for number in stretch]
            own_records = [records[number] for number in stretch]
            own_foreseen = [foreseen[number] for number in stretch] if foreseen else ()
            with self._writer:
                outcomes.extend(
                    self._admit(
                        articles, own_records, decide, own_foreseen, policy=policy, seen=seen, replace=replace
                    )
                )
        return tuple(outcomes)

    def add(
        self, prepared: Sequence[Prepared], *, policy: str = "", seen: str = "", replace: bool = False
    ) -> tuple[Outcome, ...]:
        """Add articles without asking anybody; their matches come with the outcomes."""
        return self.check_and_add(prepared, _accept, policy=policy, seen=seen, replace=replace)

    def remove(self, names: Iterable[str], *, when: str = "removed") -> tuple[str, ...]:
        """Take documents out of every answer; gives the ids that were there. Compacting deletes them for good."""
        wanted = list(dict.fromkeys(names))
        with self._writer, self.store.writing() as connection:
            known = find_known(connection, wanted)
            rows = {name: row.active.number for name, row in known.items() if row.active is not None}
            if rows:
                retire(connection, list(rows.values()), when)
        return tuple(name for name in wanted if name in rows)

    def document(self, name: str) -> Document | None:
        """The stored document with an id; None where there is none, or none with its text."""
        with self.store.reading() as connection:
            known = find_known(connection, [name]).get(name)
            rows = list(read_numbers(connection, [known.active.number])) if known and known.active else []
        record = rows[0].record if rows else None
        return decode_record(name, record) if record is not None else None

    def ids(self) -> Iterator[str]:
        """The ids of all documents in the order in which they were accepted."""
        with self.store.reading() as connection:
            statement = select(DOCUMENTS.c.id).where(DOCUMENTS.c.retired.is_(None)).order_by(DOCUMENTS.c.number)
            for (name,) in connection.execution_options(yield_per=1_000).execute(statement):
                yield name

    def _start(
        self,
        connection: Connection,
        prepared: Sequence[Prepared],
        known: Mapping[str, Known],
        view: View,
        foreseen: Sequence[Foreseen | None],
        *,
        together: bool,
    ) -> LookUp | Resumed:
        stored = Stored.of(prepared, known)
        fetch = partial(self.memory.fetch, connection)
        if any(foreseen):
            return Resumed(
                prepared=prepared,
                foreseen=foreseen,
                view=view,
                fetch=fetch,
                settings=self.settings,
                bounds=self.bounds,
                stored=stored,
                together=together,
            )
        return LookUp(prepared, view, fetch, self.settings, self.bounds, stored=stored, together=together)

    def _admit(
        self,
        prepared: Sequence[Prepared],
        records: Sequence[bytes | None],
        decide: Decide,
        foreseen: Sequence[Foreseen | None],
        *,
        policy: str,
        seen: str,
        replace: bool,
    ) -> list[Outcome]:
        with self.store.writing() as connection:
            known = find_known(connection, [item.document.id for item in prepared])
            view = self.memory.catch_up(connection)
            admissions = Admissions(
                prepared=prepared,
                records=records,
                known=known,
                next_number=view.next_number,
                policy=policy,
                seen=seen,
                replace=replace,
            )
            look_up = self._start(connection, prepared, known, view, foreseen, together=True)
            outcomes = admissions.decide_all(look_up, decide)
            stamp = admissions.write(connection)
        self.memory.append(admissions.accepted, view.next_number, stamp)
        return outcomes


def _accept(_article: Prepared, _matches: Matches) -> bool:
    return True


def _check_ids(prepared: Sequence[Prepared]) -> None:
    for item in prepared:
        name = item.document.id
        if "\0" in name or (not name.isascii() and name.encode("utf-8", "replace").decode() != name):
            raise InvalidRecordError(f"the id {name!r} holds characters that cannot be stored; give another id")
