"""Work over a stream of items, with worker processes where they pay.

In: a function of a few items at once, and items that may arrive slowly or never end. Out: the items with their
results, in order. Memory is bounded: reading stops when enough waits. Nothing waits for more items than there are,
so that somebody who writes one line and waits for the answer gets it.
"""

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import forkserver
from typing import Generic, TypeVar

from dedup.engine.local import cores, end_with_parent
from dedup.errors import DedupError

Item = TypeVar("Item")
Sent = TypeVar("Sent")
Result = TypeVar("Result")

_CHUNK_ITEMS = 32
"""Items that go to a worker together; twice as many change the throughput by less than 2 %."""
_CHUNK_WEIGHT = 1 << 20
"""Weight (characters, bytes) from which a chunk is full, so that a few huge items never travel together."""
_CHUNKS_AHEAD = 3
"""Chunks in work for each worker: one at hand, one waiting, one more while the results of others are used."""


@contextmanager
def map_stream(
    function: Callable[[Sequence[Sent]], Result],
    items: Iterable[Item],
    jobs: int,
    *,
    send: Callable[[Item], Sent | None],
    weigh: Callable[[Item], int] = lambda _item: 1,
    preload: Sequence[str] = (),
    start: Callable[[], None] | None = None,
) -> Iterator[Iterator[tuple[tuple[Item, ...], Result]]]:
    """Apply a function to chunks of a stream; gives the chunks in order, each with its result.

    `send` gives the part of an item that the function needs, None where it needs nothing of it. `start` is called
    once in each worker. Items are read on a thread of their own. With `jobs` 1
    the work runs in this process, with 0 on one worker a core. The function must be importable by name. An error of
    `items` comes after the chunks read before it.

    Raises:
        DedupError: A worker process died, for want of memory for instance.

    >>> with map_stream(lambda words: list(map(len, words)), ["a", "bcd"], 1, send=str) as chunks:
    ...     [list(zip(*chunk)) for chunk in chunks][-1][-1]
    ('bcd', 3)
    """
    inbox = _Inbox[Item](weigh)
    reader = threading.Thread(target=inbox.fill, args=(items,), daemon=True)
    reader.start()
    workers = jobs or cores()
    try:
        if workers == 1:
            yield _map_here(function, send, inbox)
            return
        context = multiprocessing.get_context("forkserver" if os.name == "posix" else "spawn")
        context.set_forkserver_preload(list(preload))
        with ProcessPoolExecutor(workers, mp_context=context, initializer=_begin, initargs=(start,)) as pool:
            try:
                yield _map_there(function, send, inbox, pool, workers * _CHUNKS_AHEAD)
            finally:
                pool.shutdown(
                    wait=True, cancel_futures=True
                )  # a chunk is soon done; who leaves earlier leaves errors
    finally:
        inbox.abandon()


def hire_early(jobs: int, preload: Sequence[str]) -> None:
    """Start what `map_stream` will need, so that it gets ready while this process does something else."""
    if os.name == "posix" and (jobs or cores()) > 1:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(list(preload))
        forkserver.ensure_running()


class _Inbox(Generic[Item]):
    """Items that were read and not yet worked on; bounded, shared by the reading thread and the one that works."""

    def __init__(self, weigh: Callable[[Item], int]) -> None:
        self.changed = threading.Condition()
        self._weigh = weigh
        self._items: deque[tuple[Item, int]] = deque()
        self._weight = 0
        self._ended = False
        self._abandoned = False
        self._error: BaseException | None = None

    def fill(self, items: Iterable[Item]) -> None:
        """Read all items, waiting where enough are here."""
        error: BaseException | None = None
        try:
            for item in items:
                if not self._put(item):
                    return
        except BaseException as raised:  # noqa: BLE001 - it is raised again where the items are used
            error = raised
        with self.changed:
            self._ended, self._error = True, error
            self.changed.notify_all()

    def take(self, ready: Callable[[], bool]) -> tuple[Item, ...]:
        """Give the items that are here, a chunk at most; waits for one, or until something else is ready."""
        with self.changed:
            self.changed.wait_for(lambda: self._items or self._ended or ready())
            chunk: list[Item] = []
            weight = 0
            while self._items and len(chunk) < _CHUNK_ITEMS and weight < _CHUNK_WEIGHT:
                item, own = self._items.popleft()
                chunk.append(item)
                weight += own
            self._weight -= weight
            self.changed.notify_all()
            return tuple(chunk)

    def raise_error(self) -> None:
        """Raise what went wrong while reading."""
        if self._error is not None:
            raise self._error

    def abandon(self) -> None:
        """Tell the reading thread that nobody wants more."""
        with self.changed:
            self._abandoned = True
            self.changed.notify_all()

    def _put(self, item: Item) -> bool:
        weight = self._weigh(item)
        with self.changed:
            self.changed.wait_for(lambda: self._abandoned or self._has_room())
            if self._abandoned:
                return False
            self._items.append((item, weight))
            self._weight += weight
            self.changed.notify_all()
            return True

    def _has_room(self) -> bool:
        return len(self._items) < 2 * _CHUNK_ITEMS and self._weight < _CHUNK_WEIGHT


def _map_here(
    function: Callable[[Sequence[Sent]], Result], send: Callable[[Item], Sent | None], inbox: _Inbox[Item]
) -> Iterator[tuple[tuple[Item, ...], Result]]:
    while chunk := inbox.take(lambda: False):
        yield chunk, function(_sent(chunk, send))
    inbox.raise_error()


def _map_there(
    function: Callable[[Sequence[Sent]], Result],
    send: Callable[[Item], Sent | None],
    inbox: _Inbox[Item],
    pool: ProcessPoolExecutor,
    ahead: int,
) -> Iterator[tuple[tuple[Item, ...], Result]]:
    waiting: deque[tuple[tuple[Item, ...], Future[Result]]] = deque()

    def wake(_future: object) -> None:
        with inbox.changed:
            inbox.changed.notify_all()

    def oldest_is_done() -> bool:
        return bool(waiting) and waiting[0][1].done()

    while True:
        if len(waiting) < ahead and not oldest_is_done():
            chunk = inbox.take(oldest_is_done)
            if chunk:
                future = pool.submit(function, _sent(chunk, send))
                waiting.append((chunk, future))
                future.add_done_callback(wake)
                continue
        if not waiting:
            inbox.raise_error()
            return
        chunk, future = waiting.popleft()
        yield chunk, _result(future)


def _begin(start: Callable[[], None] | None) -> None:
    end_with_parent()
    if start is not None:
        start()


def _sent(chunk: Sequence[Item], send: Callable[[Item], Sent | None]) -> list[Sent]:
    return [sent for sent in map(send, chunk) if sent is not None]


def _result(future: Future[Result]) -> Result:
    try:
        return future.result()
    except BrokenProcessPool as error:
        raise DedupError(
            "a worker process died; give it more memory, or shorter texts, and run it again"
        ) from error
