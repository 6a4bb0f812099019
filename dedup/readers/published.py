"""Dates as records give them, as ISO 8601 days.

In: the text of a date field. Out: the day, in the time zone of the record, or the month where no day is given;
None rather than a guess.
"""

import datetime as dt

from dedup.text.dates import find_date

_LONGEST_DATE_FIELD = 200  # characters; longer fields are prose that may mention any date


def normalize_published(printed: str) -> str | None:
    """Turn a printed date into ISO form.

    >>> normalize_published("2024-06-18T07:30:00+02:00"), normalize_published("18. Juni 2024")
    ('2024-06-18', '2024-06-18')
    >>> normalize_published("vor drei Stunden") is None
    True
    """
    printed = printed.strip()
    if len(printed) > _LONGEST_DATE_FIELD:
        return None
    try:
        return dt.datetime.fromisoformat(printed).date().isoformat()
    except ValueError:
        found = find_date(_without_clock(printed))
        return found.iso if found else None


def _without_clock(printed: str) -> str:
    """Cut an ISO time that `datetime` does not take ("2024-06-18T7:30"): the day before the T stands alone."""
    day, separator, _ = printed.partition("T")
    return day if separator and day[-1:].isdigit() else printed
