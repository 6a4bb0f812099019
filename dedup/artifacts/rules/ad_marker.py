"""A label that set off an advertisement is left over: "Anzeige".

What it flags: a line that holds nothing but such a label, or a note that the text goes on below it.

Why it matters: it interrupts sentences and paragraphs and stands in unrelated articles alike.

Where found: between any two paragraphs of a page with advertisements.
"""

from collections.abc import Iterator

from dedup.artifacts.boilerplate import phrased_lines
from dedup.artifacts.page import page_of
from dedup.artifacts.phrases import line_patterns
from dedup.artifacts.rule import Flagged, Hit, Passed, Rule
from dedup.model import Severity
from dedup.text import TextView

_MAX_CHARACTERS = 90


def _find(view: TextView) -> Iterator[Hit]:
    page = page_of(view.text)
    label = line_patterns("ad-marker").whole
    for line in phrased_lines(view.text):
        if len(line.text) <= _MAX_CHARACTERS and len(page.lines) > 1 and label.fullmatch(line.text):
            yield Hit(span=line.span, confidence=0.95, fix=page.removal(line, safe=True))


RULE = Rule(
    code="B304",
    name="ad-marker",
    message="The label of an advertisement is left over",
    severity=Severity.INFO,
    find=_find,
    flags=(
        Flagged(
            "Streit im Rat\n\nWerbeanzeige\n\nDer Rat tagte.",
            "Werbeanzeige",
            repaired="Streit im Rat\n\nDer Rat tagte.",
        ),
        Flagged(
            "Talks fail\n\nArticle continues after this ad\n\nThey left.",
            "Article continues after this ad",
            language="en",
        ),
    ),
    passes=(Passed("Streit im Rat\n\nDie Polizei nahm eine Anzeige auf.\n\nWerbung wirkt, sagte der Forscher."),),
)
