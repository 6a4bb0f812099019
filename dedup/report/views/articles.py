"""The articles: a line in the list for each, and the texts with everything found highlighted in place.

In: the index of a page. Out: views. A text is cut into segments only when its turn to be printed comes.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from dedup.model import Citation, DocumentSummary, Finding, Overlap, Span
from dedup.report.claim_wording import say_sources
from dedup.report.printable import one_line, shorten
from dedup.report.ranking import rank_articles
from dedup.report.segments import Badge, Highlight, Segment, cut_segments
from dedup.report.stories import RankedStory
from dedup.report.views.index import ArticleLabel, PageIndex, link_target
from dedup.report.views.layout import OVERVIEW
from dedup.report.wording import CITATION_TYPES, percent

_MAX_TOOLTIP = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    """One article as the list of articles and the head of its text show it. `link` is None unless http(s)."""

    label: ArticleLabel
    outlet: str
    published: str
    byline: str
    url: str
    link: str | None
    characters: int
    words: int
    reused_share: str
    findings: int
    decision: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleText:
    """The text of one article, in segments that join to it."""

    article: ArticleView
    segments: Iterator[Segment]


def view_articles(index: PageIndex) -> Iterator[ArticleView]:
    """List the articles: all, or in an overview the most telling."""
    summaries: Sequence[DocumentSummary] = index.audit.documents[: index.limits.listed]
    if index.limits.cases is not None and index.layout.rows_per_page:
        summaries = rank_articles(index.audit.documents)[: index.limits.cases]
    return (_view_article(index, summary) for summary in summaries)


def view_rows(index: PageIndex) -> Iterator[ArticleView]:
    """List the articles whose lines stand in a page."""
    layout = index.layout
    for number, summary in enumerate(index.audit.documents[: layout.rows], start=1):
        if layout.row_file(number) == layout.here:
            yield _view_article(index, summary)


def view_texts(index: PageIndex) -> Iterator[ArticleText]:
    """Show the articles in full, up to the limit of the settings."""
    highlights = _collect_highlights(index)
    for summary in index.audit.documents:
        if index.is_shown(summary.id):
            segments = cut_segments(index.texts[summary.id], highlights[summary.id])
            yield ArticleText(article=_view_article(index, summary), segments=segments)


def _view_article(index: PageIndex, summary: DocumentSummary) -> ArticleView:
    return ArticleView(
        label=index.articles[summary.id],
        outlet=one_line(summary.outlet or ""),
        published=one_line(summary.published or ""),
        byline=one_line(summary.byline or ""),
        url=one_line(summary.url or ""),
        link=link_target(summary.url),
        characters=summary.characters,
        words=summary.words,
        reused_share=percent(summary.reused_share),
        findings=summary.findings,
        decision=summary.verdict.decision.value,
    )


def _collect_highlights(index: PageIndex) -> Mapping[str, list[Highlight]]:
    """Group by article everything that is marked in the texts that are shown."""
    found: dict[str, list[Highlight]] = defaultdict(list)
    for number, ranked in enumerate(index.passages, start=1):
        if any(index.is_shown(location.document) for location in ranked.passage.locations):
            for document, highlight in _mark_passage(index, number):
                found[document].append(highlight)
    for repeat in index.audit.repeats:
        if repeat.passage not in index.passage_numbers and index.is_shown(repeat.left.document):
            found[repeat.left.document].extend(_mark_repeat(index, repeat))
    for citation in filter(partial(_is_in_shown, index), index.audit.citations):
        found[citation.document].extend(_mark_citation(index, citation))
    for finding in filter(partial(_is_in_shown, index), index.audit.findings):
        found[finding.document].append(_mark_finding(index, finding))
    for story in index.stories[: index.limits.stories]:
        for document, highlight in _mark_claims(index, story):
            found[document].append(highlight)
    return found


def _is_in_shown(index: PageIndex, item: Citation | Finding) -> bool:
    return index.is_shown(item.document)


def _mark_passage(index: PageIndex, number: int) -> Iterator[tuple[str, Highlight]]:
    ranked = index.passages[number - 1]
    passage = ranked.passage
    shares = "says the same in other words as" if ranked.is_paraphrase else "shares text with"
    documents = list(dict.fromkeys(location.document for location in passage.locations))
    for position, location in enumerate(passage.locations, start=1):
        if not index.is_shown(location.document):
            continue
        others = [index.name_article(other) for other in documents[:_MAX_TOOLTIP] if other != location.document]
        numbers = shorten(", ".join(others), _MAX_TOOLTIP)
        title = f"S{number}: {shares} article {numbers}" if others else f"S{number}: stands here twice"
        badge = Badge(
            label=f"S{number}",
            layer="shared",
            title=title,
            anchor=f"shared-{number}-{position}",
            href=index.passage_href(passage.id),
        )
        yield location.document, Highlight(span=location.span, style="shared", title=title, badge=badge)


def _mark_repeat(index: PageIndex, repeat: Overlap) -> Iterator[Highlight]:
    number = index.repeat_numbers[repeat.id]
    title = f"R{number}: stands twice in this article"
    for side, location in enumerate((repeat.left, repeat.right), start=1):
        badge = Badge(
            label=f"R{number}",
            layer="repeated",
            title=title,
            anchor=f"repeated-{number}-{side}",
            href=index.repeat_href(number),
        )
        yield Highlight(span=location.span, style="repeated", title=title, badge=badge)


def _mark_citation(index: PageIndex, citation: Citation) -> Iterator[Highlight]:
    """Mark statement, source and cue of a citation; the badge stands before whichever comes first."""
    number = index.citation_numbers[citation.id]
    chain = " → ".join(index.name_source(hop) for hop in citation.chain)
    source = f"{chain} (names no source)" if citation.anonymous else chain
    title = shorten(f"C{number}: {CITATION_TYPES[citation.type]}, {source}", _MAX_TOOLTIP)
    parts: list[tuple[Span, str]] = [(span, "statement") for span in citation.claim_spans]
    parts.append((citation.mention, "mention"))
    if citation.cue:
        parts.append((citation.cue, "cue"))
    parts.sort()
    for position, (span, style) in enumerate(parts):
        badge = Badge(
            label=f"C{number}",
            layer="cited",
            title=title,
            anchor=f"cited-{number}",
            href=f"#citation-{number}",
        )
        yield Highlight(span=span, style=style, title=title, badge=None if position else badge)


def _mark_finding(index: PageIndex, finding: Finding) -> Highlight:
    number = index.finding_numbers[finding.id]
    title = shorten(f"F{number} {finding.code} {finding.name}: {finding.message}", _MAX_TOOLTIP)
    badge = Badge(
        label=f"F{number}", layer="found", title=title, anchor=f"found-{number}", href=f"#finding-{number}"
    )
    return Highlight(
        span=finding.span, style=f"found {finding.severity.value}", title=title, badge=badge, shows_invisible=True
    )


def _mark_claims(index: PageIndex, ranked: RankedStory) -> Iterator[tuple[str, Highlight]]:
    """Mark every place where an article states a claim of a story."""
    for position, claim in enumerate(ranked.claims, start=1):
        label = ranked.label(position)
        sources = f": {say_sources(claim.roots)}" if claim.roots else ""
        for number, mention in enumerate(claim.mentions, start=1):
            badge = Badge(
                label=label,
                layer="claimed",
                title=f"Claim {label}{sources}",
                anchor=f"stated-{ranked.number}-{position}-{number}",
                href=index.layout.link(OVERVIEW, f"claim-{ranked.number}-{position}"),
            )
            yield (
                mention.location.document,
                Highlight(span=mention.location.span, style="claimed", title=badge.title, badge=badge),
            )
