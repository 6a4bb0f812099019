"""The whole page in the order in which it is printed.

In: an audit and its documents. Out: a `Page`; long parts are iterators that are used up by one rendering.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dedup import __version__
from dedup.model import Audit, Citation, Document, Finding, SkippedRecord
from dedup.report.figures import Figure, describe, list_figures
from dedup.report.printable import make_printable, one_line
from dedup.report.views.articles import ArticleText, ArticleView, view_articles, view_rows, view_texts
from dedup.report.views.citations import CitationView, SourceView, view_citations, view_sources
from dedup.report.views.findings import DecisionView, RuleView, view_decisions, view_rules
from dedup.report.views.index import PageIndex, build_index
from dedup.report.views.limits import Limits
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
_FIRST = "those that the policy objects to and those with most text of others first"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    """One page of a report: what it holds, and its file."""

    kind: str
    title: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Everything the templates print.

    `overview` leads to the overview from a page of it; `is_overview` also holds for its pages. `is_part` says that
    what articles share and what is damaged is left out.
    """

    version: str
    title: str
    sentences: tuple[str, ...]
    figures: tuple[Figure, ...]
    pages: tuple["PageLink", ...]
    overview: str
    is_overview: bool
    is_part: bool
    stories: Stories | None
    articles: Iterator[ArticleView]
    articles_remark: str
    rows: Iterator[ArticleView]
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
    sources_remark: str
    rates_sources: bool
    citations: Iterator[CitationView]
    citations_remark: str
    rules: Iterator[RuleView]
    findings_remark: str
    decisions: tuple[DecisionView, ...]
    decisions_remark: str
    settings: tuple[tuple[str, str], ...]
    skipped: tuple[SkippedRecord, ...]
    skipped_remark: str
    notes: tuple[str, ...]
    notes_remark: str


def build_page(audit: Audit, documents: Sequence[Document]) -> Page:
    """Prepare the one page of an audit. Documents whose text is not given are listed without it."""
    return view_page(build_index(audit, documents))


def view_page(index: PageIndex, pages: Sequence[PageLink] = ()) -> Page:
    """Prepare a report of one page, or the overview that `pages` belong to."""
    audit, limits = index.audit, index.limits
    shown = sum(map(index.is_shown, index.layout.texts))
    paraphrases = sum(ranked.is_paraphrase for ranked in index.passages)
    passages = len(index.passages) - paraphrases
    listed = sum(map(index.layout.has_passage, index.layout.passages))
    anew = sum(index.layout.has_passage(ranked.passage.id) for ranked in index.passages if ranked.is_paraphrase)
    most, cases = limits.groups, limits.cases
    by = "in order of the articles" if cases is None else "largest first"
    return Page(
        version=__version__,
        title=f"Audit of {count(audit.collection.documents, 'article')}",
        pages=tuple(pages),
        overview=index.layout.overview,
        is_overview=cases is not None,
        sentences=describe(audit),
        figures=list_figures(audit),
        is_part=False,
        stories=view_stories(index) if index.stories else None,
        articles=view_articles(index),
        articles_remark=_remark_articles(index),
        rows=view_rows(index),
        has_sharing=passages > 0,
        matrix=view_matrix(index),
        duplicates=view_duplicates(index),
        duplicates_remark=_remark(most, len(audit.near_duplicates), "groups", by),
        passages=view_passages(index),
        passages_remark=_remark(listed - anew, passages, "passages", "longest first"),
        paraphrases=view_paraphrases(index),
        paraphrases_remark=_remark(anew, paraphrases, "paraphrases", "longest first"),
        has_paraphrases=paraphrases > 0,
        site_text=view_site_text(index),
        site_text_remark=_remark(most, len(audit.boilerplate), "blocks of site text", "in order of the articles"),
        repeats=view_repeats(index),
        repeats_remark=_remark(most, len(audit.repeats), "repeats", "in order of the articles"),
        texts=view_texts(index),
        texts_remark=_remark(shown, len(audit.documents), "articles", "in order of their ids"),
        opens_texts=shown <= _OPEN_ARTICLES,
        sources=view_sources(index),
        sources_remark=_remark_cases(limits, len(audit.sources), "sources", "most cited first"),
        rates_sources=any(source.reliability for source in audit.sources),
        citations=view_citations(index),
        citations_remark=_remark_in_texts(index, audit.citations, "citations"),
        rules=view_rules(index),
        findings_remark=_remark_findings(index),
        decisions=view_decisions(index),
        decisions_remark=_remark_decisions(index),
        settings=tuple(_flatten(audit.settings)),
        skipped=tuple(
            SkippedRecord(path=one_line(item.path), record=item.record, reason=one_line(item.reason))
            for item in audit.skipped[:cases]
        ),
        skipped_remark=_remark_cases(limits, len(audit.skipped), "skipped inputs", "in order of the files"),
        notes=tuple(map(one_line, audit.notes[:cases])),
        notes_remark=_remark_cases(limits, len(audit.notes), "notes", "in their order"),
    )


def view_detail(page: Page, index: PageIndex, title: str) -> Page:
    """Prepare a page of a report from its overview: what the file of the index holds."""
    texts = sum(map(index.is_shown, index.layout.texts))
    return replace(
        page,
        title=title,
        overview=index.layout.overview,
        rows=view_rows(index),
        passages=view_passages(index),
        passages_remark="",
        paraphrases=view_paraphrases(index),
        paraphrases_remark="",
        texts=view_texts(index),
        texts_remark="",
        opens_texts=texts <= _OPEN_ARTICLES,
        citations=view_citations(index),
        citations_remark="",
        rules=view_rules(index),
        findings_remark="",
    )


def _remark_cases(limits: Limits, total: int, things: str, order: str) -> str:
    """Say how many of a list an overview shows."""
    if limits.cases is None or total <= limits.cases:
        return ""
    return f"Shown: {limits.cases:,} of {total:,} {things}, {order}. The JSON report has them all."


def _remark_articles(index: PageIndex) -> str:
    total, listed = len(index.audit.documents), index.limits.listed
    if index.limits.cases is not None:
        return _remark_cases(index.limits, total, "articles", _FIRST)
    return "" if listed is None else _remark(listed, total, "articles", "in order of their ids")


def _remark_decisions(index: PageIndex) -> str:
    most = index.limits.cases
    if most is None or len(index.audit.documents) <= most:
        return ""
    return f"At most {most:,} articles of each decision are shown, those with most text of others first."


def _remark_findings(index: PageIndex) -> str:
    examples, total = index.limits.examples, len(index.audit.findings)
    if examples is None:
        return _remark_in_texts(index, index.audit.findings, "findings")
    if not total:
        return ""
    shown = f"At most {count(examples, 'example')} of each rule, of {total:,} findings"
    return f"{shown}. The JSON report has them all."


def _remark_in_texts(index: PageIndex, items: Sequence[Citation | Finding], things: str) -> str:
    if index.limits.cases is not None:
        return ""
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
