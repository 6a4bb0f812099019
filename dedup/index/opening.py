"""Opening an index: making a new one, bringing an old one up to date, refusing what does not fit.

In: a store and settings. Out: the settings that hold. An index is made in one transaction, so that two processes
that start together make one.
"""

import secrets
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import Connection, inspect

from dedup.errors import StoreCorruptError, StoreError, StoreVersionError
from dedup.index.documents import new_epoch, read_meta, write_meta
from dedup.index.migration import migrate, schema_version
from dedup.index.schema import METADATA
from dedup.index.shape import SCHEMA_VERSION, check_shape, describe, stored_settings
from dedup.index.store import Store
from dedup.settings import IndexSettings, ReuseSettings


def open_entries(store: Store, settings: ReuseSettings | None, *, create: bool) -> Mapping[str, str]:
    """Read what an index says of itself, after making or migrating it where that is needed and allowed.

    Raises:
        StoreError: There is no index, or the database holds something else.
        StoreVersionError: It was written by a newer program, or by an older one and is open for reading only.
        SettingsMismatchError: It was made with other settings.
    """
    entries = _read(store)
    if entries is None:
        if not create or store.read_only:
            raise StoreError(f"{store.name}: holds no index; make one with `dedup index add`")
        entries = _create(store, settings or ReuseSettings())
    elif schema_version(entries, store.name) < SCHEMA_VERSION:
        entries = _bring_up_to_date(store)
    check_shape(entries, settings or stored_settings(entries), store.name)
    if not {"epoch", "next_number", "retirements", "identity"} <= entries.keys():
        raise StoreCorruptError(f"{store.name}: does not say how far it is filled; restore it from a backup")
    return entries


def columns_folder(store: Store, entries: Mapping[str, str], bounds: IndexSettings) -> Path:
    """Where the runs of an index are kept as files."""
    if bounds.columns_folder:
        return Path(bounds.columns_folder) / entries["identity"]
    if store.path is not None:
        return store.path.with_name(store.path.name + ".columns")
    return _cache_folder() / "dedup" / entries["identity"]


def _cache_folder() -> Path:
    import os

    for variable in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        if os.environ.get(variable):
            return Path(os.environ[variable])
    return Path.home() / ".cache"


def _read(store: Store) -> dict[str, str] | None:
    """The entries; None where the database is empty of them."""
    with store.reading() as connection:
        tables = set(inspect(connection).get_table_names())
        if "dedup_meta" in tables:
            return read_meta(connection)
        if store.is_sqlite and tables:
            raise StoreError(f"{store.name}: is a database of another program; name another file")
        return None


def _create(store: Store, settings: ReuseSettings) -> dict[str, str]:
    with store.writing() as connection:
        if not _is_empty(connection):
            return read_meta(connection)  # another process was faster
        METADATA.create_all(connection)
        entries = describe(settings) | {
            "identity": secrets.token_hex(16),
            "epoch": new_epoch(),
            "next_number": "0",
            "retirements": "0",
        }
        write_meta(connection, entries)
    return entries


def _is_empty(connection: Connection) -> bool:
    return "dedup_meta" not in inspect(connection).get_table_names()


def _bring_up_to_date(store: Store) -> dict[str, str]:
    if store.read_only:
        raise StoreVersionError(
            f"{store.name}: has an older schema; open it once for writing to bring it up to date"
        )
    with store.writing() as connection:
        migrate(connection, read_meta(connection), store.name)
        return read_meta(connection)
