"""Work over many items on any engine: results in the order of the items, whatever ran where.

In: a function of one item, the items, an engine. Out: the results. Items travel in tasks of several. They are read
a few tasks ahead of the workers, so that a collection on disk stays there. A task whose worker died runs again; the
second time its items run one by one and alone, so that the item that ends its worker is found and named.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Any, Generic, TypeVar

from dedup import collector
from dedup.engine.patience import bounded_time
from dedup.engine.protocol import Engine
from dedup.errors import DedupError, EngineError

Item = TypeVar("Item")
Result = TypeVar("Result")
Kept = TypeVar("Kept")

ITEMS_PER_TASK = 16
_TASKS_PER_WORKER = 4
_TRIES = 3
"""Times that one item may end its worker before the run ends."""

Name = Callable[[Item], str]
"""What to call an item in an error; importable by name, as the function is."""


@contextmanager
def map_on(
    engine: Engine,
    function: Callable[[Item], Result],
    items: Sequence[Item],
    *,
    items_per_task: int = ITEMS_PER_TASK,
    name: Name[Item] | None = None,
) -> Iterator[Iterator[Result]]:
    """Apply a function to every item; work starts at once, and the results come in order.

    Raises:
        EngineError: Workers died time and again. With `name` also: the function failed with an error that is none
            of ours; the message names the item.

    >>> from dedup.engine.local import Here
    >>> with map_on(Here(), len, ["a", "bcd"]) as lengths:
    ...     list(lengths)
    [1, 3]
    """
    pieces = Pieces(function, _cut(items, items_per_task), name)
    with run_pieces(engine, pieces, lambda _number, results: results) as done:
        yield (result for results in done for result in results)


@dataclass(frozen=True, slots=True)
class EngineMap:
    """An engine for work of which each item is worth a task."""

    engine: Engine

    @property
    def workers(self) -> int:
        """Items worked on at a time."""
        return self.engine.workers

    def map(self, function: Callable[[Any], Any], items: Sequence[Any]) -> AbstractContextManager[Iterator[Any]]:
        """Apply a function to every item."""
        return map_on(self.engine, function, items, items_per_task=1)


@dataclass(frozen=True, slots=True)
class Pieces(Generic[Item, Result]):
    """A function and the pieces of the input it is applied to, item by item."""

    function: Callable[[Item], Result]
    pieces: Iterable[Sequence[Item]]
    name: Name[Item] | None = None


@contextmanager
def run_pieces(
    engine: Engine, work: Pieces[Item, Result], keep: Callable[[int, Sequence[Result]], Kept]
) -> Iterator[Iterator[Kept]]:
    """Work on pieces; `keep` is called for each that is done, on any thread, with its number and results."""
    if engine.workers == 0:
        yield (keep(number, apply(work.function, piece, work.name)) for number, piece in enumerate(work.pieces))
        return
    tasks = _Tasks(engine, work, keep)
    try:
        tasks.start(engine.workers * _TASKS_PER_WORKER)
        yield tasks.results()
    finally:
        tasks.stop()


def apply(
    function: Callable[[Item], Result], items: Sequence[Item], name: Name[Item] | None = None
) -> list[Result]:
    """Apply a function to items, where the work runs."""
    with collector.at_rest():  # what items take is given back with them
        if name is None:
            return [function(item) for item in items]
        return [_apply(function, item, name) for item in items]


def _apply(function: Callable[[Item], Result], item: Item, name: Name[Item]) -> Result:
    try:
        with bounded_time():
            return function(item)
    except DedupError as error:
        raise type(error)(f"{name(item)}: {error}") from error
    except Exception as error:
        raise EngineError(
            f"work on {name(item)} failed ({type(error).__name__}: {error}); leave it out and report it"
        ) from error


@dataclass(slots=True)
class _Task(Generic[Item, Kept]):
    """A piece on its way, and what comes of it."""

    number: int
    items: Sequence[Item]
    outcome: "Future[Kept]" = field(default_factory=Future)
    losses: int = 0


class _Tasks(Generic[Item, Result, Kept]):
    """Tasks under way; when one is done the next is handed in, so that only a few wait at a time."""

    def __init__(
        self, engine: Engine, work: Pieces[Item, Result], keep: Callable[[int, Sequence[Result]], Kept]
    ) -> None:
        self._engine = engine
        self._work = work
        self._keep = keep
        self._pieces = enumerate(work.pieces)
        self._handed_in: SimpleQueue[Future[Kept] | None] = SimpleQueue()
        self._running: set[Future[Any]] = set()
        self._lock = Lock()
        self._all_handed_in = False
        self._is_over = False

    def start(self, ahead: int) -> None:
        """Hand in the first tasks."""
        for _ in range(ahead):
            self._hand_in()

    def stop(self) -> None:
        """Hand in no more, and give up what has not begun."""
        with self._lock:
            self._is_over = True
            running = list(self._running)
        for future in running:
            future.cancel()

    def results(self) -> Iterator[Kept]:
        """What was kept of all tasks, in order."""
        while (outcome := self._handed_in.get()) is not None:
            yield outcome.result()

    def _hand_in(self) -> None:
        with self._lock:
            if self._is_over or self._all_handed_in:
                return
            task = self._next_task()
            self._handed_in.put(None if task is None else task.outcome)
            self._all_handed_in = task is None
        if task is not None:
            self._submit(task)

    def _next_task(self) -> _Task[Item, Kept] | None:
        try:
            number, items = next(self._pieces, (-1, ()))
        except Exception as error:  # noqa: BLE001 - raised where the results are read
            failed: Future[Kept] = Future()
            failed.set_exception(error)
            self._handed_in.put(failed)
            return None
        return _Task(number, items) if number >= 0 else None

    def _submit(self, task: _Task[Item, Kept]) -> None:
        try:
            future = self._engine.submit(apply, self._work.function, task.items, self._work.name)
        except self._engine.lost:
            self._try_again(task)
            return
        except Exception as error:  # noqa: BLE001 - raised where the results are read
            self._fail(task, error)
            return
        with self._lock:
            self._running.add(future)
        future.add_done_callback(lambda done: self._go_on(task, done))

    def _go_on(self, task: _Task[Item, Kept], done: "Future[list[Result]]") -> None:
        """Keep what a task gave and hand in the next, unless one failed: then its error ends the results."""
        with self._lock:
            self._running.discard(done)
        if done.cancelled():
            task.outcome.cancel()
            return
        error = done.exception()
        if error is None:
            self._finish(task, done.result())
        elif isinstance(error, self._engine.lost) and not self._is_over:
            self._try_again(task)
        else:
            self._fail(task, error)

    def _finish(self, task: _Task[Item, Kept], results: Sequence[Result]) -> None:
        try:
            kept = self._keep(task.number, results)
        except Exception as error:  # noqa: BLE001 - raised where the results are read
            self._fail(task, error)
            return
        task.outcome.set_result(kept)
        self._hand_in()

    def _fail(self, task: _Task[Item, Kept], error: BaseException) -> None:
        with self._lock:
            self._is_over = True
        task.outcome.set_exception(error)

    def _try_again(self, task: _Task[Item, Kept]) -> None:
        """Run a task again, on another thread: the one that reports a loss may hold the locks of its pool."""
        task.losses += 1
        again = self._submit if task.losses == 1 else self._run_one_by_one
        Thread(target=again, args=(task,), daemon=True).start()

    def _run_one_by_one(self, task: _Task[Item, Kept]) -> None:
        try:
            with self._engine.alone() as engine:
                results = [self._run_alone(engine, item) for item in task.items]
        except Exception as error:  # noqa: BLE001 - raised where the results are read
            self._fail(task, error)
        else:
            self._finish(task, results)

    def _run_alone(self, engine: Engine, item: Item) -> Result:
        name = self._work.name
        for losses in range(1, _TRIES + 1):
            try:
                results: list[Result] = engine.submit(apply, self._work.function, [item], name).result()
            except engine.lost as error:
                if losses < _TRIES:
                    continue
                called = name(item) if name else f"{item!r:.200}"
                raise EngineError(
                    f"work on {called} ended its worker process {_TRIES} times; give workers more memory, or leave "
                    "it out and report it"
                ) from error
            return results[0]
        raise AssertionError  # the loop returns or raises


def _cut(items: Sequence[Item], size: int) -> Iterator[list[Item]]:
    for first in range(0, len(items), size):
        yield [items[number] for number in range(first, min(first + size, len(items)))]
