"""Files at addresses, found and read.

In: an address of a file or folder; a local path is opened as it is, and nothing is imported for it. Out: streams
and listings.
"""

import io
from dataclasses import dataclass
from typing import Any, BinaryIO

from dedup.storage.addresses import is_address, join
from dedup.storage.systems import explained, find

_BUFFER_BYTES = 1 << 20


def open_file(path: str) -> BinaryIO:
    """Open a file for reading, here or at an address.

    Raises:
        OSError: It cannot be opened; reading may raise it too, and nothing else.
        StorageError: A package is missing.
    """
    if not is_address(path):
        return open(path, "rb")  # noqa: PTH123 - the path may hold bytes that are no text
    place = find(path)
    with explained(path):
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
    place = find(address)
    with explained(address):
        return int(place.system.info(place.path).get("size") or 0)


def is_folder(address: str) -> bool:
    """Say whether an address is a folder rather than a file.

    Raises:
        OSError: There is neither, or no access.
        StorageError: A package is missing.
    """
    place = find(address)
    with explained(address):
        place.system.invalidate_cache()
        return bool(place.system.info(place.path)["type"] == "directory")


def list_files(folder: str, *, max_depth: int | None = None) -> list[Stored]:
    """List the files below a folder, in order, hidden ones left out; `max_depth` counts folders in between.

    Empty objects with the name of a folder, which consoles of object storage make, are no files.

    Raises:
        OSError: The folder cannot be listed.
    """
    place = find(folder)
    with explained(folder):
        place.system.invalidate_cache()
        depth = None if max_depth is None else max_depth + 1
        found = place.system.find(place.path, maxdepth=depth, withdirs=False)
    root = place.path.rstrip("/") + "/" if place.path else ""
    files = []
    for path in sorted(found):
        below = path.removeprefix(root).lstrip("/")
        if below and not below.endswith("/") and not any(part.startswith(".") for part in below.split("/")):
            files.append(Stored(below, join(folder, below)))
    return files


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
        with explained(self._address):
            content = self._stream.read(len(buffer))
        buffer[: len(content)] = content
        return len(content)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place."""
        with explained(self._address):
            return int(self._stream.seek(offset, whence))

    def tell(self) -> int:
        """Say at which place it is."""
        return int(self._stream.tell())

    def close(self) -> None:
        """Close the stream below too."""
        if not self.closed:
            self._stream.close()
        super().close()
