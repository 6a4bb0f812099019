"""Calendar dates as articles print them, as ISO 8601 text.

In: text. Out: the first full date with its place. German and English month names, numeric forms with the day
first (German) and ISO. A date is never guessed: what has no year, or no such day, is no date.
"""

import datetime as dt
import re
from dataclasses import dataclass

from dedup.model import Span

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januar jänner january jan",
            "februar feber february feb",
            "märz march mär mar",
            "april apr",
            "mai may",
            "juni june jun",
            "juli july jul",
            "august aug",
            "september sept sep",
            "oktober october okt oct",
            "november nov",
            "dezember december dez dec",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATE = re.compile(
    rf"""
      \b(?P<year1>(?:19|20)\d\d)-(?P<month1>\d\d)(?:-(?P<day1>\d\d))?(?!\d)        # 2024-06-18T09:12, 2024-06
    | \b(?P<day2>\d{{1,2}})\.\s?(?P<month2>\d{{1,2}})\.\s?(?P<year2>(?:19|20)\d\d)\b # 18.06.2024
    | \b(?P<day3>\d{{1,2}})(?:\.|st|nd|rd|th)?\s(?P<month3>{_MONTH})\.?,?\s(?P<year3>(?:19|20)\d\d)\b  # 5. Mai 2023
    | \b(?P<month4>{_MONTH})\.?\s(?P<day4>\d{{1,2}})(?:st|nd|rd|th)?,\s(?P<year4>(?:19|20)\d\d)\b  # June 18, 2024
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date with the place where it stands; `iso` is as precise as the print (2024-06 or 2024-06-18)."""

    span: Span
    iso: str


def find_date(text: str, start: int = 0, end: int | None = None) -> PrintedDate | None:
    """Find the first full date of a range of the text.

    >>> find_date("Berlin, 5. September 2023")
    PrintedDate(span=Span(start=8, end=25), iso='2023-09-05')
    """
    for match in _DATE.finditer(text, start, len(text) if end is None else end):
        fields = {name[:-1]: value for name, value in match.groupdict().items() if value}
        iso = _iso(fields["year"], fields["month"], fields.get("day"))
        if iso:
            return PrintedDate(Span(match.start(), match.end()), iso)
    return None


def _iso(year: str, month: str, day: str | None) -> str | None:
    number = int(month) if month.isdigit() else _MONTHS[month.lower()]
    try:
        date = dt.date(int(year), number, int(day or 1))
    except ValueError:
        return None
    return date.isoformat() if day else date.isoformat()[:7]
