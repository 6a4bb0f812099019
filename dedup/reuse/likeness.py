"""Likeness: which words between two runs of equal words are the same word, misread or inflected.

In: the words that stand between two runs on both sides. Out: what they earn, and how many of them are alike. Words
are compared by their letters (normalised Indel similarity), each with the words near its place on the other side,
and with two of them joined, because a misread space or hyphen cuts a word in two.
"""

from collections.abc import Sequence

from rapidfuzz.distance import Indel

ALIKE = 0.75
"""Similarity from which two words are one word, changed: above "Dienstag" and "Donnerstag" (.67), below "gestiegen"
and "qestiegen" (.89)."""
_SHORT = 4
"""Letters of a word of which one misread letter leaves less than that in common: "der" and "dcr"."""
_SHORT_COST = 0.1
"""What a short word costs that agrees in more than half of its letters."""
ALIKE_GAIN = 0.8
"""What a changed word earns, where an equal one earns 1. Chosen by hand; tests/benchmarks/passages.py moves it."""
_MAX_CELLS = 9
"""Comparisons up to which words are compared each with each; of longer stretches only the ends are."""

Bridge = tuple[float, int]
"""What a stretch earns (negative: costs), and its words that are alike."""


def bridge(left: Sequence[str], right: Sequence[str], mismatch_cost: float) -> Bridge:
    """Weigh the words between two runs of equal words."""
    if not left or not right:
        return -mismatch_cost * max(len(left), len(right)), 0
    if len(left) == len(right):
        if len(left) == 1:
            return _pair(left[0], right[0], mismatch_cost)
        gain, alike = 0.0, 0
        for word, other in zip(left, right, strict=True):
            earned = _pair(word, other, mismatch_cost)
            gain, alike = gain + earned[0], alike + earned[1]
        return gain, alike
    if len(left) * len(right) <= _MAX_CELLS:
        return _bridge_all(left, right, mismatch_cost)
    return _bridge_ends(left, right, mismatch_cost)


def _pair(left: str, right: str, mismatch_cost: float) -> Bridge:
    likeness = Indel.normalized_similarity(left, right, score_cutoff=0.5)
    if likeness >= ALIKE:
        return ALIKE_GAIN, 1
    if likeness and len(left) <= _SHORT and len(right) <= _SHORT:
        return -_SHORT_COST, 0
    return -mismatch_cost, 0


def _bridge_all(left: Sequence[str], right: Sequence[str], mismatch_cost: float) -> Bridge:
    """The best way through both stretches (Needleman and Wunsch 1970)."""
    previous: list[Bridge] = [(-mismatch_cost * column, 0) for column in range(len(right) + 1)]
    before: list[Bridge] = previous
    for row, word in enumerate(left, start=1):
        current: list[Bridge] = [(-mismatch_cost * row, 0)]
        for column, other in enumerate(right, start=1):
            best = max(previous[column], current[column - 1])
            best = (best[0] - mismatch_cost, best[1])
            options = [best, _add(previous[column - 1], _pair(word, other, mismatch_cost))]
            if column > 1:
                joined = _joined(word, right[column - 2] + other)
                if joined:
                    options.append(_add(previous[column - 2], joined))
            if row > 1:
                joined = _joined(left[row - 2] + word, other)
                if joined:
                    options.append(_add(before[column - 1], joined))
            current.append(max(options))
        before, previous = previous, current
    return previous[-1]


def _joined(left: str, right: str) -> Bridge | None:
    return (ALIKE_GAIN, 1) if Indel.normalized_similarity(left, right, score_cutoff=ALIKE) else None


def _add(one: Bridge, other: Bridge) -> Bridge:
    return one[0] + other[0], one[1] + other[1]


def _bridge_ends(left: Sequence[str], right: Sequence[str], mismatch_cost: float) -> Bridge:
    """Only words at the ends, in step, as long as they are alike; the rest counts as unmatched."""
    shorter = min(len(left), len(right))
    head = count_alike(left, right)
    tail = count_alike(left[::-1], right[::-1]) if head < shorter else 0
    alike = min(head + tail, shorter)
    return ALIKE_GAIN * alike - mismatch_cost * (max(len(left), len(right)) - alike), alike


def count_alike(left: Sequence[str], right: Sequence[str]) -> int:
    """Count the words from the start that are alike in step."""
    alike = 0
    for word, other in zip(left, right, strict=False):
        if not Indel.normalized_similarity(word, other, score_cutoff=ALIKE):
            break
        alike += 1
    return alike
