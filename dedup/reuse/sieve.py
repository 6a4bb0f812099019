"""A sieve of pairs: what documents share by chance is dropped before a word of theirs is read.

In: pairs of places, and a byte for each word of the collection. Out: runs of those of them that are in pairs of
documents with something for `choose_segments`. The bytes of all words stay in memory where the words do not.
"""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from dedup.reuse.glance import Bytes
from dedup.reuse.owners import Owners
from dedup.reuse.seeds import SENTENCE_WORDS, Segments, join_seeds, may_be_promising
from dedup.reuse.shared import pack_places, unpack_places
from dedup.reuse.words import Int64s, UInt64s
from dedup.settings import ReuseSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Sieve:
    """What is known of a collection without reading its words.

    `glance`, shape (words,), are bytes of words; `sums`, shape (documents,), are content sums, `counts`, of the
    same shape, words of documents.
    """

    glance: Bytes
    sums: UInt64s
    counts: Int64s
    owners: Owners
    settings: ReuseSettings

    def sift(self, pairs: UInt64s) -> Segments:
        """The runs of pairs of places that `choose_segments` must see to keep what it keeps of all.

        Places with the same bytes count as the same words: a pair of others is there once in 2**32 times, and makes
        no run promising.
        """
        lefts, rights = unpack_places(pairs)
        kept = self._may_be_equal(lefts, rights)
        runs = join_seeds(lefts[kept], rights[kept], self.sums, self.owners, self.settings)
        tiny = np.minimum(self.counts[runs.left_documents], self.counts[runs.right_documents]) < self._seed_words
        runs = runs.take(~tiny)
        runs = replace(runs, promising=may_be_promising(runs, self.glance, self.settings))
        worth = runs.promising | (runs.matched >= SENTENCE_WORDS)
        return runs.take(_any_of_pair(pack_places(runs.left_documents, runs.right_documents), worth))

    @property
    def _seed_words(self) -> int:
        return min(self.settings.seed_words, self.settings.shingle_size)

    def _may_be_equal(self, lefts: Int64s, rights: Int64s) -> npt.NDArray[np.bool_]:
        """Which pairs begin with the same bytes."""
        equal = np.ones(len(lefts), np.bool_)
        for step in range(self._seed_words):
            equal &= self.glance.take(lefts + step, mode="clip") == self.glance.take(rights + step, mode="clip")
        return equal


def _any_of_pair(pairs: UInt64s, worth: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Whether any row of the same pair is worth it; all have shape (rows,)."""
    order = np.argsort(pairs)
    ordered = pairs[order]
    begins = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))[: len(order)]
    of_pairs = np.logical_or.reduceat(worth[order], begins) if len(begins) else worth
    found = np.empty_like(worth)
    found[order] = np.repeat(of_pairs, np.diff(begins, append=len(order)))
    return found
