"""A notice says that the rest of the article is for subscribers: "Bereits Abonnent? Hier anmelden".

What it flags: a line that offers a subscription or asks to log in for reading on, told by its phrases.

Why it matters: what stands above it is likely the beginning of an article only, and the notice makes unrelated
articles of one site alike.

Where found: pages behind a paywall, fetched without an account.
"""

from collections.abc import Iterator

from dedup.artifacts.notices import notice_hits
from dedup.artifacts.rule import Flagged, Hit, Passed, Rule
from dedup.model import Severity
from dedup.text import TextView

_MAX_CHARACTERS = 500


def _find(view: TextView) -> Iterator[Hit]:
    yield from notice_hits(view, "paywall-stub", _MAX_CHARACTERS)


RULE = Rule(
    code="B309",
    name="paywall-stub",
    message="A notice says that the rest is for subscribers",
    severity=Severity.WARNING,
    find=_find,
    flags=(
        Flagged(
            "Streit im Rat\n\nDer Rat tagte.\n\nSie haben bereits ein Abo? Dann melden Sie sich hier an.",
            "Sie haben bereits ein Abo? Dann melden Sie sich hier an.",
            repaired="Streit im Rat\n\nDer Rat tagte.",
        ),
        Flagged(
            "Streit im Rat\n\nJetzt 4 Wochen gratis testen, monatlich kündbar: Zugang zu allen Texten",
            "Jetzt 4 Wochen gratis testen, monatlich kündbar: Zugang zu allen Texten",
        ),
        Flagged(
            "Talks fail\n\nThey left.\n\nYou have reached your limit of free articles this month.",
            "You have reached your limit of free articles this month.",
            language="en",
        ),
    ),
    passes=(
        Passed(
            "Streit im Rat\n\nDer Verlag will Leser mit einem Abo gewinnen, das sie monatlich kündigen können.\n\n"
            "Der Tarif ist monatlich kündbar und kostet danach 9,99 Euro, teilte das Unternehmen mit."
        ),
        Passed("Talks fail\n\nThe company lost subscribers; they can cancel anytime, it said.", language="en"),
    ),
    yields_to=("cta-line", "read-more"),
)
