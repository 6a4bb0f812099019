"""Files at addresses such as s3://bucket/news: found, opened and written through fsspec.

In: an address as the user wrote it; a local path never gets here, and nothing is imported for one. Out: streams,
listings, and errors that say what to do. What libraries of clouds raise has no common base, so everything that is
no error of the system becomes one: whoever reads local files is ready for those.
"""

import io
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import IO, Any, BinaryIO

from dedup.errors import StorageError

_ADDRESS = re.compile(r"(?:[A-Za-z][\w+.-]*::)*[A-Za-z][\w+.-]+://")
_PASSWORD = re.compile(r"(?<=://)[^/@\s]*:[^/@\s]*@")
_BUFFER_BYTES = 1 << 20
_PACKAGES = {
    "s3": "dedup-news[remote]",
    "s3a": "dedup-news[remote]",
    "memory": "dedup-news[remote]",
    "gs": "gcsfs",
    "gcs": "gcsfs",
    "az": "adlfs",
    "abfs": "adlfs",
    "abfss": "adlfs",
    "hf": "huggingface_hub",
    "http": "aiohttp",
    "https": "aiohttp",
}
"""What to install for an address, where it is missing."""


def is_address(path: str) -> bool:
    """Say whether a path is an address rather than the name of a local file.

    >>> is_address("s3://bucket/news.jsonl"), is_address("news/a.jsonl"), is_address(r"C://news")
    (True, False, False)
    """
    return _ADDRESS.match(path) is not None


def hide_password(address: str) -> str:
    """Write an address without the name and password it may hold.

    >>> hide_password("ftp://kim:secret@host/a.txt")
    'ftp://…@host/a.txt'
    """
    return _PASSWORD.sub("…@", address)


def open_file(path: str) -> BinaryIO:
    """Open a file for reading, here or at an address.

    Raises:
        OSError: It cannot be opened; reading may raise it too, and nothing else.
        StorageError: A package is missing.
    """
    if not is_address(path):
        return open(path, "rb")  # noqa: PTH123 - the path may hold bytes that are no text
    place = _find(path)
    with _explained(path):
        stream = place.system.open(place.path, "rb")
    return io.BufferedReader(_Explained(path, stream), _BUFFER_BYTES)


@dataclass(frozen=True, slots=True)
class Stored:
    """A file below a folder of an address: its path below it, and its own address."""

    below: str
    address: str


def size_of(address: str) -> int:
    """Say how many bytes a file holds; 0 where the storage does not say.

    Raises:
        OSError: There is no such file, or no access to it.
    """
    place = _find(address)
    with _explained(address):
        return int(place.system.info(place.path).get("size") or 0)


def is_folder(address: str) -> bool:
    """Say whether an address is a folder rather than a file.

    Raises:
        OSError: There is neither, or no access.
        StorageError: A package is missing.
    """
    place = _find(address)
    with _explained(address):
        place.system.invalidate_cache()
        return bool(place.system.info(place.path)["type"] == "directory")


def list_files(folder: str, *, max_depth: int | None = None) -> list[Stored]:
    """List the files below a folder, in order, hidden ones left out; `max_depth` counts folders in between.

    Raises:
        OSError: The folder cannot be listed.
    """
    place = _find(folder)
    with _explained(folder):
        place.system.invalidate_cache()
        depth = None if max_depth is None else max_depth + 1
        found = place.system.find(place.path, maxdepth=depth, withdirs=False)
    root = place.path.rstrip("/") + "/" if place.path else ""
    files = []
    for path in sorted(found):
        below = path.removeprefix(root).lstrip("/")
        if below and not any(part.startswith(".") for part in below.split("/")):
            files.append(Stored(below, join(folder, below)))
    return files


def join(folder: str, name: str) -> str:
    """Put a name behind a folder.

    >>> join("s3://bucket/reports/", "audit.json"), join("file:///reports", "audit.json")
    ('s3://bucket/reports/audit.json', 'file:///reports/audit.json')
    """
    return folder + name if folder.endswith("://") else f"{folder.rstrip('/')}/{name}"


@contextmanager
def write_file(address: str) -> Iterator[IO[bytes]]:
    """Write a file that appears whole or not at all: what is written goes to a temporary file first.

    Raises:
        StorageError: It cannot be written.
    """
    place = _find(address)
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
    _put(_find(address), path, address)


def fetch_file(address: str, path: Path) -> None:
    """Copy a file at an address to a local path.

    Raises:
        StorageError: It cannot be read.
    """
    place = _find(address)
    try:
        with _explained(address):
            place.system.get_file(place.path, str(path))
    except OSError as error:
        raise StorageError(f"{hide_password(address)}: cannot be read ({_reason(error)})") from error


def remove_file(address: str) -> None:
    """Delete a file at an address; one that is gone is no error.

    Raises:
        StorageError: It cannot be deleted.
    """
    place = _find(address)
    try:
        with _explained(address):
            place.system.rm_file(place.path)
    except FileNotFoundError:
        return
    except OSError as error:
        raise StorageError(f"{hide_password(address)}: cannot be deleted ({_reason(error)})") from error


def check_writable(address: str) -> None:
    """Fail before the work where its result could not be written: a package, the bucket or access is missing.

    Raises:
        StorageError: So it is; the message says which.
    """
    place = _find(address)
    bucket = place.path.lstrip("/").partition("/")[0]
    try:
        with _explained(address):
            place.system.invalidate_cache()
            if bucket and place.has_buckets:
                place.system.info(bucket)
    except PermissionError:
        return  # who may write need not be allowed to look
    except OSError as error:
        raise StorageError(f"{hide_password(address)}: cannot be written ({_reason(error)})") from error


@dataclass(frozen=True, slots=True)
class _Place:
    """A file system of fsspec and a path in it."""

    system: Any
    path: str

    @property
    def has_buckets(self) -> bool:
        """Whether folders at the top must have been made before."""
        protocol = self.system.protocol
        names = {protocol} if isinstance(protocol, str) else set(protocol)
        return not names.isdisjoint({"s3", "gs", "az", "abfs"})


def _put(place: _Place, path: Path, address: str) -> None:
    try:
        with _explained(address):
            if not place.has_buckets:
                place.system.makedirs(place.path.rpartition("/")[0], exist_ok=True)
            place.system.put_file(str(path), place.path)
    except OSError as error:
        raise StorageError(f"{hide_password(address)}: cannot be written ({_reason(error)})") from error


def _find(address: str) -> _Place:
    try:
        import fsspec
    except ImportError as error:
        raise StorageError(_missing(address)) from error
    try:
        system, path = _open_system(fsspec, address)
    except ImportError as error:
        raise StorageError(_missing(address)) from error
    except ValueError as error:
        raise StorageError(f"{hide_password(address)}: is no address that can be read ({error})") from error
    return _Place(system, path)


@lru_cache(maxsize=256)
def _open_system(fsspec: Any, address: str) -> tuple[Any, str]:
    system, path = fsspec.core.url_to_fs(address)
    return system, path


def _missing(address: str) -> str:
    protocol = address.partition("://")[0].rpartition("::")[2].lower()
    package = _PACKAGES.get(protocol, f"the fsspec package for {protocol}://")
    return f"{hide_password(address)}: takes a package that is missing; install it with: pip install '{package}'"


@contextmanager
def _explained(address: str) -> Iterator[None]:
    """Turn whatever a library raises into an error of the system."""
    try:
        yield
    except FileNotFoundError as error:
        raise FileNotFoundError(error.errno, "does not exist; check bucket and path", address) from error
    except PermissionError as error:
        raise PermissionError(error.errno, "access is denied; check the credentials", address) from error
    except OSError as error:
        raise OSError(error.errno, f"{_first_line(error)}; check the address", address) from error
    except Exception as error:
        name = type(error).__name__
        advice = "check the credentials" if "Credential" in name or "Auth" in name else "check the address"
        raise OSError(None, f"{name}: {_first_line(error)}; {advice}", address) from error


def _reason(error: OSError) -> str:
    return error.strerror or str(error)


def _first_line(error: BaseException) -> str:
    return str(error).strip().partition("\n")[0][:300] or type(error).__name__


class _Explained(io.RawIOBase):
    """A stream whose errors are those of the system."""

    def __init__(self, address: str, stream: Any) -> None:
        self._address = address
        self._stream = stream

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def seekable(self) -> bool:
        """Say whether one may go back in it."""
        return bool(self._stream.seekable())

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer, and say with how much."""
        with _explained(self._address):
            content = self._stream.read(len(buffer))
        buffer[: len(content)] = content
        return len(content)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place."""
        with _explained(self._address):
            return int(self._stream.seek(offset, whence))

    def tell(self) -> int:
        """Say at which place it is."""
        return int(self._stream.tell())

    def close(self) -> None:
        """Close the stream below too."""
        if not self.closed:
            self._stream.close()
        super().close()
