"""Headline, byline and date of an article.

In: text. Out: the lines that hold anything; headline, authors and printed date where the opening of the text has
them. Extraction loses markup, so the shape of the first lines is all there is to go by.
"""

import re
from dataclasses import dataclass

from dedup.model import Span
from dedup.text.dates import PrintedDate, find_date
from dedup.text.lines import find_lines

_OPENING_LINES = 8
_MAX_HEADLINE = 220
_MAX_BYLINE = 90
_MAX_DATE_LINE = 60
_NAME = r"[A-ZÄÖÜ][\w.’'-]*(?:\s(?:von|van|de|der|zu|den|[A-ZÄÖÜ][\w.’'-]*)){0,4}"
# The name may be glued to the word before it ("VonLukas Richter"): extraction drops the space between two tags.
_BYLINE = re.compile(
    rf"^(?:(?:[Vv]on|By|BY|VON)\s*|(?:Text|Autor|Autorin|Author|Interview)\s?:\s*)(?P<name>{_NAME})"
    rf"(?P<rest>(?:\s?(?:,|und|and|&|\|)\s?{_NAME})*)\s*(?:$|[|,–-].*$|\d.*$)"
)


@dataclass(frozen=True, slots=True)
class Layout:
    """Lines without outer white space, and what the opening lines are; None where the text has no such line."""

    lines: tuple[Span, ...]
    headline: Span | None
    byline_name: str | None
    date: PrintedDate | None


def find_layout(text: str, title: str | None = None) -> Layout:
    r"""Find headline, byline and date line among the first lines.

    >>> find_layout("Ein Besuch\n\nVon Eva Haas\n\nDer Minister reiste am Dienstag ab.").byline_name
    'Eva Haas'
    """
    lines = tuple(_lines(text))
    opening = lines[:_OPENING_LINES]
    return Layout(
        lines=lines,
        headline=_find_headline(text, lines, title),
        byline_name=_find_byline(text, opening),
        date=_find_date_line(text, opening),
    )


def _lines(text: str) -> list[Span]:
    spans = []
    for line_start, line_end in find_lines(text):
        piece = text[line_start:line_end]
        stripped = piece.strip()
        if stripped:
            start = line_start + len(piece) - len(piece.lstrip())
            spans.append(Span(start, start + len(stripped)))
    return spans


def _find_headline(text: str, lines: tuple[Span, ...], title: str | None) -> Span | None:
    """The first line, when it is the known title or a short line without a full stop above a text."""
    if not lines:
        return None
    first = lines[0]
    line = first.within(text)
    if title and line.startswith(title):
        return Span(first.start, first.start + len(title))
    if len(lines) == 1 or len(first) > _MAX_HEADLINE:
        return None
    ends_like_a_sentence = line.endswith(".") and not line.endswith("...")
    return None if ends_like_a_sentence else first


def _find_byline(text: str, opening: tuple[Span, ...]) -> str | None:
    for line in opening:
        if len(line) > _MAX_BYLINE:
            continue
        match = _BYLINE.match(line.within(text))
        if match:
            return (match["name"] + match["rest"]).strip()
    return None


def _find_date_line(text: str, opening: tuple[Span, ...]) -> PrintedDate | None:
    for position, line in enumerate(opening):
        if len(line) <= _MAX_DATE_LINE or position == 0:
            found = find_date(text, line.start, min(line.end, line.start + _MAX_DATE_LINE))
            if found:
                return found
    return None
