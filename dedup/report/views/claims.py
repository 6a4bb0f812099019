"""A claim with everything that shows what it rests on: interval, parties, places, what agrees and what differs.

In: the index of a page and a story. Out: views; quotations are cut, all else is said in words of the program.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from dedup.model import Claim, Conflict, Mention, Roots
from dedup.report.claim_wording import (
    CLAIM_KINDS,
    EVIDENCE,
    NAMES_NO_SOURCE,
    NOT_COUNTED,
    SCOPES,
    STANCES,
    join_names,
    say_analysis,
    say_credibility,
    say_edges,
    say_forecasts,
    say_inherited,
    say_join,
    say_letters,
    say_narrators,
    say_rests_on,
    say_sources,
    say_vague,
)
from dedup.report.printable import one_line, shorten
from dedup.report.roots_words import explain_interval
from dedup.report.stories import RankedStory, articles_of
from dedup.report.views.index import PageIndex, Place
from dedup.report.views.interval import Interval, draw_roots
from dedup.report.wording import count, percent

_MAX_TEXT = 300
_MAX_NAME = 120
_MAX_MENTIONS = 20
_MAX_JOINS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionView:
    """One place of a claim. `citation` is (label, link), None where the article speaks itself."""

    number: int
    place: Place
    quote: str
    chain: tuple[str, ...]
    citation: tuple[str, str] | None
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinView:
    """Why two places are one claim."""

    left: int
    right: int
    confidence: str
    agrees: str
    differs: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictView:
    """What two places say differently, and what each says."""

    aspect: str
    message: str
    said: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimView:
    """One claim. `sources` is the interval in words, `why` what makes it one; `facts` are sentences."""

    label: str
    anchor: str
    text: str
    language: str
    kind: str
    places: str
    interval: Interval | None
    sources: str
    why: str
    facts: tuple[str, ...]
    denied: str
    ties: tuple[str, ...]
    credibility: str
    letters: str
    conflicts: tuple[ConflictView, ...]
    mentions: tuple[MentionView, ...]
    hidden_mentions: int
    joins: tuple[JoinView, ...]
    hidden_joins: int


def view_claim(index: PageIndex, ranked: RankedStory, position: int, axis: int) -> ClaimView:
    """Show the claim at a position of its story, from 1, with its interval on an axis of the story."""
    claim = ranked.claims[position - 1]
    roots = claim.roots
    first = index.articles[claim.mentions[0].location.document]
    return ClaimView(
        label=ranked.label(position),
        anchor=f"claim-{ranked.number}-{position}",
        text=shorten(claim.text, _MAX_TEXT),
        language=first.language,
        kind=CLAIM_KINDS[claim.kind],
        places=f"{count(len(claim.mentions), 'place')} in {count(len(articles_of(claim)), 'article')}",
        interval=draw_roots(roots, axis, say_sources(roots)) if roots else None,
        sources=say_sources(roots) if roots else NOT_COUNTED,
        why=explain_interval(roots) if roots else "",
        facts=tuple(_facts(index, claim, roots)) if roots else (),
        denied=join_names([index.name_party(party) for party in roots.denials]) if roots else "",
        ties=tuple(say_edges(roots, index.name_party)) if roots else (),
        credibility=say_credibility(roots) if roots else "",
        letters=say_letters(roots) if roots else "",
        conflicts=tuple(map(_view_conflict, claim.conflicts)),
        mentions=tuple(
            _view_mention(index, claim, number, f"stated-{ranked.number}-{position}-{number}")
            for number in range(1, min(len(claim.mentions), _MAX_MENTIONS) + 1)
        ),
        hidden_mentions=max(0, len(claim.mentions) - _MAX_MENTIONS),
        joins=tuple(_view_joins(claim)),
        hidden_joins=max(0, len(claim.joins) - _MAX_JOINS),
    )


def _facts(index: PageIndex, claim: Claim, roots: Roots) -> Iterator[str]:
    """Say what stands behind a claim, apart from what is counted: only what there is."""
    if roots.direct or roots.inherited:
        yield say_rests_on(roots)
    facts = (
        say_inherited(roots),
        say_analysis([index.name_party(party) for party in roots.analysis]),
        say_narrators(len(roots.narrators)),
        say_vague(roots.vague),
        say_forecasts(claim),
    )
    yield from filter(None, facts)


def _view_conflict(conflict: Conflict) -> ConflictView:
    return ConflictView(
        aspect=one_line(conflict.aspect),
        message=one_line(conflict.message),
        said=tuple(
            (number + 1, shorten(words, _MAX_NAME))
            for number, words in zip((conflict.left, conflict.right), conflict.said, strict=True)
        ),
    )


def _view_mention(index: PageIndex, claim: Claim, number: int, anchor: str) -> MentionView:
    mention = claim.mentions[number - 1]
    text = index.texts.get(mention.location.document)
    return MentionView(
        number=number,
        place=index.place(mention.location, anchor),
        quote="" if text is None else shorten(mention.location.span.within(text), _MAX_TEXT),
        chain=tuple(shorten(index.name_source(hop), _MAX_NAME) for hop in mention.chain),
        citation=index.citation_href(mention.citation, mention.location.document),
        remarks=tuple(_remarks(mention)),
    )


def _remarks(mention: Mention) -> Iterator[str]:
    yield STANCES[mention.stance]
    if mention.chain:
        yield SCOPES[mention.scope]
        yield EVIDENCE[mention.evidence]
    else:
        yield NAMES_NO_SOURCE
    if mention.value:
        yield f"value “{shorten(mention.value, _MAX_NAME)}”"
    if mention.hedge:
        yield f"hedged by “{shorten(mention.hedge, _MAX_NAME)}”"


def _view_joins(claim: Claim) -> Iterator[JoinView]:
    for join in claim.joins[:_MAX_JOINS]:
        agrees, differs = say_join(join)
        yield JoinView(
            left=join.left + 1,
            right=join.right + 1,
            confidence=percent(join.confidence),
            agrees=agrees,
            differs=differs,
        )
