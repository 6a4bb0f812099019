"""Which pairs of statements cannot be one claim, told for many pairs at once.

In: pairs of statements. Out: those that may reach the least confidence, with the wording that they share. A bound
on the confidence is worked out from the terms alone, with the same weights as `comparing`; whatever a comparison
may add is taken for added.
"""

import math

import numpy as np
import numpy.typing as npt

from dedup.provenance.claims.batches import Batch
from dedup.provenance.claims.candidates import Pairs
from dedup.provenance.claims.evidence import ROUNDED, SAME_WORDING, most_evidence
from dedup.provenance.claims.reading import COUNTS, DATED, Int64s
from dedup.provenance.claims.wording import Wordings, join_wordings, read_wordings

Flags = npt.NDArray[np.bool_]

_BLOCK = 50_000
"""Pairs that are looked at at a time."""


def keep_likely(batch: Batch, pairs: Pairs, least: float) -> tuple[Int64s, Int64s, Wordings]:
    """Keep the pairs that may reach a confidence: left statements, right ones, what they have in common."""
    needed = math.log(max(1e-9, least - ROUNDED) / max(1e-9, 1 - least + ROUNDED))
    lefts, rights, wordings = [], [], []
    for first in range(0, max(1, len(pairs[0])), _BLOCK):
        left, right = (side[first : first + _BLOCK] for side in pairs)
        wording = read_wordings(batch, left, right)
        likely = _may_reach(batch, left, right, wording, needed)
        lefts.append(left[likely])
        rights.append(right[likely])
        wordings.append(wording.take(likely))
    return np.concatenate(lefts), np.concatenate(rights), join_wordings(wordings)


def _may_reach(batch: Batch, lefts: Int64s, rights: Int64s, wording: Wordings, needed: float) -> Flags:
    marks = batch.stated.marks[batch.rows]
    most = most_evidence(
        common=wording.common,
        dice=wording.dice,
        focused=wording.focused,
        contained=wording.contained,
        may_count=(marks[lefts] & marks[rights] & COUNTS).astype(np.bool_),
        may_be_dated=(marks[lefts] & marks[rights] & DATED).astype(np.bool_),
        may_be_joint=wording.words > 1,
        is_copy=wording.dice >= SAME_WORDING,
        actions=wording.actions,
        things=wording.things,
        exact=wording.exact,
    )
    likely: Flags = most >= needed
    return likely
