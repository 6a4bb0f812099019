"""How a run goes: what is done of each stage, how fast, and how much memory all its processes take.

In: stages, steps done and steps in all, from any thread, and a clock. Out: states of stages; whoever shows them
decides how often.
"""

import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_UNITS = {"reading": "files"}
"""What the steps of a stage are; those of all others are articles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How far a stage has come; `seconds` since it began."""

    stage: str
    done: int
    total: int
    seconds: float

    @property
    def per_second(self) -> float:
        """Steps each second since the stage began."""
        return self.done / self.seconds if self.seconds > 0 else 0.0

    @property
    def seconds_left(self) -> float | None:
        """How long the rest takes at this speed; None where nothing is done yet."""
        return (self.total - self.done) / self.per_second if self.done and self.per_second else None

    @property
    def unit(self) -> str:
        """What steps are."""
        return _UNITS.get(self.stage, "articles")

    @property
    def counts_articles(self) -> bool:
        """Whether steps are articles."""
        return self.unit == "articles"


class Meter:
    """Measures stages.

    >>> times = iter([10.0, 12.0])
    >>> meter = Meter(lambda: next(times))
    >>> _ = meter.take("words", 0, 100)
    >>> meter.take("words", 50, 100).per_second
    25.0
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._starts: dict[str, float] = {}

    def take(self, stage: str, done: int, total: int) -> State:
        """Take what a run tells."""
        now = self._clock()
        begun = self._starts.setdefault(stage, now)
        return State(stage=stage, done=done, total=total, seconds=now - begun)


def memory_bytes() -> int:
    """Resident memory of this process and all below it; where the system does not list those, its own peak."""
    processes = Path("/proc")
    if not (processes / "self/stat").exists():
        return _own_peak()
    parents: dict[int, int] = {}
    sizes: dict[int, int] = {}
    for entry in os.listdir(processes):  # noqa: PTH208 - thousands of names, every second
        if entry.isdecimal():
            try:
                fields = (processes / entry / "stat").read_bytes().rpartition(b")")[2].split()
            except OSError:  # it has just ended
                continue
            parents[int(entry)], sizes[int(entry)] = int(fields[1]), int(fields[21])
    return _page_size() * sum(size for process, size in sizes.items() if _is_below(process, os.getpid(), parents))


def _is_below(process: int, ancestor: int, parents: dict[int, int]) -> bool:
    while process and process != ancestor:
        process = parents.get(process, 0)
    return process == ancestor


@lru_cache(maxsize=1)
def _page_size() -> int:
    return os.sysconf("SC_PAGE_SIZE")


def _own_peak() -> int:
    try:
        import resource
    except ImportError:  # Windows
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
