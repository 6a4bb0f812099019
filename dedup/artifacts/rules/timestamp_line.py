"""A line holds nothing but a date, a time or a reading time: "Stand: 14.02.2023, 08:10 Uhr".

What it flags: a short line made of numbers, month and day names and words such as "updated" alone.

Why it matters: the date belongs into a field of its own; in the text it parts headline and article.

Where found: below headlines and bylines.
"""

import re
from collections.abc import Iterator

from dedup.artifacts.page import Line, page_of
from dedup.artifacts.phrases import words_of_all
from dedup.artifacts.rule import Flagged, Hit, Passed, Rule
from dedup.model import Severity
from dedup.text import TextView

_MAX_CHARACTERS = 80
_PARTS = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
_MARKS = frozenset(".,:;/|()–—-+•·@")
_FULL_DATE = re.compile(
    r"\b\d{1,2}\.\s?\d{1,2}\.\s?(?:\d{4}|\d{2})\b|\b\d{4}-\d{2}-\d{2}|\b\d{1,2}/\d{1,2}/\d{2,4}\b|\b\d{1,2}[:.]\d{2}\s?(?:Uhr|h|am|pm|AM|PM)\b"
)


def _find(view: TextView) -> Iterator[Hit]:
    page = page_of(view.text)
    for line in page.up_to(_MAX_CHARACTERS):
        if any(map(str.isdigit, line.text)) and _is_time(line) and len(page.lines) > 1:
            yield Hit(span=line.span, confidence=0.85, fix=page.removal(line, safe=False))


def _is_time(line: Line) -> bool:
    parts = [part.lower() for part in _PARTS.findall(line.text)]
    allowed, anchors = words_of_all("timestamp-line", "words"), words_of_all("timestamp-line", "anchors")
    if not all(part.isdigit() or part in allowed or part in _MARKS for part in parts):
        return False
    return _FULL_DATE.search(line.text) is not None or any(part in anchors for part in parts)


RULE = Rule(
    code="M501",
    name="timestamp-line",
    message="A line holds nothing but a date or a time",
    severity=Severity.INFO,
    find=_find,
    flags=(
        Flagged(
            "Streit im Rat\n\nGeändert am 14.02.2023 um 08:10 Uhr\n\nDer Rat tagte.",
            "Geändert am 14.02.2023 um 08:10 Uhr",
        ),
        Flagged(
            "Talks fail\n\nPosted Feb. 14, 2023 8:10 a.m.\n\nThey left.",
            "Posted Feb. 14, 2023 8:10 a.m.",
            language="en",
        ),
    ),
    passes=(
        Passed("Streit im Rat\n\nAm 14. Februar tagte der Rat.\n\nStand der Dinge nach 3 Tagen Streit"),
        Passed("Ergebnisse\n\n3:2, 4:1, 0:0"),
    ),
)
