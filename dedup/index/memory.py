"""What a process knows of an index: runs of all accepted documents, brought up to date in every transaction.

In: connections. Out: views that look-ups read. The database is the truth; runs are made of its rows, in memory for
the latest documents and in files that all processes of a machine share for the others.
"""

import shutil
import threading
import unicodedata
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection

from dedup.index.documents import (
    Filling,
    StoredRow,
    read_filling,
    read_numbers,
    read_rows,
    read_signature,
    retired_numbers,
    stamp_of,
)
from dedup.index.look_up import View
from dedup.index.prepared import Prepared, restore
from dedup.index.record import decode_record
from dedup.index.run import MOST_WORDS, build_run, merge_runs
from dedup.index.run_files import (
    BLOCK,
    FANOUT,
    LARGEST,
    Piece,
    open_run,
    remove_file,
    remove_tails,
    sizes_at,
    tails_at,
    write_run,
)
from dedup.index.source import Source
from dedup.model import Document
from dedup.settings import ReuseSettings

_GROWTH = 4
"""Of two neighbouring runs in memory the earlier stays this much larger, else they merge: five runs for a block."""
_RESTORED = 512
"""Documents kept ready for the next comparison: stubs and agency texts come again and again."""


_WORTH_A_FILE = 128
"""Documents that are read from the database and hashed in a tenth of a second."""


class Memory:
    """The runs of one index in one process; threads share it."""

    def __init__(self, settings: ReuseSettings, folder: Path) -> None:
        self.folder = folder
        self._settings = settings
        self._lock = threading.RLock()
        self._restored: OrderedDict[int, Prepared] = OrderedDict()
        self._known = Filling(0, -1, "")
        self._pieces: list[Piece] = []
        self._end = 0
        self._retired: npt.NDArray[np.int64] = np.zeros(0, np.int64)
        self._masks: dict[tuple[int, int], npt.NDArray[np.bool_]] = {}
        self._knows_sites = False
        self._view = View((), self._known, knows_sites=False)

    def catch_up(self, connection: Connection, *, from_files: bool = False) -> View:
        """Learn what was added, retired or compacted since, and give what this transaction sees.

        With `from_files` only what other processes have put into files is learned: the view may end earlier.
        """
        with self._lock:
            filling = read_filling(connection)
            if filling == self._known:
                return self._view
            if filling.epoch != self._known.epoch:
                self._forget(filling.epoch)
            if filling.retirements > self._known.retirements:
                self._retired = np.array(retired_numbers(connection), np.int64)
                self._masks.clear()
            while self._end < filling.next_number:
                if self._open_next(connection, filling.next_number):
                    continue
                if from_files:
                    break
                self._read_next(connection, filling.next_number)
            # A reader may have started before another thread's commit, which is known here already.
            self._known = Filling(self._end, max(filling.retirements, self._known.retirements), filling.epoch)
            return self._renew_view()

    def append(self, prepared: Sequence[Prepared], first: int, stamp: int) -> None:
        """Learn articles that this process has just committed, numbered from `first` on."""
        with self._lock:
            if self._end != first:  # another thread has read them from the database already
                return
            start = 0
            while start < len(prepared):
                room = BLOCK - self._end % BLOCK
                part = prepared[start : start + room]
                self._add(part, range(self._end, self._end + len(part)), self._end + len(part), stamp)
                start += len(part)
            self._known = Filling(self._end, self._known.retirements, self._known.epoch)
            self._renew_view()

    def share_tail(self) -> None:
        """Put the latest documents into a file too, where other processes would have to read many of them."""
        with self._lock:
            size = self._end % BLOCK
            if size < _WORTH_A_FILE or not self._pieces or self._pieces[-1].path is not None:
                return
            self._join(sum(piece.first >= self._end - size for piece in self._pieces))
            self._write_last()
            if self._pieces[-1].path is not None:
                remove_tails(self._epoch_folder(), self._pieces[-1].path)
            self._renew_view()

    def fetch(self, connection: Connection, numbers: Sequence[int]) -> dict[int, Prepared]:
        """Give stored documents, ready to be compared; those that are gone are left out."""
        with self._lock:
            found = {number: self._restored[number] for number in numbers if number in self._restored}
        missing = [number for number in numbers if number not in found]
        if missing:
            rows = list(read_numbers(connection, missing))
            restored = restore_rows(rows, self._settings)
            found.update({row.number: item for row, item in zip(rows, restored, strict=True)})
        with self._lock:
            for number, item in found.items():
                self._restored[number] = item
                self._restored.move_to_end(number)
            while len(self._restored) > _RESTORED:
                self._restored.popitem(last=False)
        return found

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The runs as they are now."""
        with self._lock:
            return tuple(self._pieces)

    def clean(self) -> None:
        """Delete what other epochs and interrupted writes have left."""
        with self._lock:
            own = self._epoch_folder()
            for path in self.folder.glob("*") if self.folder.is_dir() else ():
                if path != own:
                    shutil.rmtree(path, ignore_errors=True)
            for path in own.glob("*.partial"):
                remove_file(path)

    def _forget(self, epoch: str) -> None:
        self._known = Filling(0, -1, epoch)
        self._pieces, self._end = [], 0
        self._retired = np.zeros(0, np.int64)
        self._knows_sites = False
        self._masks.clear()
        self._restored.clear()

    def _epoch_folder(self) -> Path:
        """The columns depend on the seeds, and on the version of Unicode: it says which characters are words."""
        seeds = min(self._settings.seed_words, self._settings.shingle_size)
        return self.folder / f"{self._known.epoch}-{unicodedata.unidata_version}-{seeds}"

    def _open_next(self, connection: Connection, limit: int) -> bool:
        """Open the largest file that starts where we are; says whether there is one."""
        for size in (*sizes_at(self._end, limit), *tails_at(self._epoch_folder(), self._end, limit)):
            piece = open_run(self._epoch_folder(), self._end, self._end + size)
            if piece is not None and (piece.last < 0 or stamp_of(connection, piece.last) == piece.stamp):
                self._pieces.append(piece)
                self._end = piece.end
                self._knows_sites |= bool(piece.run.sites.any())
                self._merge_files()
                return True
        return False

    def _read_next(self, connection: Connection, limit: int) -> None:
        """Read the rest of the block from the database."""
        end = min(limit, (self._end // BLOCK + 1) * BLOCK)
        rows = read_rows(connection, self._end, end)
        stamp = rows[-1].stamp if rows else 0
        self._add(restore_rows(rows, self._settings), [row.number for row in rows], end, stamp)

    def _add(self, prepared: Sequence[Prepared], numbers: Sequence[int], end: int, stamp: int) -> None:
        run = build_run(prepared, numbers, self._settings)
        last = numbers[-1] if numbers else -1
        self._pieces.append(Piece(first=self._end, end=end, last=last, stamp=stamp, run=run))
        self._end = end
        self._knows_sites |= bool(run.sites.any())
        if end % BLOCK == 0:
            self._close_block()
            return
        while len(self._pieces) > 1:
            earlier, latest = self._pieces[-2:]
            if earlier.first // BLOCK != latest.first // BLOCK or len(earlier.run) >= _GROWTH * len(latest.run):
                return
            self._join(2)

    def _close_block(self) -> None:
        first = self._end - BLOCK
        self._join(sum(piece.first >= first for piece in self._pieces))
        self._write_last()
        if self._pieces[-1].path is not None:
            remove_tails(self._epoch_folder(), None)
        self._merge_files()

    def _merge_files(self) -> None:
        """Merge runs of equal size that fill a run of the next one."""
        while len(self._pieces) >= FANOUT:
            pieces = self._pieces[-FANOUT:]
            size = pieces[0].end - pieces[0].first
            whole = size < LARGEST and pieces[0].first % (size * FANOUT) == 0
            if not whole or any(piece.end - piece.first != size for piece in pieces):
                return
            if sum(int(piece.run.offsets[-1]) for piece in pieces) > MOST_WORDS:
                return
            self._join(FANOUT)
            self._write_last()
            if self._pieces[-1].path is not None:
                for piece in pieces:
                    if piece.path is not None:
                        remove_file(piece.path)

    def _join(self, count: int) -> None:
        """Merge the last runs into one, in memory."""
        pieces = self._pieces[-count:]
        if count < 2:  # noqa: PLR2004 - one run is merged already
            return
        marked = next((piece for piece in reversed(pieces) if piece.last >= 0), pieces[-1])
        self._pieces[-count:] = [
            Piece(
                first=pieces[0].first,
                end=pieces[-1].end,
                last=marked.last,
                stamp=marked.stamp,
                run=merge_runs([piece.run for piece in pieces]),
            )
        ]

    def _write_last(self) -> None:
        """Put the last run into a file; where that fails it stays in memory, and the answers are the same."""
        written = write_run(self._epoch_folder(), self._pieces[-1])
        if written is not None:
            self._pieces[-1] = written

    def _renew_view(self) -> View:
        sources = tuple(Source(piece.run, self._hidden(piece)) for piece in self._pieces)
        self._view = View(sources, self._known, self._knows_sites)
        return self._view

    def _hidden(self, piece: Piece) -> npt.NDArray[np.bool_] | None:
        start, end = np.searchsorted(self._retired, [piece.first, piece.end])
        if start == end:
            return None
        key = (piece.first, piece.end)
        if key not in self._masks:
            self._masks[key] = np.isin(piece.run.numbers, self._retired[start:end])
        return self._masks[key]


def restore_rows(rows: Sequence[StoredRow], settings: ReuseSettings) -> tuple[Prepared, ...]:
    """Make rows of documents ready to be compared."""
    documents = [
        decode_record(row.id, row.record) if row.record is not None else Document(id=row.id, text="")
        for row in rows
    ]
    return restore(documents, [read_signature(row.signature) for row in rows], settings)
