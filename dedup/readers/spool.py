"""Documents that outgrow their memory: written to a temporary file as they arrive, read when they are asked for.

In: documents, one by one. Out: a sequence of them in any wished order. Up to a number of bytes they simply stay in
memory. The file has no name and vanishes with the sequence.
"""

import json
import sys
import tempfile
import weakref
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import fields
from functools import lru_cache, partial
from threading import Lock
from typing import IO, overload

import numpy as np
import numpy.typing as npt

from dedup.model import Document
from dedup.reuse.files import explained

_KEPT = 2048
"""Documents read from the file that are kept, because one step asks for the same document several times."""
_BUFFER_BYTES = 1 << 20
_MOST_BYTES = 1 << 26
"""Bytes of documents that are read at once, at most."""
_FIELDS = tuple(field.name for field in fields(Document) if field.name not in {"text", "metadata"})


_Places = npt.NDArray[np.int64]


class Spool:
    """Takes documents in; `memory` is what their texts may take, in bytes, before all go to a file.

    >>> spool = Spool(memory=0)
    >>> numbers = [spool.add(Document(id=name, text=name * 3)) for name in ("b", "a")]
    >>> [document.text for document in spool.collect(reversed(numbers))]
    ['aaa', 'bbb']
    """

    def __init__(self, memory: int) -> None:
        self._left = memory
        self._documents: list[Document] = []
        self._file: IO[bytes] | None = None
        self._bounds = array("q", [0])

    def add(self, document: Document) -> int:
        """Take a document and give its number.

        Raises:
            WorkspaceError: The disk that holds temporary files is full.
        """
        if self._file is not None:
            self._write(self._file, document)
            return len(self._bounds) - 2
        self._documents.append(document)
        number = len(self._documents) - 1
        self._left -= sys.getsizeof(document.text)
        if self._left < 0:
            with explained(None):
                self._file = tempfile.TemporaryFile(buffering=_BUFFER_BYTES)  # noqa: SIM115 - lives on
            for kept in self._documents:
                self._write(self._file, kept)
            self._documents.clear()
        return number

    def collect(self, numbers: Iterable[int], *, is_sorted: bool = False) -> Sequence[Document]:
        """Give the documents with some numbers, in that order; nothing is added afterwards.

        `is_sorted` says that this is the order of their ids, and that no two are the same.
        """
        if self._file is None:
            return tuple(self._documents[number] for number in numbers)
        with explained(None):
            self._file.flush()
        order = np.fromiter(numbers, np.int64)
        bounds = np.array(self._bounds, np.int64)
        return SpooledDocuments(self._file, bounds[order], bounds[order + 1], is_sorted=is_sorted)

    def _write(self, file: IO[bytes], document: Document) -> None:
        record = [*(getattr(document, name) for name in _FIELDS), document.metadata]
        content = b"".join((json.dumps(record).encode(), b"\n", document.text.encode("utf-8", "surrogatepass")))
        with explained(None):
            file.write(content)
        self._bounds.append(self._bounds[-1] + len(content))


class SpooledDocuments(Sequence[Document]):
    """Documents in a file, each read when it is asked for, from its first byte to its end."""

    def __init__(self, file: IO[bytes], firsts: _Places, ends: _Places, *, is_sorted: bool) -> None:
        self.is_sorted = is_sorted
        self._file = open(file.fileno(), "rb", buffering=0, closefd=False)  # noqa: SIM115 - it has no name
        self._firsts = firsts
        self._ends = ends
        self._lock = Lock()
        self._read = lru_cache(maxsize=_KEPT)(self._read_number)
        weakref.finalize(self, file.close)

    @overload
    def __getitem__(self, index: int) -> Document: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Document, ...]: ...
    def __getitem__(self, index: int | slice) -> Document | tuple[Document, ...]:
        if isinstance(index, slice):
            return self._read_slice(range(len(self))[index])
        return self._read(range(len(self))[index])

    def __len__(self) -> int:
        return len(self._firsts)

    def _read_slice(self, numbers: range) -> tuple[Document, ...]:
        """Read some documents; those that stand one behind the other in the file, as most do, at once."""
        firsts, ends = self._firsts[numbers], self._ends[numbers]
        is_one_range = len(numbers) and (firsts[1:] == ends[:-1]).all()
        if not is_one_range or ends[-1] - firsts[0] > _MOST_BYTES:
            return tuple(map(self._read, numbers))
        start = int(firsts[0])
        content = self._read_bytes(start, int(ends[-1]))
        return tuple(map(partial(_parse, content), (firsts - start).tolist(), (ends - start).tolist()))

    def _read_number(self, number: int) -> Document:
        first, end = int(self._firsts[number]), int(self._ends[number])
        return _parse(self._read_bytes(first, end), 0, end - first)

    def _read_bytes(self, first: int, end: int) -> bytes:
        with self._lock:  # a second thread hands documents to workers
            self._file.seek(first)
            return self._file.read(end - first)


def _parse(content: bytes, first: int, end: int) -> Document:
    """Read the document that stands in a half-open range of bytes."""
    middle = content.index(b"\n", first, end)
    *values, metadata = json.loads(content[first:middle])
    return Document(
        **dict(zip(_FIELDS, values, strict=True)),
        text=content[middle + 1 : end].decode("utf-8", "surrogatepass"),
        metadata=tuple((name, value) for name, value in metadata),
    )
