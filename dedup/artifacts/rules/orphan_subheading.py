"""A subheading stands at the end with no text below it.

What it flags: a short last line without final punctuation under an article of full sentences.

Why it matters: it is the headline of something that is no longer there: of a cut rest or of another article.

Where found: lists of further articles and cut pages.
"""

import re
from collections.abc import Iterator

from dedup.artifacts.page import Line, Page, page_of
from dedup.artifacts.rule import Flagged, Hit, Passed, Rule
from dedup.model import Severity
from dedup.text import TextView

_MAX_CHARACTERS = 100
_MAX_WORDS = 10
_BODY_CHARACTERS = 80
_HEADING = re.compile(r"[A-ZÄÖÜ0-9„“»«\"‚']")
_SIGNATURE = re.compile(r"^[(\[©]|[)\]]$|^\W|\b(?:https?:|www\.)|@|^\S+:|\d{1,2}\.\d{1,2}\.(?:\d{2}|\d{4})|/")


def _find(view: TextView) -> Iterator[Hit]:
    page = page_of(view.text)
    body = sum(len(line.text) > _BODY_CHARACTERS and line.ends_sentence for line in page.lines[1:])
    if body < 2:  # noqa: PLR2004 - an article has paragraphs
        return
    for line in reversed(page.lines[1:]):
        if line.ends_sentence and line.words > _MAX_WORDS:
            return
        if _is_heading(line) and not _continues(page, line):
            yield Hit(span=line.span, confidence=0.6, fix=page.removal(line, safe=False))


def _is_heading(line: Line) -> bool:
    if not 2 <= line.words <= _MAX_WORDS or len(line.text) > _MAX_CHARACTERS or line.ends_sentence:  # noqa: PLR2004
        return False
    return _HEADING.match(line.text) is not None and not _SIGNATURE.search(line.text)


def _continues(page: Page, line: Line) -> bool:
    """Whether the line belongs to an open line right above it: "Read on at" / "The Messenger"."""
    above = page.lines[line.number - 1]
    return not above.ends_sentence and page.text.count("\n", above.end, line.start) == 1


RULE = Rule(
    code="T603",
    name="orphan-subheading",
    message="A subheading stands at the end with no text below it",
    severity=Severity.INFO,
    find=_find,
    flags=(
        Flagged(
            "Streit im Rat\n\nDer Rat tagte am Dienstag bis in die tiefe Nacht, ohne dass sich die Seiten "
            "einig wurden.\n\n"
            "Am Mittwoch soll es weitergehen, sagte eine Sprecherin, die auf Nachfragen nicht antworten wollte.\n\n"
            "Neue Wege im Verkehr",
            "Neue Wege im Verkehr",
        ),
    ),
    passes=(
        Passed(
            "Streit im Rat\n\nDer Rat tagte am Dienstag bis in die tiefe Nacht, ohne dass sich die Seiten "
            "einig wurden.\n\n"
            "Neue Wege im Verkehr\n\n"
            "Am Mittwoch soll es weitergehen, sagte eine Sprecherin, die auf Nachfragen nicht antworten wollte."
        ),
    ),
    yields_to=(
        "ad-marker",
        "caption-in-body",
        "caption-repeated",
        "cta-line",
        "duplicate-paragraph",
        "glued-byline",
        "glued-credit",
        "next-headline",
        "other-headline",
        "read-more",
        "related-teaser",
        "rights-line",
        "timestamp-line",
        "truncated-body",
    ),
)
