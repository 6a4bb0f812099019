"""Tracing: runs of equal words along a chain and around it.

In: two documents as letters, and a chain of segments. Out: blocks, runs of equal words in order on both sides.
Between the segments of a chain, and for some words before and behind it, words are aligned by the longest common
subsequence of RapidFuzz, in pieces of a bounded length, because its cost is the square of the length.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import LCSseq

_PIECE_WORDS = 128
"""Words from which a chain is cut at a shared shingle. Chosen by hand: 128 words align in ten microseconds."""
_ANCHOR_WORDS = 5
"""Equal words in a row at which a long segment may be cut."""
_TAIL_COST = 0.3
"""Cost of an unmatched word while a tail is followed: half of the usual, since it may turn out to be alike."""
TAIL_GAIN = 5.0
"""What a tail must earn to be followed for another margin: unrelated words have a few in common by chance."""

Block = tuple[int, int, int]
"""A run of equal words: left start, right start, words; counted from the start of the documents."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two documents as letters, with the range of words that may be aligned in each."""

    left: str
    right: str
    left_range: tuple[int, int]
    right_range: tuple[int, int]


def trace(pair: Pair, segments: Sequence[Block], margin: int) -> tuple[list[Block], int, int]:
    """Find the blocks of a chain and around it, in order; with the rows where its own blocks start and end."""
    core = list(_core(pair, segments))
    if not core:  # a seed of different words with one hash
        return [], 0, 0
    left, right, _ = core[0]
    head = _follow(pair, left, right, -margin)
    left, right, size = core[-1]
    tail = _follow(pair, left + size, right + size, margin)
    return [*head[::-1], *core, *tail], len(head), len(head) + len(core)


def _core(pair: Pair, segments: Sequence[Block]) -> Iterator[Block]:
    left, right, size = segments[-1]
    for (left_start, right_start), (left_end, right_end) in pairwise(
        [*_cuts(pair, segments), (left + size, right + size)]
    ):
        for here, there, length in common_blocks(pair.left[left_start:left_end], pair.right[right_start:right_end]):
            yield left_start + here, right_start + there, length


def _cuts(pair: Pair, segments: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """Places that stand for each other for sure; at most one in each `_PIECE_WORDS` words."""
    last = segments[0][0]
    yield segments[0][:2]
    for left, right, size in segments:
        place, end = max(left, last + _PIECE_WORDS), left + size
        if end - place > _PIECE_WORDS and pair.left[left:end] == pair.right[right : right + size]:
            yield (left, right) if left > last else (last, right + last - left)
            last = end - 1
            yield last, right + size - 1
            continue
        while place <= end - _ANCHOR_WORDS:
            other = place + right - left
            if pair.left[place : place + _ANCHOR_WORDS] == pair.right[other : other + _ANCHOR_WORDS]:
                yield place, other
                last, place = place, place + _PIECE_WORDS
            else:
                place += 1


def common_blocks(left: str, right: str) -> list[Block]:
    """The blocks of the longest common subsequence."""
    if left == right:
        return [(0, 0, len(left))] if left else []
    blocks = LCSseq.editops(left, right).as_matching_blocks()
    blocks.pop()  # it is empty and stands at the end
    return [(block.a, block.b, block.size) for block in blocks]


def count_common(left: str, right: str) -> int:
    """The length of the longest common subsequence."""
    return LCSseq.similarity(left, right)


def _follow(pair: Pair, left: int, right: int, margin: int) -> list[Block]:
    """Blocks behind a place (before it with a negative margin), outwards, as far as they go on earning."""
    blocks: list[Block] = []
    while True:
        found = _around(pair, left, right, margin)
        taken = _count_earning(found)
        if not taken:
            return [*blocks, *_place(found, left, right, forward=margin > 0)]
        blocks.extend(_place(found[:taken], left, right, forward=margin > 0))
        left, right, size = blocks[-1]
        if margin > 0:
            left, right = left + size, right + size


def _around(pair: Pair, left: int, right: int, margin: int) -> list[Block]:
    """Blocks within a margin, counted outwards from a place."""
    if margin > 0:
        source = pair.left[left : min(left + margin, pair.left_range[1])]
        target = pair.right[right : min(right + margin, pair.right_range[1])]
    else:
        source = pair.left[max(left + margin, pair.left_range[0]) : left][::-1]
        target = pair.right[max(right + margin, pair.right_range[0]) : right][::-1]
    return common_blocks(source, target) if source and target else []


def _place(blocks: Iterable[Block], left: int, right: int, *, forward: bool) -> list[Block]:
    if forward:
        return [(left + here, right + there, size) for here, there, size in blocks]
    return [(left - here - size, right - there - size, size) for here, there, size in blocks]


def _count_earning(blocks: Sequence[Block]) -> int:
    """Count the blocks of a tail that earn enough to follow it beyond them."""
    gain, best, taken = 0.0, TAIL_GAIN, 0
    here = there = 0
    for number, (left, right, size) in enumerate(blocks, start=1):
        one, other = left - here, right - there
        gain += size - _TAIL_COST * (one if one > other else other)  # noqa: FURB136 - a third of the time of max
        here, there = left + size, right + size
        if gain > best:
            best, taken = gain, number
    return taken
