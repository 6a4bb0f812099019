"""Claims: what several articles of a story state, and what one of them credits to a source in figures.

In: documents, their statements and citations, stories. Out: claims with mentions, joins and conflicts, and denials;
with notes on limits that were reached. The result does not depend on the order of the documents.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from dedup.model import Citation, Claim, Denial, Document, Story
from dedup.provenance.claims.articles import Articles
from dedup.provenance.claims.denials import find_denying, to_denials
from dedup.provenance.claims.parts import find_in_parts, in_order
from dedup.provenance.claims.stated import Stated
from dedup.reuse.spread import Spread
from dedup.settings import ClaimSettings

Tell = Callable[[int, int], None]
"""Told what is done and how much it is in all."""

Complete = Callable[[Sequence[Claim], Sequence[Denial]], Iterable[Claim]]
"""Adds to claims, which have no numbers yet, what others say of them."""


def _as_they_are(claims: Sequence[Claim], _denials: Sequence[Denial]) -> Iterable[Claim]:
    """Add nothing."""
    return claims


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
    complete: Complete = _as_they_are,
    tell: Tell = lambda _done, _total: None,
) -> FoundClaims:
    """Find what the articles of each story claim; what is `stated` follows the documents, and is given up.

    Parts of the stories are worked on where `spread` says, without it here. Meanwhile `complete` adds to the claims
    of each part what others say of them; it is also given their denials, which no other part has. `tell` is told of
    the articles of stories.
    """
    articles = Articles(documents, stated, citations)
    claims: list[Claim] = []
    denials: list[Denial] = []
    notes: list[str] = []
    total = sum(len(story.documents) for story in stories)
    tell(0, total)
    for done, found in find_in_parts(articles, stories, settings, spread):
        claims.extend(complete(found.claims, found.denials))
        denials.extend(found.denials)
        notes.extend(found.notes)
        tell(done, total)
    in_stories = {document for story in stories for document in story.documents}
    alone = [name for name in articles.denying if name not in in_stories]
    denying = [each for name in alone for each in find_denying(name, articles.statements[name])]
    denials.extend(to_denials(denying, articles.text, articles.statements, articles.citations, ()))
    return FoundClaims(*_number(claims, denials), tuple(notes))


def _number(claims: list[Claim], denials: list[Denial]) -> tuple[tuple[Claim, ...], tuple[Denial, ...]]:
    """Put claims and denials in order, and number the claims."""
    claims.sort(key=in_order)
    denials.sort(key=lambda denial: denial.location)
    names = {claim.id: f"k{number}" for number, claim in enumerate(claims, start=1)}
    return (
        tuple([replace(claim, id=names[claim.id]) for claim in claims]),
        tuple([replace(denial, of=tuple([names[claim] for claim in denial.of])) for denial in denials]),
    )
