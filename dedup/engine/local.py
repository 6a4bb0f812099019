"""Work on this machine: in this process, or in worker processes where they pay.

In: how many workers. Out: an engine. Workers end with the process that started them, however it comes to its end. A
pool that lost a worker is of no more use: the next function starts another.
"""

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, contextmanager, nullcontext
from threading import Lock, Thread
from typing import Any, Self, TypeVar

from dedup.engine.ordered import ITEMS_PER_TASK, map_on
from dedup.engine.protocol import Engine

Item = TypeVar("Item")
Result = TypeVar("Result")


def local_engine(jobs: int, *, preload: Sequence[str] = ()) -> AbstractContextManager[Engine]:
    """An engine of worker processes; with `jobs` 1 the work runs in this process, with 0 on one worker a core.

    Modules of `preload` are imported once and shared by all workers, where the system can fork. Leaving the block
    ends the workers.
    """
    workers = jobs or cores()
    return nullcontext(Here()) if workers == 1 else Pool(workers, preload=preload)


@contextmanager
def map_ordered(
    function: Callable[[Item], Result],
    items: Sequence[Item],
    jobs: int,
    *,
    preload: Sequence[str] = (),
    items_per_task: int = ITEMS_PER_TASK,
) -> Iterator[Iterator[Result]]:
    """Apply a function to every item on an engine of its own, as `map_on` does.

    >>> with map_ordered(len, ["a", "bcd"], 1) as lengths:
    ...     list(lengths)
    [1, 3]
    """
    with (
        local_engine(jobs, preload=preload) as engine,
        map_on(engine, function, items, items_per_task=items_per_task) as results,
    ):
        yield results


class Here:
    """This process."""

    workers = 0
    lost: tuple[type[BaseException], ...] = ()

    def submit(self, function: Callable[..., Any], *arguments: object) -> "Future[Any]":
        """Call a function at once."""
        future: Future[Any] = Future()
        try:
            future.set_result(function(*arguments))
        except Exception as error:  # noqa: BLE001 - what it is for
            future.set_exception(error)
        return future

    def alone(self) -> AbstractContextManager[Engine]:
        """There is no worker to lose."""
        return nullcontext(self)


class Pool:
    """Worker processes of this machine."""

    lost: tuple[type[BaseException], ...] = (BrokenProcessPool,)

    def __init__(self, workers: int, *, preload: Sequence[str] = ()) -> None:
        self.workers = workers
        self._preload = list(preload)
        self._pool = self._start()
        self._lock = Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)

    def submit(self, function: Callable[..., Any], *arguments: object) -> "Future[Any]":
        """Have a function run as soon as a worker is free."""
        with self._lock:
            try:
                return self._pool.submit(function, *arguments)
            except BrokenProcessPool:
                self._pool = self._start()
                return self._pool.submit(function, *arguments)

    def alone(self) -> AbstractContextManager[Engine]:
        """Give a pool of one worker: where one of several dies, all their work is lost."""
        return Pool(1, preload=self._preload)

    def _start(self) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("forkserver" if os.name == "posix" else "spawn")
        context.set_forkserver_preload(self._preload)
        return ProcessPoolExecutor(self.workers, mp_context=context, initializer=end_with_parent)


def end_with_parent() -> None:
    """End this worker with the process that started it: where that is killed, nobody else would."""
    Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def cores() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
