"""Compressed files as streams: .gz through the standard library, .zst through pyarrow.

In: a path. Out: a stream of the bytes inside, and the errors that say that the rest is damaged.
"""

import gzip
import io
import zlib
from contextlib import AbstractContextManager
from typing import BinaryIO, cast

DAMAGE: tuple[type[Exception], ...] = (OSError, EOFError, zlib.error)
"""What reading a damaged stream may raise."""


def open_bytes(path: str) -> AbstractContextManager[BinaryIO]:
    """Open a file for reading, decompressed if its suffix says that it is compressed.

    Raises:
        OSError: The file cannot be opened.
    """
    suffix = path[-4:].lower()
    if suffix.endswith(".gz"):
        return cast("BinaryIO", gzip.open(path))
    if suffix == ".zst":
        import pyarrow as pa

        raw = open(path, "rb")  # noqa: PTH123, SIM115 - the stream around it closes it
        return cast("BinaryIO", io.BufferedReader(pa.CompressedInputStream(raw, "zstd"), 1 << 17))
    return open(path, "rb")  # noqa: PTH123 - the path may hold bytes that are no text
