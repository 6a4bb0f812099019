"""What one document says on its own: its language and layout, what it states, whom it cites, and what is damaged.

In: a document. Out: its analysis. Documents are analysed while reuse still looks at all of them; what only the
collection shows, such as text of the site, is added afterwards.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from dedup.artifacts import Looked, Shown, Traces, add_collection_findings, find_artifacts, trace
from dedup.attribution import find_citations
from dedup.model import Citation, CitationType, Document, Finding, Span
from dedup.reuse import Reuse
from dedup.reuse.sites import site_of
from dedup.settings import ArtifactSettings, Settings
from dedup.statements import Statements, find_statements, pack_statements
from dedup.text import Layout, TextView, view_text

_NOT_STATED = ("B", "C", "M")
"""Families of findings that are no part of an article's text: boilerplate, captions, metadata."""
_SHORT_QUOTE = "quoted-words"
"""The rule of citations that are single words, which say nothing on their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """What one document says on its own."""

    language: str
    layout: Layout
    citations: tuple[Citation, ...]
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]
    traces: Traces
    statements: Statements = field(default_factory=Statements)


def analyse(document: Document, settings: Settings) -> Analysis:
    """Look at one document on its own."""
    view = view_text(document)
    artifacts = find_artifacts(view, settings.artifacts)
    citations = find_citations(view, settings.attribution)
    left_out = [finding.span for finding in artifacts.findings if finding.code.startswith(_NOT_STATED)]
    return Analysis(
        language=view.language,
        layout=view.layout,
        citations=citations,
        findings=artifacts.findings,
        notes=artifacts.notes,
        traces=trace(view, site_of(document)),
        statements=_outside(find_own_statements(view, citations), left_out),
    )


def find_own_statements(view: TextView, citations: Sequence[Citation]) -> Statements:
    """Find what the document states, apart from the words that say whose statement it is."""
    telling = [
        citation
        for citation in citations
        if citation.type is not CitationType.REPORTED and citation.rule != _SHORT_QUOTE
    ]
    found = find_statements(
        view,
        [citation.claim_spans for citation in telling],
        [span for citation in telling for span in (citation.mention, citation.cue) if span is not None],
    )
    return pack_statements(found)


def _outside(statements: Statements, spans: Sequence[Span]) -> Statements:
    """The statements of which no part lies in the spans."""
    if not spans:
        return statements
    return statements.without(lambda stated: any(span.overlaps(stated) for span in spans))


def add_findings_of_collection(
    documents: Sequence[Document], analyses: Sequence[Analysis], reuse: Reuse, settings: ArtifactSettings
) -> list[Analysis]:
    """Add the findings that only the collection shows, and take what the site says for no statement."""
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
        replace(
            analysis,
            findings=found.findings,
            notes=(*analysis.notes, *found.notes),
            statements=_outside(analysis.statements, spans.get(document.id, ())),
        )
        for document, analysis, found in zip(documents, analyses, results, strict=True)
    ]
