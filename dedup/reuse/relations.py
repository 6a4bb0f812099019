"""Relations: what one version of a text is, seen from the other.

In: for each shingle of two documents, in the order of their text, whether the other one has it. Out: same text,
cut, extended or new lead, decided by where text stands that the other side lacks, and by how much more of it one
side has: a sentence exchanged for another one, such as a teaser, leaves the same text.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dedup.model import Relation
from dedup.settings import ReuseSettings


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of one document stands in the other, in shingles of its text.

    `size` counts them. `head` counts those before the first shared one. `own` counts words in stretches that are
    long enough to be a sentence of its own; changed words here and there are none. `body` counts shared shingles of
    the largest body, which no such stretch of more than `max_body_gap_words` interrupts.
    """

    size: int
    head: int
    own: int
    body: int


def cover(shared: npt.NDArray[np.bool_], settings: ReuseSettings) -> Coverage:
    """Measure where the shingles of a text, in order, stand in the other one; `shared` has shape (shingles,)."""
    size = len(shared)
    framed = np.zeros(size + 2, np.bool_)  # an own shingle before and behind, so that every run ends
    framed[1:-1] = shared
    edges = (framed[1:] != framed[:-1]).nonzero()[0].tolist()  # few: a loop takes less time than array calls
    if not edges:
        return Coverage(size=size, head=size, own=size, body=0)
    stretches = [edges[0], size - edges[-1]]
    largest, body = 0, edges[1] - edges[0]
    for end, start, next_end in zip(edges[1::2], edges[2::2], edges[3::2], strict=False):
        stretch = start - end - (settings.shingle_size - 1)  # words that no shared shingle touches
        stretches.append(stretch)
        if stretch > settings.max_body_gap_words:
            largest, body = max(largest, body), 0
        body += next_end - start
    own = sum([stretch for stretch in stretches if stretch >= settings.min_passage_words])
    return Coverage(size=size, head=edges[0], own=own, body=max(largest, body))


def shares_body(left: Coverage, right: Coverage, settings: ReuseSettings) -> bool:
    """Whether one body of shared text is the greater part of both documents."""
    return all(side.body >= settings.version_body_share * side.size for side in (left, right))


def relate(left: Coverage, right: Coverage, settings: ReuseSettings) -> Relation:
    """Say what the right document is, seen from the left one."""
    if min(left.head, right.head) >= settings.min_passage_words:
        return Relation.NEW_LEAD
    growth = right.own - left.own
    if growth > settings.version_own_share * right.size:
        return Relation.EXTENDED
    if -growth > settings.version_own_share * left.size:
        return Relation.CUT
    return Relation.SAME_TEXT
