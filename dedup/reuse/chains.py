"""Chains: segments of one pair of documents that belong to one stretch of shared wording.

In: segments. Out: chains, each with the segments that stand in order on both sides. Segments join when they are
close on the left and their diagonals differ little (words inserted or deleted between them).
"""

from dataclasses import dataclass, field

import numpy as np

from dedup.reuse.seeds import Segments
from dedup.settings import ReuseSettings

_OVERLAP_WORDS = 8
"""Words that two segments of a chain may have in common: where a word is added, those around it fit both."""


@dataclass(slots=True)
class Chain:
    """Segments of one stretch of wording, in order on both sides: left start, right start, words.

    Words are numbered through the collection. `is_promising` says that one of the segments is by itself.
    """

    left_document: int
    right_document: int
    segments: list[tuple[int, int, int]] = field(default_factory=list)
    is_promising: bool = False

    @property
    def left_start(self) -> int:
        """The first word on the left."""
        return self.segments[0][0]

    @property
    def right_start(self) -> int:
        """The first word on the right."""
        return self.segments[0][1]

    @property
    def left_end(self) -> int:
        """The end of the words on the left."""
        left, _, size = self.segments[-1]
        return left + size

    @property
    def right_end(self) -> int:
        """The end of the words on the right."""
        _, right, size = self.segments[-1]
        return right + size

    @property
    def diagonal(self) -> int:
        """Distance between both sides at the end of the chain."""
        left, right, _ = self.segments[-1]
        return right - left

    def takes(self, left: int, right: int, size: int) -> bool:
        """Say whether a segment stands behind the chain on both sides, but for a few words."""
        return max(self.left_end - left, self.right_end - right) <= min(_OVERLAP_WORDS, size - 1)

    def add(self, left: int, right: int, size: int) -> None:
        """Append what of a segment stands behind the chain."""
        known = max(self.left_end - left, self.right_end - right, 0) if self.segments else 0
        self.segments.append((left + known, right + known, size - known))


def link_segments(segments: Segments, settings: ReuseSettings) -> list[Chain]:
    """Join segments into chains, in order of left document, right document and place."""
    order = np.lexsort(
        (segments.right_starts, segments.left_starts, segments.right_documents, segments.left_documents)
    )
    columns = (
        segments.left_documents,
        segments.right_documents,
        segments.left_starts,
        segments.left_ends,
        segments.right_starts,
        segments.promising,
    )
    max_gap = settings.max_gap_words + settings.max_drift_words
    chains: list[Chain] = []
    open_chains: list[Chain] = []
    pair: tuple[int, int] | None = None
    for left_document, right_document, start, end, right_start, promising in zip(
        *(column[order].tolist() for column in columns), strict=True
    ):
        if (left_document, right_document) != pair:
            pair = (left_document, right_document)
            open_chains = []
        elif open_chains:
            open_chains = [chain for chain in open_chains if start - chain.left_end <= max_gap]
        home = _nearest(open_chains, right_start - start, settings.max_drift_words) if open_chains else None
        if home is None or not home.takes(start, right_start, end - start):
            home = Chain(left_document, right_document)
            open_chains.append(home)
            chains.append(home)
        home.add(start, right_start, end - start)
        home.is_promising |= promising
    return chains


def _nearest(chains: list[Chain], diagonal: int, max_drift: int) -> Chain | None:
    """The chain whose diagonal is closest, when it is close enough."""
    best = min(chains, key=lambda chain: abs(chain.diagonal - diagonal))
    return best if abs(best.diagonal - diagonal) <= max_drift else None
