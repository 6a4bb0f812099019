"""A paragraph stands twice in the article.

What it flags: the second and every further copy of a long line.

Why it matters: repeated wording inflates every share of common text, and readers stumble.

Where found: pages that print their lead both as summary and as first paragraph, and joined page parts.
"""

from collections.abc import Iterator

from dedup.artifacts.page import page_of
from dedup.artifacts.rule import Flagged, Hit, Passed, Rule
from dedup.model import Severity
from dedup.text import TextView

_SHORTEST = 60
_KEY = 24
_SAME = 0.85


def _find(view: TextView) -> Iterator[Hit]:
    page = page_of(view.text)
    earlier: dict[str, str] = {}
    paragraphs = [line for line in page.lines if len(line.text) >= _SHORTEST]
    for line in paragraphs if len(paragraphs) > 1 else ():
        wording = " ".join(line.text.split())
        keys = _keys(wording)
        candidates = {earlier[key]: None for key in keys if key in earlier}
        similarity = max((_similarity(wording, candidate) for candidate in candidates), default=0.0)
        if similarity >= _SAME:
            yield Hit(span=line.span, confidence=0.95, fix=page.removal(line, safe=similarity == 1.0))
        earlier.update(dict.fromkeys(keys, wording))


def _keys(wording: str) -> tuple[str, ...]:
    """Pieces that two copies share even when one of them was damaged in some place."""
    return (f"^{wording[:_KEY]}", f"{wording[-_KEY:]}$", max(wording.split(), key=len))


def _similarity(left: str, right: str) -> float:
    if left == right:
        return 1.0
    from rapidfuzz import fuzz  # most articles repeat nothing

    return fuzz.ratio(left, right, score_cutoff=100 * _SAME) / 100


RULE = Rule(
    code="D701",
    name="duplicate-paragraph",
    message="The paragraph stands in the article before",
    severity=Severity.WARNING,
    find=_find,
    flags=(
        Flagged(
            "Streit im Rat\n\nDer Rat tagte am Dienstag bis in die Nacht, ohne sich zu einigen.\n\n"
            "Dann war Schluss.\n\n"
            "Der Rat tagte am Dienstag bis in die Nacht, ohne sich zu einigen.",
            "Der Rat tagte am Dienstag bis in die Nacht, ohne sich zu einigen.",
            repaired="Streit im Rat\n\nDer Rat tagte am Dienstag bis in die Nacht, ohne sich zu einigen.\n\n"
            "Dann war Schluss.",
        ),
    ),
    passes=(Passed("Refrain\n\nDer Rat tagt.\n\nDer Minister kommt.\n\nDer Rat tagt."),),
    yields_to=("caption-repeated",),
)
