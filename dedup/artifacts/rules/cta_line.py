"""The site asks for something: subscribe, share, accept cookies.

What it flags: a short line that addresses the reader in the site's own name.

Why it matters: it is no part of the article and stands in unrelated ones alike.

Where found: between paragraphs and below articles.
"""

from collections.abc import Iterator

from dedup.artifacts.boilerplate import line_hits
from dedup.artifacts.rule import Flagged, Hit, Passed, Rule
from dedup.model import Severity
from dedup.text import TextView


def _find(view: TextView) -> Iterator[Hit]:
    return line_hits(view, "cta-line", max_characters=170, max_words=24, confidence=0.8, safe=True)


RULE = Rule(
    code="B306",
    name="cta-line",
    message="The site asks its readers for something",
    severity=Severity.INFO,
    find=_find,
    flags=(
        Flagged(
            "Streit im Rat\n\nMelden Sie sich hier für unseren Newsletter an\n\nDer Rat tagte.",
            "Melden Sie sich hier für unseren Newsletter an",
            repaired="Streit im Rat\n\nDer Rat tagte.",
        ),
        Flagged(
            "Talks fail\n\nDownload our app for free\n\nThey left.", "Download our app for free", language="en"
        ),
    ),
    passes=(
        Passed("Streit im Rat\n\nDer Konzern will seine Newsletter einstellen, sagte ein Sprecher am Dienstag."),
        Passed("Streit im Rat\n\nDie App zeigt, wo Busse fahren."),
    ),
    yields_to=("related-teaser",),
)
