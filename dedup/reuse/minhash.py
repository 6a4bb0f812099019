"""MinHash signatures of shingle sets.

In: shingles of a collection. Out: one row of `num_perm` 16-bit values a document. One-permutation hashing
(Li, Owen and Zhang 2012): the high bits of a shingle's hash choose a position, its low bits compete for the
minimum there. Empty positions borrow from others by optimal densification (Shrivastava 2017), which keeps the
estimate unbiased. 16 bits of each minimum are stored (b-bit MinHash, Li and König 2010).
"""

from functools import cache

import numpy as np
import numpy.typing as npt

from dedup.errors import SettingsMismatchError
from dedup.reuse.shingles import Shingles, hash_runs, hash_tiny
from dedup.reuse.words import Int64s, UInt64s, Words

EMPTY = np.uint32(0xFFFFFFFF)
LARGEST = np.uint32(0xFFFFFFFE)
_SINGLE_TURNS = 4

Signatures = npt.NDArray[np.uint16]


def sign(shingles: Shingles, num_perm: int) -> Signatures:
    """Make one signature a document, shape (documents, num_perm); documents without shingles get zeros."""
    counts = np.diff(shingles.offsets)
    minima = np.full((len(counts), num_perm), EMPTY, np.uint32)
    _compete(minima, shingles.hashes, np.repeat(np.arange(len(counts)) * num_perm, counts))
    return _finish(minima, counts == 0)


def sign_words(words: Words, shingle_size: int, num_perm: int) -> Signatures:
    """Do what `sign` does with the shingles of words, without a column of these.

    Runs of words that cross from one document into the next compete in a row of their own, which is left out:
    that takes less time than leaving out the runs.
    """
    counts = words.counts
    own = np.maximum(counts - shingle_size + 1, 0)
    minima = np.full((len(counts) + 1, num_perm), EMPTY, np.uint32)
    firsts = np.stack([np.arange(len(counts)), np.full(len(counts), len(counts))], axis=1) * num_perm
    places = np.repeat(firsts.ravel(), np.stack([own, counts - own], axis=1).ravel())
    runs = hash_runs(words, shingle_size)
    _compete(minima, runs, places[: len(runs)])
    tiny, tiny_hashes = hash_tiny(words, shingle_size)
    _compete(minima, tiny_hashes, tiny * num_perm)
    return _finish(minima[:-1], counts == 0)


def estimate_jaccard(left: Signatures, right: Signatures) -> float:
    """Estimate the Jaccard similarity of the shingle sets behind two signatures.

    The estimate is the share of equal positions, in [0, 1]; its standard error is about
    sqrt(j * (1 - j) / num_perm), .03 at j = .5 and 256 positions.

    Raises:
        SettingsMismatchError: The signatures have different lengths.

    Source: Broder 1997, On the resemblance and containment of documents.
    """
    if left.shape != right.shape:
        raise SettingsMismatchError(
            f"signatures of {len(left)} and {len(right)} values do not compare; make both with the same num_perm"
        )
    return float(np.mean(left == right))


def _compete(minima: npt.NDArray[np.uint32], hashes: UInt64s, firsts: Int64s) -> None:
    """Let hashes compete, in place, each in the row that starts at its place `firsts` of the whole table."""
    places = (hashes >> np.uint64(64 - (minima.shape[1].bit_length() - 1))).view(np.int64)
    places += firsts
    values = hashes.astype(np.uint32)
    np.minimum.at(minima.reshape(-1), places, np.minimum(values, LARGEST, out=values))


def _finish(minima: npt.NDArray[np.uint32], absent: npt.NDArray[np.bool_]) -> Signatures:
    """Fill empty positions and keep 16 bits of each; `absent` says which documents have no shingles."""
    minima[absent] = 0
    return _densify(minima).astype(np.uint16)


def _densify(minima: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    """Fill empty positions: each asks the others in its own fixed order until it meets a filled one.

    Those of tiny documents have to ask often; after a few turns they ask many at once, which saves turns.
    """
    num_perm = minima.shape[1]
    ways = _ways_to_ask(num_perm)
    source = minima.reshape(-1)
    filled = source.copy()
    empty = np.flatnonzero(source == EMPTY)
    column = empty & (num_perm - 1)
    asked, width = 0, 1
    while len(empty):
        if asked < _SINGLE_TURNS:
            found = source.take(ways[asked].take(column, mode="clip") + empty, mode="clip")
        else:
            width = max(2 * width, _SINGLE_TURNS)
            answers = source.take(
                ways[asked : asked + width].take(column, axis=1, mode="clip") + empty, mode="clip"
            )
            found = answers[(answers != EMPTY).argmax(axis=0), np.arange(len(empty))]
        filled[empty] = found
        still = np.flatnonzero(found == EMPTY)
        empty, column = empty.take(still), column.take(still)
        asked += width
    return filled.reshape(minima.shape)


@cache
def asking_order(num_perm: int) -> Int64s:
    """Whom each position asks at each turn, shape (turns, num_perm): a fixed random order of all positions."""
    positions = np.tile(np.arange(num_perm), (num_perm, 1))
    return np.ascontiguousarray(np.random.default_rng(20_170_801).permuted(positions, axis=1).T)


@cache
def _ways_to_ask(num_perm: int) -> Int64s:
    """How far it is from each position to the one that it asks at each turn, shape (turns, num_perm)."""
    return asking_order(num_perm) - np.arange(num_perm)
