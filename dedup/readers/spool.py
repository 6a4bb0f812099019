"""Documents that outgrow their memory: written to a temporary file as they arrive, read when they are asked for.

In: documents, one by one. Out: a sequence of them in any wished order. Up to a number of bytes they simply stay in
memory. The file has no name and vanishes with the sequence.
"""

import json
import sys
import tempfile
import weakref
from collections.abc import Iterable, Sequence
from dataclasses import fields
from functools import lru_cache
from threading import Lock
from typing import IO, overload

from dedup.model import Document
from dedup.reuse.files import explained

_KEPT = 2048
"""Documents read from the file that are kept, because one step asks for the same document several times."""
_FIELDS = tuple(field.name for field in fields(Document) if field.name not in {"text", "metadata"})


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
        self._bounds = [0]

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
                self._file = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the documents
            for kept in self._documents:
                self._write(self._file, kept)
            self._documents.clear()
        return number

    def collect(self, numbers: Iterable[int]) -> Sequence[Document]:
        """Give the documents with some numbers, in that order; nothing is added afterwards."""
        if self._file is None:
            return tuple(self._documents[number] for number in numbers)
        with explained(None):
            self._file.flush()
        return SpooledDocuments(
            self._file, [(self._bounds[number], self._bounds[number + 1]) for number in numbers]
        )

    def _write(self, file: IO[bytes], document: Document) -> None:
        record = [*(getattr(document, name) for name in _FIELDS), document.metadata]
        content = b"".join((json.dumps(record).encode(), b"\n", document.text.encode("utf-8", "surrogatepass")))
        with explained(None):
            file.write(content)
        self._bounds.append(self._bounds[-1] + len(content))


class SpooledDocuments(Sequence[Document]):
    """Documents in a file, each read when it is asked for; `bounds` are first byte and end of each."""

    def __init__(self, file: IO[bytes], bounds: Sequence[tuple[int, int]]) -> None:
        self._file = file
        self._bounds = bounds
        self._lock = Lock()
        self._read = lru_cache(maxsize=_KEPT)(self._read_range)
        weakref.finalize(self, file.close)

    @overload
    def __getitem__(self, index: int) -> Document: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Document, ...]: ...
    def __getitem__(self, index: int | slice) -> Document | tuple[Document, ...]:
        if isinstance(index, slice):
            return tuple(self._read(*bounds) for bounds in self._bounds[index])
        return self._read(*self._bounds[index])

    def __len__(self) -> int:
        return len(self._bounds)

    def _read_range(self, first: int, end: int) -> Document:
        with self._lock:  # a second thread hands documents to workers
            self._file.seek(first)
            content = self._file.read(end - first)
        record, _, text = content.partition(b"\n")
        *values, metadata = json.loads(record)
        return Document(
            **dict(zip(_FIELDS, values, strict=True)),
            text=text.decode("utf-8", "surrogatepass"),
            metadata=tuple((name, value) for name, value in metadata),
        )
