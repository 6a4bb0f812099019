"""Where an index is kept: a file (SQLite, WAL) or a PostgreSQL server, behind one layer.

In: a location. Out: transactions. One writer at a time: what a look-up has seen cannot change before the insert
that follows from it. SQLite gives that with BEGIN IMMEDIATE, PostgreSQL with one advisory lock. A lock for each
band would let more in at once, but not see that two articles share a passage without sharing a band, and a batch
would need more locks than a server has by default. Every failure of the database becomes a StoreError that says
what to do.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.pool import QueuePool

from dedup.errors import StoreCorruptError, StoreError
from dedup.settings import IndexSettings

_PAGE_BYTES = 16_384
"""Seven documents a page; with 4,096 bytes one document would fill half a page and waste the rest."""
_LOCK = 0x64656475  # "dedu": the class of our advisory locks
_CONNECTIONS = 8
_CORRUPT = {"SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_CORRUPT_INDEX", "SQLITE_CORRUPT_VTAB", "SQLITE_FORMAT"}


class Store:
    """A database that holds an index; threads may share it, processes open their own."""

    def __init__(
        self, engine: Engine, name: str, path: Path | None, *, read_only: bool, bounds: IndexSettings
    ) -> None:
        self.engine = engine
        self.name = name
        self.path = path
        self.read_only = read_only
        self._bounds = bounds

    @classmethod
    def open(cls, location: str | Path, bounds: IndexSettings, *, create: bool, read_only: bool) -> "Store":
        """Connect to a database; a file is made where `create` allows it.

        Raises:
            StoreError: The location cannot be opened.
        """
        given = str(location)
        if given.startswith(("postgresql:", "postgres:", "postgresql+psycopg:")):
            engine, name = _postgresql(given, bounds, read_only=read_only)
            return cls(engine, name, None, read_only=read_only, bounds=bounds)
        if "://" in given and not given.startswith("sqlite:///"):
            raise StoreError(
                f"{given.split('://', maxsplit=1)[0]}: is no kind of index; name a file or a postgresql:// URL"
            )
        path = Path(given.removeprefix("sqlite:///"))
        if not path.exists() and (read_only or not create):
            raise StoreError(f"{path}: there is no index; check the path, or make one with `dedup index add`")
        if path.is_dir() or not path.absolute().parent.is_dir():
            raise StoreError(f"{path}: is a folder, or its folder does not exist; name a file")
        return cls(_sqlite(path, bounds, read_only=read_only), str(path), path, read_only=read_only, bounds=bounds)

    @property
    def is_sqlite(self) -> bool:
        """Whether the index is a file."""
        return self.path is not None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a transaction that sees one state of the index."""
        with self.translated(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give the only transaction that may write; it commits on leaving and rolls back on an error.

        Raises:
            StoreError: The index is open for reading only, another process writes for too long, or the database
                failed: then nothing was written.
        """
        if self.read_only:
            raise StoreError(f"{self.name}: is open for reading only")
        with self.translated(), self.engine.connect() as plain:
            connection = plain.execution_options(dedup_writes=True)
            with connection.begin():
                if not self.is_sqlite:
                    connection.execute(_ADVISORY_LOCK, {"kind": _LOCK})
                yield connection

    @contextmanager
    def translated(self) -> Iterator[None]:
        """Turn failures of the database into errors that say what to do."""
        try:
            yield
        except DBAPIError as error:
            raise self._explain(error) from error
        except PoolTimeoutError as error:
            raise StoreError(
                f"{self.name}: all {_CONNECTIONS} connections are in use; use fewer threads"
            ) from error

    def _explain(self, error: DBAPIError) -> StoreError:
        code = getattr(error.orig, "sqlite_errorname", "") or type(error.orig).__name__
        message = " ".join(str(error.orig).split())
        wait = f"{self._bounds.busy_timeout_seconds:g} s"
        if code in _CORRUPT:
            return StoreCorruptError(f"{self.name}: is damaged or no index ({message}); restore it from a backup")
        if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")) or code == "LockNotAvailable":
            return StoreError(
                f"{self.name}: another process writes to it and did not finish within {wait}; try again"
            )
        if code in {"SQLITE_FULL", "DiskFull"}:
            return StoreError(f"{self.name}: there is no room left to write ({message}); nothing was added")
        if code.startswith("SQLITE_READONLY") or code == "ReadOnlySqlTransaction":
            return StoreError(
                f"{self.name}: cannot be written ({message}); check the permissions of file and folder"
            )
        if code.startswith("SQLITE_CANTOPEN"):
            return StoreError(f"{self.name}: cannot be opened ({message}); check the path and its permissions")
        return StoreError(f"{self.name}: the database failed ({code}: {message})")

    def vacuum(self) -> None:
        """Give unused room back to the disk."""
        with self.translated(), self.engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            if self.is_sqlite:
                driver.execute("VACUUM")
                driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                return
            driver.autocommit = True
            try:
                driver.execute("VACUUM dedup_documents")
            finally:
                driver.autocommit = False

    def close(self) -> None:
        """Close all connections."""
        with suppress(DBAPIError):
            self.engine.dispose()


_ADVISORY_LOCK = text("SELECT pg_advisory_xact_lock(:kind, hashtext(current_schema()))")


def _sqlite(path: Path, bounds: IndexSettings, *, read_only: bool) -> Engine:
    flags = "mode=ro" if read_only else "mode=rwc"
    folder = path.absolute().parent
    if read_only and not os.access(folder, os.W_OK) and not path.with_name(path.name + "-wal").exists():
        flags = "immutable=1"  # a medium that nobody can write needs no locks, and allows none

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(
            f"file:{quote(str(path.absolute()))}?{flags}",
            uri=True,
            timeout=bounds.busy_timeout_seconds,
            isolation_level=None,
            check_same_thread=False,
        )

    engine = create_engine("sqlite+pysqlite://", creator=connect, poolclass=QueuePool, pool_size=_CONNECTIONS)

    @event.listens_for(engine, "connect")
    def _set_up(connection: sqlite3.Connection, _record: object) -> None:
        if not read_only:
            connection.execute(f"PRAGMA page_size={_PAGE_BYTES}")
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute(f"PRAGMA synchronous={'FULL' if bounds.power_loss_safe else 'NORMAL'}")
        connection.execute("PRAGMA cache_size=-65536")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("dedup_writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _postgresql(given: str, bounds: IndexSettings, *, read_only: bool) -> tuple[Engine, str]:
    try:
        url = make_url(given).set(drivername="postgresql+psycopg")
    except (ArgumentError, ValueError) as error:
        raise StoreError("the URL of the index is no URL; it looks like postgresql://user@host/name") from error
    milliseconds = int(bounds.busy_timeout_seconds * 1000)
    options = f"-c lock_timeout={milliseconds} -c default_transaction_read_only={'on' if read_only else 'off'}"
    try:
        engine = create_engine(
            url,
            pool_size=_CONNECTIONS,
            max_overflow=0,
            connect_args={"options": f"{url.query.get('options', '')} {options}".strip(), "connect_timeout": 10},
        )
    except ModuleNotFoundError as error:
        raise StoreError("an index on PostgreSQL needs psycopg: pip install 'dedup-news[postgres]'") from error
    return engine, url.render_as_string(hide_password=True).replace("+psycopg", "")
