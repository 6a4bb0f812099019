"""When the articles of a story appeared and how many sources each cites, drawn on one axis of days.

In: the index of a page and a story. Out: one row an article, in order of dates, with its position in percent.
"""

import calendar
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dedup.model import Citation
from dedup.report.printable import one_line
from dedup.report.views.index import ArticleLabel, PageIndex
from dedup.report.wording import count, is_second_hand

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_FROM, _TO = 2.0, 98.0
_MAX_ROWS = 40
_MAX_MARKS = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRow:
    """One article: `start` and `end` in percent of the axis, None without a date; equal for a day.

    `marks` are classes of the style sheet, one a citation: `named`, `unnamed`, `second-hand`.
    """

    article: ArticleLabel
    outlet: str
    published: str
    start: float | None
    end: float | None
    marks: tuple[str, ...]
    citations: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The rows of a story; `hidden` counts articles beyond the limit."""

    rows: tuple[TimelineRow, ...]
    hidden: int


def view_timeline(
    index: PageIndex, documents: Sequence[str], citations: Mapping[str, Sequence[Citation]]
) -> Timeline:
    """Show articles in the order of their dates, those without one last."""
    known = [document for document in documents if document in index.articles]
    spans = {document: days_of(index.articles[document].published) for document in known}
    dated = sorted((span, document) for document, span in spans.items() if span)
    ordered = [document for _, document in dated] + [document for document in known if not spans[document]]
    first = min((span[0] for span, _ in dated), default=0)
    last = max((span[1] for span, _ in dated), default=0)
    outlets = {summary.id: one_line(summary.outlet or "") for summary in index.audit.documents}
    return Timeline(
        rows=tuple(
            _view_row(index, document, outlets[document], _position(spans[document], first, last), citations)
            for document in ordered[:_MAX_ROWS]
        ),
        hidden=max(0, len(ordered) - _MAX_ROWS),
    )


def days_of(published: str) -> tuple[int, int] | None:
    """Read an ISO date as first and last day, as proleptic ordinals; a month or a year is all of its days.

    >>> days_of("1970-01"), days_of("soon")
    ((719163, 719193), None)
    """
    match = _DATE.match(published)
    if match is None:
        return None
    year, month, day = (int(part) if part else 0 for part in match.groups())
    try:
        first = date(year, month or 1, day or 1)
        last = date(year, month or 12, day or calendar.monthrange(year, month or 12)[1])
    except (ValueError, calendar.IllegalMonthError):
        return None
    return first.toordinal(), last.toordinal()


def _position(span: tuple[int, int] | None, first: int, last: int) -> tuple[float, float] | None:
    if span is None:
        return None
    if first == last:
        return (_FROM + _TO) / 2, (_FROM + _TO) / 2
    unit = (_TO - _FROM) / (last - first)
    return round(_FROM + (span[0] - first) * unit, 1), round(_FROM + (span[1] - first) * unit, 1)


def _view_row(
    index: PageIndex,
    document: str,
    outlet: str,
    position: tuple[float, float] | None,
    citations: Mapping[str, Sequence[Citation]],
) -> TimelineRow:
    article, cited = index.articles[document], citations.get(document, ())
    return TimelineRow(
        article=article,
        outlet=outlet,
        published=article.published or "no date",
        start=position[0] if position else None,
        end=position[1] if position else None,
        marks=tuple(map(_mark, cited[:_MAX_MARKS])),
        citations=_describe(cited),
    )


def _mark(citation: Citation) -> str:
    if citation.anonymous:
        return "unnamed"
    return "second-hand" if is_second_hand(citation) else "named"


def _describe(cited: Sequence[Citation]) -> str:
    """Say how many citations there are, and of what kind."""
    if not cited:
        return "cites nobody"
    unnamed = sum(citation.anonymous for citation in cited)
    second_hand = sum(map(is_second_hand, cited))
    parts = (
        count(len(cited), "citation"),
        f"{unnamed:,} unnamed" if unnamed else "",
        f"{second_hand:,} second-hand" if second_hand else "",
    )
    return ", ".join(filter(None, parts))
