"""Candidate pairs: documents whose signatures agree in a whole band.

In: signatures. Out: pairs of row numbers, sorted, without repeats. Two documents of Jaccard s become a candidate
with probability 1 - (1 - s**rows)**bands (Leskovec, Rajaraman and Ullman, chapter 3). One band is in memory at
a time: its keys are sorted and neighbours compared. Documents with one signature are joined first and go on as one,
so that ten thousand copies cost as many pairs as their number.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dedup.reuse.minhash import Signatures
from dedup.reuse.words import Int64s, UInt64s, mix

_STEP = np.uint64(0x9E3779B97F4A7C15)
_ALL_PAIRS = 32
"""Documents of one key that are all paired. All pairs of longer runs would be quadratic: each document is paired
with the first one and, unless they are copies, with its next neighbours, which joins the group. Chosen by hand."""
_NEIGHBOURS = 4
_COPIES = 8
"""Copies of a document that are paired with the versions it is paired with; the others hang on the first copy."""
_PENDING = 1_000_000
"""Pairs that are gathered before repeats among them are dropped; many bands find the same ones."""

Pairs = npt.NDArray[np.int64]


def find_candidates(signatures: Signatures, present: npt.NDArray[np.bool_], *, bands: int, rows: int) -> Pairs:
    """Pair the documents that share a band, shape (pairs, 2), left < right.

    `present`, shape (documents,), says which documents have shingles at all.
    """
    documents = np.flatnonzero(present)
    copies = _find_runs(_hash_signatures(signatures[documents]))
    is_first = np.ones(len(documents), np.bool_)
    is_first[copies.members()] = False
    is_first[copies.firsts()] = True
    firsts = np.flatnonzero(is_first)
    columns = np.ascontiguousarray(signatures[documents[firsts], : bands * rows].T)
    found = np.zeros(0, np.uint64)
    pending: list[UInt64s] = []
    for band in range(bands):
        left, right = _find_runs(_hash_rows(columns[band * rows : (band + 1) * rows])).pairs(_NEIGHBOURS)
        pending.append(_encode(left, right))
        if sum(map(len, pending)) > max(len(found), _PENDING):
            found, pending = np.unique(np.concatenate((found, *pending))), []
    between = _decode(np.unique(np.concatenate((found, *pending))))
    inside = np.stack(copies.pairs(0), axis=1)
    pairs = np.concatenate((inside, _spread(firsts[between], copies, len(documents))))
    return sort_pairs(documents[pairs])


def sort_pairs(pairs: Pairs) -> Pairs:
    """Order pairs by left, then right document, each pair once, left < right."""
    return _decode(np.unique(_encode(pairs[:, 0], pairs[:, 1])))


def _decode(codes: UInt64s) -> Pairs:
    return np.stack([codes >> np.uint64(32), codes & np.uint64(0xFFFFFFFF)], axis=1).astype(np.int64)


def _encode(left: Int64s, right: Int64s) -> UInt64s:
    return (np.minimum(left, right).astype(np.uint64) << np.uint64(32)) | np.maximum(left, right).astype(np.uint64)


def _hash_signatures(signatures: Signatures) -> UInt64s:
    """One key for each whole signature: a sum of its 64-bit words, each times an odd number, modulo 2**64."""
    values = signatures.view(np.uint64)
    factors = np.random.default_rng(18).integers(0, 1 << 64, values.shape[1], np.uint64) | np.uint64(1)
    keys: UInt64s = values @ factors
    return keys


def _hash_rows(columns: Signatures) -> UInt64s:
    """One key for each document from the values of its rows, shape (documents,); columns are (rows, documents)."""
    keys = np.zeros(columns.shape[1], np.uint64)
    for values in columns:
        keys *= _STEP
        keys += values
    return mix(keys, np.empty_like(keys))


@dataclass(frozen=True, slots=True)
class _Runs:
    """Documents ordered by key; starts and sizes, in that order, of runs of one key, two documents at least."""

    order: Int64s
    starts: Int64s
    sizes: Int64s

    def firsts(self) -> Int64s:
        """The document with the smallest number of each run."""
        return self.order[self.starts]

    def members(self) -> Int64s:
        """The documents of all runs."""
        return self.order[self._places()]

    def pairs(self, neighbours: int) -> tuple[Int64s, Int64s]:
        """All pairs of documents of short runs; of long ones the first and some neighbours of each document."""
        places, first = self._places(), np.repeat(self.starts, self.sizes)
        ends = first + np.repeat(self.sizes, self.sizes)
        reach = np.where(ends - first > _ALL_PAIRS, neighbours, _ALL_PAIRS)
        near = places > first  # the first of a run meets all others
        lefts, rights = [first[near]], [places[near]]
        distance = 1
        while near.any():
            places, ends, reach = places[near], ends[near], reach[near]
            near = (places + distance < ends) & (distance <= reach)
            lefts.append(places[near])
            rights.append(places[near] + distance)
            distance += 1
        return self.order[np.concatenate(lefts)], self.order[np.concatenate(rights)]

    def _places(self) -> Int64s:
        """Where members of runs stand in the order."""
        before = np.cumsum(self.sizes) - self.sizes
        places: Int64s = np.arange(self.sizes.sum()) + np.repeat(self.starts - before, self.sizes)
        return places


def _spread(pairs: Pairs, copies: _Runs, documents: int) -> Pairs:
    """Let the copies of both documents of a pair meet too, the first few of each."""
    starts = np.full(documents, -1, np.int64)
    sizes = np.ones(documents, np.int64)
    starts[copies.firsts()], sizes[copies.firsts()] = copies.starts, np.minimum(copies.sizes, _COPIES)
    left_sizes, right_sizes = sizes[pairs].T
    counts = left_sizes * right_sizes
    number = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    members: Pairs = np.repeat(pairs, counts, axis=0)
    steps = np.stack([number // np.repeat(right_sizes, counts), number % np.repeat(right_sizes, counts)], axis=1)
    has_copies = starts[members] >= 0
    members[has_copies] = copies.order[(starts[members] + steps)[has_copies]]
    return members


def _find_runs(keys: UInt64s) -> _Runs:
    """Order documents by key, then number, and find the runs of one key.

    Number and key share 64 bits, which sorts several times faster than sorting numbers by key; what that makes
    equal by accident, the exact comparison tells apart.
    """
    bits = np.uint64(len(keys).bit_length())
    packed = (keys >> bits << bits) | np.arange(len(keys), dtype=np.uint64)
    packed.sort()
    order = (packed & ((np.uint64(1) << bits) - np.uint64(1))).astype(np.int64)
    packed >>= bits
    same = np.flatnonzero(packed[1:] == packed[:-1])
    is_start = np.ones(len(same), np.bool_)
    np.not_equal(same[1:], same[:-1] + 1, out=is_start[1:])
    sizes = np.diff(np.concatenate((np.flatnonzero(is_start), [len(same)]))) + 1
    return _Runs(order, same[is_start], sizes)
