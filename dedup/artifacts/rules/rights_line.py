"""A rights notice stands in the article: "© Alle Rechte vorbehalten".

What it flags: a short line that states copyright or forbids copying.

Why it matters: it is the site's text, not the article's, and makes unrelated articles look alike.

Where found: at the end of agency reports and of pages that were copied whole.
"""

from collections.abc import Iterator

from dedup.artifacts.boilerplate import line_hits
from dedup.artifacts.rule import Flagged, Hit, Passed, Rule
from dedup.model import Severity
from dedup.text import TextView


def _find(view: TextView) -> Iterator[Hit]:
    return line_hits(view, "rights-line", max_characters=240, max_words=24, confidence=0.9, safe=True)


RULE = Rule(
    code="B301",
    name="rights-line",
    message="A rights notice stands in the article",
    severity=Severity.INFO,
    find=_find,
    flags=(
        Flagged(
            "Streit im Rat\n\nDer Rat tagte.\n\nSämtliche Rechte sind vorbehalten.",
            "Sämtliche Rechte sind vorbehalten.",
            repaired="Streit im Rat\n\nDer Rat tagte.",
        ),
        Flagged(
            "Talks fail\n\nThey left.\n\n© 2023 Daily Example. All rights reserved",
            "© 2023 Daily Example. All rights reserved",
            language="en",
        ),
    ),
    passes=(
        Passed(
            "Copyright im Netz\n\nDas Urheberrecht wird neu geregelt, sagte die Ministerin am Dienstag in Berlin."
        ),
        Passed("Streit im Rat\n\nDie Opposition pocht auf ihre Rechte."),
    ),
    yields_to=("caption-repeated",),
)
