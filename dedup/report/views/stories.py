"""A section per story: the sentence that sums it up, who rests on whom, a timeline, claims, denials.

In: the index of a page. Out: views of the most telling stories, and a line for each of the others.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dedup.model import Citation, Denial
from dedup.report.claim_wording import NOT_COUNTED, UNRATED, join_names, say_sources
from dedup.report.printable import one_line, shorten
from dedup.report.roots_words import say_interval
from dedup.report.stories import RankedStory, describe_settings, describe_stories, describe_story
from dedup.report.views.claims import ClaimView, view_claim
from dedup.report.views.index import PageIndex, Place
from dedup.report.views.interval import Interval, axis_of, draw_interval
from dedup.report.views.rests_on import RestsOn, view_rests_on
from dedup.report.views.timeline import Timeline, view_timeline

_MAX_TITLE = 140
_MAX_QUOTE = 300
_MAX_CLAIMS = 12
"""Claims of one story that are shown with everything; the others have a line each. Chosen by hand."""
_MAX_DENIALS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class DenialView:
    """Who denies, where, and which claims of the story; `claims` are (label, link)."""

    place: Place
    quote: str
    deniers: str
    claims: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLine:
    """A claim that is not shown with everything."""

    label: str
    anchor: str
    text: str
    sources: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryView:
    """One story with everything."""

    number: int
    title: str
    language: str
    sentence: str
    interval: Interval | None
    dates: str
    names: str
    rests_on: RestsOn
    timeline: Timeline
    claims: tuple[ClaimView, ...]
    other_claims: tuple[ClaimLine, ...]
    denials: tuple[DenialView, ...]
    hidden_denials: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryLine:
    """A story that is listed only."""

    number: int
    title: str
    sentence: str
    dates: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stories:
    """What the section prints. `sentence` sums all stories up."""

    sentence: str
    unrated: str
    priors: str
    total: int
    shown: Iterator[StoryView]
    others: tuple[StoryLine, ...]
    hidden_others: int


def view_stories(index: PageIndex) -> Stories:
    """Show the most telling stories, up to the limit of the settings, and list the others.

    A story without claims has nothing to draw: it is listed.
    """
    shown = [ranked for ranked in index.stories[: index.limits.stories] if ranked.claims]
    others = index.stories[len(shown) :]
    return Stories(
        sentence=describe_stories(index.audit),
        unrated=UNRATED,
        priors=describe_settings(index.audit),
        total=len(index.stories),
        shown=_view_shown(index, shown),
        others=tuple(
            StoryLine(
                number=ranked.number,
                title=shorten(ranked.story.title, _MAX_TITLE),
                sentence=describe_story(ranked.figures),
                dates=_dates(ranked),
            )
            for ranked in others[: index.limits.cases]
        ),
        hidden_others=0 if index.limits.cases is None else max(0, len(others) - index.limits.cases),
    )


def _view_shown(index: PageIndex, shown: Sequence[RankedStory]) -> Iterator[StoryView]:
    citations: dict[str, list[Citation]] = defaultdict(list)
    for citation in index.audit.citations:
        citations[citation.document].append(citation)
    denials: dict[str, list[Denial]] = defaultdict(list)
    for denial in index.audit.denials:
        denials[denial.location.document].append(denial)
    for ranked in shown:
        yield _view_story(index, ranked, citations, denials)


def _view_story(
    index: PageIndex, ranked: RankedStory, citations: dict[str, list[Citation]], denials: dict[str, list[Denial]]
) -> StoryView:
    story, figures = ranked.story, ranked.figures
    axis = axis_of([*(claim.roots.high for claim in ranked.claims if claim.roots), figures.high or 0])
    denied = [denial for document in story.documents for denial in denials.get(document, ())]
    first = next((index.articles[document] for document in story.documents if document in index.articles), None)
    return StoryView(
        number=ranked.number,
        title=shorten(story.title, _MAX_TITLE),
        language=first.language if first else "und",
        sentence=describe_story(figures),
        interval=None
        if figures.low is None or figures.high is None
        else draw_interval(figures.low, figures.high, None, axis, say_interval(figures.low, figures.high)),
        dates=_dates(ranked),
        names=join_names(story.names or story.terms, 8),
        rests_on=view_rests_on(index, ranked),
        timeline=view_timeline(index, story.documents, citations),
        claims=tuple(
            view_claim(index, ranked, position, axis)
            for position in range(1, min(len(ranked.claims), _MAX_CLAIMS) + 1)
        ),
        other_claims=tuple(_list_others(ranked)),
        denials=tuple(_view_denial(index, ranked, denial) for denial in denied[:_MAX_DENIALS]),
        hidden_denials=max(0, len(denied) - _MAX_DENIALS),
    )


def _list_others(ranked: RankedStory) -> Iterator[ClaimLine]:
    for position, claim in enumerate(ranked.claims[_MAX_CLAIMS:], start=_MAX_CLAIMS + 1):
        yield ClaimLine(
            label=ranked.label(position),
            anchor=f"claim-{ranked.number}-{position}",
            text=shorten(claim.text, _MAX_QUOTE),
            sources=say_sources(claim.roots) if claim.roots else NOT_COUNTED,
        )


def _view_denial(index: PageIndex, ranked: RankedStory, denial: Denial) -> DenialView:
    text = index.texts.get(denial.location.document)
    number = index.citation_numbers.get(denial.citation or "")
    article = index.article_numbers[denial.location.document]
    return DenialView(
        place=index.place(denial.location, f"cited-{number}" if number else f"article-{article}"),
        quote="" if text is None else shorten(denial.location.span.within(text), _MAX_QUOTE),
        deniers=join_names(denial.deniers) or "somebody",
        claims=tuple(
            (ranked.label(position), f"#claim-{ranked.number}-{position}")
            for position, claim in enumerate(ranked.claims, start=1)
            if claim.id in denial.of
        ),
    )


def _dates(ranked: RankedStory) -> str:
    first, last = ranked.story.first, ranked.story.last
    if first is None or last is None:
        return ""
    return one_line(first) if first == last else f"{one_line(first)} to {one_line(last)}"
