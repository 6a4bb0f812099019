"""What one document says on its own: its language and layout, what it states, whom it cites, and what is damaged.

In: a document. Out: its analysis. Documents are analysed while reuse still looks at all of them; what only the
collection shows, such as text of the site, is added afterwards.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import overload

from dedup.artifacts import Looked, Shown, Traces, add_collection_findings, find_artifacts, trace
from dedup.attribution import find_citations
from dedup.model import Citation, CitationType, Document, Finding, Span
from dedup.reuse import Reuse
from dedup.reuse.sites import name_sites
from dedup.settings import ArtifactSettings, Settings
from dedup.statements import Statement, find_statements
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
    statements: tuple[Statement, ...] = ()


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
        traces=trace(view, _site(document)),
        statements=_outside(_statements(view, citations), left_out),
    )


def _statements(view: TextView, citations: Sequence[Citation]) -> tuple[Statement, ...]:
    """Find what the document states, apart from the words that say whose statement it is."""
    telling = [
        citation
        for citation in citations
        if citation.type is not CitationType.REPORTED and citation.rule != _SHORT_QUOTE
    ]
    return find_statements(
        view,
        [citation.claim_spans for citation in telling],
        [span for citation in telling for span in (citation.mention, citation.cue) if span is not None],
    )


def _outside(statements: tuple[Statement, ...], spans: Sequence[Span]) -> tuple[Statement, ...]:
    """The statements of which no part lies in the spans."""
    if not spans:
        return statements
    return tuple(statement for statement in statements if not any(span.overlaps(statement.span) for span in spans))


def add_findings_of_collection(
    documents: Sequence[Document], analyses: Sequence[Analysis], reuse: Reuse, settings: ArtifactSettings
) -> list[Analysis]:
    """Add the findings that only the collection shows."""
    spans = _site_text(reuse)
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


class Stated(Sequence[tuple[Statement, ...]]):
    """What each document states, where it is no text of the site; read from `statements` when it is asked for."""

    def __init__(
        self, documents: Sequence[Document], statements: Sequence[tuple[Statement, ...]], reuse: Reuse
    ) -> None:
        spans = _site_text(reuse)
        self._statements = statements
        self._spans = {
            number: spans[document.id] for number, document in enumerate(documents) if document.id in spans
        }

    @overload
    def __getitem__(self, index: int) -> tuple[Statement, ...]: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[tuple[Statement, ...], ...]: ...
    def __getitem__(self, index: int | slice) -> tuple[Statement, ...] | tuple[tuple[Statement, ...], ...]:
        if isinstance(index, slice):
            return tuple(self[number] for number in range(len(self))[index])
        number = range(len(self))[index]
        return _outside(self._statements[number], self._spans.get(number, ()))

    def __len__(self) -> int:
        return len(self._statements)


def _site_text(reuse: Reuse) -> dict[str, list[Span]]:
    """The places of text of the site, by document."""
    spans: dict[str, list[Span]] = defaultdict(list)
    for entry in reuse.boilerplate:
        for location in entry.locations:
            spans[location.document].append(location.span)
    return spans


def _site(document: Document) -> str:
    """The site of a document, as reuse names it; empty where the record says nothing."""
    return next(iter(name_sites((document,)).names), "")
