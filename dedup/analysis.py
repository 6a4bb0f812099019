"""What one document says on its own: its language and layout, whom it cites, and what extraction damaged.

In: a document. Out: its analysis. Documents are analysed while reuse still looks at all of them; what only the
collection shows, such as text of the site, is added afterwards.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dedup.artifacts import Looked, Shown, Traces, add_collection_findings, find_artifacts, trace
from dedup.attribution import find_citations
from dedup.model import Citation, Document, Finding, Span
from dedup.reuse import Reuse
from dedup.reuse.sites import name_sites
from dedup.settings import ArtifactSettings, Settings
from dedup.text import Layout, view_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """What one document says on its own."""

    language: str
    layout: Layout
    citations: tuple[Citation, ...]
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]
    traces: Traces


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
        traces=trace(view, _site(document)),
    )


def add_findings_of_collection(
    documents: Sequence[Document], analyses: Sequence[Analysis], reuse: Reuse, settings: ArtifactSettings
) -> list[Analysis]:
    """Add the findings that only the collection shows."""
    spans: dict[str, list[Span]] = defaultdict(list)
    for entry in reuse.boilerplate:
        for location in entry.locations:
            spans[location.document].append(location.span)
    copies = {
        document: number for number, group in enumerate(reuse.near_duplicates) for document in group.documents
    }
    looked = [
        Looked(language=analysis.language, findings=analysis.findings, traces=analysis.traces)
        for analysis in analyses
    ]
    results = add_collection_findings(documents, looked, Shown(site_text=spans, copies=copies), settings)
    return [
        replace(analysis, findings=found.findings, notes=(*analysis.notes, *found.notes))
        for analysis, found in zip(analyses, results, strict=True)
    ]


def _site(document: Document) -> str:
    """The site of a document, as reuse names it; empty where the record says nothing."""
    return next(iter(name_sites((document,)).names), "")
