"""How sources are used, the claims that rest on one of them alone, and where articles have what they say from.

In: an audit with its claims, and the index of a page. Out: views.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from dedup.model import ArticleSourcing, Audit, Claim
from dedup.report.printable import one_line, shorten
from dedup.report.source_use import UsedSource, sourcing_of_articles, use_of_sources
from dedup.report.stories import articles_of
from dedup.report.views.index import ArticleLabel, PageIndex
from dedup.report.wording import SOURCE_KINDS, percent, percent_or_dash

_MAX_NAME = 120
_MAX_TEXT = 300
_MAX_CLAIMS = 20
_MAX_ARTICLES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class UseView:
    """One source. `claims` are those that rest on it alone, with the articles that state them."""

    anchor: str
    name: str
    kind: str
    country: str
    owner: str
    letter: str
    citations: int
    articles: int
    second_hand: str
    anonymous: str
    alone: int
    claims: tuple[tuple[str, tuple[ArticleLabel, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcingView:
    """Where one article has what it says from; shares are in words, a dash where there is nothing to share."""

    article: ArticleLabel
    citations: int
    unattributed: str
    anonymous: str
    second_hand: str
    reused: str
    republishes: str
    signs: int


def view_use(audit: Audit, index: PageIndex) -> Iterator[UseView]:
    """Show the sources, most cited first."""
    claims = {claim.id: claim for claim in audit.claims}
    for number, used in enumerate(use_of_sources(audit), start=1):
        alone = [claims[ident] for ident in used.use.alone[:_MAX_CLAIMS]]
        yield _view(used, number, tuple(_view_claim(claim, index) for claim in alone))


def _view(used: UsedSource, number: int, claims: tuple[tuple[str, tuple[ArticleLabel, ...]], ...]) -> UseView:
    source, use = used.source, used.use
    state = "state-controlled" if source.state_control else ""
    return UseView(
        anchor=f"alone-{number}",
        name=shorten(source.name, _MAX_NAME),
        kind=SOURCE_KINDS[source.kind],
        country=one_line(source.country or ""),
        owner=", ".join(filter(None, (one_line(source.owner or ""), state))),
        letter=one_line(used.letter),
        citations=source.citations,
        articles=len(source.documents),
        second_hand=percent(use.second_hand_share),
        anonymous=percent(use.anonymous_share),
        alone=len(use.alone),
        claims=claims,
    )


def _view_claim(claim: Claim, index: PageIndex) -> tuple[str, tuple[ArticleLabel, ...]]:
    articles = [index.articles[document] for document in articles_of(claim) if document in index.articles]
    return shorten(claim.text, _MAX_TEXT), tuple(articles[:_MAX_ARTICLES])


def view_sourcing(audit: Audit, index: PageIndex) -> Iterator[SourcingView]:
    """Show where every article has what it says from."""
    sourcing = sourcing_of_articles(audit)
    return (_view_sourcing(sourcing[summary.id], index) for summary in audit.documents[: index.limits.listed])


def _view_sourcing(sourcing: ArticleSourcing, index: PageIndex) -> SourcingView:
    return SourcingView(
        article=index.articles[sourcing.document],
        citations=sourcing.citations,
        unattributed=percent_or_dash(sourcing.unattributed_share),
        anonymous=percent_or_dash(sourcing.anonymous_share),
        second_hand=percent_or_dash(sourcing.second_hand_share),
        reused=percent(sourcing.reused_share),
        republishes=", ".join(map(index.name_source, sourcing.republishes)),
        signs=len(sourcing.translation_signs),
    )
