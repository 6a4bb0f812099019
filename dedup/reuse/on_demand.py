"""Sequences whose items are made when they are asked for, and not kept.

In: how many there are, and what makes the item of a number. Out: a sequence. For parts of work, which are too large
to be there all at once.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar, overload

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class OnDemand(Sequence[Item]):
    """Items 0 to `length` - 1 of what `make` makes; an item that is asked for twice is made twice.

    >>> squares = OnDemand(4, lambda number: number**2)
    >>> squares[2], squares[-1], squares[1:3], list(squares)
    (4, 9, [1, 4], [0, 1, 4, 9])
    """

    length: int
    make: Callable[[int], Item]

    @overload
    def __getitem__(self, index: int) -> Item: ...
    @overload
    def __getitem__(self, index: slice) -> list[Item]: ...
    def __getitem__(self, index: int | slice) -> Item | list[Item]:
        if isinstance(index, slice):
            return list(map(self.make, range(self.length)[index]))
        return self.make(range(self.length)[index])

    def __iter__(self) -> Iterator[Item]:
        return map(self.make, range(self.length))  # the inherited one takes an IndexError of `make` for the end

    def __len__(self) -> int:
        return self.length
