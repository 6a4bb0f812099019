"""Shingles: runs of consecutive words, as one column of hashes.

In: words of a collection. Out: for every position where a shingle starts its 64-bit hash (polynomial over the
word hashes, mixed once more) and the word it starts at. A document with fewer words than a shingle has one shingle
of all its words, so that tiny documents can be compared too.
"""

from dataclasses import dataclass

import numpy as np

from dedup.reuse.words import Int64s, UInt64s, Words, mix, rows_of

STEP = 0x9E3779B97F4A7C15
"""Odd multiplier between the words of a shingle: the golden ratio in 64 bits."""


@dataclass(frozen=True, slots=True)
class Shingles:
    """Columns over all shingles of a collection, in order.

    `hashes` and `positions` have shape (shingles,); a position is the index of the shingle's first word among
    all words. `offsets` has shape (documents + 1,).
    """

    hashes: UInt64s
    positions: Int64s
    offsets: Int64s

    def without(self, site_text: np.ndarray) -> "Shingles":
        """Leave out site text; `site_text`, bool of shape (words,), says where such a shingle starts."""
        kept = ~site_text[self.positions]
        before = np.concatenate(([0], np.cumsum(kept)))
        return Shingles(self.hashes[kept], self.positions[kept], before[self.offsets])

    def take(self, documents: Int64s) -> "Shingles":
        """The shingles of some documents, in that order; documents are numbered anew, positions stay."""
        rows, offsets = rows_of(self.offsets, documents)
        return Shingles(self.hashes[rows], self.positions[rows], offsets)

    def of(self, document: int) -> UInt64s:
        """The distinct shingles of one document, sorted, shape (distinct,)."""
        return np.unique(self.hashes[self.offsets[document] : self.offsets[document + 1]])


def hash_shingles(words: Words, size: int) -> Shingles:
    """Hash every run of `size` words that stays within its document."""
    counts = words.counts
    per_document = np.maximum(counts - size + 1, counts > 0)
    offsets = np.concatenate(([0], np.cumsum(per_document)))
    positions = np.arange(offsets[-1])
    positions += np.repeat(words.offsets[:-1] - offsets[:-1], per_document)
    if len(words.hashes) < size:
        hashes = np.zeros(len(positions), np.uint64)
    else:
        hashes = _hash_runs(words.hashes, size).take(positions, mode="clip")
    for length in range(1, size):
        tiny = np.flatnonzero(counts == length)
        if len(tiny):
            first = words.offsets[tiny, None] + np.arange(length)
            hashes[offsets[tiny]] = _hash_rows(words.hashes[first])
    return Shingles(mix(hashes, np.empty_like(hashes)), positions, offsets)


def _hash_runs(hashes: UInt64s, size: int) -> UInt64s:
    """The polynomial over every run of `size` words, shape (words - size + 1,), by doubling the run."""
    if size == 1:
        return hashes.copy()
    half = _hash_runs(hashes, size // 2)
    reach = size // 2
    runs = half[:-reach] * np.uint64(pow(STEP, reach, 1 << 64))
    runs += half[reach:]
    if size % 2:
        runs = runs[:-1]
        runs *= np.uint64(STEP)
        runs += hashes[size - 1 :]
    return runs


def _hash_rows(rows: UInt64s) -> UInt64s:
    """The polynomial over each row of word hashes, shape (rows,)."""
    result = rows[:, 0].copy()
    for column in range(1, rows.shape[1]):
        result *= np.uint64(STEP)
        result += rows[:, column]
    return result
