"""Compressed files as streams: .gz through the standard library, .zst through pyarrow.

In: a path or an address. Out: a stream of the bytes inside, and the errors that say that the rest is damaged.
"""

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import BinaryIO, cast

from dedup.storage import open_file

DAMAGE: tuple[type[Exception], ...] = (OSError, EOFError, zlib.error)
"""What reading a damaged stream may raise."""


def open_bytes(path: str) -> AbstractContextManager[BinaryIO]:
    """Open a file for reading, decompressed if its suffix says that it is compressed.

    Raises:
        OSError: The file cannot be opened.
    """
    suffix = path[-4:].lower()
    if suffix.endswith(".gz"):
        return _unzipped(path)
    if suffix == ".zst":
        import pyarrow as pa

        raw = open_file(path)  # the stream around it closes it
        return cast("BinaryIO", io.BufferedReader(pa.CompressedInputStream(raw, "zstd"), 1 << 17))
    return open_file(path)


@contextmanager
def _unzipped(path: str) -> Iterator[BinaryIO]:
    with open_file(path) as raw, gzip.open(raw) as stream:
        yield cast("BinaryIO", stream)
