"""Excerpts: a few documents of a collection as a collection of their own.

In: the words of a collection, whose columns may be mapped files, and runs of seeds. Out: the words of the documents
in which those stand, side by side in memory, with the same runs; documents and words are numbered anew, in the same
order. Rows that lie far apart in a file are asked for all at once, and read once.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from dedup.reuse.aligned import Alignment
from dedup.reuse.files import Array, take_rows
from dedup.reuse.seeds import Segments
from dedup.reuse.shared import pack_places
from dedup.reuse.words import Int64s, Words

_MOST_WORDS = 1 << 23
"""Words of an excerpt, where it holds more than two documents: some 150 MB on the way to alignments."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Documents that are a collection of their own.

    `documents`, shape (documents,), are their numbers in the whole collection, ascending; `firsts`, of the same
    shape, the numbers of their first words there. `words` are theirs, and `runs` count through these.
    """

    documents: Int64s
    firsts: Int64s
    words: Words
    runs: Segments

    def rows(self, column: Array) -> Array:
        """The rows of these documents of a column over the words of the whole collection."""
        return take_rows(column, self.firsts, self.firsts + self.words.counts)

    def restore(self, alignment: Alignment) -> Alignment:
        """The same alignment in numbers of the whole collection."""
        left, right = alignment.left_document, alignment.right_document
        offsets = self.words.offsets
        return alignment.moved(
            int(self.documents[left]),
            int(self.documents[right]),
            int(self.firsts[left] - offsets[left]),
            int(self.firsts[right] - offsets[right]),
        )


def cut_excerpts(words: Words, runs: Segments, most: int = _MOST_WORDS) -> Iterator[Excerpt]:
    """Cut out the documents of runs, in excerpts of `most` words or of the two documents of a pair.

    What two documents share is in one excerpt.
    """
    keys, offsets = pack_places(runs.left_documents, runs.right_documents), words.offsets
    order = np.argsort(keys, kind="stable")
    waiting = [order] if len(order) else []
    while waiting:
        rows = waiting.pop()
        documents = np.union1d(runs.left_documents[rows], runs.right_documents[rows]).astype(np.int64)
        if (offsets[documents + 1] - offsets[documents]).sum() <= most or keys[rows[0]] == keys[rows[-1]]:
            yield _cut_out(words, documents, runs.take(rows))
            continue
        middle = keys[rows[len(rows) // 2]]
        border = int(np.searchsorted(keys[rows], middle, side="left" if middle != keys[rows[0]] else "right"))
        waiting += rows[border:], rows[:border]


def _cut_out(words: Words, documents: Int64s, runs: Segments) -> Excerpt:
    firsts, ends = words.offsets[documents], words.offsets[documents + 1]
    offsets = np.concatenate(([0], np.cumsum(ends - firsts)))
    left, right = (np.searchsorted(documents, column) for column in (runs.left_documents, runs.right_documents))
    nearer = firsts - offsets[:-1]
    own = replace(
        runs,
        left_starts=runs.left_starts - nearer[left],
        left_ends=runs.left_ends - nearer[left],
        right_starts=runs.right_starts - nearer[right],
        left_documents=left.astype(np.int32),
        right_documents=right.astype(np.int32),
    )
    return Excerpt(documents, firsts, Words(take_rows(words.hashes, firsts, ends), offsets), own)
