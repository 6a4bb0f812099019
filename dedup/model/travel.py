"""How values travel between processes: as their class and the values of their fields.

In: a frozen, slotted dataclass. Out: what pickle makes it anew from. The default asks for the fields of the class
each time, for a citation six times as long; an audit sends hundreds of thousands. Checks on creation were passed
where the value was made and are not made again.
"""

from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import Any


def reduce_fields(value: object) -> tuple[Callable[..., object], tuple[object, ...]]:
    """Say how to make a value anew; a class with at least two fields takes this as its `__reduce__`."""
    kind: Any = type(value)
    return _restore, (kind, *_fields(kind)(value))


@cache
def _fields(kind: Any) -> Callable[[object], tuple[object, ...]]:
    return attrgetter(*kind.__slots__)


def _restore(kind: Any, *values: object) -> object:
    restored = object.__new__(kind)
    for name, value in zip(kind.__slots__, values, strict=True):
        object.__setattr__(restored, name, value)
    return restored
