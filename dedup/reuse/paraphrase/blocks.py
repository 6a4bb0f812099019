"""Blocks: stretches of sentences of two documents that say the same.

In: matches of units, and anchors (units joined by shared wording). Out: blocks, ranges of units on both sides.
Strong matches begin a block, near ones join it when the gap is small on both sides, weak ones that are each
other's best continue it; a block whose sides are unlike as a whole is cut at smaller gaps. A short side whose
sentences match all over a long one is a condensed retelling and makes one block (gaps, validation and the two
shapes after Sanchez-Perez et al. 2014 and 2015).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

import numpy as np
import numpy.typing as npt

from dedup.reuse.paraphrase.condensed import find_condensed
from dedup.reuse.paraphrase.similarity import Matches
from dedup.settings import ReuseSettings

_CLEARLY_BEST = 0.7
"""A match is used when its cosine is at least this share of the best that either unit has."""
_WHOLE_COSINE = 0.34
"""Cosine from which the two sides of a block are alike as a whole (Sanchez-Perez et al.)."""
_CONTINUE_GAP = 1
"""Units between a block and a weak match that continues it."""
_SAID_BETTER = 0.8
"""Share of a retelling's carrying pairs from which one block, or exact wording, takes its place. By hand."""
_MOST_LINKS = 20_000
"""Matches of one pair from which it is repetitive. Two articles of a hundred sentences have a few hundred."""

Bounds = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True, order=True)
class Block:
    """Ranges of units within two documents, last ones included; `cosine` compares the two sides as a whole."""

    left_first: int
    left_last: int
    right_first: int
    right_last: int
    cosine: float

    @property
    def bounds(self) -> Bounds:
        """The four ranges as one tuple."""
        return self.left_first, self.left_last, self.right_first, self.right_last

    @property
    def is_like_sided(self) -> bool:
        """Whether neither side is twice as long as the other."""
        left, right = self.left_last - self.left_first + 1, self.right_last - self.right_first + 1
        return max(left, right) < 2 * min(left, right)

    def holds(self, left: int, right: int) -> bool:
        """Whether the block holds both units."""
        return self.left_first <= left <= self.left_last and self.right_first <= right <= self.right_last

    def meets(self, other: "Block") -> bool:
        """Whether the two share a unit on both sides."""
        return (
            self.left_first <= other.left_last
            and other.left_first <= self.left_last
            and self.right_first <= other.right_last
            and other.right_first <= self.right_last
        )


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """A unit of the left and one of the right that belong together."""

    left: int
    right: int
    cosine: float


_LEFT, _RIGHT = attrgetter("left"), attrgetter("right")


def find_blocks(matches: Matches, anchors: Sequence[Link], settings: ReuseSettings) -> list[Block] | None:
    """Join matches and anchors into blocks, the most alike first; no two meet on both sides.

    None where so many units match that the pair is repetitive.
    """
    strong, weak = _choose(matches, settings, anchors)
    if np.count_nonzero(strong) + np.count_nonzero(weak) > _MOST_LINKS:
        return None
    begin = sorted({*anchors, *_links(matches, strong)})
    if not begin:
        return []
    blocks = sorted(_settle(matches, begin, _links(matches, weak), settings.paraphrase_gap_units), key=_most_alike)
    condensed = _condensed(matches, anchors, blocks)
    kept = [] if condensed is None else [condensed]
    for block in blocks:
        if not any(block.meets(other) for other in kept):
            kept.append(block)
    return kept


def _condensed(matches: Matches, anchors: Sequence[Link], blocks: Sequence[Block]) -> Block | None:
    """The retelling of the pair, unless pieces of exact wording or one block of like sides say the same better."""
    found = find_condensed(matches)
    if found is None:
        return None
    aligned = {link.left for link in anchors}, {link.right for link in anchors}
    exact = sum(left in aligned[0] and right in aligned[1] for left, right in found.pairs)
    like_sided = [block for block in blocks if block.is_like_sided]
    in_block = max((sum(block.holds(*pair) for pair in found.pairs) for block in like_sided), default=0)
    if max(exact, in_block) >= _SAID_BETTER * len(found.pairs):
        return None
    return Block(*found.bounds, found.cosine)


def _most_alike(block: Block) -> tuple[float, Block]:
    return -block.cosine, block


def _choose(
    matches: Matches, settings: ReuseSettings, anchors: Sequence[Link]
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Say of each match whether it may begin a block, or as the best of both its units continue one."""
    best_left, best_right = (np.zeros(count) for count in matches.counts)
    for link in anchors:
        best_left[link.left] = best_right[link.right] = 1.0
    np.maximum.at(best_left, matches.lefts, matches.cosines)
    np.maximum.at(best_right, matches.rights, matches.cosines)
    best = np.maximum(best_left[matches.lefts], best_right[matches.rights])
    is_strong = (matches.cosines >= settings.paraphrase_cosine) & (matches.dices >= settings.paraphrase_dice)
    return is_strong & (matches.cosines >= _CLEARLY_BEST * best), ~is_strong & (matches.cosines >= best)


def _links(matches: Matches, chosen: npt.NDArray[np.bool_]) -> list[Link]:
    columns = (matches.lefts, matches.rights, matches.cosines)
    return [Link(*row) for row in zip(*(column[chosen].tolist() for column in columns), strict=True)]


def _settle(matches: Matches, links: Sequence[Link], weak: Sequence[Link], gap: int) -> list[Block]:
    """Make blocks of links; those unlike as a whole are split at ever smaller gaps."""
    blocks = []
    for group in _split(links, gap):
        bounds = _bounds(group)
        if matches.compare(*bounds) >= _WHOLE_COSINE:
            grown = _grow(bounds, weak)
            if matches.compare(*grown) < _WHOLE_COSINE:
                grown = bounds
            blocks.append(Block(*grown, matches.compare(*grown)))
        elif gap:
            blocks.extend(_settle(matches, group, weak, gap - 1))
    return blocks


def _split(links: Sequence[Link], gap: int) -> list[list[Link]]:
    """Cut links where neither side is continuous, until both sides of each group are."""
    waiting, groups = [list(links)] if links else [], []
    while waiting:
        group = waiting.pop()
        for side in (_LEFT, _RIGHT):
            parts = _cut(sorted(group, key=side), side, gap)
            if len(parts) > 1:
                waiting.extend(parts)
                break
        else:
            groups.append(group)
    return sorted(groups)


def _cut(links: Sequence[Link], side: Callable[[Link], int], gap: int) -> list[list[Link]]:
    parts = [[links[0]]]
    for before, link in pairwise(links):
        if side(link) - side(before) > gap + 1:
            parts.append([])
        parts[-1].append(link)
    return parts


def _bounds(links: Sequence[Link]) -> Bounds:
    lefts, rights = [link.left for link in links], [link.right for link in links]
    return min(lefts), max(lefts), min(rights), max(rights)


def _grow(bounds: Bounds, weak: Sequence[Link]) -> Bounds:
    """Add weak links next to the block on both sides until none is left."""
    reach = _CONTINUE_GAP + 1
    while True:
        left_first, left_last, right_first, right_last = bounds
        near = [
            link
            for link in weak
            if left_first - reach <= link.left <= left_last + reach
            and right_first - reach <= link.right <= right_last + reach
        ]
        grown = _bounds([Link(left_first, right_first, 1), Link(left_last, right_last, 1), *near])
        if grown == bounds:
            return bounds
        bounds = grown
