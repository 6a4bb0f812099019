"""What an audit sums up of an article, for all folders of tests."""

from typing import Any

from dedup.model import Decision, DocumentSummary, Verdict


def make_summary(name: str, **fields: Any) -> DocumentSummary:
    """A short German article that says nothing of itself but what `fields` say."""
    values: dict[str, Any] = {
        "id": name,
        "title": None,
        "language": "de",
        "published": None,
        "byline": None,
        "outlet": None,
        "url": None,
        "path": None,
        "headline": None,
        "characters": 500,
        "words": 80,
        "reused_share": 0.0,
        "findings": 0,
        "verdict": Verdict(decision=Decision.ACCEPT),
    }
    return DocumentSummary(**values | fields)
