"""A work folder at an address: a local folder whose finished files are kept there as well.

In: an address such as s3://bucket/work. Out: a local folder that holds what is there, and whose finished stages are
copied there as they come, so that a run goes on where another one stood, on whatever machine. Files are mapped into
memory, which no address allows: hence the copy. An address with files of something else is refused.

A kill does no harm at any time, because what is at the address is true at any time. Manifests come first, then
columns, then the files that finish stages; what is replaced or gone goes before that, in reverse order: what
finishes a stage, columns, manifests. So no stage is called finished without its columns, and none ever stands under
the manifest of another run. The manifest at the top binds nothing: it is overwritten, and never deleted.

The local copy is deleted at the end, also at that by Ctrl-C or SIGTERM. A run that is killed outright (SIGKILL)
leaves it behind: a folder `dedup-work-...` in the temporary folder, which anybody may delete.
"""

import signal
import tempfile
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from dedup.errors import StorageError, WorkspaceError
from dedup.reuse.files import PART
from dedup.reuse.workspace import COLUMN, STAGE
from dedup.storage import Stored, fetch_file, hide_password, join, list_files, put_file, remove_file, write_file

_MANIFEST = "manifest.json"
_OWNER = "owner"
_LOCK = "lock"
_PARTS = frozenset({"analyses", "reuse"})
"""The folders of a work folder; there are files in them, and no folders."""
_ENDED_BY_SIGNAL = 128
"""Added to the number of a signal, the exit code by which shells say that it ended a process."""
_SECONDS = 10.0
"""Seconds between two looks at what is finished: what a kill can cost beside the parts under way."""

_Version = tuple[int, int]
"""Time of the last change in nanoseconds, and bytes."""


@contextmanager
def mirrored(address: str, tell: Callable[[str], None], *, seconds: float = _SECONDS) -> Iterator[Path]:
    """Give a local folder with the files of an address, and keep those that are finished at the address.

    Who comes last has the folder: a run that notices it is no longer its owner copies nothing more. That, and what
    cannot be copied, is told in one line, because the report does not depend on it.

    Raises:
        StorageError: The address cannot be read or written.
        WorkspaceError: It holds files of something else, which are left alone.
    """
    with (
        _leaving_on_sigterm(),
        # What workers had begun may still arrive while the local copy is deleted; no reason to fail.
        tempfile.TemporaryDirectory(prefix="dedup-work-", ignore_cleanup_errors=True) as folder,
    ):
        mirror = _Mirror(address, Path(folder))
        mirror.fetch()
        stop = threading.Event()
        copying = threading.Thread(target=_copy_until, args=(mirror, stop, seconds, tell), daemon=True)
        copying.start()
        try:
            yield Path(folder)
        finally:
            try:
                stop.set()
                copying.join()
            finally:
                mirror.is_over = True


@contextmanager
def _leaving_on_sigterm() -> Iterator[None]:
    """Let SIGTERM leave all blocks as Ctrl-C does, unless somebody else has plans for it, or we are on a thread.

    What fails on the way out, because the run ends in the middle of something, does not hide why it ended.
    """
    is_free = threading.current_thread() is threading.main_thread() and (
        signal.getsignal(signal.SIGTERM) == signal.SIG_DFL
    )
    if not is_free:
        yield
        return
    received: list[int] = []

    def leave(number: int, _frame: FrameType | None) -> None:
        received.append(number)
        raise SystemExit(_ENDED_BY_SIGNAL + number)

    signal.signal(signal.SIGTERM, leave)
    try:
        yield
    except Exception as error:
        if received:
            raise SystemExit(_ENDED_BY_SIGNAL + received[0]) from error
        raise
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _copy_until(mirror: "_Mirror", stop: threading.Event, seconds: float, tell: Callable[[str], None]) -> None:
    """Copy what is finished, now and then and at the end."""
    is_last = False
    while not is_last:
        is_last = stop.wait(seconds)
        try:
            mirror.copy()
        except (StorageError, OSError) as error:  # the next look may find it better
            if is_last:
                reason = mirror.explain(error) if isinstance(error, OSError) else error
                tell(f"{reason}; a run that goes on there does again what was finished last")
        except WorkspaceError as error:
            tell(str(error))
            return


def _make_token() -> bytes:
    return uuid.uuid4().hex.encode()


@dataclass(slots=True)
class _Mirror:
    """A local folder and what is known to be at the address: the version of each file that was copied.

    `is_over` says that the local folder is being deleted, which is no reason to delete anything at the address.
    """

    address: str
    folder: Path
    copied: dict[str, _Version] = field(default_factory=dict)
    token: bytes = field(default_factory=_make_token)
    is_over: bool = False

    def fetch(self) -> None:
        """Take over the address, and copy its files here.

        Raises:
            StorageError: It cannot be read or written.
            WorkspaceError: It holds files of something else.
        """
        self._list()  # before anything is written to an address that is not ours
        with write_file(join(self.address, _OWNER)) as stream:
            stream.write(self.token)
        for file in self._list():  # from here on another run leaves it as it is
            if _is_kept(file.below):
                path = self.folder / file.below
                path.parent.mkdir(exist_ok=True)
                fetch_file(file.address, path)
                self.copied[file.below] = _version(path)

    def explain(self, error: OSError) -> str:
        """Say what went wrong here on the way to the address."""
        return f"{hide_password(self.address)}: what is finished cannot be copied there ({error})"

    def _list(self) -> list[Stored]:
        try:
            stored = list_files(self.address)
        except FileNotFoundError:
            return []
        except OSError as error:
            reason = error.strerror or str(error)
            raise StorageError(f"{hide_password(self.address)}: cannot be read ({reason})") from error
        for file in stored:
            if not (file.below == _OWNER or _is_kept(file.below) or _is_left(file.below)):
                raise WorkspaceError(
                    f"{hide_password(self.address)}: holds files of something else ({file.below}); name another "
                    "address"
                )
        return stored

    def copy(self) -> None:
        """Make the address hold what is finished here, and nothing else.

        Raises:
            StorageError: It cannot be written, for now.
            WorkspaceError: Another run has taken over.
        """
        found = _look_through(self.folder)
        if self.is_over:
            return
        changed = [name for name, version in found.items() if self.copied.get(name) != version]
        gone = [name for name in self.copied if name not in found]
        if not changed and not gone:
            return
        self._check_owner()
        replaced = [name for name in changed if name in self.copied and name != _MANIFEST]
        for name in sorted((*gone, *replaced), key=_in_order, reverse=True):
            remove_file(join(self.address, name))
            del self.copied[name]
        for name in sorted(changed, key=_in_order):
            put_file(self.folder / name, join(self.address, name))
            self.copied[name] = found[name]

    def _check_owner(self) -> None:
        path = self.folder / _OWNER
        fetch_file(join(self.address, _OWNER), path)
        if path.read_bytes() != self.token:
            raise WorkspaceError(
                f"{hide_password(self.address)}: another run works there since; this one goes on without keeping "
                "what it finishes"
            )


def _is_kept(name: str) -> bool:
    """Say whether a name below an address is that of a file that is kept there."""
    folder, _, file = name.rpartition("/")
    if not folder:
        return file == _MANIFEST
    return folder in _PARTS and (file == _MANIFEST or file.endswith((STAGE, COLUMN)))


def _is_left(name: str) -> bool:
    """Say whether a name is that of a file of no use, as local work folders hold, which somebody copied there."""
    folder, _, file = name.rpartition("/")
    if not folder:
        return file == _LOCK or (file.startswith(_MANIFEST) and file.endswith(PART))
    return folder in _PARTS and file.endswith(PART)


def _look_through(folder: Path) -> dict[str, _Version]:
    """The finished files as they are at one moment.

    A run of other settings deletes old stages and writes its manifest while we look: an old stage seen before that
    and the new manifest after it would be copied as one. Two looks that see the same saw what was between them.
    """
    before: dict[str, _Version] | None = None
    while (now := dict(_finished(folder))) != before:
        before = now
    return now


def _finished(folder: Path) -> Iterator[tuple[str, _Version]]:
    """The files of finished stages, and manifests."""
    for place in (folder, *sorted(path for path in folder.iterdir() if path.is_dir())):
        names = {path.name for path in place.iterdir()}
        stages = {name.removesuffix(STAGE) for name in names if name.endswith(STAGE)}
        for name in sorted(names):
            is_of_stage = name.endswith(COLUMN) and name.removesuffix(COLUMN).rpartition(".")[0] in stages
            if name == _MANIFEST or name.endswith(STAGE) or is_of_stage:
                path = place / name
                with suppress(FileNotFoundError):  # deleted meanwhile
                    yield path.relative_to(folder).as_posix(), _version(path)


def _version(path: Path) -> _Version:
    status = path.stat()
    return status.st_mtime_ns, status.st_size


def _in_order(name: str) -> tuple[int, str]:
    """Manifests, columns, and then what finishes a stage."""
    return (0 if name.endswith(_MANIFEST) else 1 if name.endswith(COLUMN) else 2), name
