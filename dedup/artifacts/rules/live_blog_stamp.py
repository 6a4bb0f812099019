"""Entries of a live blog stand as paragraphs, each behind its time: "14.32 Uhr: Die Sitzung beginnt".

What it flags: a clock time, with its date and label where there are any, that opens a line and is parted from what
follows. One time alone may be prose; a label ("Update") or several lines that open so are not.

Why it matters: the entries run backwards and repeat each other; the time belongs into a field of its own.

Where found: live blogs and tickers, and articles that were extended during a day.
"""

import re
from collections.abc import Iterator
from functools import cache

import re2

from dedup.artifacts.notices import either
from dedup.artifacts.page import Line, page_of
from dedup.artifacts.phrases import words_of_all
from dedup.artifacts.rule import Flagged, Hit, Passed, Rule
from dedup.model import Fix, Severity, Span
from dedup.text import TextView

_LONGEST = 90
_FEWEST = 3
# A line that a clock time stands near the beginning of; the marks behind it tell most sentences apart.
_GATE = re2.compile(r"(?m)^[^\n]{0,60}?\d[:.]\d\d[^\n,.;]{0,6}[:|\])+–-]")


@cache
def _stamp() -> re.Pattern[str]:
    """A label, a date, a clock time and a mark that parts it from the entry, at the start of a line."""
    label, clock = either("live-blog-stamp", "labels"), either("live-blog-stamp", "clock")
    day = r"(?:\d{1,2}\. ?(?:\d{1,2}\.|[^\W\d_]{3,9}\.?)(?: ?\d{4})?|[^\W\d_]{3,9} \d{1,2})"
    date = rf"(?:[^\W\d_]{{2,12}}\.?,? )?(?:(?:vom|from|on|am) )?{day}?"
    return re.compile(
        rf"[+*•\[( ]{{0,5}}(?P<label>{label}[ :,+-]{{1,4}})?{date}[ ,|–-]{{0,3}}"
        rf"(?:um |at )?\d{{1,2}}[:.]\d{{2}}(?: ?{clock})?[ ]?[:|\])+–-]+(?!\d)[ ]{{0,2}}",
        re.IGNORECASE,
    )


def _find(view: TextView) -> Iterator[Hit]:
    if not _GATE.search(view.text):
        return
    page = page_of(view.text)
    found = [(line, length, labelled) for line in page.lines[1:] for length, labelled in _stamped(line)]
    certain = len(found) >= _FEWEST
    for line, length, labelled in found:
        if certain or labelled:
            span = Span(line.start, line.start + len(line.text[:length].rstrip()))
            fix = Fix(span=Span(line.start, line.start + length), replacement="", safe=False)
            yield Hit(span=span, confidence=0.8 if certain else 0.65, fix=fix)


def _stamped(line: Line) -> Iterator[tuple[int, bool]]:
    """How long the stamp of a line is and whether it has a label; something must follow it."""
    match = _stamp().match(line.text[:_LONGEST])
    if match and line.text[match.end() :].strip(" +|"):
        word = (match["label"] or "").strip(" :,+-").lower()
        yield match.end(), line.text.startswith("++") or word in words_of_all("live-blog-stamp", "labels")


RULE = Rule(
    code="M503",
    name="live-blog-stamp",
    message="An entry of a live blog stands as a paragraph, behind its time",
    severity=Severity.INFO,
    find=_find,
    flags=(
        Flagged(
            "Streit im Rat\n\n14.32 Uhr: Die Sitzung beginnt.\n\n14.10 Uhr: Der Saal füllt sich.\n\n"
            "13.55 Uhr: Die ersten Räte kommen.",
            "14.10 Uhr:",
            repaired="Streit im Rat\n\nDie Sitzung beginnt.\n\nDer Saal füllt sich.\n\nDie ersten Räte kommen.",
        ),
        Flagged(
            "Streit im Rat\n\nUpdate vom 12. Mai, 9.15 Uhr: Der Rat tagt weiter.\n\nDer Rat tagte.",
            "Update vom 12. Mai, 9.15 Uhr:",
        ),
        Flagged(
            "Talks fail\n\n10:05 am - They arrive.\n\n9:40 am - Police close the road.\n\n9:15 am - Cars wait.",
            "9:40 am -",
            language="en",
        ),
    ),
    passes=(
        Passed("Streit im Rat\n\n14.32 Uhr kam der Minister.\n\nUm 15.10 Uhr ging er wieder."),
        Passed("Fahrplan\n\n10.00 Uhr: Beginn der Führung.\n\nAm Abend gibt es Musik."),
    ),
    yields_to=("timestamp-line",),
)
