"""The whole page in the order in which it is printed.

In: an audit and its documents. Out: a `Page`; long parts are iterators that are used up by one rendering.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dedup import __version__
from dedup.model import Audit, Citation, Document, Finding, SkippedRecord
from dedup.report.figures import Figure, describe, list_figures
from dedup.report.printable import make_printable, one_line
from dedup.report.views.articles import ArticleText, ArticleView, view_articles, view_texts
from dedup.report.views.citations import CitationView, SourceView, view_citations, view_sources
from dedup.report.views.findings import DecisionView, RuleView, view_decisions, view_rules
from dedup.report.views.index import PageIndex, build_index
from dedup.report.views.passages import PassageView, view_paraphrases, view_passages, view_repeats
from dedup.report.views.sharing import (
    DuplicateGroup,
    Matrix,
    SiteTextView,
    view_duplicates,
    view_matrix,
    view_site_text,
)
from dedup.report.views.stories import Stories, view_stories
from dedup.report.wording import count

# A page with so few articles opens them all; with more, a reader picks. Chosen by hand.
_OPEN_ARTICLES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Everything the templates print; `is_part` says that what articles share and what is damaged is left out."""

    version: str
    title: str
    sentences: tuple[str, ...]
    figures: tuple[Figure, ...]
    is_part: bool
    stories: Stories | None
    articles: Iterator[ArticleView]
    has_sharing: bool
    matrix: Matrix
    duplicates: Iterator[DuplicateGroup]
    duplicates_remark: str
    passages: Iterator[PassageView]
    passages_remark: str
    paraphrases: Iterator[PassageView]
    paraphrases_remark: str
    has_paraphrases: bool
    site_text: Iterator[SiteTextView]
    site_text_remark: str
    repeats: Iterator[PassageView]
    repeats_remark: str
    texts: Iterator[ArticleText]
    texts_remark: str
    opens_texts: bool
    sources: tuple[SourceView, ...]
    rates_sources: bool
    citations: Iterator[CitationView]
    citations_remark: str
    rules: Iterator[RuleView]
    findings_remark: str
    decisions: tuple[DecisionView, ...]
    settings: tuple[tuple[str, str], ...]
    skipped: tuple[SkippedRecord, ...]
    notes: tuple[str, ...]


def build_page(audit: Audit, documents: Sequence[Document]) -> Page:
    """Prepare the page of an audit. Documents whose text is not given are listed without it."""
    index = build_index(audit, documents)
    shown = sum(article.is_shown for article in index.articles.values())
    paraphrases = sum(ranked.is_paraphrase for ranked in index.passages)
    passages = len(index.passages) - paraphrases
    most = index.max_passages
    return Page(
        version=__version__,
        title=f"Audit of {count(audit.collection.documents, 'article')}",
        sentences=describe(audit),
        figures=list_figures(audit),
        is_part=False,
        stories=view_stories(index) if index.stories else None,
        articles=view_articles(index),
        has_sharing=passages > 0,
        matrix=view_matrix(index),
        duplicates=view_duplicates(index),
        duplicates_remark=_remark(most, len(audit.near_duplicates), "groups", "in order of the articles"),
        passages=view_passages(index),
        passages_remark=_remark(most, passages, "passages", "longest first"),
        paraphrases=view_paraphrases(index),
        paraphrases_remark=_remark(most, paraphrases, "paraphrases", "longest first"),
        has_paraphrases=paraphrases > 0,
        site_text=view_site_text(index),
        site_text_remark=_remark(most, len(audit.boilerplate), "blocks of site text", "in order of the articles"),
        repeats=view_repeats(index),
        repeats_remark=_remark(most, len(audit.repeats), "repeats", "in order of the articles"),
        texts=view_texts(index),
        texts_remark=_remark(shown, len(audit.documents), "articles", "in order of their ids"),
        opens_texts=shown <= _OPEN_ARTICLES,
        sources=view_sources(index),
        rates_sources=any(source.reliability for source in audit.sources),
        citations=view_citations(index),
        citations_remark=_remark_in_texts(index, audit.citations, "citations"),
        rules=view_rules(index),
        findings_remark=_remark_in_texts(index, audit.findings, "findings"),
        decisions=view_decisions(index),
        settings=tuple(_flatten(audit.settings)),
        skipped=tuple(
            SkippedRecord(path=one_line(item.path), record=item.record, reason=one_line(item.reason))
            for item in audit.skipped
        ),
        notes=tuple(map(one_line, audit.notes)),
    )


def _remark_in_texts(index: PageIndex, items: Sequence[Citation | Finding], things: str) -> str:
    shown = sum(index.is_shown(item.document) for item in items)
    return _remark(shown, len(items), things, "those of the articles shown in full")


def _remark(shown: int, total: int, things: str, order: str) -> str:
    """Say that a limit was reached; empty where everything is shown."""
    if shown >= total:
        return ""
    return (
        f"Shown: {shown:,} of {total:,} {things}, {order}. The JSON report has them all; "
        "the limits are the settings report.max_articles and report.max_passages."
    )


def _flatten(settings: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Print nested settings as dotted names with their values."""
    for key, value in settings.items():
        name = f"{prefix}{key}"
        if isinstance(value, Mapping):
            yield from _flatten(value, f"{name}.")
        else:
            yield make_printable(name), make_printable(json.dumps(value, ensure_ascii=False, default=str))
