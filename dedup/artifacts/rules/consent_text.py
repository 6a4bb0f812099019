"""A question for consent stands in the article: cookies, data for third parties, content from elsewhere.

What it flags: a line in which the site speaks of its cookies, its partners and the reader's consent, and the box
that stands where a video or a post was to be shown.

Why it matters: it is the site's text, the same in thousands of articles, and long enough to look like shared
wording.

Where found: above articles, and in place of every embedded post that was not loaded.
"""

from collections.abc import Iterator

from dedup.artifacts.notices import notice_hits
from dedup.artifacts.rule import Flagged, Hit, Passed, Rule
from dedup.model import Severity
from dedup.text import TextView

_MAX_CHARACTERS = 1_500


def _find(view: TextView) -> Iterator[Hit]:
    yield from notice_hits(view, "consent-text", _MAX_CHARACTERS)


RULE = Rule(
    code="B310",
    name="consent-text",
    message="A question for the reader's consent stands in the article",
    severity=Severity.INFO,
    find=_find,
    flags=(
        Flagged(
            "Streit im Rat\n\nEmpfohlener redaktioneller Inhalt\n\nDer Rat tagte.",
            "Empfohlener redaktioneller Inhalt",
            repaired="Streit im Rat\n\nDer Rat tagte.",
        ),
        Flagged(
            "Streit im Rat\n\nWir und unsere 120 Partner speichern Angaben auf Ihrem Gerät und lesen sie aus, um "
            "Anzeigen auszuwählen. Sie können Ihre Wahl am Ende der Seite jederzeit ändern.\n\nDer Rat tagte.",
            "Wir und unsere 120 Partner speichern Angaben auf Ihrem Gerät und lesen sie aus, um "
            "Anzeigen auszuwählen. Sie können Ihre Wahl am Ende der Seite jederzeit ändern.",
        ),
        Flagged(
            "Talks fail\n\nBy clicking Agree you consent to the use of your data.\n\nThey left.",
            "By clicking Agree you consent to the use of your data.",
            language="en",
        ),
    ),
    passes=(
        Passed(
            "Streit im Rat\n\nDas Gericht entschied, dass Seiten vor dem Setzen von Cookies um Einwilligung bitten "
            "müssen; personenbezogene Daten seien zu schützen."
        ),
        Passed("Talks fail\n\nRegulators fined the firm for tracking users without consent.", language="en"),
    ),
    yields_to=("cta-line", "read-more"),
)
