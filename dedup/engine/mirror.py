"""A work folder at an address: a local folder whose finished files are kept there as well.

In: an address such as s3://bucket/work. Out: a local folder that holds what is there, and whose finished stages are
copied there as they come, so that a run goes on where another one stood, on whatever machine. Files are mapped into
memory, which no address allows: hence the copy. A stage is there whole or not at all: its columns are copied before
the file that finishes it, and the manifest that binds stages to a run goes before the first of them is replaced and
comes after the last.
"""

import tempfile
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from dedup.errors import StorageError, WorkspaceError
from dedup.reuse.workspace import COLUMN, STAGE
from dedup.storage import fetch_file, hide_password, join, list_files, put_file, remove_file, write_file

_MANIFEST = "manifest.json"
_OWNER = "owner"
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
    """
    with tempfile.TemporaryDirectory(prefix="dedup-work-") as folder:
        mirror = _Mirror(address, Path(folder))
        mirror.fetch()
        stop = threading.Event()
        copying = threading.Thread(target=_copy_until, args=(mirror, stop, seconds, tell), daemon=True)
        copying.start()
        try:
            yield Path(folder)
        finally:
            stop.set()
            copying.join()


def _copy_until(mirror: "_Mirror", stop: threading.Event, seconds: float, tell: Callable[[str], None]) -> None:
    """Copy what is finished, now and then and at the end."""
    is_last = False
    while not is_last:
        is_last = stop.wait(seconds)
        try:
            mirror.copy()
        except StorageError as error:  # the next look may find it better
            if is_last:
                tell(f"{error}; a run that goes on there does again what was finished last")
        except WorkspaceError as error:
            tell(str(error))
            return


def _make_token() -> bytes:
    return uuid.uuid4().hex.encode()


@dataclass(slots=True)
class _Mirror:
    """A local folder and what is known to be at the address: the version of each file that was copied."""

    address: str
    folder: Path
    copied: dict[str, _Version] = field(default_factory=dict)
    token: bytes = field(default_factory=_make_token)

    def fetch(self) -> None:
        """Take over the address, and copy its files here."""
        with write_file(join(self.address, _OWNER)) as stream:
            stream.write(self.token)
        try:
            stored = list_files(self.address)
        except OSError as error:
            reason = error.strerror or str(error)
            raise StorageError(f"{hide_password(self.address)}: cannot be read ({reason})") from error
        for file in stored:
            if file.below != _OWNER:
                path = self.folder / file.below
                path.parent.mkdir(parents=True, exist_ok=True)
                fetch_file(file.address, path)
                self.copied[file.below] = _version(path)

    def copy(self) -> None:
        """Make the address hold what is finished here, and nothing else.

        Raises:
            StorageError: It cannot be written, for now.
            WorkspaceError: Another run has taken over.
        """
        found = dict(_finished(self.folder))
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
        path = self.folder.with_name(f"{self.folder.name}.{_OWNER}")
        try:
            fetch_file(join(self.address, _OWNER), path)
            is_ours = path.read_bytes() == self.token
        finally:
            path.unlink(missing_ok=True)
        if not is_ours:
            raise WorkspaceError(
                f"{hide_password(self.address)}: another run works there since; this one goes on without keeping "
                "what it finishes"
            )


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
