"""Candidates: pairs of documents that may say the same in other words.

In: word hashes of a collection. Out: pairs of documents with the most rare-word pairs that they share in one
place, outside wording that is aligned already. In a rewritten passage names, numbers and rare words stay, and stay
near each other; two rare words within a few lines are a key that unrelated texts hardly share. There is a fixed
number of keys for each rare word, and they are joined by one sort: nothing grows faster than the collection.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dedup.reuse.alignment import Alignment
from dedup.reuse.files import read_at_random
from dedup.reuse.paraphrase.joined_shares import Joiner, count_key_shares, join_shares
from dedup.reuse.paraphrase.rare import Rare, find_rare_words
from dedup.reuse.paraphrase.rare_keys import join_keys, repeated_keys
from dedup.reuse.paraphrase.shared_keys import find_densest, order_by_pair, share_keys, split_rows
from dedup.reuse.paraphrase.surroundings import Floats, compare_surroundings
from dedup.reuse.words import Int64s, Words
from dedup.reuse.workspace import Stages, Workspace
from dedup.settings import ReuseSettings

_COMPARED_PAIRS = 40_000
"""Pairs whose surroundings are compared at a time: about 100 MB."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of documents, columns (pairs,), left < right, in order, with how many keys they share in one place.

    `common` counts keys in too many places to be joined. `rows` are the places of the shared keys and the number of
    the pair of each, columns (shared keys,).
    """

    lefts: Int64s
    rights: Int64s
    shared: Int64s
    common: int
    rare: Rare
    rows: tuple[Int64s, Int64s, Int64s]

    def compare(self, numbers: Int64s) -> Floats:
        """Compute for some pairs how alike they are where they share most keys, cosine of rare words."""
        position = np.full(len(self.lefts), -1, np.int64)
        position[numbers] = np.arange(len(numbers))
        own = np.flatnonzero(position[self.rows[0]] >= 0)
        if not len(own):
            return np.zeros(len(numbers))
        pairs, lefts, rights = position[self.rows[0][own]], self.rows[1][own], self.rows[2][own]
        left, right = find_densest(pairs, lefts, rights, len(numbers))
        for column in (self.rare.places, self.rare.documents, self.rare.hashes, self.rare.weights):
            read_at_random(column)
        cosines = np.zeros(len(numbers))
        order = np.argsort(left, kind="stable")  # neighbours stand on the same pages
        for rows in np.split(order, range(_COMPARED_PAIRS, len(order), _COMPARED_PAIRS)):
            cosines[rows] = compare_surroundings(self.rare, left[rows], right[rows])
        return cosines


def find_candidate_pairs(
    words: Words,
    alignments: Sequence[Alignment],
    left_out: npt.NDArray[np.bool_],
    settings: ReuseSettings,
    stages: Stages | None = None,
) -> Candidates:
    """Find pairs of documents that share keys; `left_out`, shape (words,), marks words of site text.

    In a large collection those are left out that share one key only and no wording: they are never compared.
    """
    stages = stages or Workspace().open("paraphrase", {})
    rare = find_rare_words(words, left_out, stages)
    count = len(words.offsets) - 1
    wording = order_by_pair(alignments, count)
    shares = count_key_shares(rare, stages)
    if shares == 1:
        lefts, rights, common = join_keys(repeated_keys(rare), len(rare.places), settings.max_rare_pair_places)
        parts = [
            share_keys(rare, lefts[own], rights[own], wording, count)
            for own in split_rows(rare.documents[lefts], count)
        ]
    else:
        joiner = Joiner(rare, wording, count, shares, settings)
        parts, common = join_shares(joiner, stages)
    pairs, shared, numbers, left_places, right_places = map(np.concatenate, zip(*parts, strict=True))
    ends = np.cumsum([len(part[0]) for part in parts])
    numbers += np.repeat(np.concatenate(([0], ends[:-1])), [len(part[2]) for part in parts])
    return Candidates(
        lefts=pairs // max(count, 1),
        rights=pairs % max(count, 1),
        shared=shared,
        common=common,
        rare=rare,
        rows=(numbers, left_places, right_places),
    )
