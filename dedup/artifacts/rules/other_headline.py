"""The headline of another article of the collection stands in the text as a line of its own.

What it flags: a line that is, letter for letter or nearly so, the headline of another document which is no copy of
this one. One article alone shows none of it. The finding names the other document.

Why it matters: it is a pointer without a label; its names and claims belong to the other article.

Where found: between paragraphs and below articles, where pages set links to their own further articles.
"""

from collections.abc import Iterator

from dedup.artifacts.headlines import HeadlineIndex
from dedup.artifacts.page import page_of
from dedup.artifacts.rule import Flagged, Hit, Passed, Rule
from dedup.model import Severity
from dedup.text import TextView


def _find(view: TextView) -> Iterator[Hit]:  # noqa: ARG001 - the rule's question to one text
    """Find nothing: a text alone does not say which of its lines are headlines of others."""
    return iter(())


def hits_of(document: str, text: str, headlines: HeadlineIndex) -> Iterator[Hit]:
    """Flag the lines of a document that are headlines of others."""
    page = page_of(text)
    for line in page.lines[1:]:
        other = headlines.owner_of(line.text, document)
        if other:
            yield Hit(
                span=line.span,
                confidence=0.85 if other.exact else 0.65,
                fix=page.removal(line, safe=False),
                detail=f"that of {other.document}",
            )


_OTHER = "Sturm an der Küste: Zwei Fähren fallen aus\n\nDer Wind hat am Montag zugenommen."

RULE = Rule(
    code="B308",
    name="other-headline",
    message="The headline of another article stands in the text",
    severity=Severity.WARNING,
    find=_find,
    flags=(
        Flagged(
            "Streit im Rat\n\nDer Rat tagte.\n\nSturm an der Küste: Zwei Fähren fallen aus\n\nDann war Schluss.",
            "Sturm an der Küste: Zwei Fähren fallen aus",
            repaired="Streit im Rat\n\nDer Rat tagte.\n\nDann war Schluss.",
            beside=(_OTHER,),
        ),
    ),
    passes=(
        Passed(
            "Streit im Rat\n\nDer Rat tagte, als Sturm an der Küste war: zwei Fähren fielen aus.", beside=(_OTHER,)
        ),
        Passed(
            "Sturm an der Küste: Zwei Fähren fallen aus\n\nDer Wind hat am Montag nachgelassen.", beside=(_OTHER,)
        ),
    ),
    yields_to=("related-teaser", "next-headline", "read-more", "rights-line", "duplicate-paragraph"),
    needs_collection=True,
)
