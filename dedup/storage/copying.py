"""Whole files, written to addresses, fetched from them and deleted there.

In: local files or what is written, and addresses. Out: nothing but errors that say what to do.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from dedup.errors import StorageError
from dedup.storage.addresses import hide_password
from dedup.storage.systems import Place, explained, find, reason_of


@contextmanager
def write_file(address: str) -> Iterator[IO[bytes]]:
    """Write a file that appears whole or not at all: what is written goes to a temporary file first.

    Raises:
        StorageError: It cannot be written.
    """
    place = find(address)
    with tempfile.TemporaryDirectory(prefix="dedup-") as folder:
        part = Path(folder) / "part"
        with part.open("wb") as stream:
            yield stream
        _put(place, part, address)


def put_file(path: Path, address: str) -> None:
    """Copy a local file to an address.

    Raises:
        StorageError: It cannot be written.
    """
    _put(find(address), path, address)


def fetch_file(address: str, path: Path) -> None:
    """Copy a file at an address to a local path.

    Raises:
        StorageError: It cannot be read.
    """
    place = find(address)
    try:
        with explained(address):
            place.system.get_file(place.path, str(path))
    except OSError as error:
        raise StorageError(f"{hide_password(address)}: cannot be read ({reason_of(error)})") from error


def remove_file(address: str) -> None:
    """Delete a file at an address; one that is gone is no error.

    Raises:
        StorageError: It cannot be deleted.
    """
    place = find(address)
    try:
        with explained(address):
            place.system.rm_file(place.path)
    except FileNotFoundError:
        return
    except OSError as error:
        raise StorageError(f"{hide_password(address)}: cannot be deleted ({reason_of(error)})") from error


def check_writable(address: str) -> None:
    """Fail before the work where its result could not be written: a package, the bucket or access is missing.

    Raises:
        StorageError: So it is; the message says which.
    """
    place = find(address)
    bucket = place.path.lstrip("/").partition("/")[0]
    try:
        with explained(address):
            place.system.invalidate_cache()
            if bucket and place.has_buckets:
                place.system.info(bucket)
    except PermissionError:
        return  # who may write need not be allowed to look
    except OSError as error:
        raise StorageError(f"{hide_password(address)}: cannot be written ({reason_of(error)})") from error


def _put(place: Place, path: Path, address: str) -> None:
    try:
        with explained(address):
            parent = place.path.rpartition("/")[0]
            if parent and not place.has_buckets:
                place.system.makedirs(parent, exist_ok=True)
            place.system.put_file(str(path), place.path)
    except OSError as error:
        raise StorageError(f"{hide_password(address)}: cannot be written ({reason_of(error)})") from error
