"""How many independent roots stand behind a claim, in hand-made files and in audits."""

from dedup.provenance.roots.counted import CountedClaim, count_hand_made
from dedup.provenance.roots.counting import resolve_roots
from dedup.provenance.roots.hand_made import HandClaim, HandMade, read_hand_made

__all__ = [
    "CountedClaim",
    "HandClaim",
    "HandMade",
    "count_hand_made",
    "read_hand_made",
    "resolve_roots",
]
