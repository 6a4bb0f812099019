"""Builders of citations and of articles as an audit sums them up."""

from collections.abc import Callable, Sequence

import pytest

from dedup.model import Citation, CitationType, DocumentSummary, SourceKind, Span
from tests.summaries import make_summary


def make_citation(
    *chain: str,
    document: str = "a",
    kind: SourceKind = SourceKind.PERSON,
    claim: tuple[int, int] = (0, 50),
    medium: str | None = None,
    outlet: str | None = None,
    anonymous: bool = False,
) -> Citation:
    return Citation(
        id=f"{document}:{chain}",
        document=document,
        mention=Span(0, 5),
        cue=None,
        claim=Span(*claim),
        claim_spans=(Span(*claim),),
        outlet=outlet,
        speaker=None,
        source_kind=kind,
        anonymous=anonymous,
        type=CitationType.INDIRECT,
        chain=tuple(chain),
        medium=medium,
        confidence=0.9,
        rule="test",
    )


@pytest.fixture
def cite() -> Callable[..., Citation]:
    return make_citation


@pytest.fixture
def article() -> Callable[..., DocumentSummary]:
    return make_summary


@pytest.fixture
def articles() -> Callable[..., Sequence[DocumentSummary]]:
    """Articles with dates alone, named a, b, c, ..."""
    return lambda *dates: [make_summary(name, published=date) for name, date in zip("abcdef", dates, strict=False)]
