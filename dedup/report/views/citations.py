"""Who is cited: sources with their counts, and every citation with its chain.

In: the index of a page. Out: views; citations of the articles that are shown in full.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from dedup.model import Citation, Source
from dedup.report.printable import one_line, shorten
from dedup.report.ranking import rank_sources
from dedup.report.views.index import MAX_NUMBERS, ArticleLabel, PageIndex
from dedup.report.wording import CITATION_TYPES, SOURCE_KINDS, is_second_hand, percent

_MAX_STATEMENT = 400
_MAX_NAME = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """One source with what is known of it and how often it is cited."""

    name: str
    kind: str
    country: str
    owner: str
    reliability: str
    citations: int
    named: int
    anonymous: int
    second_hand: int
    articles: tuple[ArticleLabel, ...]
    hidden_articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationView:
    """One citation: the chain from the article to the root, the statement, and how it is said."""

    label: str
    anchor: str
    href: str
    article: ArticleLabel
    chain: tuple[str, ...]
    statement: str
    mention: str
    cue: str
    remarks: tuple[str, ...]
    is_anonymous: bool
    confidence: str
    rule: str


def view_sources(index: PageIndex) -> tuple[SourceView, ...]:
    """Show the sources, most cited first."""
    return tuple(_view_source(index, source) for source in rank_sources(index.audit.sources)[: index.limits.cases])


def _view_source(index: PageIndex, source: Source) -> SourceView:
    return SourceView(
        name=shorten(source.name, _MAX_NAME),
        kind=SOURCE_KINDS[source.kind],
        country=one_line(source.country or ""),
        owner=_owner(source),
        reliability=one_line(source.reliability or ""),
        citations=source.citations,
        named=source.citations - source.anonymous,
        anonymous=source.anonymous,
        second_hand=source.second_hand,
        articles=tuple(index.articles[document] for document in source.documents[:MAX_NUMBERS]),
        hidden_articles=max(0, len(source.documents) - MAX_NUMBERS),
    )


def _owner(source: Source) -> str:
    named = one_line(source.owner or "")
    if not source.state_control:
        return named
    return f"{named}, state-controlled" if named else "state-controlled"


def view_citations(index: PageIndex) -> Iterator[CitationView]:
    """Show the citations of all articles whose text is shown."""
    for citation in index.audit.citations:
        if index.is_shown(citation.document):
            yield _view_citation(index, citation)


def _view_citation(index: PageIndex, citation: Citation) -> CitationView:
    text = index.texts[citation.document]
    number = index.citation_numbers[citation.id]
    return CitationView(
        label=f"C{number}",
        anchor=f"citation-{number}",
        href=f"#cited-{number}",
        article=index.articles[citation.document],
        chain=tuple(shorten(index.name_source(hop), _MAX_NAME) for hop in citation.chain),
        statement=shorten(" … ".join(span.within(text) for span in citation.claim_spans), _MAX_STATEMENT),
        mention=shorten(citation.mention.within(text), _MAX_NAME),
        cue=shorten(citation.cue.within(text), _MAX_NAME) if citation.cue else "",
        remarks=tuple(_remarks(index, citation)),
        is_anonymous=citation.anonymous,
        confidence=percent(citation.confidence),
        rule=one_line(citation.rule),
    )


def _remarks(index: PageIndex, citation: Citation) -> Iterator[str]:
    yield CITATION_TYPES[citation.type]
    yield f"source: {SOURCE_KINDS[citation.source_kind]}"
    if citation.speaker:
        yield f"speaker: {shorten(citation.speaker, _MAX_NAME)}"
    if citation.medium:
        yield f"said to {index.name_source(citation.medium)}"
    if is_second_hand(citation):
        yield "second-hand"
