"""Work over many items on this machine, with worker processes where they pay.

In: a function of one item and the items. Out: results in the order of the items, whatever ran where.
"""

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

_ITEMS_PER_TASK = 16


@contextmanager
def map_ordered(
    function: Callable[[Item], Result], items: Sequence[Item], jobs: int, *, preload: Sequence[str] = ()
) -> Iterator[Iterator[Result]]:
    """Apply a function to every item; work starts at once, and the results come in order.

    With `jobs` 1 the work runs in this process, with 0 on one worker a core. The function must be
    importable by name. Modules of `preload` are imported once and shared by all workers, where the system can fork.
    Leaving the block ends the workers.

    >>> with map_ordered(len, ["a", "bcd"], 1) as lengths:
    ...     list(lengths)
    [1, 3]
    """
    workers = jobs or _cores()
    if workers == 1:
        yield map(function, items)
        return
    context = multiprocessing.get_context("forkserver" if os.name == "posix" else "spawn")
    context.set_forkserver_preload(list(preload))
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        try:
            yield pool.map(function, items, chunksize=_ITEMS_PER_TASK)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _cores() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
