"""A blank stands before a punctuation mark: "die Sitzung ,".

What it flags: a single blank between a word and a comma, full stop, colon, semicolon, question or exclamation mark.

Why it matters: it marks the place of a lost link or footnote, and it parts copies that are otherwise equal.

Where found: behind linked words. French sets such blanks by rule and is left alone.
"""

import re
from collections.abc import Iterator

from dedup.artifacts.gates import passes
from dedup.artifacts.rule import Flagged, Hit, Passed, Rule
from dedup.model import Fix, Severity, Span
from dedup.text import TextView

_BLANK = re.compile(r"[,.;:!?](?<=[^\W\d_][^\W\d_“”»«\")][ \u00a0].)(?=\s|$|[“”»«\"])")


def _find(view: TextView) -> Iterator[Hit]:
    if view.language == "fr" or not passes("space-before-punct", view.text):
        return
    for match in _BLANK.finditer(view.text):
        mark = match.start()
        fix = Fix(span=Span(mark - 1, mark), replacement="", safe=True)
        yield Hit(span=Span(mark - 1, mark + 1), confidence=0.9, fix=fix)


RULE = Rule(
    code="S401",
    name="space-before-punct",
    message="A blank stands before a punctuation mark",
    severity=Severity.INFO,
    find=_find,
    flags=(
        Flagged("Die Sitzung , die lange dauerte.", " ,", repaired="Die Sitzung, die lange dauerte."),
        Flagged("Der Rat ging .", " .", repaired="Der Rat ging."),
    ),
    passes=(
        Passed("Er zögerte ... dann kam .com, und das Spiel endete 3 : 2."),
        Passed("Qui est là ?", language="fr"),
    ),
)
