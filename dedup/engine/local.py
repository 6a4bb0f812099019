"""Work over many items on this machine, with worker processes where they pay.

In: a function of one item and the items. Out: results in the order of the items, whatever ran where. Items are read
a few tasks ahead of the workers, so that a collection on disk stays there.
"""

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

_ITEMS_PER_TASK = 16
_TASKS_PER_WORKER = 4


@contextmanager
def map_ordered(
    function: Callable[[Item], Result],
    items: Sequence[Item],
    jobs: int,
    *,
    preload: Sequence[str] = (),
    items_per_task: int = _ITEMS_PER_TASK,
) -> Iterator[Iterator[Result]]:
    """Apply a function to every item; work starts at once, and the results come in order.

    With `jobs` 1 the work runs in this process, with 0 on one worker a core. The function must be
    importable by name. Modules of `preload` are imported once and shared by all workers, where the system can fork.
    Leaving the block ends the workers, and so does the end of this process, however it comes.

    >>> with map_ordered(len, ["a", "bcd"], 1) as lengths:
    ...     list(lengths)
    [1, 3]
    """
    workers = jobs or cores()
    if workers == 1:
        yield map(function, items)
        return
    context = multiprocessing.get_context("forkserver" if os.name == "posix" else "spawn")
    context.set_forkserver_preload(list(preload))
    with ProcessPoolExecutor(workers, mp_context=context, initializer=end_with_parent) as pool:
        tasks = _Tasks(pool, function, _cut(items, items_per_task))
        try:
            tasks.start(workers * _TASKS_PER_WORKER)
            yield tasks.results()
        finally:
            tasks.stop()
            pool.shutdown(wait=False, cancel_futures=True)


class _Tasks(Generic[Item, Result]):
    """Tasks of several items each; when one is done the next is handed in, so that only a few wait at a time."""

    def __init__(
        self, pool: ProcessPoolExecutor, function: Callable[[Item], Result], pieces: Iterator[list[Item]]
    ) -> None:
        self._pool = pool
        self._function = function
        self._pieces = pieces
        self._handed_in: SimpleQueue[Future[list[Result]] | None] = SimpleQueue()
        self._lock = Lock()
        self._is_over = False

    def start(self, ahead: int) -> None:
        """Hand in the first tasks."""
        for _ in range(ahead):
            self._hand_in()

    def stop(self) -> None:
        """Hand in no more."""
        with self._lock:
            self._is_over = True

    def results(self) -> Iterator[Result]:
        """The results of all tasks, in order."""
        while (future := self._handed_in.get()) is not None:
            yield from future.result()

    def _hand_in(self) -> None:
        with self._lock:
            if self._is_over:
                return
            try:
                piece = next(self._pieces, None)
            except Exception as error:  # noqa: BLE001 - raised where the results are read
                future: Future[list[Result]] = Future()
                future.set_exception(error)
                self._handed_in.put(future)
                piece = None
            if piece is None:
                self._is_over = True
                self._handed_in.put(None)
                return
            future = self._pool.submit(_apply, self._function, piece)
            self._handed_in.put(future)
        future.add_done_callback(self._go_on)

    def _go_on(self, done: "Future[list[Result]]") -> None:
        """Hand in the next task, unless one failed: then its error ends the reading of the results."""
        if not done.cancelled() and done.exception() is None:
            self._hand_in()


def _apply(function: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    return [function(item) for item in items]


def _cut(items: Sequence[Item], size: int) -> Iterator[list[Item]]:
    for first in range(0, len(items), size):
        yield [items[number] for number in range(first, min(first + size, len(items)))]


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
