"""Where a run keeps its columns and finished stages: a budget of memory and, where one is named, a folder.

In a folder every stage leaves its result, under a temporary name first, so that a run that was killed goes on after
the last finished stage and gives the same answer. A manifest binds the stages to program version, input and
settings; stages of anything else are deleted and made anew, and `Stages.replaced` says so. Nothing is pickled:
columns are plain numbers beside a JSON file that describes them, everything else is JSON.
"""

import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import IO, Any, Self, TypeVar

import numpy as np
import numpy.typing as npt

from dedup.errors import WorkspaceError
from dedup.model import Document
from dedup.reuse.column import Budget, Column
from dedup.reuse.files import PART, Array, explained, map_array, write_whole
from dedup.reuse.spread import Spread

DEFAULT_MEMORY = 2_000_000_000
"""Bytes that the columns of a run may take, by default."""

_DIGESTED = tuple(name for name in Document.__slots__ if name not in {"text", "path", "record"})
_MANIFEST = "manifest.json"
STAGE = ".stage.json"
"""End of the names of files that say that a stage is finished."""
COLUMN = ".column"
"""End of the names of files of columns, and of others that a run may leave behind."""

Value = TypeVar("Value")


class Workspace:
    """A budget of memory and a place for files, for all stages of one run.

    Half of the memory is for columns that stay, half for the work on them. Without a folder nothing is kept, and
    what outgrows the memory goes to nameless temporary files.

    >>> with Workspace() as workspace:
    ...     stages = workspace.open("example", {})
    ...     stages.columns("squares", lambda: {"values": np.arange(4) ** 2})["values"].tolist()
    [0, 1, 4, 9]
    """

    def __init__(self, folder: Path | None = None, *, memory: int = DEFAULT_MEMORY) -> None:
        self.folder = folder
        self.memory = memory
        self.budget = Budget(memory // 2)
        self._lock: IO[bytes] | None = None
        self._digested: tuple[Sequence[Document], str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def open(self, name: str, identity: Mapping[str, object], spread: Spread | None = None) -> "Stages":
        """Open the stages of one part of the run; those that another identity left are deleted.

        Processes of `spread` work on them where there is a folder.

        Raises:
            WorkspaceError: The folder cannot be used, is in use, or holds files that are not ours.
        """
        if self.folder is None:
            return Stages(self, None)
        self.claim()
        with explained(self.folder):
            replaced = _prepare(self.folder / name, identity)
            return Stages(self, self.folder / name, replaced=replaced, spread=spread)

    def identify(self, documents: Sequence[Document]) -> str:
        """Name the content of documents, in order; empty without a folder, where nobody asks."""
        if self.folder is None:
            return ""
        if self._digested is None or self._digested[0] is not documents:
            self._digested = (documents, digest_documents(documents))
        return self._digested[1]

    def know(self, documents: Sequence[Document], digest: str) -> None:
        """Take what `identify` would find from somebody who has read the documents anyway."""
        self._digested = (documents, digest)

    def claim(self) -> None:
        """Keep every other run out of the folder, until this one ends.

        Raises:
            WorkspaceError: The folder cannot be used, or is in use.
        """
        if self.folder is not None:
            with explained(self.folder):
                self.folder.mkdir(parents=True, exist_ok=True)
                self._claim(self.folder)

    def _claim(self, folder: Path) -> None:
        """Keep a second run out of the folder, where the system has locks that die with their process."""
        if self._lock is None:
            self._lock = (folder / "lock").open("ab")
            if not _lock(self._lock):
                raise WorkspaceError(f"{folder}: another run works here; wait for it or name another folder")


class Stages:
    """The stages of one part of a run; in memory alone where `folder` is None.

    `replaced` says that the folder held stages of other input, settings or program version, which are gone.
    """

    def __init__(
        self, workspace: Workspace, folder: Path | None, *, replaced: bool = False, spread: Spread | None = None
    ) -> None:
        self.workspace = workspace
        self.spread = spread
        self.folder = folder
        self.replaced = replaced
        self._parts = 0

    @property
    def workers(self) -> int:
        """Other processes that work on the stages at a time."""
        return self.spread.workers if self.spread is not None and self.folder is not None else 0

    def column(self, dtype: npt.DTypeLike, row: tuple[int, ...] = ()) -> Column:
        """Begin a column that stays, of rows of a shape."""
        self._parts += 1
        part = self.folder / f"{self._parts}.{os.getpid()}{PART}" if self.folder else None
        return Column(np.dtype(dtype), self.workspace.budget, row=row, part=part)

    def scratch(self, dtype: npt.DTypeLike) -> Column:
        """Begin a column on disk that is needed for a short time."""
        return Column(np.dtype(dtype), Budget(0), folder=self.folder)

    def columns(self, name: str, make: Callable[[], Mapping[str, Array | Column]]) -> dict[str, Array]:
        """Give the columns of a finished stage, or make them and finish it.

        Raises:
            WorkspaceError: The disk is full or the folder cannot be written.
        """
        if self.folder is None:
            return {key: _finish(column) for key, column in make().items()}
        done = self.folder / f"{name}{STAGE}"
        with explained(self.folder):
            kept = _load(done, self.workspace.budget)
        if kept is not None:
            return kept
        made = {key: _save(column, _column_file(done, key)) for key, column in make().items()}
        shapes = {key: {"dtype": array.dtype.str, "shape": array.shape} for key, array in made.items()}
        with explained(self.folder):
            write_whole(done, json.dumps(shapes).encode())
        return made

    def is_finished(self, name: str) -> bool:
        """Say whether a stage left a value."""
        return self.folder is not None and (self.folder / f"{name}{STAGE}").exists()

    def keep(self, name: str, content: bytes) -> None:
        """Finish a stage whose value was made elsewhere, as the JSON that `value` reads.

        Raises:
            WorkspaceError: The disk is full or the folder cannot be written.
        """
        if self.folder is not None:
            with explained(self.folder):
                write_whole(self.folder / f"{name}{STAGE}", content)

    def value(self, name: str, kind: Any, make: Callable[[], Value]) -> Value:
        """Give the value of a finished stage, or make it and finish it; `kind` is its type, to read it from JSON.

        Raises:
            WorkspaceError: The disk is full or the folder cannot be written.
        """
        if self.folder is None:
            return make()
        from pydantic import TypeAdapter, ValidationError

        adapter: TypeAdapter[Value] = TypeAdapter(kind)
        done = self.folder / f"{name}{STAGE}"
        with explained(self.folder):
            content = done.read_bytes() if done.exists() else b""
        try:
            return adapter.validate_json(content)
        except ValidationError:  # not finished, or not written by us
            made = make()
        with explained(self.folder):
            write_whole(done, adapter.dump_json(made))
        return made


def digest_documents(documents: Sequence[Document]) -> str:
    """Name the content of documents, in order."""
    return combine_digests(map(digest_document, documents))


def combine_digests(digests: Iterable[bytes]) -> str:
    """Name what is named by digests, in order."""
    combined = sha256()
    for digest in digests:
        combined.update(digest)
    return combined.hexdigest()


def digest_document(document: Document) -> bytes:
    """Name the content of a document by the SHA-256 of every field but the place where it stood."""
    fields = [getattr(document, name) for name in _DIGESTED]
    return sha256(repr(fields).encode() + b"\n" + document.text.encode("utf-8", "surrogatepass")).digest()


def _prepare(folder: Path, identity: Mapping[str, object]) -> bool:
    """Make the folder hold stages of this identity only; say whether others had to go."""
    manifest = folder / _MANIFEST
    wanted = json.dumps(identity, sort_keys=True).encode()
    folder.mkdir(exist_ok=True)
    found = manifest.read_bytes() if manifest.exists() else None
    present = sorted(folder.iterdir())
    ours = [path for path in present if path.name.endswith((STAGE, COLUMN, PART, _MANIFEST))]
    if found is None and len(ours) < len(present):
        raise WorkspaceError(f"{folder}: holds files of something else; name another folder")
    if found == wanted:
        ours = [path for path in ours if path.name.endswith(PART)]  # of a run that was killed
    else:
        manifest.unlink(missing_ok=True)  # first: from here on the stages belong to nobody
    for path in ours:
        path.unlink(missing_ok=True)
    if found != wanted:
        write_whole(manifest, wanted)
    return found is not None and found != wanted


def _finish(column: Array | Column) -> Array:
    return column.finish() if isinstance(column, Column) else column


def _save(column: Array | Column, path: Path) -> Array:
    if isinstance(column, Column):
        return column.save(path)
    array = np.ascontiguousarray(column)
    with explained(path):
        write_whole(path, array.data)
    return array


def _column_file(done: Path, key: str) -> Path:
    return done.with_name(f"{done.name.removesuffix(STAGE)}.{key}{COLUMN}")


def _load(done: Path, budget: Budget) -> dict[str, Array] | None:
    """The columns of a finished stage; None where it is not finished or files do not fit their description."""
    if not done.exists():
        return None
    try:
        described = json.loads(done.read_bytes())
        shapes = {key: (np.dtype(item["dtype"]), tuple(item["shape"])) for key, item in described.items()}
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    loaded = {}
    for key, (dtype, shape) in shapes.items():
        path = _column_file(done, key)
        size = int(np.prod(shape)) * dtype.itemsize
        if not path.exists() or path.stat().st_size != size:
            return None
        loaded[key] = (
            np.fromfile(path, dtype).reshape(shape) if budget.take(size) else map_array(path, dtype, shape)
        )
    return loaded


def _lock(stream: IO[bytes]) -> bool:
    try:
        import fcntl
    except ImportError:  # Windows has no such locks, and lets nobody delete a file in use
        return True
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
