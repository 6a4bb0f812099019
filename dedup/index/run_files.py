"""Runs on disk: a folder of files that processes of one machine share by mapping them into memory.

In: runs. Out: files named after the documents they cover. Everything in the folder follows from the index and may
be deleted at any time. A file is written under a temporary name, flushed to the disk and moved into place; it
carries the stamp of its last document, so that a file which speaks of other documents (an index restored from a
backup) is recognised and made anew.
"""

import contextlib
import hashlib
import json
import mmap
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from dedup.index.postings import Postings
from dedup.index.run import Run

BLOCK = 1_024
"""Documents of the smallest file; as many are at most hashed anew when an index is opened."""
FANOUT = 4
LARGEST = BLOCK * FANOUT**3
"""Larger runs would make look-ups a little faster, and a process wait for the merge."""

_HEADER_BYTES = 4_096
_ALIGNMENT = 64
_MAGIC = "dedup columns 2"
_COLUMNS = {
    "numbers": np.int64,
    "offsets": np.int64,
    "sums": np.uint64,
    "sites": np.uint64,
    "names": np.uint8,
    "name_offsets": np.int64,
    "words": np.uint32,
    "seed_keys": np.uint64,
    "seed_buckets": np.uint32,
    "band_keys": np.uint64,
    "band_buckets": np.uint32,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of the documents `first` up to `end`; `last` is the number of its last document, `stamp` its mark.

    `path` is None where the run is in the memory of this process only. A run without documents has the last -1.
    """

    first: int
    end: int
    last: int
    stamp: int
    run: Run
    path: Path | None = None
    digest: str = ""


def sizes_at(number: int, limit: int) -> Iterator[int]:
    """The sizes that a file starting at `number` and ending before `limit` may have, largest first."""
    size = LARGEST
    while size >= BLOCK:
        if number % size == 0 and number + size <= limit:
            yield size
        size //= FANOUT


def tails_at(folder: Path, number: int, limit: int) -> list[int]:
    """The sizes of files that start at `number`, end before `limit` and are smaller than a block, largest first."""
    sizes = [end - first for first, end, _ in _tails(folder) if first == number and end <= limit]
    return sorted(sizes, reverse=True)


def remove_tails(folder: Path, kept: Path | None) -> None:
    """Delete files that are smaller than a block, but one."""
    for _, _, path in _tails(folder):
        if path != kept:
            remove_file(path)


def _tails(folder: Path) -> Iterator[tuple[int, int, Path]]:
    for path in folder.glob("*.columns") if folder.is_dir() else ():
        first, _, end = path.stem.partition("-")
        if first.isdecimal() and end.isdecimal() and 0 < int(end) - int(first) < BLOCK:
            yield int(first), int(end), path


def open_run(folder: Path, first: int, end: int) -> Piece | None:
    """Map a run into memory; None where there is none, or one that cannot be used."""
    path = _path(folder, first, end)
    try:
        with path.open("rb") as stream:
            data = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError):  # not there, or empty
        return None
    try:
        header = json.loads(data[:_HEADER_BYTES])
        if header["magic"] != _MAGIC or header["order"] != sys.byteorder or len(data) != header["bytes"]:
            return None
        run = _read_run(data, header)
        return Piece(
            path=path,
            first=first,
            end=end,
            last=header["last"],
            stamp=header["stamp"],
            digest=header["digest"],
            run=run,
        )
    except (ValueError, KeyError, TypeError):
        return None


def write_run(folder: Path, piece: Piece) -> Piece | None:
    """Write a run for all processes; None where the folder cannot be written."""
    run = piece.run
    columns = {name: np.ascontiguousarray(column) for name, column in _columns(run).items()}
    header = {
        "magic": _MAGIC,
        "order": sys.byteorder,
        "last": piece.last,
        "stamp": piece.stamp,
        "digest": digest(run),
        "place_bits": run.seeds.number_bits,
        "document_bits": run.bands.number_bits,
        "lengths": {name: len(column) for name, column in columns.items()},
    }
    header["bytes"] = _HEADER_BYTES + sum(_padded(column.nbytes) for column in columns.values())
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=folder, suffix=".partial")
    except OSError:
        return None
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(json.dumps(header).encode().ljust(_HEADER_BYTES))
            for column in columns.values():
                stream.write(column.data)
                stream.write(bytes(_padded(column.nbytes) - column.nbytes))
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).replace(_path(folder, piece.first, piece.end))
    except OSError:
        remove_file(Path(temporary))
        return None
    return open_run(folder, piece.first, piece.end)


def digest(run: Run) -> str:
    """A hash over all columns."""
    state = hashlib.blake2b(digest_size=16)
    for column in _columns(run).values():
        state.update(np.ascontiguousarray(column).data)
    return state.hexdigest()


def remove_file(path: Path) -> None:
    """Delete a file; one that another process holds open (Windows) stays for the next time."""
    with contextlib.suppress(OSError):
        path.unlink()


def _path(folder: Path, first: int, end: int) -> Path:
    return folder / f"{first:010}-{end:010}.columns"


def _columns(run: Run) -> dict[str, npt.NDArray[Any]]:
    return {
        "numbers": run.numbers,
        "offsets": run.offsets,
        "sums": run.sums,
        "sites": run.sites,
        "names": run.names,
        "name_offsets": run.name_offsets,
        "words": run.words,
        "seed_keys": run.seeds.keys,
        "seed_buckets": run.seeds.buckets,
        "band_keys": run.bands.keys,
        "band_buckets": run.bands.buckets,
    }


def _read_run(data: mmap.mmap, header: dict[str, Any]) -> Run:
    columns: dict[str, npt.NDArray[Any]] = {}
    position = _HEADER_BYTES
    for name, kind in _COLUMNS.items():
        columns[name] = np.frombuffer(data, kind, header["lengths"][name], position)
        position += _padded(columns[name].nbytes)
    return Run(
        numbers=columns["numbers"],
        offsets=columns["offsets"],
        sums=columns["sums"],
        sites=columns["sites"],
        names=columns["names"],
        name_offsets=columns["name_offsets"],
        words=columns["words"],
        seeds=Postings(columns["seed_keys"], columns["seed_buckets"], header["place_bits"]),
        bands=Postings(columns["band_keys"], columns["band_buckets"], header["document_bits"]),
    )


def _padded(size: int) -> int:
    return -(-size // _ALIGNMENT) * _ALIGNMENT
