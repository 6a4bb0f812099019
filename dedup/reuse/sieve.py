"""A sieve of pairs: what documents share by chance is dropped before a word of theirs is read.

In: pairs of places, and a byte for each word of the collection. Out: those of them that are in pairs of documents
with something for `find_segments`. Of what scattered documents share nearly nothing is left, and the bytes of all
words stay in memory where the words do not.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dedup.reuse.glance import Bytes, may_be_dense
from dedup.reuse.owners import Owners
from dedup.reuse.seeds import NEEDED_GAIN, REACH_WORDS, SENTENCE_WORDS, join_seeds, matched_words
from dedup.reuse.shared import pack_places, unpack_places
from dedup.reuse.words import Int64s, UInt64s
from dedup.settings import ReuseSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Sieve:
    """What is known of a collection without reading its words.

    `glance`, shape (words,), are bytes of words, `starts`, of the same shape, says where shingles of site text
    start; `sums`, shape (documents,), are content sums.
    """

    glance: Bytes
    starts: npt.NDArray[np.bool_]
    sums: UInt64s
    owners: Owners
    settings: ReuseSettings

    def sift(self, pairs: UInt64s) -> UInt64s:
        """The pairs of places that `find_segments` must see to find what it finds in all; no order."""
        lefts, rights = unpack_places(pairs)
        kept = self._may_be_equal(lefts, rights)
        lefts, rights = lefts[kept], rights[kept]
        runs, seeds, (lefts, rights) = join_seeds(lefts, rights, self.sums, self.owners, self.settings)
        worth = matched_words(seeds, self.settings) >= min(SENTENCE_WORDS, self.settings.min_passage_words)
        unsure = np.flatnonzero(~worth)
        middles = (runs.left_starts[unsure] + runs.left_ends[unsure]) // 2
        diagonals = runs.right_starts[unsure] - runs.left_starts[unsure]
        worth[unsure] = may_be_dense(self.glance, middles, diagonals, REACH_WORDS, NEEDED_GAIN)
        documents = pack_places(runs.left_documents, runs.right_documents)
        worth = np.isin(documents, documents[worth])
        kept = np.repeat(worth, seeds)
        return pack_places(np.minimum(lefts[kept], rights[kept]), np.maximum(lefts[kept], rights[kept]))

    def _may_be_equal(self, lefts: Int64s, rights: Int64s) -> npt.NDArray[np.bool_]:
        """Which pairs begin with the same bytes and not with site text."""
        equal = ~(self.starts[lefts] | self.starts[rights])
        for step in range(min(self.settings.seed_words, self.settings.shingle_size)):
            equal &= self.glance.take(lefts + step, mode="clip") == self.glance.take(rights + step, mode="clip")
        return equal
