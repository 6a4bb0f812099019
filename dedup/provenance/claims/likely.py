"""Which pairs of statements cannot be one claim, told for many pairs at once.

In: pairs of statements. Out: those that may reach the least confidence. A bound on the confidence is worked out
from the terms alone, with the same weights as `comparing`; whatever a comparison may add is taken for added.
"""

import math

import numpy as np
import numpy.typing as npt

from dedup.provenance.claims.batches import Batch
from dedup.provenance.claims.candidates import Pairs
from dedup.provenance.claims.comparing import FAMILY_SHARE, PART_SHARE
from dedup.provenance.claims.evidence import ROUNDED, SAME_WORDING, most_evidence
from dedup.provenance.claims.stated import ACTION, COUNTS, DATED, THING, Floats, Int64s, ranges

Flags = npt.NDArray[np.bool_]

_BLOCK = 50_000
"""Pairs that are looked at at a time."""


def keep_likely(batch: Batch, pairs: Pairs, least: float) -> Pairs:
    """Keep the pairs that may reach a confidence."""
    needed = math.log(max(1e-9, least - ROUNDED) / max(1e-9, 1 - least + ROUNDED))
    kept = [
        _may_reach(batch, pairs[0][first : first + _BLOCK], pairs[1][first : first + _BLOCK], needed)
        for first in range(0, len(pairs[0]), _BLOCK)
    ]
    chosen = np.concatenate((np.zeros(0, np.bool_), *kept))
    return pairs[0][chosen], pairs[1][chosen]


def _may_reach(batch: Batch, lefts: Int64s, rights: Int64s, needed: float) -> Flags:
    in_left, left_focus, left_words = _matches(batch, lefts, rights)
    in_right, right_focus, right_words = _matches(batch, rights, lefts)
    one, other = batch.sums[lefts], batch.sums[rights]
    total = one + other
    dice = np.where(total > 0, (in_left + in_right) / np.maximum(total, 1e-9), 0.0)
    marks = batch.stated.marks[batch.rows]
    actions, things, exact = _count_common(batch, lefts, rights)
    most = most_evidence(
        common=np.minimum(in_left, in_right),
        dice=dice,
        focused=(left_focus[0] + right_focus[0]) / np.maximum(0.1, left_focus[1] + right_focus[1]),
        contained=np.maximum(in_left / np.maximum(0.1, one), in_right / np.maximum(0.1, other)),
        may_count=(marks[lefts] & marks[rights] & COUNTS).astype(np.bool_),
        may_be_dated=(marks[lefts] & marks[rights] & DATED).astype(np.bool_),
        may_be_joint=np.minimum(left_words, right_words) > 1,
        is_copy=dice >= SAME_WORDING,
        actions=actions,
        things=things,
        exact=exact,
    )
    likely: Flags = most >= needed
    return likely


def _matches(batch: Batch, lefts: Int64s, rights: Int64s) -> tuple[Floats, tuple[Floats, Floats], Int64s]:
    """What of each left statement its partner has: the weight; that in parts that match, with theirs; words."""
    lengths = np.diff(batch.bounds)[lefts]
    terms = ranges(batch.bounds[lefts], lengths)
    pairs = np.repeat(np.arange(len(lefts)), lengths)
    keys = np.diff(batch.term_bounds)[terms]
    places = ranges(batch.term_bounds[terms], keys)
    codes = batch.term_codes[places]
    has = batch.has(np.repeat(rights[pairs], keys), codes)
    starts = np.cumsum(keys) - keys
    weights = batch.weights[terms]
    itself = has[starts]
    shared = np.where(has, batch.code_weights[codes], 0.0)
    shared[starts] = 0.0
    best = np.maximum.reduceat(shared, starts) if len(starts) else np.zeros(0)
    family = np.where(best > 0, np.minimum(weights, FAMILY_SHARE * weights + 0.2 * best), 0.0)
    matched = np.where(itself, weights, family)
    size = len(lefts)
    return (
        np.bincount(pairs, matched, minlength=size).astype(np.float64),
        _focus(batch.parts[terms], pairs, matched, weights, size),
        np.bincount(pairs, matched > 0, minlength=size).astype(np.int64),
    )


def _focus(parts: Int64s, pairs: Int64s, matched: Floats, weights: Floats, size: int) -> tuple[Floats, Floats]:
    """Matched and total weight of those parts between commas that match at all."""
    if not len(parts):
        return np.zeros(size), np.zeros(size)
    starts = np.flatnonzero(np.diff(parts, prepend=-1) | np.diff(pairs, prepend=-1))
    in_part, of_part = np.add.reduceat(matched, starts), np.add.reduceat(weights, starts)
    counts = in_part >= PART_SHARE * of_part - 1e-9
    of_pair = pairs[starts]
    return (
        np.bincount(of_pair, np.where(counts, in_part, 0.0), minlength=size).astype(np.float64),
        np.bincount(of_pair, np.where(counts, of_part, 0.0), minlength=size).astype(np.float64),
    )


def _count_common(batch: Batch, lefts: Int64s, rights: Int64s) -> tuple[Int64s, Int64s, Int64s]:
    """How many families of actions, of things, and other terms two statements have in common."""
    lengths = np.diff(batch.held_bounds)[lefts]
    codes = batch.held[ranges(batch.held_bounds[lefts], lengths)]
    pairs = np.repeat(np.arange(len(lefts)), lengths)
    has = batch.has(rights[pairs], codes)
    pairs, kinds = pairs[has], batch.kinds[codes[has]]
    actions, things, exact = (
        np.bincount(pairs[kinds == kind], minlength=len(lefts)) for kind in (ACTION, THING, 0)
    )
    return actions, things, exact
