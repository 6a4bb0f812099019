"""Merging: one reuse is one result, whether its wording was kept or not.

In: the alignments and the blocks of one pair of documents, both in words. Out: which alignments stay and which
blocks are told beside them. Where one alignment covers most of a block it stays, as it says more exactly
what is shared; otherwise the block takes the place of the alignments inside it, which are pieces of one reuse.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from dedup.reuse.alignment import Alignment

_MOSTLY_ALIGNED = 0.85
"""Share of a block's words from which one alignment tells it all. Chosen on development pairs."""
_EXACT = 0.9
"""Share of matched words from which an alignment is a copy with borders of its own."""
_LONG = 40
"""Matched words from which such a copy always stands for itself. Both chosen on development pairs."""


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """Half-open ranges of words on both sides, numbers through the collection."""

    left_start: int
    left_end: int
    right_start: int
    right_end: int

    @property
    def shorter(self) -> int:
        """Words of the shorter side."""
        return min(self.left_end - self.left_start, self.right_end - self.right_start)

    @property
    def longer(self) -> int:
        """Words of the longer side."""
        return max(self.left_end - self.left_start, self.right_end - self.right_start)

    def meets(self, other: "Stretch | Alignment") -> bool:
        """Whether the two share words on both sides."""
        return (
            self.left_start < other.left_end
            and other.left_start < self.left_end
            and self.right_start < other.right_end
            and other.right_start < self.right_end
        )


@dataclass(frozen=True, slots=True)
class Told:
    """A stretch that may be told.

    `adds` says whether it holds matches of sentences beyond its alignments, `adds_strongly` whether one of these
    alone would begin a paraphrase.
    """

    stretch: Stretch
    adds: bool
    adds_strongly: bool


@dataclass(frozen=True, slots=True)
class Merged:
    """The alignments of a pair that stay; stretches told in their place or besides, with those they replace."""

    alignments: tuple[Alignment, ...]
    stretches: tuple[tuple[Stretch, tuple[Alignment, ...]], ...]


def merge(alignments: Sequence[Alignment], candidates: Sequence[Told]) -> Merged:
    """Decide for each stretch whether it or the alignments that meet it are told."""
    kept = list(alignments)
    told = []
    for candidate in candidates:
        stretch = candidate.stretch
        inside = tuple(item for item in alignments if stretch.meets(item))
        if any(item not in kept for item in inside):
            continue  # another stretch tells that alignment
        if not _says_more(candidate, inside):
            continue
        kept = [item for item in kept if item not in inside]
        told.append((stretch, inside))
    return Merged(tuple(kept), tuple(told))


def _says_more(candidate: Told, inside: Sequence[Alignment]) -> bool:
    """Whether a stretch tells more than the alignments inside it; more is asked where one of them is exact."""
    exact = [item for item in inside if item.matched >= _EXACT * item.longer]
    if _covered(candidate.stretch, inside) >= _MOSTLY_ALIGNED or any(item.matched >= _LONG for item in exact):
        return False
    if len(inside) != 1:
        return True
    return candidate.adds_strongly if exact else candidate.adds


def _covered(stretch: Stretch, alignments: Sequence[Alignment]) -> float:
    """The largest share of the stretch that a single alignment covers, on the side where it covers more."""
    return max((_share(stretch, item) for item in alignments), default=0.0)


def _share(stretch: Stretch, item: Alignment) -> float:
    left = min(item.left_end, stretch.left_end) - max(item.left_start, stretch.left_start)
    right = min(item.right_end, stretch.right_end) - max(item.right_start, stretch.right_start)
    return max(left / (stretch.left_end - stretch.left_start), right / (stretch.right_end - stretch.right_start))
