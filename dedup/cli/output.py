"""Where files go: stdout, a file, or a folder; here or at an address such as s3://.

A file appears whole or not at all: it is written under a temporary name and then moved into place, so that a full
disk or an interrupt never costs the report of the last run.
"""

import io
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TextIO

from dedup.storage import is_address, join, write_file

Place = str | Path
"""Where a report goes: a local file, or an address."""


def is_folder(output: Place) -> bool:
    """Whether what was named is a folder: it ends in a slash, or stands there as one."""
    if isinstance(output, str) and (output.endswith("/") or is_address(output)):
        return output.endswith("/")
    return Path(output).is_dir()


def below(folder: Place, name: str) -> Place:
    """Say where a file of a folder goes."""
    return join(folder, name) if isinstance(folder, str) and is_address(folder) else Path(folder) / name


@contextmanager
def written(place: Place | None, *, for_people: bool = False) -> Iterator[TextIO]:
    """Where one report goes: a file or an address that appears whole or not at all, or stdout.

    A pipe or a device that stands at the path is written to; nothing takes its place.
    """
    opened: AbstractContextManager[TextIO]
    if place is None:
        opened = _stdout(for_people=for_people)
    elif isinstance(place, str) and is_address(place):
        opened = _sent(place)
    elif Path(place).exists() and not Path(place).is_file():
        opened = Path(place).open("w", encoding="utf-8", newline="\n")  # noqa: SIM115 - closed below
    else:
        opened = _file(Path(place).resolve())
    with opened as stream:
        yield stream


@contextmanager
def _sent(address: str) -> Iterator[TextIO]:
    with write_file(address) as content:
        text = io.TextIOWrapper(content, encoding="utf-8", newline="\n")
        yield text
        text.detach()  # flushed; what is under it is closed where it was opened


@contextmanager
def _file(path: Path) -> Iterator[TextIO]:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            yield stream
        Path(temporary).chmod(0o666 & ~_umask())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _umask() -> int:
    """What the user takes away from the permissions of new files; it can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


@contextmanager
def _stdout(*, for_people: bool) -> Iterator[TextIO]:
    """Stdout: UTF-8 for programs whatever the locale says, for people what their terminal can show."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        if for_people:
            sys.stdout.reconfigure(errors="replace")
        else:
            sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    yield sys.stdout
    sys.stdout.flush()
