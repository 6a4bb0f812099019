"""Numbers, anchors and names under which a page refers to articles, passages, repeats, citations and findings.

In: an audit and its documents. Out: an index that every view asks, so that a link is only made to what is shown.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from dedup.model import Audit, Document, DocumentSummary, Location
from dedup.report.party_names import Naming, name_parties
from dedup.report.passages import RankedPassage, rank_passages
from dedup.report.printable import one_line, shorten
from dedup.report.stories import RankedStory, rank_stories
from dedup.report.views.layout import OVERVIEW, Layout
from dedup.report.views.limits import Limits, limits_of_page
from dedup.report.wording import source_names

_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}")
_MAX_TITLE = 140
MAX_NUMBERS = 40
"""Numbers of articles in one line; more are not read. Chosen by hand."""


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


class Texts(Mapping[str, str]):
    """Texts by the id of their document; each is read when it is asked for."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = documents
        self._positions = {document.id: position for position, document in enumerate(documents)}

    def __getitem__(self, document: str) -> str:
        return self._documents[self._positions[document]].text

    def __contains__(self, document: object) -> bool:
        return document in self._positions

    def __iter__(self) -> Iterator[str]:
        return iter(self._positions)

    def __len__(self) -> int:
        return len(self._positions)


class Labels(Mapping[str, ArticleLabel]):
    """How a file names articles, by their ids; numbers are those of the audit's order."""

    def __init__(self, summaries: Sequence[DocumentSummary], numbers: Mapping[str, int], layout: Layout) -> None:
        self._summaries = summaries
        self._numbers = numbers
        self._layout = layout

    def __getitem__(self, document: str) -> ArticleLabel:
        number = self._numbers[document]
        return _label(self._summaries[number - 1], number, self._layout)

    def __contains__(self, document: object) -> bool:
        return document in self._numbers

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)


@dataclass(frozen=True, slots=True)
class PageIndex:
    """What a file shows and how it refers to it. Keys are the ids of the audit."""

    audit: Audit
    limits: Limits
    layout: Layout
    texts: Mapping[str, str]
    articles: Mapping[str, ArticleLabel]
    article_numbers: Mapping[str, int]
    passages: tuple[RankedPassage, ...]
    passage_numbers: Mapping[str, int]
    repeat_numbers: Mapping[str, int]
    citation_numbers: Mapping[str, int]
    finding_numbers: Mapping[str, int]
    sources: Mapping[str, str]
    stories: tuple[RankedStory, ...]
    name_party: Naming

    def laid_out(self, layout: Layout) -> "PageIndex":
        """See the same report from another of its files."""
        articles = Labels(self.audit.documents, self.article_numbers, layout)
        return replace(self, layout=layout, articles=articles)

    def is_shown(self, document: str) -> bool:
        """Whether the file has the text of the article."""
        return self.layout.has_text(document)

    def name_source(self, source: str) -> str:
        """Name a hop of a chain: by the catalogue, else as printed."""
        return one_line(self.sources.get(source, source))

    def passage_href(self, passage: str) -> str | None:
        """Link to a passage, None where it is beyond the limit."""
        file = self.layout.passages.get(passage)
        return None if file is None else self.layout.link(file, f"passage-{self.passage_numbers[passage]}")

    def repeat_href(self, number: int) -> str | None:
        """Link to what stands twice, None where it is beyond the limit."""
        return self.layout.link(OVERVIEW, f"repeat-{number}") if number <= self.limits.groups else None

    def citation_href(self, citation: str | None, document: str) -> tuple[str, str] | None:
        """Label and link of a citation in the text of an article, None where no file has the text."""
        number = self.citation_numbers.get(citation or "")
        if number is None or document not in self.layout.texts:
            return None
        return f"C{number}", self.layout.link_text(document, f"cited-{number}")

    def name_article(self, document: str) -> str:
        """Name an article within a sentence: by its number."""
        return str(self.article_numbers[document])

    def place(self, location: Location, anchor: str) -> Place:
        """Say where a location is; the link leads to the anchor when the article's text is shown."""
        article = self.articles[location.document]
        text = self.texts.get(location.document)
        return Place(
            article=article,
            line=None if text is None else text.count("\n", 0, location.span.start) + 1,
            href=self.layout.link_text(location.document, anchor) if article.is_shown else article.href,
        )


def build_index(
    audit: Audit, documents: Sequence[Document], limits: Limits | None = None, layout: Layout | None = None
) -> PageIndex:
    """Number what reports show: articles in the order of the audit, passages longest first.

    Without a layout everything stands on one page.
    """
    limits = limits or limits_of_page(audit)
    texts = Texts(documents)
    passages = rank_passages(audit, texts)
    numbers = _number(summary.id for summary in audit.documents)
    layout = layout or _one_page(audit, texts, passages, limits)
    return PageIndex(
        audit=audit,
        limits=limits,
        layout=layout,
        texts=texts,
        articles=Labels(audit.documents, numbers, layout),
        article_numbers=numbers,
        passages=passages,
        passage_numbers=_number(ranked.passage.id for ranked in passages),
        repeat_numbers=_number(repeat.id for repeat in audit.repeats),
        citation_numbers=_number(citation.id for citation in audit.citations),
        finding_numbers=_number(finding.id for finding in audit.findings),
        sources=source_names(audit),
        stories=rank_stories(audit),
        name_party=name_parties(audit.claims),
    )


def _one_page(audit: Audit, texts: Mapping[str, str], passages: Sequence[RankedPassage], limits: Limits) -> Layout:
    with_text = [summary.id for summary in audit.documents if summary.id in texts]
    return Layout(
        texts=dict.fromkeys(with_text[: limits.articles], OVERVIEW),
        passages=dict.fromkeys(list_passages(passages, limits.passages), OVERVIEW),
        rows=min(limits.listed or len(audit.documents), len(audit.documents)),
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


def _label(summary: DocumentSummary, number: int, layout: Layout) -> ArticleLabel:
    is_shown = summary.id in layout.texts
    return ArticleLabel(
        number=number,
        id=one_line(summary.id),
        title=shorten(summary.title or summary.id, _MAX_TITLE),
        published=one_line(summary.published or ""),
        language=language_tag(summary.language),
        href=layout.link_text(summary.id, f"article-{number}") if is_shown else layout.link_row(number),
        is_shown=is_shown,
    )


def list_passages(passages: Sequence[RankedPassage], limit: int) -> list[str]:
    """The passages that a report lists: as many of shared wording, and as many of paraphrases."""
    shared = [ranked.passage.id for ranked in passages if not ranked.is_paraphrase]
    anew = [ranked.passage.id for ranked in passages if ranked.is_paraphrase]
    return [*shared[:limit], *anew[:limit]]


def _number(ids: Iterable[str]) -> dict[str, int]:
    return {identity: number for number, identity in enumerate(ids, start=1)}
