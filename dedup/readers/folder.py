"""Walking a folder: which files it holds, in sorted order, hidden ones left out.

Links to folders are followed after everything else and each real folder is entered once, so that a link that leads
back up ends there and a file is reached by its own path first.
"""

import os
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """A file below a folder: its path below it (`/` between parts); `linked` if a link led to it."""

    below: str
    linked: bool


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A folder that cannot be listed, and why."""

    below: str
    error: OSError


def walk(folder: str, *, max_depth: int | None = None) -> Iterator[Found | Unlisted]:
    """Yield the files below a folder; `max_depth` counts folders between it and the file."""
    waiting: deque[tuple[str, int, bool]] = deque([("", 0, False)])
    links: deque[tuple[str, int, bool]] = deque()
    entered: set[str] = set()
    while waiting or links:
        below, depth, linked = (waiting or links).popleft()
        path = os.path.join(folder, below) if below else folder  # noqa: PTH118 - text paths, byte for byte
        real = os.path.realpath(path)
        if real in entered:
            continue
        entered.add(real)
        try:
            entries = _list(path)
        except OSError as error:
            yield Unlisted(below, error)
            continue
        for entry in entries:
            place = f"{below}/{entry.name}" if below else entry.name
            if not _is_folder(entry):
                yield Found(place, linked or entry.is_symlink())
            elif max_depth is None or depth < max_depth:
                through_link = linked or entry.is_symlink()
                (links if through_link else waiting).append((place, depth + 1, through_link))


def _list(path: str) -> list[os.DirEntry[str]]:
    with os.scandir(path) as entries:
        return sorted((entry for entry in entries if not entry.name.startswith(".")), key=lambda entry: entry.name)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself
        return False
