"""Chains: segments of one pair of documents that belong to one stretch of shared wording.

In: segments. Out: one window a chain, the smallest ranges of words on both sides that hold its segments. Segments
join when they are close on the left and their diagonals differ little (words inserted or deleted between them).
"""

from dataclasses import dataclass

import numpy as np

from dedup.reuse.seeds import Segments
from dedup.settings import ReuseSettings


@dataclass(slots=True)
class Chain:
    """A window of words on both sides (numbers through the collection, half open) of two documents."""

    left_document: int
    right_document: int
    left_start: int
    left_end: int
    right_start: int
    right_end: int
    diagonal: int


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
    )
    max_gap = settings.max_gap_words + settings.max_drift_words
    chains: list[Chain] = []
    open_chains: list[Chain] = []
    pair: tuple[int, int] | None = None
    for left_document, right_document, start, end, right_start in zip(
        *(column[order].tolist() for column in columns), strict=True
    ):
        if (left_document, right_document) != pair:
            pair = (left_document, right_document)
            open_chains = []
        open_chains = [chain for chain in open_chains if start - chain.left_end <= max_gap]
        diagonal = right_start - start
        home = _nearest(open_chains, diagonal, settings.max_drift_words)
        if home is None:
            home = Chain(
                left_document, right_document, start, end, right_start, right_start + end - start, diagonal
            )
            open_chains.append(home)
            chains.append(home)
            continue
        home.left_end = max(home.left_end, end)
        home.right_start = min(home.right_start, right_start)
        home.right_end = max(home.right_end, right_start + end - start)
        home.diagonal = diagonal
    return chains


def _nearest(chains: list[Chain], diagonal: int, max_drift: int) -> Chain | None:
    """The chain whose diagonal is closest, when it is close enough."""
    best = min(chains, key=lambda chain: abs(chain.diagonal - diagonal), default=None)
    return best if best is not None and abs(best.diagonal - diagonal) <= max_drift else None
