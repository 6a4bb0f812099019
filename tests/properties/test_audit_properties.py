"""Promises of the whole audit: independent of order, workers and hash seed; every span shows its evidence."""

import io
import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from dedup import Audit, Document, Settings, audit, read_documents
from dedup.report.json import write_json

SEEDS = Path(__file__).parent.parent.parent / "seeds"


def as_json(result: Audit) -> str:
    stream = io.StringIO()
    write_json(result, stream)
    return stream.getvalue()


@pytest.fixture(scope="module")
def documents() -> tuple[Document, ...]:
    return tuple(read_documents([SEEDS]).documents)


@pytest.fixture(scope="module")
def result(documents: tuple[Document, ...]) -> Audit:
    return audit(documents)


def test_shuffling_the_collection_does_not_change_the_audit(documents: tuple[Document, ...], result: Audit) -> None:
    shuffled = list(documents)
    random.Random(3).shuffle(shuffled)
    assert as_json(audit(shuffled)) == as_json(result)


def test_the_number_of_workers_does_not_change_the_audit(documents: tuple[Document, ...], result: Audit) -> None:
    parallel = audit(documents, Settings(jobs=2))
    assert parallel.citations == result.citations
    assert parallel.findings == result.findings
    assert parallel.overlaps == result.overlaps


def test_the_hash_seed_does_not_change_the_audit() -> None:
    command = [sys.executable, "-m", "dedup", "audit", str(SEEDS), "-f", "json"]
    outputs = {
        subprocess.run(command, capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed}).stdout
        for seed in ("0", "1", "77")
    }
    assert len(outputs) == 1


def test_every_span_lies_in_its_text_and_shows_its_evidence(documents: tuple[Document, ...], result: Audit) -> None:
    texts = {document.id: document.text for document in documents}
    for finding in result.findings:
        assert finding.span.within(texts[finding.document]) == finding.evidence
        line = texts[finding.document].split("\n")[finding.line - 1]
        assert line[finding.column - 1 :].startswith(finding.evidence.split("\n")[0])
    for citation in result.citations:
        text = texts[citation.document]
        for span in (citation.mention, citation.claim, *citation.claim_spans):
            assert span.within(text).strip()
            assert span.end <= len(text)
        assert citation.claim.start == citation.claim_spans[0].start
        assert citation.claim.end == citation.claim_spans[-1].end
    for passage in result.passages:
        assert passage.locations[0].span.within(texts[passage.locations[0].document]) == passage.text


def test_ids_are_unique(result: Audit) -> None:
    for items in (
        result.overlaps,
        result.repeats,
        result.passages,
        result.citations,
        result.findings,
        result.sources,
    ):
        ids = [item.id for item in items]
        assert len(ids) == len(set(ids))


def test_lists_are_sorted_by_document_and_place(result: Audit) -> None:
    places = [(finding.document, finding.span.start, finding.span.end) for finding in result.findings]
    assert places == sorted(places)
    claims = [(citation.document, citation.claim.start) for citation in result.citations]
    assert claims == sorted(claims)


def test_the_json_says_only_what_it_may() -> None:
    completed = subprocess.run(
        [sys.executable, "-m", "dedup", "audit", str(SEEDS), "-f", "json"],
        capture_output=True,
        check=True,
        text=True,
    )
    data = json.loads(completed.stdout)
    messages = " ".join(finding["message"] for finding in data["findings"]).lower()
    assert not any(word in messages for word in ("plagiar", "fake", "false", "untrue"))
