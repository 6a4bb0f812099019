"""What two statements have of each other's words, told for many pairs at once or for one.

In: pairs of statements of a story. Out: the weight of what both say, and what share of each that is. A term counts
where the other side has it, and in part where it has another word of its family.
"""

import itertools
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from dedup.provenance.claims.batches import Batch
from dedup.provenance.claims.prepared import Prepared
from dedup.provenance.claims.reading import Int64s
from dedup.provenance.claims.stated import ACTION, THING, Floats, ranges

FAMILY_SHARE = 0.6
"""Weight of a word that the other side has in another word of its family. Chosen by hand."""
PART_SHARE = 0.15
"""Share of a part between commas that must match for it to be about the same. Chosen by hand."""
_WITHIN_FAMILY = 0.2
"""What the weight of a family adds to that of its word. Chosen by hand."""
_LEAST_WEIGHT = 0.1
_ROUNDED = 1e-9


class Wording(NamedTuple):
    """What two statements have in common.

    `common` is the weight of what both say, `dice` its share in both, `focused` its share in those parts of both
    that have anything to do with the other, `contained` its share in the one that says less. `actions` and `things`
    count common families of words, `exact` the terms that are the same word.
    """

    common: float
    dice: float
    focused: float
    contained: float
    actions: int
    things: int
    exact: int


class Wordings(NamedTuple):
    """The same of many pairs, in columns; `words` is the number of words of the side that has fewer in common."""

    common: Floats
    dice: Floats
    focused: Floats
    contained: Floats
    actions: Int64s
    things: Int64s
    exact: Int64s
    words: Int64s

    def take(self, pairs: "slice | npt.NDArray[np.bool_]") -> "Wordings":
        """Those of some of the pairs."""
        return Wordings._make([column[pairs] for column in self])

    def rows(self) -> list[Wording]:
        """One for each pair."""
        return [Wording._make(row) for row in zip(*(column.tolist() for column in self[:-1]), strict=True)]


def join_wordings(parts: Sequence[Wordings]) -> Wordings:
    """Put columns behind each other."""
    return Wordings._make(map(np.concatenate, zip(*parts, strict=True)))


def read_wordings(batch: Batch, lefts: Int64s, rights: Int64s) -> Wordings:
    """What the statements of each pair have in common."""
    in_left, left_focus, left_words = _match_all(batch, lefts, rights)
    in_right, right_focus, right_words = _match_all(batch, rights, lefts)
    one, other = batch.sums[lefts], batch.sums[rights]
    total = one + other
    actions, things, exact = _count_common(batch, lefts, rights)
    return Wordings(
        common=np.minimum(in_left, in_right),
        dice=np.where(total > 0, (in_left + in_right) / np.maximum(total, 1e-9), 0.0),
        focused=(left_focus[0] + right_focus[0]) / np.maximum(_LEAST_WEIGHT, left_focus[1] + right_focus[1]),
        contained=np.maximum(in_left / np.maximum(_LEAST_WEIGHT, one), in_right / np.maximum(_LEAST_WEIGHT, other)),
        actions=actions,
        things=things,
        exact=exact,
        words=np.minimum(left_words, right_words),
    )


def _match_all(batch: Batch, lefts: Int64s, rights: Int64s) -> tuple[Floats, tuple[Floats, Floats], Int64s]:
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
    family = np.where(best > 0, np.minimum(weights, FAMILY_SHARE * weights + _WITHIN_FAMILY * best), 0.0)
    matched = np.where(itself, weights, family)
    size = len(lefts)
    return (
        np.bincount(pairs, matched, minlength=size).astype(np.float64),
        _focus_all(batch.parts[terms], pairs, matched, weights, size),
        np.bincount(pairs, matched > 0, minlength=size).astype(np.int64),
    )


def _focus_all(parts: Int64s, pairs: Int64s, matched: Floats, weights: Floats, size: int) -> tuple[Floats, Floats]:
    """Matched and total weight of those parts between commas that match at all."""
    if not len(parts):
        return np.zeros(size), np.zeros(size)
    starts = np.flatnonzero(np.diff(parts, prepend=-1) | np.diff(pairs, prepend=-1))
    in_part, of_part = np.add.reduceat(matched, starts), np.add.reduceat(weights, starts)
    counts = in_part >= PART_SHARE * of_part - _ROUNDED
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


def read_wording(left: Prepared, right: Prepared, weights: Mapping[str, float]) -> Wording:
    """What two statements have in common; for a few pairs quicker than all at once."""
    lefts, rights = _match(left, right, weights), _match(right, left, weights)
    in_left, in_right = sum(lefts), sum(rights)
    total = left.weight + right.weight
    (left_matched, left_total), (right_matched, right_total) = _focus(left, lefts), _focus(right, rights)
    common = left.keys.keys() & right.keys.keys()
    actions = sum([key.startswith("a:") for key in common])
    things = sum([key.startswith("t:") for key in common])
    return Wording(
        common=min(in_left, in_right),
        dice=(in_left + in_right) / total if total else 0.0,
        focused=(left_matched + right_matched) / max(_LEAST_WEIGHT, left_total + right_total),
        contained=max(in_left / max(_LEAST_WEIGHT, left.weight), in_right / max(_LEAST_WEIGHT, right.weight)),
        actions=actions,
        things=things,
        exact=len(common) - actions - things,
    )


def _match(left: Prepared, right: Prepared, weights: Mapping[str, float]) -> list[float]:
    """For each term of the left statement the weight that the right one has of it."""
    found = []
    keys = right.keys
    for term, weight, families in left.weighed:
        if term in keys:
            found.append(weight)
            continue
        shared = [weights[key] for key in families if key in keys] if families else None
        found.append(min(weight, FAMILY_SHARE * weight + _WITHIN_FAMILY * max(shared)) if shared else 0.0)
    return found


def _focus(side: Prepared, matches: Sequence[float]) -> tuple[float, float]:
    """Matched and total weight of those parts between commas that match at all."""
    cuts = side.statement.cuts
    if not cuts:
        matched = sum(matches)
        return (matched, side.weight) if matched >= PART_SHARE * side.weight - _ROUNDED else (0.0, 0.0)
    matched_weight, total_weight = 0.0, 0.0
    for first, last in itertools.pairwise((0, *cuts, len(matches))):
        matched = sum(matches[first:last])
        total = sum([weight for _, weight, _ in side.weighed[first:last]])
        if matched >= PART_SHARE * total - _ROUNDED:
            matched_weight += matched
            total_weight += total
    return matched_weight, total_weight
