"""Near-duplicates: documents that share nearly all of their shingles, or one body of text.

In: shingles and candidate pairs. Out: groups. Every candidate is verified on the exact shingle sets; groups are
made of verified pairs, and each group carries them, because being joined through a third document alone is no
evidence. Pairs are verified in blocks, so that memory depends on the block and not on the collection.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

import numpy as np
import numpy.typing as npt

from dedup.model import DuplicatePair, NearDuplicates, Relation
from dedup.reuse.banding import Pairs, sort_pairs
from dedup.reuse.headers import Named
from dedup.reuse.relations import cover, relate, shares_body
from dedup.reuse.shingles import Shingles
from dedup.reuse.words import Int64s, UInt64s
from dedup.settings import ReuseSettings

_BLOCK_PAIRS = 256

_Measures = tuple[float, float, float, Relation]
"""Jaccard, containment in left, containment in right, relation."""


class ShingleSource(Protocol):
    """Anything that hands out the shingles of some documents, in memory or on disk."""

    def take(self, documents: Int64s) -> Shingles:
        """The shingles of some documents, in that order."""


@dataclass(frozen=True, slots=True)
class _Text:
    """The shingles of one document: in order of the text, and each once, sorted."""

    sequence: UInt64s
    distinct: UInt64s

    def stands_in(self, in_other: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
        """Say for the sequence what is known for the distinct shingles."""
        return in_other[self.distinct.searchsorted(self.sequence)]


@dataclass(frozen=True, slots=True)
class VerifiedPair:
    """Two documents, by number, that an exact comparison found to be near-duplicates; as `DuplicatePair`."""

    left: int
    right: int
    jaccard: float
    containment_in_left: float
    containment_in_right: float
    relation: Relation


def group_near_duplicates(
    documents: Sequence[Named],
    shingles: ShingleSource,
    candidates: Pairs | Iterable[tuple[int, int]],
    settings: ReuseSettings,
) -> tuple[NearDuplicates, ...]:
    """Verify candidate pairs and group the documents of those that hold."""
    verified = [_named(pair, documents) for pair in verify(shingles, candidates, settings)]
    if not verified:
        return ()
    group_of = _components(verified)
    members: dict[str, list[str]] = {}
    pairs: dict[str, list[DuplicatePair]] = {}
    for document, first in sorted(group_of.items()):
        members.setdefault(first, []).append(document)
    for pair in verified:
        pairs.setdefault(group_of[pair.left], []).append(pair)
    return tuple(
        NearDuplicates(
            id=f"n{number}",
            documents=tuple(members[first]),
            similarity=min(pair.jaccard for pair in pairs[first]),
            pairs=tuple(pairs[first]),
        )
        for number, first in enumerate(sorted(members), start=1)
    )


def verify(
    shingles: ShingleSource,
    candidates: Pairs | Iterable[tuple[int, int]],
    settings: ReuseSettings,
    *,
    name_relations: bool = True,
) -> list[VerifiedPair]:
    """Compute exact Jaccard and containment of candidate pairs and keep near-duplicates, in order of the pairs.

    Naming relations, which looks at the order of shingles, costs half as much again; else all are the same text.
    """
    pairs = candidates if isinstance(candidates, np.ndarray) else np.array(list(candidates), np.int64)
    kept = []
    for block in _blocks(sort_pairs(pairs.reshape(-1, 2))):
        texts = _load(shingles, np.unique(block))
        for left, right in block.tolist():
            measures = _compare(texts[left], texts[right], settings, named=name_relations)
            if measures:
                kept.append(VerifiedPair(left, right, *measures))
    return kept


def _named(pair: VerifiedPair, documents: Sequence[Named]) -> DuplicatePair:
    return DuplicatePair(
        left=documents[pair.left].id,
        right=documents[pair.right].id,
        jaccard=pair.jaccard,
        containment_in_left=pair.containment_in_left,
        containment_in_right=pair.containment_in_right,
        relation=pair.relation,
    )


def _blocks(pairs: Pairs) -> Iterator[Pairs]:
    for start in range(0, len(pairs), _BLOCK_PAIRS):
        yield pairs[start : start + _BLOCK_PAIRS]


def _load(shingles: ShingleSource, documents: Int64s) -> dict[int, _Text]:
    part = shingles.take(documents)
    ordered = part.hashes.copy()
    bounds = list(pairwise(part.offsets.tolist()))
    for start, end in bounds:
        ordered[start:end].sort()
    is_first = np.ones(len(ordered) + 1, np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=is_first[1:-1])
    is_first[part.offsets] = True
    before = np.concatenate(([0], np.cumsum(is_first[:-1])))
    distinct = ordered[is_first[:-1]]
    distinct_bounds = pairwise(before[part.offsets].tolist())
    return {
        document: _Text(part.hashes[start:end], distinct[first:last])
        for document, (start, end), (first, last) in zip(documents.tolist(), bounds, distinct_bounds, strict=True)
    }


def _compare(left: _Text, right: _Text, settings: ReuseSettings, *, named: bool) -> _Measures | None:
    """Verify one pair; None where it is no near-duplicate, or nothing but site text stands on one side."""
    sizes = len(left.distinct), len(right.distinct)
    if not all(sizes):
        return None
    places = right.distinct.searchsorted(left.distinct)
    in_right = right.distinct.take(places, mode="clip") == left.distinct
    common = int(np.count_nonzero(in_right))
    measures = common / (sum(sizes) - common), common / sizes[1], common / sizes[0]
    is_near = _is_near(*measures, settings)
    if not is_near and measures[0] < settings.version_jaccard:
        return None
    relation = Relation.SAME_TEXT
    if not is_near or (named and min(measures[1:]) < 1 - settings.version_own_share):
        in_left = np.zeros(sizes[1], np.bool_)
        in_left[places[in_right]] = True
        covers = cover(left.stands_in(in_right), settings), cover(right.stands_in(in_left), settings)
        if not is_near and not shares_body(*covers, settings):
            return None
        relation = relate(*covers, settings)
    return *measures, relation


def _is_near(jaccard: float, in_left: float, in_right: float, settings: ReuseSettings) -> bool:
    return (
        jaccard >= settings.near_duplicate_jaccard or max(in_left, in_right) >= settings.near_duplicate_containment
    )


def _components(pairs: Sequence[DuplicatePair]) -> dict[str, str]:
    """Map each document to the first one of its group."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    ids = sorted({document for pair in pairs for document in (pair.left, pair.right)})
    index = {document: number for number, document in enumerate(ids)}
    rows = [index[pair.left] for pair in pairs]
    columns = [index[pair.right] for pair in pairs]
    graph = coo_array((np.ones(len(pairs), np.int8), (rows, columns)), shape=(len(ids), len(ids)))
    _, labels = connected_components(graph, directed=False)
    first: dict[int, str] = {}
    for document, label in zip(ids, labels.tolist(), strict=True):
        first.setdefault(label, document)
    return {document: first[label] for document, label in zip(ids, labels.tolist(), strict=True)}
