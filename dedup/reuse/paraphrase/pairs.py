"""Which pairs of documents are compared sentence by sentence, and what was left out.

In: words and alignments of a collection. Out: pairs of documents, sorted. They share enough neighbouring rare
words, or share wording and something more, or the collection is so small that every pair is read.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dedup.reuse.alignment import Alignment
from dedup.reuse.paraphrase.candidates import find_candidate_pairs
from dedup.reuse.words import Int64s, Words
from dedup.settings import ReuseSettings

_ALL_PAIRS_DOCUMENTS = 40
"""Collections up to this size are read pair by pair: in a handful of articles no word is rare."""

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ChosenPairs:
    """Pairs of documents, left < right, documents of one story together; `notes` say which bounds were reached."""

    pairs: tuple[Pair, ...]
    notes: tuple[str, ...]


def choose_pairs(
    words: Words, alignments: Sequence[Alignment], site_text: npt.NDArray[np.bool_], settings: ReuseSettings
) -> ChosenPairs:
    """Choose the pairs of documents that may say the same in other words."""
    found = find_candidate_pairs(words, alignments, site_text, settings)
    count = len(words.offsets) - 1
    is_promising = found.shared >= settings.paraphrase_shared_pairs
    if alignments:
        aligned = np.array([item.left_document * count + item.right_document for item in alignments])
        is_promising |= np.isin(found.lefts * count + found.rights, aligned)
    promising = np.flatnonzero(is_promising)
    order = promising[np.lexsort((found.rights[promising], found.lefts[promising], -found.shared[promising]))]
    if count <= _ALL_PAIRS_DOCUMENTS:
        kept = [(left, right) for left in range(count) for right in range(left + 1, count)]
    else:
        kept = _limit(found.lefts[order], found.rights[order], settings)
    return ChosenPairs(_by_group(kept), _notes(found.common, len(order) - len(kept), settings))


def _limit(lefts: Int64s, rights: Int64s, settings: ReuseSettings) -> list[Pair]:
    """Keep pairs in the order given, while both documents and the whole have room."""
    partners: Counter[int] = Counter()
    kept: list[Pair] = []
    for number in range(len(lefts)):
        if len(kept) == settings.max_paraphrase_pairs:
            break
        pair = (int(lefts[number]), int(rights[number]))
        if max(partners[pair[0]], partners[pair[1]]) < settings.max_paraphrase_partners:
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
            f"{left_out} pairs of documents were not compared for paraphrase; those that share more went first "
            f"(reuse.max_paraphrase_pairs, reuse.max_paraphrase_partners)"
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
