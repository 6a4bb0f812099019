"""What one document says on its own: its language and layout, what it states, whom it cites, and what is damaged.

In: a document. Out: its analysis. Documents are analysed while reuse still looks at all of them; what only the
collection shows, text of the site, is added afterwards.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dedup.artifacts import add_site_text, find_artifacts
from dedup.attribution import find_citations
from dedup.model import Boilerplate, Citation, CitationType, Document, Finding, Span
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


def add_findings_of_site_text(
    documents: Sequence[Document],
    analyses: Sequence[Analysis],
    boilerplate: Iterable[Boilerplate],
    settings: ArtifactSettings,
) -> list[Analysis]:
    """Add the findings that only the collection shows, and take what the site says for no statement."""
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
        added.append(
            replace(
                analysis,
                findings=found.findings,
                notes=(*analysis.notes, *found.notes),
                statements=_outside(analysis.statements, spans[document.id]),
            )
        )
    return added
