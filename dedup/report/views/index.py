"""Numbers, anchors and names under which a page refers to articles, passages, repeats, citations and findings.

In: an audit and its documents. Out: an index that every view asks, so that a link is only made to what is shown.
Anchors are made of numbers, never of ids: an id is text that somebody else wrote.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from dedup.model import Audit, Document, DocumentSummary, Location
from dedup.report.party_names import Naming, name_parties
from dedup.report.passages import RankedPassage, rank_passages
from dedup.report.printable import one_line, shorten
from dedup.report.stories import RankedStory, rank_stories
from dedup.report.wording import source_names
from dedup.settings import ReportSettings

_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}")
_MAX_TITLE = 140


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleLabel:
    """How the page names an article. `href` leads to its text, or to its line in the list of articles."""

    number: int
    id: str
    title: str
    published: str
    language: str
    href: str
    is_shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something stands: an article, a line, and a link to it."""

    article: ArticleLabel
    line: int | None
    href: str


@dataclass(frozen=True, slots=True)
class PageIndex:
    """What a page shows and how it refers to it. Keys are the ids of the audit."""

    audit: Audit
    texts: Mapping[str, str]
    articles: Mapping[str, ArticleLabel]
    passages: tuple[RankedPassage, ...]
    passage_numbers: Mapping[str, int]
    listed_passages: frozenset[str]
    max_passages: int
    repeat_numbers: Mapping[str, int]
    citation_numbers: Mapping[str, int]
    finding_numbers: Mapping[str, int]
    sources: Mapping[str, str]
    stories: tuple[RankedStory, ...]
    max_stories: int
    name_party: Naming

    def is_shown(self, document: str) -> bool:
        """Whether the page has the text of the article."""
        return self.articles[document].is_shown

    def name_source(self, source: str) -> str:
        """Name a hop of a chain: by the catalogue, else as printed."""
        return one_line(self.sources.get(source, source))

    def passage_href(self, passage: str) -> str | None:
        """Link to a passage, None where it is beyond the limit."""
        return f"#passage-{self.passage_numbers[passage]}" if passage in self.listed_passages else None

    def name_article(self, document: str) -> str:
        """Name an article within a sentence: by its number."""
        return str(self.articles[document].number)

    def place(self, location: Location, anchor: str) -> Place:
        """Say where a location is; the link leads to the anchor when the article's text is shown."""
        article = self.articles[location.document]
        text = self.texts.get(location.document)
        return Place(
            article=article,
            line=None if text is None else text.count("\n", 0, location.span.start) + 1,
            href=f"#{anchor}" if article.is_shown else article.href,
        )


def build_index(audit: Audit, documents: Sequence[Document]) -> PageIndex:
    """Decide what is shown and number it: articles in the order of the audit, passages longest first."""
    limits = _limits(audit)
    texts = {document.id: document.text for document in documents}
    with_text = [summary.id for summary in audit.documents if summary.id in texts]
    shown = frozenset(with_text[: limits.max_articles])
    passages = rank_passages(audit, texts)
    return PageIndex(
        audit=audit,
        texts=texts,
        articles={
            summary.id: _label(summary, number, is_shown=summary.id in shown)
            for number, summary in enumerate(audit.documents, start=1)
        },
        passages=passages,
        passage_numbers=_number(ranked.passage.id for ranked in passages),
        listed_passages=_list_passages(passages, limits.max_passages),
        max_passages=limits.max_passages,
        repeat_numbers=_number(repeat.id for repeat in audit.repeats),
        citation_numbers=_number(citation.id for citation in audit.citations),
        finding_numbers=_number(finding.id for finding in audit.findings),
        sources=source_names(audit),
        stories=rank_stories(audit),
        max_stories=limits.max_stories,
        name_party=name_parties(audit.claims),
    )


def link_target(url: str | None) -> str | None:
    """Return an address that may become a link: http or https with a host, nothing else.

    >>> link_target("https://example.org/a"), link_target("javascript:alert(1)")
    ('https://example.org/a', None)
    """
    if url is None:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    is_web = parts.scheme in {"http", "https"} and bool(parts.netloc)
    return url if is_web and url.isprintable() and " " not in url else None


def language_tag(language: str) -> str:
    """Return a value fit for a lang attribute; what is none becomes undetermined."""
    return language if _LANGUAGE_TAG.fullmatch(language) else "und"


def _limits(audit: Audit) -> ReportSettings:
    return ReportSettings.model_validate(audit.settings.get("report", {}))


def _label(summary: DocumentSummary, number: int, *, is_shown: bool) -> ArticleLabel:
    return ArticleLabel(
        number=number,
        id=one_line(summary.id),
        title=shorten(summary.title or summary.id, _MAX_TITLE),
        published=one_line(summary.published or ""),
        language=language_tag(summary.language),
        href=f"#article-{number}" if is_shown else f"#row-{number}",
        is_shown=is_shown,
    )


def _list_passages(passages: Sequence[RankedPassage], limit: int) -> frozenset[str]:
    """The passages that the page lists: as many of shared wording, and as many of paraphrases."""
    shared = [ranked.passage.id for ranked in passages if not ranked.is_paraphrase]
    anew = [ranked.passage.id for ranked in passages if ranked.is_paraphrase]
    return frozenset(shared[:limit] + anew[:limit])


def _number(ids: Iterable[str]) -> dict[str, int]:
    return {identity: number for number, identity in enumerate(ids, start=1)}
