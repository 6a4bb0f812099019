"""Merging: one reuse is one alignment.

In: alignments of one pair of documents. Out: those that stand for a reuse. Alignments that cover the same wording
twice are thinned; those that fill one block on both sides, in any order, are one reuse, so that a passage with
shuffled sentences is one, even where its sentences are too short to count alone.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import reduce
from itertools import pairwise

from dedup.reuse.aligned import Alignment
from dedup.reuse.seeds import BLOCK_WORDS
from dedup.settings import ReuseSettings

_COVERED = 0.5
"""Share of a side from which better alignments cover it. Chosen by hand."""
_NEAR_WORDS = 12
"""Words between two alignments up to which they may belong to one block."""
_FILLED = 0.8
"""Share of a block that its alignments must fill on both sides, and of which they may not overlap."""
_LOOK_BACK = 8
"""Alignments before one that it may be joined with, in order of place."""
_LEAST_SIMILARITY = 0.6
"""Matched words / words of the longer side from which an alignment counts; see tests/benchmarks/passages.py."""
_DOMINATED = 1 / 3
"""Share of the longest reuse of a pair up to which a short reuse beside it must be close to it in wording."""
_DOMINATED_SIMILARITY = 0.95
"""How close. Articles of which one takes a passage from the other are often of one site, and agree in captions and
set phrases that are filled in differently."""
_SHORT_WORDS = 40
"""Words below which a reuse is short, in this sense. All three were chosen by hand."""


def gather(pieces: Sequence[Alignment], settings: ReuseSettings) -> list[Alignment]:
    """Thin and join the alignments of one pair; keep those that are a reuse."""
    counting = [item for item in pieces if _counts(item, settings)]
    if len(counting) <= 1:
        return counting
    if counting[0].left_document == counting[0].right_document:
        return thin_repeats(counting)
    kept = _join(thin(counting))
    longest = max(item.matched for item in kept)
    return [item for item in kept if not _is_dominated(item, longest)]


def find_shuffled(segments: Sequence[Alignment], settings: ReuseSettings) -> list[Alignment]:
    """Find the blocks that segments of one pair fill in another order on each side."""
    blocks = [item for item in _join(thin(segments)) if _is_shuffled(item)]
    return [item for item in blocks if _counts(item, settings) and item.similarity >= _FILLED]


def _is_shuffled(block: Alignment) -> bool:
    return any(one.right_start > other.right_start for one, other in pairwise(block.pieces))


def _counts(alignment: Alignment, settings: ReuseSettings) -> bool:
    return (
        alignment.gain >= settings.min_alignment_gain
        and alignment.matched >= settings.min_passage_words
        and alignment.similarity >= _LEAST_SIMILARITY
    )


def _is_dominated(alignment: Alignment, longest: int) -> bool:
    return (
        alignment.matched < _SHORT_WORDS
        and alignment.matched <= _DOMINATED * longest
        and alignment.similarity < _DOMINATED_SIMILARITY
    )


class _Ranges:
    """Ranges of words, melted together where they touch."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def cover(self, start: int, end: int) -> bool:
        """Say whether the ranges cover most of this one."""
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end)
        covered = sum(min(end, self._ends[row]) - max(start, self._starts[row]) for row in range(first, last))
        return covered >= _COVERED * (end - start)

    def add(self, start: int, end: int) -> None:
        """Add a range."""
        first, last = bisect_left(self._ends, start), bisect_right(self._starts, end)
        if first < last:
            start, end = min(start, self._starts[first]), max(end, self._ends[last - 1])
        self._starts[first:last] = [start]
        self._ends[first:last] = [end]


def thin(alignments: Sequence[Alignment]) -> list[Alignment]:
    """Keep alignments of one pair that cover wording which no better one covers.

    First come those that are alone on both sides, then those that add to one side, such as the second copy of a
    caption. So wording that stands m times left and n times right makes max(m, n) alignments, not m * n.
    """
    left, right = _Ranges(), _Ranges()
    kept: list[Alignment] = []
    waiting: list[Alignment] = []
    for is_last, candidates in ((False, sorted(set(alignments), key=_by_matched)), (True, waiting)):
        for item in candidates:
            covered = left.cover(item.left_start, item.left_end), right.cover(item.right_start, item.right_end)
            if any(covered) and not is_last:
                waiting.append(item)
            elif not all(covered):
                kept.append(item)
                left.add(item.left_start, item.left_end)
                right.add(item.right_start, item.right_end)
    return sorted(kept)


def thin_repeats(alignments: Sequence[Alignment]) -> list[Alignment]:
    """Keep one alignment for each two places of one wording inside one document."""
    kept: list[Alignment] = []
    active: list[Alignment] = []
    for item in sorted(set(alignments)):
        active = [other for other in active if other.left_end > item.left_start]
        same = [other for other in active if _is_same(item, other)]
        if all(other.matched < item.matched for other in same):
            active = [other for other in active if other not in same]
            kept = [other for other in kept if other not in same]
            active.append(item)
            kept.append(item)
    return kept


def _is_same(one: Alignment, other: Alignment) -> bool:
    left, right = _distances(one, other)
    smaller = min(one.left_end - one.left_start, other.left_end - other.left_start)
    return -left >= _COVERED * smaller and -right >= _COVERED * smaller


def _by_matched(item: Alignment) -> tuple[int, Alignment]:
    return -item.matched, item


def _join(alignments: Sequence[Alignment]) -> list[Alignment]:
    """Join alignments that fill a block."""
    if len(alignments) == 1:
        return list(alignments)
    parents = list(range(len(alignments)))
    for by_left in (True, False):
        _link(alignments, parents, by_left=by_left)
    groups: dict[int, list[Alignment]] = {}
    for number, item in enumerate(alignments):
        groups.setdefault(_root(parents, number), []).append(item)
    return sorted(item for members in groups.values() for item in _block(members))


def _link(alignments: Sequence[Alignment], parents: list[int], *, by_left: bool) -> None:
    """Link what stands side by side on one side and not far apart on the other."""
    order = sorted(
        range(len(alignments)),
        key=lambda number: alignments[number].left_start if by_left else alignments[number].right_start,
    )
    for step in (1, 2):
        for one, other in zip(order, order[step:], strict=False):
            left, right = _distances(alignments[one], alignments[other])
            near, far = (left, right) if by_left else (right, left)
            if near <= _NEAR_WORDS and far <= BLOCK_WORDS:
                parents[_root(parents, one)] = _root(parents, other)


def _root(parents: list[int], number: int) -> int:
    while parents[number] != number:
        parents[number] = parents[parents[number]]
        number = parents[number]
    return number


def _block(members: Sequence[Alignment]) -> list[Alignment]:
    """One alignment of all members; where these do not fill it, of those side by side on both sides."""
    if len(members) == 1 or _is_filled(reduce(_hull, members), members):
        return [reduce(_hull, members)]
    items = sorted(members)
    while True:
        joined: list[Alignment] = []
        for item in items:
            for row in range(len(joined) - 1, max(-1, len(joined) - 1 - _LOOK_BACK), -1):
                both = _hull(joined[row], item)
                if max(_distances(joined[row], item)) <= _NEAR_WORDS and _is_filled(both, both.pieces):
                    joined[row] = both
                    break
            else:
                joined.append(item)
        if len(joined) == len(items):
            return joined
        items = sorted(joined)


def _is_filled(hull: Alignment, members: Sequence[Alignment]) -> bool:
    left, right = _Lengths(), _Lengths()
    for item in sorted(members):
        left.add(item.left_start, item.left_end)
    for item in sorted(members, key=lambda item: (item.right_start, item.right_end)):
        right.add(item.right_start, item.right_end)
    return (
        hull.similarity >= _LEAST_SIMILARITY
        and left.covered >= _FILLED * max(hull.left_end - hull.left_start, left.total)
        and right.covered >= _FILLED * max(hull.right_end - hull.right_start, right.total)
    )


class _Lengths:
    """Words of ranges that come in order of their starts: all, and those that they cover together."""

    def __init__(self) -> None:
        self.total = self.covered = 0
        self._reached = -1

    def add(self, start: int, end: int) -> None:
        """Add a range."""
        self.total += end - start
        self.covered += max(0, end - max(start, self._reached))
        self._reached = max(self._reached, end)


def _distances(one: Alignment, other: Alignment) -> tuple[int, int]:
    """Words between two alignments on the left and on the right; negative where they overlap."""
    return (
        max(one.left_start, other.left_start) - min(one.left_end, other.left_end),
        max(one.right_start, other.right_start) - min(one.right_end, other.right_end),
    )


def _hull(one: Alignment, other: Alignment) -> Alignment:
    """One alignment from the first to the last word of two."""
    left_start, left_end = min(one.left_start, other.left_start), max(one.left_end, other.left_end)
    right_start, right_end = min(one.right_start, other.right_start), max(one.right_end, other.right_end)
    return Alignment(
        left_document=one.left_document,
        right_document=one.right_document,
        left_start=left_start,
        left_end=left_end,
        right_start=right_start,
        right_end=right_end,
        matched=min(one.matched + other.matched, left_end - left_start, right_end - right_start),
        equal=one.equal + other.equal,
        gain=one.gain + other.gain,
        pieces=tuple(sorted((*(one.pieces or (one,)), *(other.pieces or (other,))))),
    )
