"""Stories in the order in which reports print them, with the sentence that an editor wants.

In: an audit. Out: stories with their claims, most telling first, numbered; figures of a story that its claims give:
how many independent sources stand behind all of them together, and how many claims rest on one or name none.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dedup.model import Audit, Claim, RootEdge, Story
from dedup.report.claim_wording import NOT_COUNTED
from dedup.report.roots_words import describe_priors, say_interval
from dedup.report.wording import count
from dedup.settings import RootSettings

_UNNAMED = 1
"""Level of a root that has no name of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryFigures:
    """What sums a story up; `low` and `high` are None where no claim's sources were counted.

    `on_unnamed` counts claims that rest on one source that nobody names, `on_one` those that rest on another single
    one, `on_none` those whose articles name no source.
    """

    articles: int
    claims: int
    low: int | None
    high: int | None
    on_unnamed: int
    on_one: int
    on_none: int
    denied: int
    conflicts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedStory:
    """A story with its number in the report, and its claims, those of most articles first."""

    number: int
    story: Story
    claims: tuple[Claim, ...]
    figures: StoryFigures

    def label(self, position: int) -> str:
        """Label the claim at a position, from 1: claim 3 of story 2 is 2.3."""
        return f"{self.number}.{position}"


def rank_stories(audit: Audit) -> tuple[RankedStory, ...]:
    """Put stories with most claims of several articles first, then those of most articles."""
    grouped: dict[str, list[Claim]] = defaultdict(list)
    for claim in audit.claims:
        grouped[claim.story].append(claim)
    ordered = sorted(_all_stories(audit), key=lambda story: _story_rank(story, grouped[story.id]))
    return tuple(
        RankedStory(
            number=number,
            story=story,
            claims=tuple(sorted(grouped[story.id], key=_claim_rank)),
            figures=sum_up(grouped[story.id], len(story.documents)),
        )
        for number, story in enumerate(ordered, start=1)
    )


def _all_stories(audit: Audit) -> Iterator[Story]:
    """The stories, and one more for claims that belong to none: those that somebody wrote down by hand."""
    yield from audit.stories
    known = {story.id for story in audit.stories}
    for story in sorted({claim.story for claim in audit.claims} - known):
        documents = {
            mention.location.document
            for claim in audit.claims
            if claim.story == story
            for mention in claim.mentions
        }
        yield Story(
            id=story,
            title="Other claims",
            documents=tuple(sorted(documents)),
            terms=(),
            names=(),
            first=None,
            last=None,
        )


def _story_rank(story: Story, claims: Sequence[Claim]) -> tuple[int, int, int, str]:
    joined = sum(len(articles_of(claim)) > 1 for claim in claims)
    return (-joined, -len(story.documents), -len(claims), story.id)


def _claim_rank(claim: Claim) -> tuple[int, int, int, int, str]:
    """Most articles first; among those what differs or is denied, then what somebody can be asked about."""
    roots = claim.roots
    disputed = len(claim.conflicts) + (len(roots.denials) if roots else 0)
    return (-len(articles_of(claim)), -disputed, -(roots.high if roots else 0), -len(claim.mentions), claim.id)


def articles_of(claim: Claim) -> tuple[str, ...]:
    """List the articles that state a claim, in the order of its mentions."""
    return tuple(dict.fromkeys(mention.location.document for mention in claim.mentions))


def sum_up(claims: Sequence[Claim], articles: int) -> StoryFigures:
    """Sum up the claims of one story, or of a whole collection."""
    counted = [claim.roots for claim in claims if claim.roots]
    low, high = _count_sources(claims) if counted else (None, None)
    single = [roots for roots in counted if roots.high == 1]
    unnamed = sum(all(root.level <= _UNNAMED for root in (*roots.direct, *roots.inherited)) for roots in single)
    return StoryFigures(
        articles=articles,
        claims=len(claims),
        low=low,
        high=high,
        on_unnamed=unnamed,
        on_one=len(single) - unnamed,
        on_none=sum(roots.high == 0 for roots in counted),
        denied=sum(bool(roots.denials) for roots in counted),
        conflicts=sum(len(claim.conflicts) for claim in claims),
    )


def _count_sources(claims: Sequence[Claim]) -> tuple[int, int]:
    """Count the independent sources of all claims together, as `Roots` does for one of them.

    The lower figure merges over every edge, so that it is never too high; no claim's own is above it.
    """
    counted = [claim.roots for claim in claims if claim.roots]
    direct = {root.id for roots in counted for root in roots.direct}
    everything = direct | {root.id for roots in counted for root in roots.inherited}
    edges = [edge for roots in counted for edge in roots.edges]
    hard = [edge for edge in edges if edge.prior is None]
    high = max(_count_groups(everything, hard), *(roots.high for roots in counted))
    return min(high, max(_count_groups(direct, edges), *(roots.low for roots in counted))), high


def _count_groups(nodes: set[str], edges: Sequence[RootEdge]) -> int:
    """Count what is left when edges make their ends one."""
    parents = {node: node for node in nodes}

    def find(node: str) -> str:
        while parents[node] != node:
            parents[node] = parents[parents[node]]
            node = parents[node]
        return node

    for edge in edges:
        if edge.left in nodes and edge.right in nodes:
            parents[find(edge.left)] = find(edge.right)
    return sum(parent == node for node, parent in parents.items())


def describe_story(figures: StoryFigures) -> str:
    """Say what a story rests on: "5 articles, 2–4 independent sources; 3 claims rest on one anonymous source"."""
    articles = count(figures.articles, "article")
    if not figures.claims:
        return f"{articles}; no claim was found in more than one place."
    if figures.low is None or figures.high is None:
        return f"{articles}, {count(figures.claims, 'claim')}; {NOT_COUNTED}."
    parts = ", ".join(_shortfalls(figures))
    return f"{articles}, {say_interval(figures.low, figures.high, dash=True)}{f'; {parts}' if parts else ''}."


def describe_stories(audit: Audit) -> str:
    """Say what all stories of an audit rest on."""
    total = sum_up(audit.claims, len(audit.documents))
    stories = count(len(audit.stories), "story", "stories")
    if total.low is None:
        return f"{stories}, {count(total.claims, 'claim')}" + (f"; {NOT_COUNTED}." if total.claims else ".")
    alone = total.on_one + total.on_unnamed
    return (
        f"{stories} with {count(total.claims, 'claim')}: "
        f"{alone:,} {'rests' if alone == 1 else 'rest'} on one source, {total.on_unnamed:,} of them anonymous; "
        f"{total.on_none:,} {'names' if total.on_none == 1 else 'name'} no source; "
        f"{total.denied:,} {'is' if total.denied == 1 else 'are'} denied."
    )


def describe_settings(audit: Audit) -> str:
    """Say which probabilities were set, not measured, to count independent sources with."""
    return describe_priors(RootSettings.model_validate(audit.settings.get("roots", {})))


def _shortfalls(figures: StoryFigures) -> Iterator[str]:
    """What an editor would ask about, each with its number of claims; the first one says what is counted."""
    is_first = True
    for number, one, several in (
        (figures.on_unnamed, "rests on one anonymous source", "rest on one anonymous source"),
        (figures.on_one, "rests on one source", "rest on one source"),
        (figures.on_none, "names no source", "name no source"),
        (figures.denied, "is denied", "are denied"),
    ):
        if number:
            counted = count(number, "claim") if is_first else f"{number:,}"
            yield f"{counted} {one if number == 1 else several}"
            is_first = False
