"""A quotation opens in one style and closes in another: „…», “…».

What it flags: a pair of quotation marks that no European style has, and a lone opening mark of one style in a text
that uses another.

Why it matters: programs that read quotations by their marks lose the speaker's words or run on to the next mark.

Where found: machine translation that keeps the source language's closing marks.
"""

from collections import Counter
from collections.abc import Iterator

from dedup.artifacts.bounds import note_bound
from dedup.artifacts.rule import Flagged, Hit, Passed, Rule
from dedup.model import Fix, Severity
from dedup.text import Quotation, QuotationKind, TextView

_PARTNER = {"„": "“", "“": "”", "»": "«", "«": "»", '"': '"', "”": "”"}


_DOUBLE_MARKS = '„“”»«"'
_MOST_MARKS = 20_000
"""No article has as many; a text of nothing but marks would take seconds."""


def _crowded(text: str) -> bool:
    if sum(map(text.count, _DOUBLE_MARKS)) <= _MOST_MARKS:
        return False
    note_bound(f"{_MOST_MARKS:,} quotation marks")
    return True


def _find(view: TextView) -> Iterator[Hit]:
    if sum(mark in view.text for mark in _DOUBLE_MARKS) < 2 or _crowded(view.text):  # noqa: PLR2004 - two styles
        return
    mixed = [pair for pair in view.quotations if pair.kind is QuotationKind.MIXED]
    if not mixed:
        return
    styles = Counter(
        (pair.opening, pair.closing or "") for pair in view.quotations if pair.kind is QuotationKind.MATCHED
    )
    for pair in mixed:
        span = view.original(pair.span.start, pair.span.end)
        opening, closing = _repaired(pair, styles)
        text = opening + view.text[span.start + 1 : span.end - 1] + closing
        fix = Fix(span=span, replacement=text, safe=True)
        yield Hit(span=span, confidence=0.85, fix=fix, detail=f"{pair.opening}…{pair.closing}")


def _repaired(pair: Quotation, styles: Counter[tuple[str, str]]) -> tuple[str, str]:
    """The text's own style when one of the two marks belongs to it, else the partner of the opening mark."""
    for (opening, closing), _ in sorted(styles.items(), key=lambda item: (-item[1], item[0])):
        if pair.opening == opening or pair.closing == closing:
            return opening, closing
    return pair.opening, _PARTNER.get(pair.opening, pair.closing or "")


RULE = Rule(
    code="Q201",
    name="quote-mismatch",
    message="A quotation opens in one style and closes in another",
    severity=Severity.WARNING,
    find=_find,
    flags=(
        Flagged("Er sagte: „Wir gehen morgen».", "„Wir gehen morgen»", repaired="Er sagte: „Wir gehen morgen“."),
        Flagged(
            "“Wir gehen», sagte er. “Wir kommen”, sagte sie.",
            "“Wir gehen»",
            repaired="“Wir gehen”, sagte er. “Wir kommen”, sagte sie.",
        ),
    ),
    passes=(
        Passed("„Wir gehen“, sagte er. »Wir kommen«, sagte sie. «Gut», sagte der Dritte."),
        Passed('„Der Bericht von "Le Monde" stimmt“, sagte er. ”Ja”, sagte sie.'),
    ),
)
