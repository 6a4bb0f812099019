"""Shingles: runs of consecutive words, as one column of hashes.

In: words of a collection. Out: for every position where a shingle starts its 64-bit hash (polynomial over the
word hashes, mixed twice as in MurmurHash3) and the word it starts at. A document with fewer words than a shingle
has one shingle of all its words, so that tiny documents can be compared too.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dedup.reuse.words import Int64s, UInt64s, Words

_STEP = np.uint64(0x9E3779B97F4A7C15)
_MIX = (np.uint64(0xFF51AFD7ED558CCD), np.uint64(0xC4CEB9FE1A85EC53))


@dataclass(frozen=True, slots=True)
class Shingles:
    """Columns over all shingles of a collection, in order.

    `hashes` and `positions` have shape (shingles,); a position is the index of the shingle's first word among
    all words. `offsets` has shape (documents + 1,).
    """

    hashes: UInt64s
    positions: Int64s
    offsets: Int64s

    def without(self, site_text: npt.NDArray[np.bool_]) -> "Shingles":
        """Leave out site text; `site_text`, shape (words,), says where such a shingle starts."""
        kept = ~site_text[self.positions]
        before = np.concatenate(([0], np.cumsum(kept)))
        return Shingles(self.hashes[kept], self.positions[kept], before[self.offsets])

    def of(self, document: int) -> UInt64s:
        """The distinct shingles of one document, sorted, shape (distinct,)."""
        return np.unique(self.hashes[self.offsets[document] : self.offsets[document + 1]])


def hash_shingles(words: Words, size: int) -> Shingles:
    """Hash every run of `size` words that stays within its document."""
    counts = words.counts
    per_document = np.where(counts > 0, np.maximum(counts - size + 1, 1), 0)
    offsets = np.concatenate(([0], np.cumsum(per_document)))
    positions = np.arange(offsets[-1]) - np.repeat(offsets[:-1] - words.offsets[:-1], per_document)
    hashes = words.hashes[positions]
    ends = np.repeat(words.offsets[1:], per_document)
    short = np.repeat(counts < size, per_document)
    for step in range(1, size):
        following = positions + step
        inside = following < ends
        grown = hashes * _STEP + words.hashes.take(following, mode="clip")
        hashes = np.where(inside, grown, hashes) if short.any() else grown
    return Shingles(_mix(hashes), positions, offsets)


def _mix(hashes: UInt64s) -> UInt64s:
    hashes ^= hashes >> np.uint64(32)
    hashes *= _MIX[0]
    hashes ^= hashes >> np.uint64(32)
    hashes *= _MIX[1]
    hashes ^= hashes >> np.uint64(29)
    return hashes
