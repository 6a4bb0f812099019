"""Hand-made claims with their roots counted."""

from dataclasses import dataclass

from dedup.model import Roots
from dedup.provenance.roots.counting import resolve_roots
from dedup.provenance.roots.hand_made import HandMade
from dedup.settings import RootSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedClaim:
    """A claim as reports show it: who it is, and how many independent roots it has."""

    id: str
    text: str
    kind: str
    roots: Roots


def count_hand_made(found: HandMade, settings: RootSettings) -> tuple[CountedClaim, ...]:
    """Count the roots of every claim of a file, in its order."""
    return tuple(
        CountedClaim(id=claim.id, text=claim.text, kind=claim.kind, roots=resolve_roots(claim.case, settings))
        for claim in found.claims
    )
