"""Bounds on the work that one text may ask of a rule, and the notes that say that one was reached.

In: what was cut off, from whoever cut it. Out: notes for the result. No article comes near the bounds; texts made
to keep the program busy do, and then the result says what was not looked at.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_REACHED: ContextVar[set[str] | None] = ContextVar("reached", default=None)


@contextmanager
def noting_bounds() -> Iterator[set[str]]:
    """Collect what is cut off while the block runs.

    >>> with noting_bounds() as reached:
    ...     note_bound("20,000 quotation marks")
    >>> sorted(reached)
    ['20,000 quotation marks']
    """
    reached: set[str] = set()
    token = _REACHED.set(reached)
    try:
        yield reached
    finally:
        _REACHED.reset(token)


def note_bound(what: str) -> None:
    """Say what was not looked at any further; nobody listens outside of `noting_bounds`."""
    reached = _REACHED.get()
    if reached is not None:
        reached.add(what)
