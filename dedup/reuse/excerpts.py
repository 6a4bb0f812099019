"""Excerpts: a few documents of a collection as a collection of their own.

In: the index of a collection, whose columns may be mapped files, and pairs of places. Out: the words of the
documents in which those stand, side by side in memory, with the same pairs; documents and words are numbered anew,
in the same order. Rows that lie far apart in a file are asked for all at once, and read once.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from dedup.reuse.aligned import Alignment
from dedup.reuse.files import Array, take_rows
from dedup.reuse.owners import Owners
from dedup.reuse.shared import ShingleIndex, pack_places, unpack_places
from dedup.reuse.words import Int64s, UInt64s, Words

_MOST_WORDS = 1 << 23
"""Words of an excerpt, where it holds more than two documents: some 150 MB on the way to alignments."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Documents that are a collection of their own.

    `documents`, shape (documents,), are their numbers in the whole collection, ascending; `firsts`, of the same
    shape, the numbers of their first words there. `index` has their words and the pairs of places as its only part.
    """

    documents: Int64s
    firsts: Int64s
    index: ShingleIndex

    def rows(self, column: Array) -> Array:
        """The rows of these documents of a column over the words of the whole collection."""
        return take_rows(column, self.firsts, self.firsts + self.index.words.counts)

    def restore(self, alignment: Alignment) -> Alignment:
        """The same alignment in numbers of the whole collection."""
        left, right = alignment.left_document, alignment.right_document
        offsets = self.index.words.offsets
        return alignment.moved(
            int(self.documents[left]),
            int(self.documents[right]),
            int(self.firsts[left] - offsets[left]),
            int(self.firsts[right] - offsets[right]),
        )


def cut_excerpts(index: ShingleIndex, pairs: UInt64s, most: int = _MOST_WORDS) -> Iterator[Excerpt]:
    """Cut out the documents of pairs of places, in excerpts of `most` words or of the two documents of a pair.

    What two documents share is in one excerpt.
    """
    lefts, rights = map(index.owners.of, unpack_places(pairs))
    keys, offsets = pack_places(lefts, rights), index.words.offsets
    order = np.argsort(keys, kind="stable")
    waiting = [order] if len(order) else []
    while waiting:
        rows = waiting.pop()
        documents = np.union1d(lefts[rows], rights[rows]).astype(np.int64)
        if (offsets[documents + 1] - offsets[documents]).sum() <= most or keys[rows[0]] == keys[rows[-1]]:
            yield _cut_out(index, documents, pairs[rows])
            continue
        middle = keys[rows[len(rows) // 2]]
        border = int(np.searchsorted(keys[rows], middle, side="left" if middle != keys[rows[0]] else "right"))
        waiting += rows[border:], rows[:border]


def _cut_out(index: ShingleIndex, documents: Int64s, pairs: UInt64s) -> Excerpt:
    firsts, ends = index.words.offsets[documents], index.words.offsets[documents + 1]
    offsets = np.concatenate(([0], np.cumsum(ends - firsts)))
    places = []
    for of_side in unpack_places(pairs):
        rows = np.searchsorted(documents, index.owners.of(of_side))
        places.append(of_side - firsts[rows] + offsets[rows])
    words = Words(take_rows(index.words.hashes, firsts, ends), offsets)
    return Excerpt(
        documents, firsts, replace(index, words=words, owners=Owners(offsets), parts=(pack_places(*places),))
    )
