"""A small audit written by hand, with everything that a report can show; its parts stand in `sample/`."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from dedup.model import Audit, CollectionSummary, Document, SkippedRecord
from dedup.settings import Settings
from tests.report.sample.articles import make_documents, summarize_document
from tests.report.sample.citations import make_citations, make_sources
from tests.report.sample.findings import make_findings, make_verdicts
from tests.report.sample.page import Element, parse, written
from tests.report.sample.reuse import (
    make_boilerplate,
    make_near_duplicates,
    make_overlaps,
    make_passages,
    make_repeats,
)


def make_audit(documents: Sequence[Document], settings: Settings) -> Audit:
    findings, verdicts, citations = make_findings(), make_verdicts(), make_citations()
    summaries = tuple(summarize_document(document, findings, verdicts.get(document.id)) for document in documents)
    return Audit(
        settings=settings.model_dump(mode="json"),
        collection=CollectionSummary(
            documents=len(documents),
            words=sum(summary.words for summary in summaries),
            skipped=2,
            distinct_outlets_cited=2,
            near_duplicate_groups=1,
            passages=2,
            overlaps=8,
            repeats=1,
            citations=len(citations),
            anonymous_citations=1,
            findings=len(findings),
            findings_per_1000_words=19.23456,
            paraphrases=1,
            boilerplate=1,
        ),
        documents=summaries,
        overlaps=make_overlaps(),
        repeats=make_repeats(),
        passages=make_passages(),
        near_duplicates=make_near_duplicates(),
        boilerplate=make_boilerplate(),
        citations=citations,
        findings=findings,
        sources=make_sources(),
        skipped=(
            SkippedRecord(path="hafen/kaputt.txt", record=None, reason="is not text"),
            SkippedRecord(path="hafen/liste.jsonl", record=17, reason="has no field 'text'"),
        ),
        notes=("insel/d.txt: 200 findings of S204 reached the limit; more are not reported",),
    )


@pytest.fixture
def documents() -> tuple[Document, ...]:
    return make_documents()


@pytest.fixture
def audit(documents: tuple[Document, ...]) -> Audit:
    return make_audit(documents, Settings())


@pytest.fixture
def audit_with(documents: tuple[Document, ...]) -> Callable[[dict[str, object]], Audit]:
    """Build the audit with other report settings."""
    return lambda report: make_audit(documents, Settings.from_data({"report": report}))


@pytest.fixture
def empty_audit() -> Audit:
    zero: dict[str, Any] = dict.fromkeys(CollectionSummary.__dataclass_fields__, 0)
    nothing: dict[str, Any] = dict.fromkeys(
        ("documents", "overlaps", "repeats", "passages", "near_duplicates", "boilerplate", "citations", "findings",
         "sources", "skipped", "notes"),
        (),
    )  # fmt: skip
    return Audit(settings={}, collection=CollectionSummary(**zero), **nothing)


@pytest.fixture
def page(audit: Audit, documents: tuple[Document, ...]) -> Element:
    return parse(written(audit, documents))


@pytest.fixture
def empty_page(empty_audit: Audit) -> Element:
    return parse(written(empty_audit, ()))
