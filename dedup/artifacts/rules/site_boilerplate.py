"""Text of the site stands in the article, told by standing in many others.

What it flags: the lines, or parts of lines, that reuse found in many articles which have nothing else in common:
footers, headers, newsletter boxes, notices of a paywall. One article alone shows none of it.

Why it matters: it is the site's text, not the article's; in an index it makes unrelated articles answer the same
question.

Where found: in collections that were fetched from sites without cutting the article out of its page.
"""

from collections.abc import Iterator, Sequence

from dedup.artifacts.page import page_of
from dedup.artifacts.rule import Flagged, Hit, Passed, Rule
from dedup.model import Fix, Severity, Span
from dedup.text import TextView

_CONFIDENCE = 0.8


def _find(view: TextView) -> Iterator[Hit]:
    return hits_of(view.text, view.site_text)


def hits_of(text: str, site_text: Sequence[Span]) -> Iterator[Hit]:
    """Flag each line of site text on its own, so that a rule that knows one of them better can have it."""
    page = page_of(text)
    for line in page.lines if site_text else ():
        for span in site_text:
            if not span.overlaps(line.span):
                continue
            if span.covers(line.span):
                yield Hit(span=line.span, confidence=_CONFIDENCE, fix=page.removal(line, safe=False))
                continue
            part = Span(max(span.start, line.start), min(span.end, line.end))
            before = len(text[line.start : part.start]) - len(text[line.start : part.start].rstrip())
            fix = Fix(span=Span(part.start - before, part.end), replacement="", safe=False)
            yield Hit(span=part, confidence=_CONFIDENCE, fix=fix)


_BOX = "Mehr aus dem Rathaus lesen Sie jeden Morgen in unserem Brief aus der Stadt."

RULE = Rule(
    code="B307",
    name="site-boilerplate",
    message="Text of the site, which stands in many other articles",
    severity=Severity.INFO,
    find=_find,
    flags=(
        Flagged(
            f"Streit im Rat\n\nDer Rat tagte.\n\n{_BOX}\n\nDann war Schluss.",
            _BOX,
            repaired="Streit im Rat\n\nDer Rat tagte.\n\nDann war Schluss.",
            site_text=_BOX,
        ),
        Flagged(
            f"Streit im Rat\n\nDer Rat tagte. {_BOX}",
            _BOX,
            repaired="Streit im Rat\n\nDer Rat tagte.",
            site_text=_BOX,
        ),
    ),
    passes=(Passed(f"Streit im Rat\n\nDer Rat tagte.\n\n{_BOX}\n\nDann war Schluss."),),
    yields_to=(
        "ad-marker",
        "caption-in-body",
        "caption-repeated",
        "cta-line",
        "duplicate-paragraph",
        "meta-prefix",
        "next-headline",
        "read-more",
        "related-teaser",
        "rights-line",
        "timestamp-line",
    ),
)
