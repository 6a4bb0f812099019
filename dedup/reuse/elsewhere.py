"""Parts of one job, here or in other processes.

In: a function, what it works with, and the parts. Out: the results, in order. Other processes find what they work
with in files of finished stages, which they map and so share. A process that does not see the folder leaves its
part to this one: the answer is the same.
"""

import ctypes
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from typing import Any, Generic, TypeVar

from dedup.errors import WorkspaceError
from dedup.reuse.files import Array
from dedup.reuse.workspace import Stages, Workspace

Part = TypeVar("Part")
Tools = TypeVar("Tools")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Job(Generic[Part, Tools, Result]):
    """A function of a part and of what it works with, never None.

    `reopen` opens the same tools from finished stages and what `detail` says; all three are importable by name.
    """

    function: Callable[[Part, Tools], Result]
    tools: Tools
    reopen: Callable[[Stages, Any], Tools]
    detail: Any


@contextmanager
def work_on(parts: Sequence[Part], job: Job[Part, Tools, Result], stages: Stages) -> Iterator[Iterator[Result]]:
    """Work on parts; what `reopen` asks for is finished before."""
    if stages.folder is None or stages.spread is None or not stages.workers:
        yield (job.function(part, job.tools) for part in parts)
        return
    folder = stages.folder.resolve()
    there = partial(
        _work_there,
        function=job.function,
        reopen=job.reopen,
        detail=job.detail,
        place=_Place(folder, _digest_manifest(folder)),
    )
    with stages.spread.map(there, parts) as results:
        yield (
            job.function(parts[number], job.tools) if result is None else result
            for number, result in zip(range(len(parts)), results, strict=True)
        )


def finished(stages: Stages, name: str) -> dict[str, Array]:
    """The columns of a stage that must be there.

    Raises:
        WorkspaceError: It is not.
    """

    def object_to_absence() -> dict[str, Array]:
        raise WorkspaceError(f"{stages.folder}: the stage {name!r} is gone; run it again")

    return stages.columns(name, object_to_absence)


def mapped(stages: Stages) -> Stages:
    """The same stages without a budget of memory: the columns of finished ones are mapped and not read."""
    return Stages(Workspace(memory=0), stages.folder)


@dataclass(frozen=True, slots=True)
class _Place:
    """The folder of finished stages that a worker opens, and the digest of the manifest it must find there."""

    folder: Path
    manifest: str


def _work_there(
    part: Part,
    *,
    function: Callable[[Part, Tools], Result],
    reopen: Callable[[Stages, Any], Tools],
    detail: Any,
    place: _Place,
) -> Result | None:
    """Work on a part in a worker, from files."""
    try:
        is_there = _digest_manifest(place.folder) == place.manifest
    except OSError:
        is_there = False
    return function(part, _reopen(reopen, detail, place)) if is_there else None


_opened: dict[tuple[object, ...], Any] = {}
"""What this process worked with last."""


def _reopen(reopen: Callable[[Stages, Any], Any], detail: Any, place: _Place) -> Any:
    """The tools of a job; those of the one before, and the memory that it took, are given up first."""
    key = reopen, detail, place
    tools = _opened.get(key)
    if tools is None:
        _opened.clear()
        _give_back()(0)
        tools = reopen(Stages(Workspace(memory=0), place.folder), detail)  # no budget: columns are mapped
        _opened[key] = tools
    return tools


@cache
def _give_back() -> Callable[[int], object]:
    """What has the C library return free memory to the system, where it is asked for that (glibc)."""
    try:
        return ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):
        return int


def _digest_manifest(folder: Path) -> str:
    return sha256((folder / "manifest.json").read_bytes()).hexdigest()
