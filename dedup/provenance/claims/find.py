"""Claims: what several articles of a story state, and what one of them credits to a source in figures.

In: documents, their statements and citations, stories. Out: claims with mentions, joins and conflicts, and denials;
with notes on limits that were reached. The result does not depend on the order of the documents.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from dedup.model import Citation, Claim, Denial, Document, Story
from dedup.provenance.claims.articles import Articles
from dedup.provenance.claims.batches import Batch
from dedup.provenance.claims.candidates import find_candidates
from dedup.provenance.claims.denials import Denying, find_denying, to_denials
from dedup.provenance.claims.likely import keep_likely
from dedup.provenance.claims.stated import Stated
from dedup.provenance.claims.story_claims import StoryClaims
from dedup.settings import ClaimSettings

_BATCH_STATEMENTS = 20_000
"""Statements whose stories are looked at together."""


@dataclass(frozen=True, slots=True)
class FoundClaims:
    """Claims in the order of their first mention, denials, and what limits did to them."""

    claims: tuple[Claim, ...]
    denials: tuple[Denial, ...]
    notes: tuple[str, ...]


def find_claims(
    documents: Sequence[Document],
    stated: Stated,
    citations: Iterable[Citation],
    stories: Sequence[Story],
    settings: ClaimSettings,
) -> FoundClaims:
    """Find what the articles of each story claim; what is `stated` follows the documents."""
    articles = Articles(documents, stated, citations)
    claims: list[Claim] = []
    denying: list[Denying] = []
    notes: list[str] = []
    for batch in _batches(articles, stories):
        for story in _open(articles, batch, settings):
            found, denied, reached = story.find()
            claims.extend(found)
            denying.extend(denied)
            notes.extend(reached)
    in_stories = {document for story in stories for document in story.documents}
    for name in articles.denying:
        if name not in in_stories:
            denying.extend(find_denying(name, articles.statements[name]))
    claims.sort(key=lambda claim: (claim.mentions[0].location, claim.id))
    claims = [replace(claim, id=f"k{number}") for number, claim in enumerate(claims, start=1)]
    denials = to_denials(denying, articles.text, articles.statements, articles.citations, claims)
    return FoundClaims(tuple(claims), denials, tuple(notes))


def _batches(articles: Articles, stories: Sequence[Story]) -> Iterator[Sequence[Story]]:
    """Stories in groups of so many statements, or of one story."""
    sizes = np.diff(articles.stated.articles)
    batch: list[Story] = []
    statements = 0
    for story in stories:
        size = int(sum(sizes[articles.numbers[name]] for name in story.documents))
        if batch and statements + size > _BATCH_STATEMENTS:
            yield batch
            batch, statements = [], 0
        batch.append(story)
        statements += size
    if batch:
        yield batch


def _open(articles: Articles, stories: Sequence[Story], settings: ClaimSettings) -> Iterator[StoryClaims]:
    """The stories of a batch with the pairs of statements that may be one claim."""
    numbers = [[articles.numbers[name] for name in story.documents] for story in stories]
    batch = Batch(articles.stated, numbers)
    lefts, rights = keep_likely(batch, find_candidates(batch, settings), settings.min_confidence)
    bounds = np.searchsorted(lefts, batch.first)
    for number, story in enumerate(stories):
        part, first = slice(bounds[number], bounds[number + 1]), batch.first[number]
        pairs = zip((lefts[part] - first).tolist(), (rights[part] - first).tolist(), strict=True)
        yield StoryClaims(articles, batch, number, story, list(pairs), settings)
