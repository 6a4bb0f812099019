"""A link to the rest of the text is left over: "Hier weiterlesen".

What it flags: a short line that invites to read on elsewhere.

Why it matters: it shows that the text may be an excerpt, and it is no part of the article.

Where found: aggregators that print the beginning of a report, newsletters, feeds.
"""

from collections.abc import Iterator

from dedup.artifacts.boilerplate import line_hits
from dedup.artifacts.rule import Flagged, Hit, Passed, Rule
from dedup.model import Severity
from dedup.text import TextView


def _find(view: TextView) -> Iterator[Hit]:
    return line_hits(view, "read-more", max_characters=110, max_words=14, confidence=0.85, safe=True)


RULE = Rule(
    code="B302",
    name="read-more",
    message="A link to the rest of the text is left over",
    severity=Severity.WARNING,
    find=_find,
    flags=(
        Flagged(
            "Streit im Rat\n\nDer Rat tagte.\n\nHier geht es zum ganzen Bericht",
            "Hier geht es zum ganzen Bericht",
            repaired="Streit im Rat\n\nDer Rat tagte.",
        ),
        Flagged("Talks fail\n\nThey left.\n\nView the full report", "View the full report", language="en"),
    ),
    passes=(
        Passed(
            "Streit im Rat\n\nWer weiterlesen will, braucht Geduld, denn der Bericht hat tausend Seiten, kein Bild."
        ),
        Passed("Mehr lesen hilft\n\nKinder lesen heute mehr."),
    ),
    yields_to=("related-teaser", "cta-line", "ad-marker"),
)
