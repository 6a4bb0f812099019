"""A stray letter stands before a word: „LNordkorea ...", «qWenn».

What it flags: a word that makes sense only without its first letter ("qWenn"). Such letters are what is left of a
drop cap or of an opening quotation mark that was read as a letter.

Why it matters: the word cannot be searched, and the first words of a quotation no longer align with other copies.

Where found: the openings of quotations in machine-translated rewrites of agency reports.
"""

from collections.abc import Iterator

from dedup.artifacts.glue import find_glue
from dedup.artifacts.rule import Flagged, Hit, Passed, Rule
from dedup.model import Fix, Severity, Span
from dedup.text import TextView


def _find(view: TextView) -> Iterator[Hit]:
    for glue in find_glue(view):
        if glue.stray_letter:
            fix = Fix(span=Span(glue.span.start, glue.span.start + 1), replacement="", safe=True)
            yield Hit(span=glue.span, confidence=glue.confidence, fix=fix, detail=f"read {glue.right}")


RULE = Rule(
    code="G101",
    name="drop-letter",
    message="A stray letter stands before a word",
    severity=Severity.ERROR,
    find=_find,
    flags=(
        Flagged("Er sagte: „wDie Lage ist ernst“.", "wDie", repaired="Er sagte: „Die Lage ist ernst“."),
        Flagged("«HWährend der Reise blieb es still.»", "HWährend", repaired="«Während der Reise blieb es still.»"),
    ),
    passes=(
        Passed("Das neue iPhone kostet mehr, der eMail-Dienst ist gratis."),
        Passed("Die NGOs und die SPDler berieten über das E-Auto und den US-Konzern."),
    ),
)
