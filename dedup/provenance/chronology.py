"""Which of two articles carries the earlier date.

In: dates as articles or records give them, in ISO form, as precise as their source (2024, 2024-06, 2024-06-18, with
or without time). Out: an order where there is one. Two dates are compared at the precision that both have: articles
of one day without times are in no order, and neither are 2024-06 and 2024-06-18.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

_DATE = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?")


def is_earlier(left: str | None, right: str | None) -> bool:
    """Whether the left date is certainly before the right one.

    >>> is_earlier("2024-06-17", "2024-06-18"), is_earlier("2024-06", "2024-06-18"), is_earlier(None, "2024")
    (True, False, False)
    """
    if left is None or right is None or left == right:
        return False
    instants = _instant(left), _instant(right)
    if instants[0] and instants[1] and (instants[0].tzinfo is None) == (instants[1].tzinfo is None):
        return instants[0] < instants[1]
    left_parts, right_parts = _calendar(left), _calendar(right)
    precision = min(len(left_parts), len(right_parts))
    return left_parts[:precision] < right_parts[:precision]


def find_earliest(documents: Sequence[str], published: Mapping[str, str | None]) -> str | None:
    """Name the document that is dated before every other one; None where one has no date, or two come first."""
    candidate = documents[0]
    for document in documents[1:]:
        if is_earlier(published[document], published[candidate]):
            candidate = document
    others = [document for document in documents if document != candidate]
    is_first = all(is_earlier(published[candidate], published[other]) for other in others)
    return candidate if others and is_first else None


@lru_cache(maxsize=1 << 14)  # a collection has fewer days than articles
def _calendar(date: str) -> tuple[int, ...]:
    """Year, month and day, as far as the date has them; empty for what is no date."""
    match = _DATE.match(date)
    return tuple(int(part) for part in match.groups() if part) if match else ()


def _instant(date: str) -> dt.datetime | None:
    """The point in time of a date that has one."""
    if len(date) <= len("2024-06-18"):
        return None
    try:
        return dt.datetime.fromisoformat(date)
    except ValueError:
        return None
