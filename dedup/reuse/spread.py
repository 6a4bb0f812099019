"""Work that other processes do, whoever they are: this layer knows no engine.

In: a function of one item, items. Out: results in the order of the items.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any, Protocol


class Spread(Protocol):
    """Whoever applies a function to items in other processes; results come in order."""

    @property
    def workers(self) -> int:
        """Items worked on at a time."""
        ...

    def map(self, function: Callable[[Any], Any], items: Sequence[Any]) -> AbstractContextManager[Iterator[Any]]:
        """Apply a function that is importable by name."""
        ...


def map_over(
    spread: Spread | None, function: Callable[[Any], Any], items: Sequence[Any]
) -> AbstractContextManager[Iterator[Any]]:
    """Apply a function that is importable by name where `spread` says, without it here; results come in order."""
    return spread.map(function, items) if spread and spread.workers else nullcontext(map(function, items))
