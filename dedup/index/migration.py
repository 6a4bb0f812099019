"""From older schemas to this one, a step a version, all in the transaction of the caller.

Version 1 did not say under which policy a document was accepted, and had no stamps.
"""

import secrets
from collections.abc import Callable, Mapping

from sqlalchemy import Connection

from dedup.errors import StoreCorruptError, StoreVersionError
from dedup.index.documents import new_epoch, write_meta
from dedup.index.schema import METADATA
from dedup.index.shape import SCHEMA_VERSION


def schema_version(entries: Mapping[str, str], where: str) -> int:
    """The version of the schema of an index.

    Raises:
        StoreCorruptError: It is no number.
        StoreVersionError: It is newer than this program.
    """
    try:
        version = int(entries["schema_version"])
    except (KeyError, ValueError) as error:
        raise StoreCorruptError(f"{where}: does not say which version of an index it is") from error
    if version > SCHEMA_VERSION or version < min(STEPS, default=SCHEMA_VERSION):
        raise StoreVersionError(
            f"{where}: has schema {version}, this program reads up to {SCHEMA_VERSION}; use the newer program"
        )
    return version


def migrate(connection: Connection, entries: Mapping[str, str], where: str) -> None:
    """Bring an index up to date; nothing happens to one that is."""
    for version in range(schema_version(entries, where), SCHEMA_VERSION):
        STEPS[version](connection)
        write_meta(connection, {"schema_version": str(version + 1)})


def _add_policy_and_stamp(connection: Connection) -> None:
    connection.exec_driver_sql("ALTER TABLE dedup_documents ADD COLUMN policy TEXT NOT NULL DEFAULT ''")
    stamp = secrets.randbits(63)
    connection.exec_driver_sql(f"ALTER TABLE dedup_documents ADD COLUMN stamp BIGINT NOT NULL DEFAULT {stamp}")
    METADATA.create_all(connection)  # what version 1 did not have
    write_meta(connection, {"epoch": new_epoch()})


STEPS: dict[int, Callable[[Connection], None]] = {1: _add_policy_and_stamp}
"""What leads from a version to the next."""
