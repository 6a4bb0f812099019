"""Files that appear together, whole, or not at all.

In: names and bytes. Out: files. Each is written under a temporary name beside its place; only when all are written
are they moved there. A full disk or an interrupt on the way leaves neither half a file nor a changed one.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from dedup.errors import InputError


class Staging:
    """Takes files in; leaving the block without an error moves them to their places, the one opened first first."""

    def __init__(self) -> None:
        self._waiting: list[tuple[Path, Path]] = []
        self._taken: set[Path] = set()
        self._made: list[Path] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                while self._waiting:
                    temporary, place = self._waiting[0]
                    temporary.replace(place)
                    del self._waiting[0]
                self._made.clear()
        finally:
            for temporary, _ in self._waiting:
                temporary.unlink(missing_ok=True)
            for folder in reversed(self._made):
                if not any(folder.iterdir()):
                    folder.rmdir()

    @contextmanager
    def open(self, place: Path) -> Iterator[BinaryIO]:
        """Write a file that will stand at a place.

        Raises:
            InputError: Another file was written for that place.
        """
        if place in self._taken:
            raise InputError(f"{place}: two inputs would be written there; name the folder that holds both")
        self._taken.add(place)
        self._make(place.parent)
        handle, name = tempfile.mkstemp(dir=place.parent, prefix=".dedup-")
        self._waiting.append((Path(name), place))
        with os.fdopen(handle, "wb") as stream:
            yield stream
        Path(name).chmod(0o644)

    def _make(self, folder: Path) -> None:
        missing = [parent for parent in (folder, *folder.parents) if not parent.exists()]
        for parent in reversed(missing):
            parent.mkdir()
            self._made.append(parent)
