"""Keys dealt out by their high bits: what no memory holds is sorted piece by piece.

In: keys of 64 bits, in ranges of the collection. Out: one file for each range, its keys sorted, and where those of
each share begin; all keys of one share, sorted, out of all files. A file is there whole or not at all: a run that
was killed deals out what is missing.
"""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from dedup.reuse.files import explained, write_whole
from dedup.reuse.words import Int64s, UInt64s
from dedup.reuse.workspace import COLUMN, Stages

_MOST_SHARES = 256
_LEAST_BYTES = 1 << 15
"""Bytes of a share that are not worth another file."""


def count_shares(size: int, memory: int, share_of_memory: int) -> int:
    """Into how many shares keys of a size in bytes are dealt out, so that each takes a part of the memory."""
    needed = -(-size * share_of_memory // max(1, memory))
    return max(1, min(needed, _MOST_SHARES, size // _LEAST_BYTES + 1))


@contextmanager
def room(stages: Stages) -> Iterator[Path]:
    """A folder for files that are needed for a short time."""
    if stages.folder is not None:
        yield stages.folder
        return
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def name_file(folder: Path, name: str, *numbers: int) -> Path:
    """Name a file of a folder of stages."""
    return folder / f"{name}.{'-'.join(map(str, numbers))}{COLUMN}"


def share_bounds(shares: int, low_bits: int) -> UInt64s:
    """The first keys of all shares but the first; keys that differ in the low bits alone go together."""
    return np.array([(number << 64) // shares >> low_bits << low_bits for number in range(1, shares)], np.uint64)


def deal_out(path: Path, keys: UInt64s, bounds: UInt64s) -> None:
    """Sort keys in place and write them, with where each share begins."""
    keys.sort()
    cuts = np.concatenate(([0], np.searchsorted(keys, bounds), [len(keys)])).astype(np.uint64)
    with explained(path):
        write_whole(path, np.concatenate((cuts, keys)).data)


def collect(paths: Sequence[Path], share: int, shares: int) -> UInt64s:
    """Read the keys of one share, sorted."""
    pieces = [np.zeros(0, np.uint64)]
    for path in paths:
        with explained(path), path.open("rb") as file:
            cuts: Int64s = np.fromfile(file, np.int64, shares + 1)
            file.seek(8 * int(cuts[share]), 1)
            pieces.append(np.fromfile(file, np.uint64, int(cuts[share + 1] - cuts[share])))
    keys = np.concatenate(pieces)
    keys.sort(kind="stable")  # merges pieces that are sorted, where another sort begins anew
    return keys


def clear(paths: Sequence[Path]) -> None:
    """Remove files."""
    for path in paths:
        with explained(path):
            path.unlink(missing_ok=True)
