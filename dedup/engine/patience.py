"""How long an article may take in a worker before it is given up.

In: work that may never end. Out: the work, or an error after so many seconds. A run of a hundred thousand articles
that waits for one for ever says nothing at all; named, that one can be left out.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import parent_process
from types import FrameType

LONGEST_SECONDS = 900.0
"""Seconds of one article: far more than any known one takes, also a megabyte made to be slow. Chosen by hand."""


class OutOfPatienceError(Exception):
    """Something took too long."""


@contextmanager
def bounded_time() -> Iterator[None]:
    """Raise where what is done takes longer than `LONGEST_SECONDS`, in a worker process of a system with alarms.

    Whoever works in a process of their own can see that nothing moves, and may use alarms for something else.
    Workers of Ray are no children of ours, and those of Dask work on threads: there nothing is bounded.
    """
    is_possible = (
        parent_process() is not None
        and hasattr(signal, "setitimer")
        and threading.current_thread() is threading.main_thread()
    )
    if not is_possible:
        yield
        return
    before = signal.signal(signal.SIGALRM, _give_up)
    signal.setitimer(signal.ITIMER_REAL, LONGEST_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _give_up(_signal: int, _frame: FrameType | None) -> None:
    raise OutOfPatienceError(f"no end after {LONGEST_SECONDS:.0f} s")
