"""Files of a work directory: whole or not there, mapped where they are large, errors that say what to do."""

import mmap
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import numpy as np
import numpy.typing as npt

from dedup.errors import WorkspaceError

PART = ".part"
"""End of the names of files that are still being written."""

Array = npt.NDArray[Any]
Int64s = npt.NDArray[np.int64]


def part_of(path: Path) -> Path:
    """Name the file that becomes `path` when it is whole."""
    return path.with_name(f"{path.name}.{os.getpid()}{PART}")


def write_whole(path: Path, content: bytes | memoryview) -> None:
    """Write a file so that it is there whole or not at all, whatever happens meanwhile."""
    part = part_of(path)
    with part.open("wb") as stream:
        stream.write(content)
        settle(stream)
    part.replace(path)


def settle(stream: IO[bytes]) -> None:
    """Have the system put on the disk what was written."""
    stream.flush()
    os.fsync(stream.fileno())


def map_array(file: Path | IO[bytes], dtype: np.dtype[Any], shape: tuple[int, ...]) -> Array:
    """Map a file as an array; what is written to the array stays in memory and leaves the file as it is."""
    if not np.prod(shape):
        return np.zeros(shape, dtype)
    return np.asarray(np.memmap(file, dtype, "c", shape=shape))


def read_at_random(array: Array) -> None:
    """Tell the system that an array is read here and there: of a mapped one it then reads only what is asked for.

    Where memory is short it would read a hundred kilobytes around each place, and drop them unused.
    """
    mapping = _mapping_of(array)
    if mapping is not None and hasattr(mmap, "MADV_RANDOM"):
        mapping.madvise(mmap.MADV_RANDOM)


def read_ahead(array: Array, firsts: Int64s, ends: Int64s) -> None:
    """Tell the system that half-open ranges of rows are read next: of a mapped array it fetches all at once.

    Where memory is short each would be waited for alone. Both have shape (ranges,).
    """
    mapping = _mapping_of(array)
    if mapping is None or not len(firsts) or not hasattr(mmap, "MADV_WILLNEED"):
        return
    place = array.ctypes.data - np.frombuffer(mapping, np.uint8).ctypes.data
    row = array.strides[0]
    order = np.argsort(firsts, kind="stable")
    pages = (place + firsts[order] * row) // mmap.PAGESIZE
    behind = np.maximum.accumulate(-(-(place + ends[order] * row) // mmap.PAGESIZE))
    apart = np.flatnonzero(pages[1:] > behind[:-1]) + 1
    starts = pages[np.concatenate(([0], apart))] * mmap.PAGESIZE
    sizes = behind[np.concatenate((apart - 1, [-1]))] * mmap.PAGESIZE - starts
    for start, size in zip(starts.tolist(), sizes.tolist(), strict=True):
        mapping.madvise(mmap.MADV_WILLNEED, start, size)


def take_rows(column: Array, firsts: Int64s, ends: Int64s) -> Array:
    """Half-open ranges of rows of a column, side by side in memory."""
    read_ahead(column, firsts, ends)
    taken = [column[first:end] for first, end in zip(firsts.tolist(), ends.tolist(), strict=True)]
    return np.concatenate([column[:0], *taken])


def _mapping_of(array: Array) -> mmap.mmap | None:
    """The mapped file in which an array stands, if it does."""
    owner: object = array
    while isinstance(owner, np.ndarray):
        owner = owner.base
    return owner if isinstance(owner, mmap.mmap) else None


@contextmanager
def explained(path: Path | None) -> Iterator[None]:
    """Turn what the system says of a file into an error that says what to do; None is the temporary folder."""
    try:
        yield
    except OSError as error:
        raise WorkspaceError(
            f"{path or tempfile.gettempdir()}: cannot be used ({error.strerror or error}); free space there or "
            "name another folder (--work for stages, TMPDIR for temporary files)"
        ) from error
