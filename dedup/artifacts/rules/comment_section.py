"""The comments of readers hang on: names, times, "Antworten", "Melden".

What it flags: the stretch from the first to the last line that belongs to a list of comments: its heading, the time
of a comment, the controls below it. One such line alone is not enough.

Why it matters: what readers write is not what the article says; quotations and claims in it have no source.

Where found: below articles whose page holds the discussion too.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import re2

from dedup.artifacts.notices import either
from dedup.artifacts.page import Line, Page, page_of
from dedup.artifacts.phrases import words_of_all
from dedup.artifacts.rule import Flagged, Hit, Passed, Rule
from dedup.model import Fix, Severity, Span
from dedup.text import TextView

_MAX_CHARACTERS = 80
_FIRST_LINE = 2
_NO_LETTERS = " \t\xa0.,:;!?()[]<>|/*+-–—•·»«›‹…0123456789"
_FEWEST_SIGNS = 3
_MOST_LINES_APART = 8


@cache
def _gate() -> Any:
    """A line that is a control; a text without any holds no comments."""
    return re2.compile(rf"(?im)^[^\pL\pN\n]*{either('comment-section', 'controls')}[^\pL\n]*$")


@cache
def _times() -> re.Pattern[str]:
    """How long ago, at the end of a line; a name may stand before it."""
    return re.compile(rf"(?:.{{0,50}}\W)?{either('comment-section', 'ago')}\W*", re.IGNORECASE)


@cache
def _headers() -> re.Pattern[str]:
    return re.compile(rf"\W*{either('comment-section', 'header')}\W*", re.IGNORECASE)


def _find(view: TextView) -> Iterator[Hit]:
    if "\n" not in view.text or not _gate().search(view.text):
        return
    page = page_of(view.text)
    signs = [(line, kind) for line in page.up_to(_MAX_CHARACTERS) if (kind := _kind(line))]
    for group in _groups(signs):
        kinds = {kind for _, kind in group}
        if "controls" in kinds and len(kinds) > 1 and len(group) >= _FEWEST_SIGNS:
            yield _hit(page, group)


def _kind(line: Line) -> str | None:
    if line.number < _FIRST_LINE:
        return None
    if line.text.strip(_NO_LETTERS).casefold() in words_of_all("comment-section", "controls"):
        return "controls"
    if _headers().fullmatch(line.text):
        return "header"
    return "ago" if _times().fullmatch(line.text) else None


def _groups(signs: list[tuple[Line, str]]) -> Iterator[list[tuple[Line, str]]]:
    """Signs with at most a comment between them."""
    group: list[tuple[Line, str]] = []
    for sign in signs:
        if group and sign[0].number - group[-1][0].number > _MOST_LINES_APART:
            yield group
            group = []
        group.append(sign)
    if group:
        yield group


def _hit(page: Page, group: list[tuple[Line, str]]) -> Hit:
    """The stretch of a group; above the time of the first comment stands who wrote it."""
    first, kind = group[0]
    above = page.lines[first.number - 1]
    if kind == "ago" and len(above.text) <= _MAX_CHARACTERS // 2 and not above.ends_sentence:
        first = above
    last = group[-1][0]
    span = Span(first.start, last.end)
    end = page.removal(last, safe=False).span.end
    start = first.start if end > last.end else page.lines[first.number - 1].end
    confidence = min(0.9, 0.6 + 0.05 * len(group))
    return Hit(span=span, confidence=confidence, fix=Fix(span=Span(start, end), replacement="", safe=False))


_COMMENTS = (
    "3 Kommentare\n\nElbfischer\n\nvor 2 Stunden\n\nDas sehe ich anders.\n\nAntworten\n\nMelden\n\n"
    "Anna K.\n\nvor 3 Stunden\n\nGut so!\n\nAntworten"
)

RULE = Rule(
    code="B311",
    name="comment-section",
    message="The comments of readers hang on",
    severity=Severity.WARNING,
    find=_find,
    flags=(
        Flagged(
            f"Streit im Rat\n\nDer Rat tagte.\n\n{_COMMENTS}", _COMMENTS, repaired="Streit im Rat\n\nDer Rat tagte."
        ),
        Flagged(
            "Talks fail\n\nThey left.\n\n"
            "riverman\n5 hours ago\nAbout time.\nReply\nReport\njane\n6 hours ago\nNo!\nReply",
            "riverman\n5 hours ago\nAbout time.\nReply\nReport\njane\n6 hours ago\nNo!\nReply",
            language="en",
        ),
    ),
    passes=(
        Passed("Streit im Rat\n\nDer Rat tagte.\n\nAntworten\n\nDie Opposition will Antworten, und zwar bald."),
        Passed("Streit im Rat\n\nDer Rat tagte.\n\nKommentare\n\nDer Minister schwieg vor zwei Stunden."),
    ),
)
