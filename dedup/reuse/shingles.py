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
    if len(words.offsets) == 2 and len(words.hashes) >= size:  # noqa: PLR2004 - one document, as at the gate
        hashes = hash_runs(words, size)
        return Shingles(hashes, np.arange(len(hashes)), np.array([0, len(hashes)]))
    counts = words.counts
    per_document = np.maximum(counts - size + 1, counts > 0)
    offsets = np.concatenate(([0], np.cumsum(per_document)))
    positions = np.arange(offsets[-1])
    positions += np.repeat(words.offsets[:-1] - offsets[:-1], per_document)
    runs = hash_runs(words, size)
    hashes = runs.take(positions, mode="clip") if len(runs) else np.zeros(len(positions), np.uint64)
    tiny, tiny_hashes = hash_tiny(words, size)
    hashes[offsets[tiny]] = tiny_hashes
    return Shingles(hashes, positions, offsets)


def hash_runs(words: Words, size: int) -> UInt64s:
    """Hash every run of `size` words of the column, those that cross from one document into the next included."""
    if len(words.hashes) < size:
        return np.zeros(0, np.uint64)
    runs = _hash_runs(words.hashes, size)
    return mix(runs, np.empty_like(runs))


def hash_tiny(words: Words, size: int) -> tuple[Int64s, UInt64s]:
    """The documents that have words, but fewer than a shingle, and the hash of all words of each."""
    counts = words.counts
    tiny = np.flatnonzero((counts > 0) & (counts < size))
    hashes = np.zeros(len(tiny), np.uint64)
    if not len(tiny):
        return tiny, hashes
    for length in sorted(set(counts[tiny].tolist())):
        chosen = counts[tiny] == length
        hashes[chosen] = _hash_rows(words.hashes[words.offsets[tiny[chosen], None] + np.arange(length)])
    return tiny, mix(hashes, np.empty_like(hashes))


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
