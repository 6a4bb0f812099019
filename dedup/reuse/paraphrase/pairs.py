"""Which pairs of documents are compared sentence by sentence, and what was left out.

In: words and alignments of a collection. Out: pairs of documents, sorted. They share enough neighbouring rare
words, or share wording and something more, or the collection is so small that every pair is read.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dedup.reuse.aligned import Alignment, tabulate
from dedup.reuse.paraphrase.candidates import Candidates, find_candidate_pairs
from dedup.reuse.paraphrase.surroundings import Floats
from dedup.reuse.words import Int64s, Words
from dedup.reuse.workspace import Stages
from dedup.settings import ReuseSettings

_ROOM_DOCUMENTS = 30_000
"""Documents for which `max_paraphrase_pairs` is meant; larger collections get as many pairs for each document.
Chosen by cost, 2 ms a pair; recall by size of the collection: tests/benchmarks/paraphrase.py."""
_COMPARED_TIMES = 3
"""How many times as many pairs as are read have their surroundings compared first."""
_LEAST_STRENGTH = 0.2
"""Cosine of the rare words around shared keys times the root of their number from which a pair is read. Lower on no
pair of development data that gave a paraphrase; unrelated pairs with two keys have .14 to .25."""
_ALL_PAIRS_DOCUMENTS = 40
"""Collections up to this size are read pair by pair: in a handful of articles no word is rare."""

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ChosenPairs:
    """Pairs of documents, left < right, documents of one story together; `notes` say which bounds were reached."""

    pairs: tuple[Pair, ...]
    notes: tuple[str, ...]


def choose_pairs(
    words: Words,
    alignments: Sequence[Alignment],
    site_text: npt.NDArray[np.bool_],
    settings: ReuseSettings,
    stages: Stages | None = None,
) -> ChosenPairs:
    """Choose the pairs of documents that may say the same in other words."""
    found = find_candidate_pairs(words, alignments, site_text, settings, stages)
    count = len(words.offsets) - 1
    table = tabulate(alignments)
    with_wording = table[:, 0] * count + table[:, 1]
    aligned = np.isin(found.lefts * count + found.rights, with_wording)
    promising = np.flatnonzero(aligned | (found.shared >= settings.paraphrase_shared_pairs))
    if count <= _ALL_PAIRS_DOCUMENTS:
        every = [(left, right) for left in range(count) for right in range(left + 1, count)]
        return ChosenPairs(_by_group(every), _notes(found.common, 0, settings))
    room = settings.max_paraphrase_pairs * max(count, _ROOM_DOCUMENTS) // _ROOM_DOCUMENTS
    order = promising[_most_promising(found, promising, found.shared[promising].astype(np.float64))]
    compared = order[: _COMPARED_TIMES * room]
    strengths = found.compare(compared) * np.sqrt(found.shared[compared])
    is_alike = aligned[compared] | (strengths >= _LEAST_STRENGTH)
    alike, strengths = compared[is_alike], strengths[is_alike]
    alike = alike[_most_promising(found, alike, strengths)]
    kept = _limit(found.lefts[alike], found.rights[alike], room, settings.max_paraphrase_partners)
    left_out = len(order) - len(compared) + len(alike) - len(kept)
    return ChosenPairs(_by_group(kept), _notes(found.common, left_out, settings))


def _most_promising(found: Candidates, numbers: Int64s, strengths: Floats) -> Int64s:
    """Order pairs by strength, where the second partner of both its documents needs more than the first, and so on.

    Otherwise the many versions of one story take the room of all others.
    """
    lefts, rights = found.lefts[numbers], found.rights[numbers]
    documents = np.concatenate((lefts, rights))
    order = np.lexsort((np.concatenate((rights, lefts)), -np.concatenate((strengths, strengths)), documents))
    ordered = documents[order]
    ranks = np.empty(len(order), np.int64)
    ranks[order] = np.arange(len(order)) - np.searchsorted(ordered, ordered)
    better_rank = np.minimum(ranks[: len(lefts)], ranks[len(lefts) :])
    return np.lexsort((rights, lefts, -strengths / (1 + better_rank)))


def _limit(lefts: Int64s, rights: Int64s, room: int, most_partners: int) -> list[Pair]:
    """Keep pairs in the order given, while both documents and the whole have room."""
    partners: Counter[int] = Counter()
    kept: list[Pair] = []
    for pair in zip(lefts.tolist(), rights.tolist(), strict=True):
        if len(kept) == room:
            break
        if max(partners[pair[0]], partners[pair[1]]) < most_partners:
            partners.update(pair)
            kept.append(pair)
    return kept


def _notes(common: int, left_out: int, settings: ReuseSettings) -> tuple[str, ...]:
    notes = []
    if common:
        notes.append(
            f"{common} pairs of rare words stand in more than {settings.max_rare_pair_places} places and led to no "
            f"paraphrase (reuse.max_rare_pair_places)"
        )
    if left_out > 0:
        notes.append(
            f"{left_out} pairs of documents were not compared for paraphrase; the best partners of each "
            f"document went first (reuse.max_paraphrase_pairs, reuse.max_paraphrase_partners)"
        )
    return tuple(notes)


def _by_group(pairs: Sequence[Pair]) -> tuple[Pair, ...]:
    """Order pairs so that documents joined by pairs stand together, and each is read once."""
    first: dict[int, int] = {}
    for pair in pairs:
        left, right = (_root(first, document) for document in pair)
        first[max(left, right)] = min(left, right)
    return tuple(sorted(pairs, key=lambda pair: (_root(first, pair[0]), pair)))


def _root(first: dict[int, int], document: int) -> int:
    while (before := first.setdefault(document, document)) != document:
        first[document] = first.setdefault(before, before)
        document = first[document]
    return document
