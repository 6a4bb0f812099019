"""Claims: what several articles of a story state, and what one of them credits to a source in figures.

In: documents, their statements and citations, stories. Out: claims with mentions, joins and conflicts, and denials;
with notes on limits that were reached. The result does not depend on the order of the documents.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from dedup.model import Citation, Claim, Denial, Document, Story
from dedup.provenance.claims.articles import Articles
from dedup.provenance.claims.denials import Denying, find_denying, to_denials
from dedup.provenance.claims.parts import find_in_parts
from dedup.provenance.claims.stated import Stated
from dedup.reuse.workspace import Spread
from dedup.settings import ClaimSettings

Tell = Callable[[int, int], None]
"""Told what is done and how much it is in all."""


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
    *,
    spread: Spread | None = None,
    tell: Tell = lambda _done, _total: None,
) -> FoundClaims:
    """Find what the articles of each story claim; what is `stated` follows the documents.

    Parts of the stories are worked on where `spread` says, without it here. `tell` is told of the articles of
    stories.
    """
    articles = Articles(documents, stated, citations)
    claims: list[Claim] = []
    denying: list[Denying] = []
    notes: list[str] = []
    total = sum(len(story.documents) for story in stories)
    tell(0, total)
    for done, found in find_in_parts(articles, stories, settings, spread):
        tell(done, total)
        claims.extend(found.claims)
        denying.extend(found.denying)
        notes.extend(found.notes)
    in_stories = {document for story in stories for document in story.documents}
    for name in articles.denying:
        if name not in in_stories:
            denying.extend(find_denying(name, articles.statements[name]))
    claims.sort(key=lambda claim: (claim.mentions[0].location, claim.id))
    claims = [replace(claim, id=f"k{number}") for number, claim in enumerate(claims, start=1)]
    denials = to_denials(denying, articles.text, articles.statements, articles.citations, claims)
    return FoundClaims(tuple(claims), denials, tuple(notes))
