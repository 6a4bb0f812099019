"""The catalogue as it is looked up, so that a start need not parse and inflect its sources.

In: the data files of outlets, institutions, roles and countries. Out: their entries and indexes as plain
values. What compiling gives is kept beside the byte code of the package under the digest of the sources: a changed
entry is compiled anew, and where nothing can be written every start compiles.
"""

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar

import msgpack

from dedup import collector

FOLDER = Path(__file__).parent
TEXT_FOLDER = FOLDER.parent / "text"
"""Where the countries are, and the code that reads them."""
DATA_FOLDERS = ("outlets", "institutions")
_CACHE = "__pycache__"
_Value = TypeVar("_Value")

Compile = Callable[[], dict[str, Any]]


def pack(entry: Mapping[str, Any]) -> bytes:
    """Pack an entry, to be unpacked when it is asked for."""
    packed: bytes = msgpack.packb(entry)
    return packed


class Entries(Mapping[str, _Value]):
    """Packed entries by id, in the order of their files; each becomes a value when it is first asked for."""

    def __init__(self, packed: Mapping[str, bytes], make: Callable[[Any], _Value]) -> None:
        self._packed = packed
        self._make = make
        self._made: dict[str, _Value] = {}

    def __getitem__(self, ident: str) -> _Value:
        made = self._made.get(ident)
        if made is None:
            made = self._made[ident] = self._make(msgpack.unpackb(self._packed[ident]))
        return made

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)

    def __contains__(self, ident: object) -> bool:
        return ident in self._packed


@cache
def digest_sources() -> str:
    """Digest names, sizes and times of the data files and of the code beside them, as for byte code."""
    digest = blake2b(digest_size=16)
    for folder in (FOLDER, *(FOLDER / name for name in DATA_FOLDERS), TEXT_FOLDER):
        with os.scandir(folder) as found:
            for entry in sorted(found, key=lambda entry: entry.name):
                if entry.name.endswith((".toml", ".py")):
                    status = entry.stat()
                    digest.update(f"{entry.name} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def load_compiled(name: str, compile_sources: Compile) -> dict[str, Any]:
    """Load what was compiled from the sources as they are now, else compile them and keep the result."""
    file = FOLDER / _CACHE / f"{name}-{digest_sources()}.msgpack"
    try:
        return _unpack(file.read_bytes())
    except (OSError, ValueError, msgpack.UnpackException):  # not there yet, or damaged
        packed = msgpack.packb(compile_sources())
    _keep(file, packed)
    return _unpack(packed)


def _unpack(packed: bytes) -> dict[str, Any]:
    with collector.at_rest():
        unpacked: dict[str, Any] = msgpack.unpackb(packed)
    return unpacked


def _keep(file: Path, packed: bytes) -> None:
    """Write a file whole or not at all, and take away what older sources gave; failing to is no failure."""
    try:
        file.parent.mkdir(exist_ok=True)
        for old in file.parent.glob(f"{file.name.partition('-')[0]}-*.msgpack"):
            old.unlink()
        handle, temporary = tempfile.mkstemp(dir=file.parent)
    except OSError:
        return
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(packed)
        Path(temporary).replace(file)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
