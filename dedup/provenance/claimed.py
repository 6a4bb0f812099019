"""From what articles state to claims with their roots.

In: documents, their statements, citations and shared wording. Out: stories, claims, denials and notes on limits.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from dedup.attribution import Catalogue
from dedup.model import Citation, Claim, Denial, Document, DocumentSummary, Overlap, Story
from dedup.provenance.claims import find_claims, find_stories
from dedup.provenance.ratings import NO_RATINGS, Ratings
from dedup.provenance.roots.audit_claims import count_roots
from dedup.settings import Settings
from dedup.statements import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """What the articles of a collection claim, and what limits did to it."""

    stories: tuple[Story, ...]
    claims: tuple[Claim, ...]
    denials: tuple[Denial, ...]
    notes: tuple[str, ...]


def trace_claims(
    documents: Sequence[Document],
    summaries: Sequence[DocumentSummary],
    statements: Sequence[tuple[Statement, ...]],
    *,
    citations: Sequence[Citation],
    overlaps: Sequence[Overlap],
    catalogue: Catalogue,
    settings: Settings,
    ratings: Ratings = NO_RATINGS,
) -> Claimed:
    """Group articles into stories, join what they claim, and count the roots of each claim.

    `summaries` and `statements` follow the documents.
    """
    stories, notes = find_stories(summaries, statements, settings.claims)
    found = find_claims(documents, statements, citations, stories, settings.claims)
    claims = count_roots(
        found.claims,
        found.denials,
        citations=citations,
        overlaps=overlaps,
        documents=documents,
        catalogue=catalogue,
        settings=settings.roots,
        ratings=ratings,
    )
    return Claimed(stories=stories, claims=claims, denials=found.denials, notes=(*notes, *found.notes))
