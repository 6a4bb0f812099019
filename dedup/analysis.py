"""What one document says on its own: its language and layout, whom it cites, and what extraction damaged.

In: a document. Out: its analysis. Documents are analysed while reuse still looks at all of them; what only the
collection shows, text of the site, is added afterwards.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dedup.artifacts import add_site_text, find_artifacts
from dedup.attribution import find_citations
from dedup.model import Boilerplate, Citation, Document, Finding, Span
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


def add_findings_of_site_text(
    documents: Sequence[Document],
    analyses: Sequence[Analysis],
    boilerplate: Iterable[Boilerplate],
    settings: ArtifactSettings,
) -> list[Analysis]:
    """Add the findings that only the collection shows."""
    spans: dict[str, list[Span]] = defaultdict(list)
    for entry in boilerplate:
        for location in entry.locations:
            spans[location.document].append(location.span)
    added = []
    for document, analysis in zip(documents, analyses, strict=True):
        if document.id not in spans:
            added.append(analysis)
            continue
        found = add_site_text(document, analysis.findings, sorted(spans[document.id]), settings, analysis.language)
        added.append(replace(analysis, findings=found.findings, notes=(*analysis.notes, *found.notes)))
    return added
