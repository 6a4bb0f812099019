"""The method on one page: from documents to an audit.

    documents ─┬─> reuse ───────> overlaps, passages, near-duplicates ─┐
               ├─> attribution ─> citations ───────────────────────────┼─> provenance ─> policy ─> audit
               └─> artifacts ───> findings ────────────────────────────┘

Attribution and artifacts look at one document at a time and run on worker processes; reuse looks at the whole
collection and runs here meanwhile. The result depends on the documents and settings alone, not on their order,
the number of workers or the hash seed.
"""

import itertools
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from dedup import __version__
from dedup.artifacts import add_site_text, find_artifacts
from dedup.attribution import find_citations, load_catalogue
from dedup.engine import map_saved
from dedup.errors import InputError
from dedup.model import (
    Audit,
    Citation,
    Collection,
    CollectionSummary,
    Document,
    DocumentSummary,
    Finding,
    NearDuplicates,
    OverlapKind,
    Severity,
    Source,
    Span,
    Verdict,
)
from dedup.policy import Measures, Policy
from dedup.provenance import summarise_sources, trace_wording
from dedup.reuse import Reuse, find_reuse
from dedup.reuse.workspace import Workspace
from dedup.settings import ArtifactSettings, Settings
from dedup.text import Layout, view_text

Progress = Callable[[str, int, int], None]
"""Called with the name of a stage, the steps done and the steps in all."""


_WORTH_WORKERS = 500_000
"""Characters from which starting workers, each with its word lists, is cheaper than doing the work here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """What one document says on its own."""

    language: str
    layout: Layout
    citations: tuple[Citation, ...]
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]


def audit(
    collection: Collection | Iterable[Document],
    settings: Settings | None = None,
    policy: Policy | None = None,
    *,
    work: Path | None = None,
    progress: Progress | None = None,
) -> Audit:
    """Audit a collection: what is shared, who is cited, what is damaged, and what each document is worth.

    With a folder `work`, finished stages are kept there: a run that was killed goes on where it was.

    Raises:
        InputError: Two documents have the same id.
        WorkspaceError: The disk is full, or the folder `work` cannot be used.
        RuleError: An artifact rule failed; the message names rule and document.

    >>> result = audit([Document(id="a", text="Das Blatt berichtet: „LNordkorea liefert.“")])
    >>> [finding.name for finding in result.findings]
    ['drop-letter']
    """
    settings = settings or Settings()
    policy = policy or Policy()
    collection = _as_collection(collection)
    documents = collection.documents
    tell = progress or _silent
    look = partial(analyse, settings=settings)
    jobs = _jobs(documents, settings)
    with Workspace(work, memory=settings.memory_bytes) as workspace:
        folder = workspace.open("analyses", _identity(workspace.identify(documents), settings)).folder
        with map_saved(look, documents, jobs, kind=Analysis, folder=folder, preload=[__name__]) as arriving:
            tell("shared wording", 0, 1)
            reuse = find_reuse(documents, settings.reuse, workspace=workspace)
            tell("shared wording", 1, 1)
            catalogue = load_catalogue()
            analyses = _gather(arriving, len(documents), tell)
    analyses = _add_site_text(documents, analyses, reuse, settings.artifacts)
    citations = tuple(citation for analysis in analyses for citation in analysis.citations)
    findings = tuple(finding for analysis in analyses for finding in analysis.findings)
    sources = summarise_sources(citations, catalogue)
    verdicts = _judge(documents, analyses, reuse, policy)
    summaries = _summarise(documents, analyses, reuse, verdicts)
    overlaps, passages = trace_wording(
        reuse.overlaps, reuse.passages, citations=citations, documents=summaries, catalogue=catalogue
    )
    notes = (*collection.warnings, *reuse.notes, *(note for analysis in analyses for note in analysis.notes))
    return Audit(
        settings={**settings.model_dump(mode="json"), "policy": policy.model_dump(mode="json")},
        collection=_sum_up(collection, reuse, citations, findings, sources),
        documents=summaries,
        overlaps=overlaps,
        repeats=reuse.repeats,
        passages=passages,
        near_duplicates=reuse.near_duplicates,
        boilerplate=reuse.boilerplate,
        citations=citations,
        findings=findings,
        sources=sources,
        skipped=collection.skipped,
        notes=notes,
    )


def analyse(document: Document, settings: Settings) -> Analysis:
    """Look at one document on its own."""
    view = view_text(document)
    artifacts = find_artifacts(view, settings.artifacts)
    return Analysis(
        language=view.language,
        layout=view.layout,
        citations=find_citations(view, settings.attribution),
        findings=artifacts.findings,
        notes=artifacts.notes,
    )


def _as_collection(collection: Collection | Iterable[Document]) -> Collection:
    if isinstance(collection, Collection):
        return collection
    documents = sorted(collection, key=lambda document: document.id)
    for left, right in itertools.pairwise(documents):
        if left.id == right.id:
            raise InputError(f"two documents have the id {left.id!r}; ids must be unique")
    return Collection(documents=tuple(documents))


def _jobs(documents: Sequence[Document], settings: Settings) -> int:
    """How many workers to ask for: what the settings say, or for a small collection none."""
    sizes = itertools.accumulate(len(document.text) for document in documents)
    is_small = all(size < _WORTH_WORKERS for size in sizes)
    return settings.jobs or (1 if is_small else 0)


def _identity(documents: str, settings: Settings) -> dict[str, object]:
    """What saved analyses depend on."""
    shaping = settings.model_dump(mode="json", include={"artifacts", "attribution"})
    return {"program": __version__, "documents": documents, "settings": shaping}


def _add_site_text(
    documents: Sequence[Document], analyses: Sequence[Analysis], reuse: Reuse, settings: ArtifactSettings
) -> list[Analysis]:
    """Add the findings that only the collection shows."""
    spans: dict[str, list[Span]] = defaultdict(list)
    for entry in reuse.boilerplate:
        for location in entry.locations:
            spans[location.document].append(location.span)
    added = []
    for document, analysis in zip(documents, analyses, strict=True):
        if document.id not in spans:
            added.append(analysis)
            continue
        found = add_site_text(document, analysis.findings, sorted(spans[document.id]), settings)
        added.append(replace(analysis, findings=found.findings, notes=(*analysis.notes, *found.notes)))
    return added


def _gather(arriving: Iterable[Analysis], total: int, tell: Progress) -> list[Analysis]:
    analyses = []
    for analysis in arriving:
        analyses.append(analysis)
        tell("citations and damage", len(analyses), total)
    return analyses


def _judge(
    documents: Sequence[Document], analyses: Sequence[Analysis], reuse: Reuse, policy: Policy
) -> tuple[Verdict, ...]:
    earlier = _earlier_duplicates(reuse.near_duplicates)
    verdicts = []
    for index, (document, analysis) in enumerate(zip(documents, analyses, strict=True)):
        nearest, similarity = earlier.get(document.id, (None, 0.0))
        measures = Measures(
            words=reuse.word_counts[index],
            nearest=nearest,
            similarity=similarity,
            earlier_share=reuse.earlier_shares[index],
            errors=sum(finding.severity is Severity.ERROR for finding in analysis.findings),
        )
        verdicts.append(policy.judge(measures))
    return tuple(verdicts)


def _earlier_duplicates(groups: Iterable[NearDuplicates]) -> dict[str, tuple[str, float]]:
    """For each document the most similar one that comes before it, by verified pairs alone."""
    best: dict[str, tuple[str, float]] = {}
    for pair in (pair for group in groups for pair in group.pairs):
        if pair.jaccard > best.get(pair.right, ("", -1.0))[1]:
            best[pair.right] = (pair.left, pair.jaccard)
    return best


def _summarise(
    documents: Sequence[Document], analyses: Sequence[Analysis], reuse: Reuse, verdicts: Sequence[Verdict]
) -> tuple[DocumentSummary, ...]:
    return tuple(
        _summary(*row)
        for row in zip(documents, analyses, reuse.word_counts, reuse.reused_shares, verdicts, strict=True)
    )


def _summary(
    document: Document, analysis: Analysis, words: int, reused_share: float, verdict: Verdict
) -> DocumentSummary:
    layout = analysis.layout
    headline = layout.headline.within(document.text) if layout.headline else None
    return DocumentSummary(
        id=document.id,
        title=document.title or headline,
        language=analysis.language,
        published=document.published or (layout.date.iso if layout.date else None),
        byline=document.byline or layout.byline_name,
        outlet=document.outlet,
        url=document.url,
        path=document.path,
        headline=layout.headline,
        byline_span=layout.byline,
        characters=len(document.text),
        words=words,
        reused_share=reused_share,
        findings=len(analysis.findings),
        verdict=verdict,
    )


def _sum_up(
    collection: Collection,
    reuse: Reuse,
    citations: Sequence[Citation],
    findings: Sequence[Finding],
    sources: Sequence[Source],
) -> CollectionSummary:
    words = sum(reuse.word_counts)
    kinds = Counter(source.kind.value for source in sources)
    return CollectionSummary(
        documents=len(collection.documents),
        words=words,
        skipped=len(collection.skipped),
        distinct_outlets_cited=kinds["outlet"] + kinds["agency"],
        near_duplicate_groups=len(reuse.near_duplicates),
        passages=len(reuse.passages),
        overlaps=len(reuse.overlaps),
        repeats=len(reuse.repeats),
        citations=len(citations),
        anonymous_citations=sum(citation.anonymous for citation in citations),
        findings=len(findings),
        findings_per_1000_words=1000 * len(findings) / words if words else 0.0,
        paraphrases=sum(overlap.kind is OverlapKind.PARAPHRASE for overlap in reuse.overlaps),
        boilerplate=len(reuse.boilerplate),
    )


def _silent(stage: str, done: int, total: int) -> None:
    """Report no progress."""
