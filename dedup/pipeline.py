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
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Lock

from dedup import __version__
from dedup.analysis import Analysis, add_findings_of_collection, analyse
from dedup.artifacts import NOTHING_KNOWN, Known, note_unused, suppress
from dedup.attribution import load_catalogue
from dedup.engine import Engine, EngineMap, local_engine, map_saved
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
from dedup.reuse import find_reuse
from dedup.reuse.workspace import Workspace
from dedup.settings import Settings
from dedup.summaries import summarise_collection, summarise_documents

Progress = Callable[[str, int, int], None]
"""Called with the name of a stage, the steps done and the steps in all."""


_WORTH_WORKERS = 500_000
"""Characters from which starting workers, each with its word lists, is cheaper than doing the work here."""


def audit(
    collection: Collection | Iterable[Document],
    settings: Settings | None = None,
    policy: Policy | None = None,
    *,
    known: Known = NOTHING_KNOWN,
    ratings: Ratings = NO_RATINGS,
    work: Path | None = None,
    engine: Engine | None = None,
    progress: Progress | None = None,
) -> Audit:
    """Audit a collection: what is shared, who is cited, what is damaged, and what each document is worth.

    Findings that are `known`, from a baseline or an allow-list, are marked and do not count. `ratings` give sources
    the letters of a user's file. With a folder `work`, finished stages are kept there: a run that was killed goes on
    where it was. Work runs on `engine`, without one on worker processes where they pay; the audit is the same.
    `progress` may be called on any thread.

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
    tell = progress or _silent
    look = partial(analyse, settings=settings)
    tally = _Tally(tell, "citations and damage", len(documents))
    with Workspace(work, memory=settings.memory_bytes) as workspace, _opened(engine, documents, settings) as used:
        folder = workspace.open("analyses", _identity(workspace.identify(documents), settings)).folder
        with map_saved(
            look, documents, used, kind=Analysis, folder=folder, name=name_article, arrived=tally.add
        ) as arriving:
            reuse = find_reuse(
                documents, settings.reuse, workspace=workspace, spread=EngineMap(used), progress=tell
            )
            catalogue = load_catalogue()
            analyses = list(arriving)
    analyses = add_findings_of_collection(documents, analyses, reuse, settings.artifacts)
    analyses = [replace(analysis, findings=suppress(analysis.findings, known)) for analysis in analyses]
    citations = tuple(citation for analysis in analyses for citation in analysis.citations)
    findings = tuple(finding for analysis in analyses for finding in analysis.findings)
    sources = rate_sources(summarise_sources(citations, catalogue), ratings, catalogue)
    summaries = summarise_documents(documents, analyses, reuse)
    overlaps, passages = trace_wording(
        reuse.overlaps, reuse.passages, citations=citations, documents=summaries, catalogue=catalogue
    )
    tell("claims", 0, 1)
    claimed = trace_claims(
        documents,
        summaries,
        [analysis.statements for analysis in analyses],
        citations=citations,
        overlaps=overlaps,
        catalogue=catalogue,
        settings=settings,
        ratings=ratings,
    )
    tell("claims", 1, 1)
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
            *(note for analysis in analyses for note in analysis.notes),
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


def _opened(
    engine: Engine | None, documents: Sequence[Document], settings: Settings
) -> AbstractContextManager[Engine]:
    """The engine that was asked for, or as many workers as the settings say; for a small collection none."""
    if engine is not None:
        return nullcontext(engine)
    sizes = itertools.accumulate(len(document.text) for document in documents)
    is_small = all(size < _WORTH_WORKERS for size in sizes)
    return local_engine(settings.jobs or (1 if is_small else 0), preload=[__name__])


def _identity(documents: str, settings: Settings) -> dict[str, object]:
    """What saved analyses depend on."""
    shaping = settings.model_dump(mode="json", include={"artifacts", "attribution"})
    return {"program": __version__, "documents": documents, "settings": shaping}


class _Tally:
    """Counts what is done of a stage, whatever thread says so."""

    def __init__(self, tell: Progress, stage: str, total: int) -> None:
        self._tell = tell
        self._stage = stage
        self._total = total
        self._done = 0
        self._lock = Lock()

    def add(self, count: int) -> None:
        """Say that so many more are done."""
        with self._lock:
            self._done += count
            self._tell(self._stage, self._done, self._total)


def name_article(document: Document) -> str:
    """What to call an article in an error: its id, and the file it stood in."""
    return f"article {document.id!r}" + (f" ({document.path})" if document.path else "")


def _with_uncredited(summary: DocumentSummary, share: float) -> DocumentSummary:
    return replace(summary, uncredited_share=share)


def _silent(stage: str, done: int, total: int) -> None:
    """Report no progress."""
