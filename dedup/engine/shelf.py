"""Values that outgrow their memory: written to a temporary file as they arrive, read when they are asked for.

In: values of one type that JSON can hold, one by one. Out: a sequence of them. The file has no name and vanishes
with the sequence.
"""

import tempfile
import weakref
from array import array
from collections.abc import Sequence
from functools import lru_cache
from typing import IO, Any, Generic, TypeVar, overload

from pydantic import TypeAdapter
from pydantic_core import PydanticSerializationError

from dedup.reuse.files import explained

Value = TypeVar("Value")

_BYTES_PER_BYTE = 2
"""Memory that a value takes, for each byte of its JSON; statements of news take 1.9."""
_KEPT = 512
"""Values read from the file that are kept, because one step asks for the same several times."""


class Shelf(Sequence[Value], Generic[Value]):
    """Takes values in; `memory` is what they may take, in bytes, before all go to a file.

    >>> shelf = Shelf(tuple[int, ...], memory=0)
    >>> shelf.add((1, 2))
    >>> shelf[0]
    (1, 2)
    """

    def __init__(self, kind: Any, memory: int) -> None:
        self._adapter: TypeAdapter[Value] = TypeAdapter(kind)
        self._left = memory
        self._here: dict[int, Value] = {}
        self._file: IO[bytes] | None = None
        self._bounds = array("q", [0])
        self._read = lru_cache(maxsize=_KEPT)(self._read_number)

    def add(self, value: Value) -> None:
        """Take a value.

        Raises:
            WorkspaceError: The disk that holds temporary files is full.
        """
        number = len(self)
        try:
            content = self._adapter.dump_json(value)
        except PydanticSerializationError:  # half a surrogate pair
            content = b""
        self._bounds.append(self._bounds[-1] + len(content))
        if not content or self._file is None:
            self._here[number] = value
            self._left -= len(content) * _BYTES_PER_BYTE
        if self._file is not None:
            self._write(self._file, content)
        elif self._left < 0:
            self._move()

    @overload
    def __getitem__(self, index: int) -> Value: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Value, ...]: ...
    def __getitem__(self, index: int | slice) -> Value | tuple[Value, ...]:
        if isinstance(index, slice):
            return tuple(self[number] for number in range(len(self))[index])
        number = range(len(self))[index]
        return self._here[number] if number in self._here else self._read(number)

    def __len__(self) -> int:
        return len(self._bounds) - 1

    def _move(self) -> None:
        """Begin the file with all that is here, but for what JSON cannot hold."""
        with explained(None):
            self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - lives as long as the values
        weakref.finalize(self, self._file.close)
        for number, value in list(self._here.items()):
            if self._bounds[number + 1] > self._bounds[number]:
                self._write(self._file, self._adapter.dump_json(value))
                del self._here[number]

    def _write(self, file: IO[bytes], content: bytes) -> None:
        with explained(None):
            file.seek(0, 2)
            file.write(content)

    def _read_number(self, number: int) -> Value:
        if self._file is None:
            raise IndexError(number)
        with explained(None):
            self._file.seek(self._bounds[number])
            content = self._file.read(self._bounds[number + 1] - self._bounds[number])
        return self._adapter.validate_json(content)
