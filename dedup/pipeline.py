"""The method on one page: from documents to an audit.

    documents ─┬─> reuse ───────> overlaps, passages, near-duplicates ─┐
               ├─> attribution ─> citations ───────────────────────────┼─> provenance ─> policy ─> audit
               ├─> statements ──> what is stated ──────────────────────┤
               └─> artifacts ───> findings ────────────────────────────┘

Attribution and artifacts look at one document at a time and run on worker processes; reuse looks at the whole
collection and runs here meanwhile. The result depends on the documents and settings alone, not on their order,
the number of workers or the hash seed.
"""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from dedup import collector
from dedup.artifacts import NOTHING_KNOWN, Known, note_unused, suppress
from dedup.attribution import load_catalogue
from dedup.engine import Engine, EngineMap, WorkFolder
from dedup.errors import InputError
from dedup.model import Audit, Collection, Document, DocumentSummary
from dedup.policy import Policy, audit_policy, judge_audit, widen
from dedup.provenance import (
    NO_RATINGS,
    Ratings,
    rate_sources,
    summarise_sources,
    trace_claims,
    trace_wording,
    uncredited_shares,
)
from dedup.settings import Settings
from dedup.summaries import summarise_collection, summarise_documents
from dedup.waves import Progress, look_at, opened, silent

Item = TypeVar("Item")


@collector.at_rest()  # nearly all that is made here stays in the audit
def audit(
    collection: Collection | Iterable[Document],
    settings: Settings | None = None,
    policy: Policy | None = None,
    *,
    known: Known = NOTHING_KNOWN,
    ratings: Ratings = NO_RATINGS,
    work: Path | WorkFolder | None = None,
    engine: Engine | None = None,
    progress: Progress | None = None,
) -> Audit:
    """Audit a collection: what is shared, who is cited, what is damaged, and what each document is worth.

    Findings that are `known`, from a baseline or an allow-list, are marked and do not count. `ratings` give sources
    the letters of a user's file. With a folder `work`, finished stages are kept there: a run that was killed goes
    on where it was, and what depends on nothing that changed is not done again. Work runs on `engine`, without one
    on worker processes where they pay; the audit is the same. `progress` may be called on any thread.

    Raises:
        InputError: Two documents have the same id.
        WorkspaceError: The disk is full, or the folder `work` cannot be used.
        RuleError: An artifact rule failed; the message names rule and document.
        EngineError: Another error occurred at a document, or its worker died again and again; the message names it.

    >>> result = audit([Document(id="a", text="Das Blatt berichtet: „LNordkorea liefert.“")])
    >>> [finding.name for finding in result.findings]
    ['drop-letter']
    """
    settings = settings or Settings()
    policy = policy or audit_policy(settings)
    settings = widen(settings, policy)
    collection = _as_collection(collection)
    documents = collection.documents
    tell = progress or silent
    reuse, analyses = look_at(documents, settings, work=work, engine=engine, tell=tell)
    analyses = [replace(analysis, findings=suppress(analysis.findings, known)) for analysis in analyses]
    catalogue = load_catalogue()
    citations = tuple(citation for analysis in analyses for citation in analysis.citations)
    findings = tuple(finding for analysis in analyses for finding in analysis.findings)
    sources = rate_sources(summarise_sources(citations, catalogue), ratings, catalogue)
    summaries = summarise_documents(documents, analyses, reuse)
    overlaps, passages = trace_wording(
        reuse.overlaps, reuse.passages, citations=citations, documents=summaries, catalogue=catalogue
    )
    notes = tuple(note for analysis in analyses for note in analysis.notes)
    statements = _hand_over([analysis.statements for analysis in analyses])
    del analyses
    with opened(engine, documents, settings) as used:  # other workers, without what analyses left in their memory
        claimed = trace_claims(
            documents,
            summaries,
            statements,
            citations=citations,
            overlaps=overlaps,
            catalogue=catalogue,
            settings=settings,
            ratings=ratings,
            spread=EngineMap(used),
            progress=tell,
        )
    uncredited = uncredited_shares(documents, overlaps, passages, citations, catalogue.outlets.keys())
    unjudged = Audit(
        settings=settings.model_dump(mode="json"),
        collection=summarise_collection(collection, reuse, citations, findings, sources),
        documents=tuple(itertools.starmap(_with_uncredited, zip(summaries, uncredited, strict=True))),
        overlaps=overlaps,
        repeats=reuse.repeats,
        passages=passages,
        near_duplicates=reuse.near_duplicates,
        boilerplate=reuse.boilerplate,
        citations=citations,
        findings=findings,
        sources=sources,
        skipped=collection.skipped,
        stories=claimed.stories,
        claims=claimed.claims,
        denials=claimed.denials,
        notes=(
            *collection.warnings,
            *reuse.notes,
            *notes,
            *claimed.notes,
            *note_unused(findings, known),
        ),
    )
    return judge_audit(unjudged, policy)


def _as_collection(collection: Collection | Iterable[Document]) -> Collection:
    if isinstance(collection, Collection):
        return collection
    documents = sorted(collection, key=lambda document: document.id)
    for left, right in itertools.pairwise(documents):
        if left.id == right.id:
            raise InputError(f"two documents have the id {left.id!r}; ids must be unique")
    return Collection(documents=tuple(documents))


def _hand_over(items: list[Item]) -> Iterator[Item]:
    """The items of a list, which keeps none that was taken: what a large collection states fills the memory."""
    items.reverse()
    while items:
        yield items.pop()


def _with_uncredited(summary: DocumentSummary, share: float) -> DocumentSummary:
    return replace(summary, uncredited_share=share)
