"""Columns that grow: in memory while a budget lasts, then in a file.

In: rows in batches, their number unknown. Out: one array; one that outgrew the budget is a mapped file, whose pages
the system loads and drops as it sees fit.
"""

import tempfile
import weakref
from pathlib import Path
from typing import IO, Any

import numpy as np

from dedup.reuse.files import Array, explained, map_array, settle, write_whole

_BLOCK_BYTES = 40 << 20
"""Bytes of one piece of a column: large enough for the allocator to give it back to the system at once."""


class Budget:
    """Bytes of memory that columns may take together."""

    def __init__(self, size: int) -> None:
        self._left = size

    def take(self, size: int) -> bool:
        """Take bytes out of the budget, if they are left."""
        if size > self._left:
            return False
        self._left -= size
        return True

    def give_back(self, size: int) -> None:
        """Return bytes to the budget."""
        self._left += size


class Column:
    """A growing column of rows of a shape.

    Its file is `part`, which `save` moves to its place; without one it is a nameless file in `folder`.

    >>> column = Column(np.dtype(np.uint16), Budget(1_000), row=(2,))
    >>> column.append(np.zeros((3, 2), np.uint16))
    >>> column.finish().shape
    (3, 2)
    """

    def __init__(
        self,
        dtype: np.dtype[Any],
        budget: Budget,
        *,
        row: tuple[int, ...] = (),
        part: Path | None = None,
        folder: Path | None = None,
    ) -> None:
        self._dtype = dtype
        self._row = row
        self._budget = budget
        self._part = part
        self._folder = folder
        self._block_rows = max(1, _BLOCK_BYTES // (dtype.itemsize * max(1, int(np.prod(row)))))
        self._blocks: list[Array] = []
        self._rows = 0
        self._taken = 0
        self._file: IO[bytes] | None = None

    def append(self, rows: Array) -> None:
        """Add rows.

        Raises:
            WorkspaceError: The disk is full.
        """
        rows = np.ascontiguousarray(rows, self._dtype)
        if self._file is None and self._budget.take(rows.nbytes):
            self._taken += rows.nbytes
            self._add_to_blocks(rows)
        elif len(rows):
            with explained(self._part or self._folder):
                file = self._file or self._move_to_disk()
                file.write(rows.data)
        self._rows += len(rows)

    def finish(self) -> Array:
        """Give the whole column; what is written to one on disk stays in memory."""
        if self._file is None:
            return self._join_blocks()
        with explained(self._part or self._folder), self._file as file:
            file.flush()
            return self._map(file)

    def read(self) -> Array:
        """Give the whole column in memory, also where it is on disk: for columns that are worked on in place."""
        if self._file is None:
            return self._join_blocks()
        with explained(self._part or self._folder), self._file as file:
            file.seek(0)
            return np.fromfile(file, self._dtype).reshape(-1, *self._row)

    def save(self, path: Path) -> Array:
        """Give the whole column, after it was kept in a file."""
        with explained(path):
            if self._file is None or self._part is None:
                array = self.finish()
                write_whole(path, array.data)
                return array
            with self._file as file:
                settle(file)
            return self._map(self._part.replace(path))

    def _map(self, file: Path | IO[bytes]) -> Array:
        return map_array(file, self._dtype, (self._rows, *self._row))

    def _add_to_blocks(self, rows: Array) -> None:
        done = 0
        while done < len(rows):
            place = (self._rows + done) % self._block_rows
            if place == 0:
                self._blocks.append(np.empty((self._block_rows, *self._row), self._dtype))
            count = min(self._block_rows - place, len(rows) - done)
            self._blocks[-1][place : place + count] = rows[done : done + count]
            done += count

    def _join_blocks(self) -> Array:
        """Copy the blocks into one array and let go of each at once, so that the column is never there twice."""
        joined = np.empty((self._rows, *self._row), self._dtype)
        for first in range(0, self._rows, self._block_rows):
            joined[first : first + self._block_rows] = self._blocks.pop(0)[: self._rows - first]
        return joined

    def _move_to_disk(self) -> IO[bytes]:
        """Open the file, move to it what is in memory, and give the memory back."""
        named = self._part.open("w+b") if self._part else None
        self._file = named or tempfile.TemporaryFile(dir=self._folder)  # noqa: SIM115 - closed by `finish`
        weakref.finalize(self, self._file.close)  # and here, where an error comes before that
        if self._rows:
            self._file.write(self._join_blocks().data)
        self._budget.give_back(self._taken)
        return self._file
