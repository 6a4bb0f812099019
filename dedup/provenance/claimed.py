"""From what articles state to claims with their roots.

In: documents, their statements, citations and shared wording. Out: stories, claims, denials and notes on limits.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, partial

from dedup.attribution import Catalogue
from dedup.model import Citation, Claim, Denial, Document, DocumentSummary, Overlap, Story
from dedup.provenance.claims import Stated, find_claims, find_stories, set_copies_aside
from dedup.provenance.ratings import NO_RATINGS, Ratings
from dedup.provenance.roots.audit_claims import RootCounter
from dedup.reuse.spread import Spread
from dedup.settings import Settings
from dedup.statements import Statement, pack_statements

Progress = Callable[[str, int, int], None]
"""Called with the name of a stage, what is done of it and how much it is in all."""


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
    statements: Iterable[Sequence[Statement]],
    *,
    citations: Sequence[Citation],
    overlaps: Sequence[Overlap],
    catalogue: Catalogue,
    settings: Settings,
    ratings: Ratings = NO_RATINGS,
    spread: Spread | None = None,
    progress: Progress | None = None,
) -> Claimed:
    """Group articles into stories, join what they claim, and count the roots of each claim.

    `summaries` and `statements` follow the documents. Stories are worked on where `spread` says, without it here.
    """
    tell = progress or _silent
    most = settings.claims.max_copies
    held = list(map(pack_statements, statements))
    copies = set_copies_aside(held, [summary.published for summary in summaries], most, spread=spread)
    stated = Stated(held, spread=spread)
    del held  # it is given up part by part
    stories, notes = find_stories(summaries, stated, settings.claims, threads=_threads(spread))

    @cache
    def counter() -> RootCounter:  # made when the first part of the claims arrives, while others are worked on
        return RootCounter(
            citations=citations,
            overlaps=overlaps,
            documents=documents,
            catalogue=catalogue,
            settings=settings.roots,
            ratings=ratings,
            dates={summary.id: summary.published for summary in summaries},
        )

    found = find_claims(
        documents,
        stated,
        citations,
        stories,
        settings.claims,
        spread=spread,
        complete=lambda claims, denials: counter().count(claims, denials),
        tell=partial(tell, "claims"),
    )
    notes = (*_note_copies(copies, most), *notes, *found.notes)
    return Claimed(stories=stories, claims=found.claims, denials=found.denials, notes=notes)


def _note_copies(copies: int, most: int) -> tuple[str, ...]:
    if not copies:
        return ()
    note = (
        f"{copies} statements stand word for word in {most} articles before theirs; stories and claims leave them "
        "out (claims.max_copies)"
    )
    return (note,)


def _threads(spread: Spread | None) -> int:
    """As many as there are workers, but no more than this machine has cores."""
    return max(1, min(spread.workers if spread else 1, os.cpu_count() or 1))


def _silent(stage: str, done: int, total: int) -> None:
    """Report no progress."""
