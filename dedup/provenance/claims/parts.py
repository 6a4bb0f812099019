"""Claims of many stories, a part at a time, here or on other processes.

In: the articles of a collection, and its stories. Out: what each part of the stories claims, in their order. A part
holds all that its stories need and nothing else, so that it can travel; the answer is the same wherever it comes
from.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from dedup.model import Citation, Claim, Denial, Document, Location, Story
from dedup.provenance.claims.articles import Articles
from dedup.provenance.claims.batches import Batch
from dedup.provenance.claims.candidates import find_candidates
from dedup.provenance.claims.denials import Denying, to_denials
from dedup.provenance.claims.likely import keep_likely
from dedup.provenance.claims.stated import Stated
from dedup.provenance.claims.story_claims import StoryClaims
from dedup.reuse.on_demand import OnDemand
from dedup.reuse.spread import Spread, map_over
from dedup.settings import ClaimSettings

_PART_STATEMENTS = 5_000
"""Statements whose stories are looked at together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Some stories with their articles; what is `stated` follows the documents."""

    stories: Sequence[Story]
    documents: Sequence[Document]
    stated: Stated
    citations: Sequence[Citation]


@dataclass(frozen=True, slots=True)
class FoundInPart:
    """Claims without numbers in the order of their first mentions, denials of them, and what limits did."""

    claims: Sequence[Claim]
    denials: Sequence[Denial]
    notes: Sequence[str]


def find_in_parts(
    articles: Articles, stories: Sequence[Story], settings: ClaimSettings, spread: Spread | None
) -> Iterator[tuple[int, FoundInPart]]:
    """Find the claims of all stories, part by part: how many articles are done, and what the part claims.

    What the articles of a part state is given up with it.
    """
    groups = list(_group(articles, stories))
    parts = OnDemand(len(groups), lambda number: _cut_out(articles, groups[number]))
    find = partial(_find_in_part, settings=settings)
    done = 0
    with map_over(spread, find, parts) as results:
        for group, found in zip(groups, results, strict=True):
            names = [name for story in group for name in story.documents]
            articles.stated.give_up(articles.numbers[name] for name in names)
            done += len(names)
            yield done, found


def _cut_out(articles: Articles, stories: Sequence[Story]) -> Part:
    names = [name for story in stories for name in story.documents]
    return Part(
        stories=stories,
        documents=[articles.document(name) for name in names],
        stated=articles.stated.part([articles.numbers[name] for name in names]),
        citations=[citation for name in names for citation in articles.citations.get(name, ())],
    )


def _group(articles: Articles, stories: Sequence[Story]) -> Iterator[Sequence[Story]]:
    """Stories in groups of so many statements, or of one story."""
    sizes = np.diff(articles.stated.articles)
    group: list[Story] = []
    statements = 0
    for story in stories:
        size = int(sum(sizes[articles.numbers[name]] for name in story.documents))
        if group and statements + size > _PART_STATEMENTS:
            yield group
            group, statements = [], 0
        group.append(story)
        statements += size
    if group:
        yield group


def _find_in_part(part: Part, settings: ClaimSettings) -> FoundInPart:
    """Find the claims of a part."""
    claims: list[Claim] = []
    denying: list[Denying] = []
    notes: list[str] = []
    articles = Articles(part.documents, part.stated, part.citations)
    for story in _open(articles, part.stories, settings):
        of_story = story.find()
        claims.extend(of_story[0])
        denying.extend(of_story[1])
        notes.extend(of_story[2])
    claims.sort(key=in_order)
    denials = to_denials(denying, articles.text, articles.statements, articles.citations, claims)
    return FoundInPart(claims, denials, notes)


def in_order(claim: Claim) -> tuple[Location, str]:
    """What claims are sorted by."""
    return claim.mentions[0].location, claim.id


def _open(articles: Articles, stories: Sequence[Story], settings: ClaimSettings) -> Iterator[StoryClaims]:
    """The stories of a part with the pairs of statements that may be one claim."""
    numbers = [[articles.numbers[name] for name in story.documents] for story in stories]
    batch = Batch(articles.stated, numbers)
    lefts, rights, wordings = keep_likely(batch, find_candidates(batch, settings), settings.min_confidence)
    bounds = np.searchsorted(lefts, batch.first)
    for number, story in enumerate(stories):
        chosen, first = slice(bounds[number], bounds[number + 1]), batch.first[number]
        pairs = zip((lefts[chosen] - first).tolist(), (rights[chosen] - first).tolist(), strict=True)
        candidates = list(zip(pairs, wordings.take(chosen).rows(), strict=True))
        yield StoryClaims(articles, batch, number, story, candidates, settings)
