"""Near-duplicates: documents that share nearly all of their shingles.

In: shingles and candidate pairs. Out: groups. Every candidate is verified on the exact shingle sets; groups are
made of verified pairs, and each group carries them, because being joined through a third document alone is no
evidence.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np

from dedup.model import Document, DuplicatePair, NearDuplicates
from dedup.reuse.shingles import Shingles
from dedup.settings import ReuseSettings


def group_near_duplicates(
    documents: Sequence[Document],
    shingles: Shingles,
    candidates: Iterable[tuple[int, int]],
    settings: ReuseSettings,
) -> tuple[NearDuplicates, ...]:
    """Verify candidate pairs and group the documents of those that hold."""
    verified = verify(documents, shingles, candidates, settings)
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
    documents: Sequence[Document],
    shingles: Shingles,
    candidates: Iterable[tuple[int, int]],
    settings: ReuseSettings,
) -> list[DuplicatePair]:
    """Compute exact Jaccard and containment of candidate pairs and keep those over a threshold."""
    distinct = lru_cache(maxsize=1024)(shingles.of)
    kept = []
    for left, right in sorted(candidates):
        left_set, right_set = distinct(left), distinct(right)
        if not len(left_set) or not len(right_set):
            continue  # nothing but site text on one side
        common = len(np.intersect1d(left_set, right_set, assume_unique=True))
        pair = DuplicatePair(
            left=documents[left].id,
            right=documents[right].id,
            jaccard=common / (len(left_set) + len(right_set) - common),
            containment_in_left=common / len(right_set),
            containment_in_right=common / len(left_set),
        )
        if _is_near_duplicate(pair, settings):
            kept.append(pair)
    return kept


def _is_near_duplicate(pair: DuplicatePair, settings: ReuseSettings) -> bool:
    return (
        pair.jaccard >= settings.near_duplicate_jaccard
        or max(pair.containment_in_left, pair.containment_in_right) >= settings.near_duplicate_containment
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
