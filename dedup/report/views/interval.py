"""An interval of independent sources, drawn: from the number that is certain to the number that may be.

In: counted roots. Out: positions on an axis, for a static SVG; words say the same beside it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from dedup.model import Roots

_WIDTH = 232
_MARGIN = 8
_LEAST_AXIS = 3
_MOST_TICKS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """Positions from left to right; `ticks` are (position, number). `expected` is None where it is no news."""

    label: str
    low: float
    high: float
    expected: float | None
    ticks: tuple[tuple[float, int], ...]


def axis_of(figures: Iterable[int]) -> int:
    """Choose the end of an axis on which several intervals can be compared."""
    return max(_LEAST_AXIS, *figures, 0)


def draw_interval(low: int, high: int, expected: float | None, axis: int, label: str) -> Interval:
    """Draw an interval on an axis that ends at `axis`.

    >>> draw_interval(1, 2, 1.5, 4, "1 to 2").ticks
    ((8.0, 0), (62.0, 1), (116.0, 2), (170.0, 3), (224.0, 4))
    """
    step = -(-axis // _MOST_TICKS)
    unit = (_WIDTH - 2 * _MARGIN) / axis
    return Interval(
        label=label,
        low=round(_MARGIN + low * unit, 1),
        high=round(_MARGIN + high * unit, 1),
        expected=None if expected is None or low == high else round(_MARGIN + expected * unit, 1),
        ticks=tuple((round(_MARGIN + number * unit, 1), number) for number in range(0, axis + 1, step)),
    )


def draw_roots(roots: Roots, axis: int, label: str) -> Interval:
    """Draw the interval of a claim."""
    return draw_interval(roots.low, roots.high, roots.expected, axis, label)
