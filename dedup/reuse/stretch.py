"""Stretches: which part of a trace is shared wording.

In: blocks of equal words and how the words between them are spelled. Out: the stretch that earns most: one for each
equal word, a little less for one that is alike or has changed its place, minus a cost for each other one (local
alignment after Smith and Waterman 1981, on blocks; given up where it drops too far, as Altschul et al. 1990 do).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dedup.reuse.likeness import ALIKE_GAIN, bridge, count_alike
from dedup.reuse.tracing import TAIL_GAIN, Block, Pair, count_common

_DROP = 4.0
"""How far the gain may fall beyond a chain before the rest is given up. Chosen by hand."""
_EQUAL_GAIN = 8.5
"""What equal words alone must earn, and how many there must be, before others are even spelled. Of the stretches
that are reported in the end nearly all have that; of the others a fifth. Measured on planted passages."""
_EQUAL_WORDS = 11
_ALIKE_AT_ENDS = 3
"""Alike words that may be added beyond the last equal one."""
_SWAPPED_WITHIN = 3
"""Words that may stand between the two places of a word that has changed its place."""

Spell = Callable[[int, int], list[str]]
"""Spells a range of words of one document."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Half-open ranges of words, counted from the start of the documents.

    `equal` counts words that are spelled the same, `matched` also those that are alike or have changed places.
    """

    left_start: int
    left_end: int
    right_start: int
    right_end: int
    gain: float
    equal: int
    matched: int


def is_promising(blocks: Sequence[Block], mismatch_cost: float) -> bool:
    """Say whether equal words alone make it worth to spell the others."""
    gain, equal = 0.0, 0
    here, there, _ = blocks[0]
    for left, right, size in blocks:
        one, other = left - here, right - there
        gain -= mismatch_cost * (one if one > other else other)  # noqa: FURB136 - a third of the time of max
        if gain <= 0:
            gain, equal = 0.0, 0
        gain, equal = gain + size, equal + size
        if gain >= _EQUAL_GAIN and equal >= _EQUAL_WORDS:
            return True
        here, there = left + size, right + size
    return False


def may_not_earn(pair: Pair, segments: Sequence[Block], margin: int) -> bool:
    """Say of a chain of one segment whether its trace cannot be promising; of others it is not known.

    The blocks of a trace are a common subsequence, and with so few words around the segment no tail is followed.
    """
    left, right, size = segments[0]
    if len(segments) > 1 or pair.left[left : left + size] != pair.right[right : right + size]:
        return False
    most = count_common(
        pair.left[max(0, left - margin) : left + size + margin],
        pair.right[max(0, right - margin) : right + size + margin],
    )
    return most < _EQUAL_WORDS and most - size <= TAIL_GAIN


def best_stretch(
    pair: Pair,
    blocks: Sequence[Block],
    core: tuple[int, int],
    spell: tuple[Spell, Spell],
    mismatch_cost: float,
) -> Stretch:
    """Find the stretch of a trace that earns most; `core` are the rows of the chain's own blocks."""

    def weigh(block: Block, other: Block) -> tuple[float, int]:
        left, right, size = block
        left, right = left + size, right + size
        next_left, next_right, _ = other
        if left == next_left or right == next_right:
            return -mismatch_cost * (next_left - left + next_right - right), 0
        return bridge(spell[0](left, next_left), spell[1](right, next_right), mismatch_cost)

    first, end = core
    gaps = [weigh(*two) for two in pairwise(blocks[first:end])]
    behind = _until_drop(blocks[end - 1 :], weigh)
    before = _until_drop(blocks[first::-1], lambda block, other: weigh(other, block))
    first, end = first - len(before), end + len(behind)
    gaps = [*before[::-1], *gaps, *behind]
    run, gain, alike = _best_run(blocks[first:end], gaps)
    chosen = blocks[first + run[0] : first + run[1]]
    swapped = _count_swapped(pair, chosen)
    equal = sum(size for _, _, size in chosen)
    left, right, _ = chosen[0]
    less = _alike_beyond(pair, left, right, spell, -_ALIKE_AT_ENDS)
    last_left, last_right, size = chosen[-1]
    more = _alike_beyond(pair, last_left + size, last_right + size, spell, _ALIKE_AT_ENDS)
    return Stretch(
        left_start=left - less,
        left_end=last_left + size + more,
        right_start=right - less,
        right_end=last_right + size + more,
        gain=gain + swapped * (ALIKE_GAIN + mismatch_cost) + ALIKE_GAIN * (less + more),
        equal=equal,
        matched=equal + alike + swapped + less + more,
    )


def _until_drop(
    blocks: Sequence[Block], weigh: Callable[[Block, Block], tuple[float, int]]
) -> list[tuple[float, int]]:
    """Weigh the gaps behind the first block until too much is lost; one for each block that is kept."""
    gaps: list[tuple[float, int]] = []
    gain = best = 0.0
    for block, other in pairwise(blocks):
        weighed = weigh(block, other)
        gain += weighed[0]
        if gain < best - _DROP:
            break
        gaps.append(weighed)
        gain += other[2]
        best = max(best, gain)
    return gaps


def _best_run(blocks: Sequence[Block], gaps: Sequence[tuple[float, int]]) -> tuple[tuple[int, int], float, int]:
    """The run of blocks that earns most (Kadane): first and end, gain, alike words."""
    best, best_run, best_alike = 0.0, (0, 1), 0
    first, gain, alike = 0, 0.0, 0
    for number, (_, _, size) in enumerate(blocks):
        if number:
            gain, alike = gain + gaps[number - 1][0], alike + gaps[number - 1][1]
        if gain <= 0:
            first, gain, alike = number, 0.0, 0
        gain += size
        if gain > best:
            best, best_run, best_alike = gain, (first, number + 1), alike
    return best_run, best, best_alike


def _alike_beyond(pair: Pair, left: int, right: int, spell: tuple[Spell, Spell], most: int) -> int:
    """Count alike words behind a place, or before it where `most` is negative."""
    if most > 0:
        room = min(pair.left_range[1] - left, pair.right_range[1] - right, most)
        return count_alike(spell[0](left, left + room), spell[1](right, right + room)) if room > 0 else 0
    room = min(left - pair.left_range[0], right - pair.right_range[0], -most)
    if room <= 0:
        return 0
    return count_alike(spell[0](left - room, left)[::-1], spell[1](right - room, right)[::-1])


def _count_swapped(pair: Pair, blocks: Sequence[Block]) -> int:
    """Count words that stand on both sides near each other, but not in order."""
    waiting: list[tuple[str, int, bool]] = []
    swapped, place = 0, 0
    for (left, right, size), (next_left, next_right, _) in pairwise(blocks):
        place += size
        skipped, other_skipped = next_left - left - size, next_right - right - size
        if (skipped and other_skipped) or skipped + other_skipped > _SWAPPED_WITHIN:
            place += skipped
            continue
        only_left = pair.left[left + size : next_left]
        only_right = pair.right[right + size : next_right]
        waiting = [item for item in waiting if place - item[1] <= _SWAPPED_WITHIN]
        for letter in only_left or only_right:
            twin = next((item for item in waiting if item[0] == letter and item[2] != bool(only_left)), None)
            if twin:
                waiting.remove(twin)
                swapped += 1
            else:
                waiting.append((letter, place, bool(only_left)))
    return swapped
