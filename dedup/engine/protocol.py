"""What an engine is: somebody who runs functions, in this process, on this machine or on many.

In: a function and what it is called with. Out: a future of what it returns. All else, the order of the results, how
much is under way at a time, what happens when a worker dies, is in `dedup.engine.ordered` and the same for all.
"""

from collections.abc import Callable
from concurrent.futures import Future  # noqa: TC003 - get_type_hints must work
from contextlib import AbstractContextManager  # noqa: TC003 - the same
from typing import Any, Protocol


class Engine(Protocol):
    """Runs functions that are importable by name on what can be sent to another process."""

    @property
    def workers(self) -> int:
        """Functions that run at a time; 0 where they run in this process, when their results are asked for."""
        ...

    @property
    def lost(self) -> tuple[type[BaseException], ...]:
        """The errors of a future that say that its worker is gone, and nothing of the work itself."""
        ...

    def submit(self, function: Callable[..., Any], *arguments: object) -> "Future[Any]":
        """Have a function run as soon as a worker is free."""
        ...

    def alone(self) -> "AbstractContextManager[Engine]":
        """Give an engine on which a function that ends its worker takes no other one with it."""
        ...
