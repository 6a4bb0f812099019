"""Builders of citations and of articles as an audit sums them up."""

from collections.abc import Callable, Sequence

import pytest

from dedup.model import Citation, CitationType, Decision, DocumentSummary, SourceKind, Span, Verdict


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


def make_summary(
    name: str,
    published: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    byline: str | None = None,
) -> DocumentSummary:
    return DocumentSummary(
        id=name,
        title=None,
        language="de",
        published=published,
        byline=byline,
        outlet=outlet,
        url=url,
        path=None,
        headline=None,
        byline_span=None,
        characters=500,
        words=80,
        reused_share=0.0,
        findings=0,
        verdict=Verdict(decision=Decision.ACCEPT),
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
