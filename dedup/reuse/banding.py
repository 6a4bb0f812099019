"""Candidate pairs: documents whose signatures agree in a whole band.

In: signatures. Out: pairs of row numbers, sorted, without repeats. Two documents of Jaccard s become a candidate
with probability 1 - (1 - s**rows)**bands (Leskovec, Rajaraman and Ullman, chapter 3). One band is in memory at
a time: its keys are sorted and neighbours compared. Documents with one signature are joined first and go on as one,
so that ten thousand copies cost as many pairs as their number.
"""

from collections.abc import Sequence
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
_PENDING = 50_000
"""Documents of runs that are gathered before they are paired and repeats dropped; many bands find the same ones."""
_ROWS_AT_ONCE = 512
"""Signatures that are turned into columns together, so that they stay in the cache."""

Pairs = npt.NDArray[np.int64]


def find_candidates(signatures: Signatures, present: npt.NDArray[np.bool_], *, bands: int, rows: int) -> Pairs:
    """Pair the documents that share a band, shape (pairs, 2), left < right.

    `present`, shape (documents,), says which documents have shingles at all.
    """
    documents = np.flatnonzero(present)
    copies = _find_runs(_hash_signatures(signatures[documents]))
    is_first = np.ones(len(documents), np.bool_)
    is_first[copies.order] = False
    is_first[copies.firsts()] = True
    firsts = np.flatnonzero(is_first)
    columns = _to_columns(signatures, documents[firsts], bands * rows)
    found = np.zeros(0, np.uint64)
    pending: list[_Runs] = []
    for band in range(bands):
        pending.append(_find_runs(_hash_rows(columns[band * rows : (band + 1) * rows])))
        if band == bands - 1 or sum(len(runs.order) for runs in pending) > max(len(found), _PENDING):
            found = np.unique(np.concatenate((found, _encode(*_join(pending).pairs(_NEIGHBOURS)))))
            pending = []
    between = _decode(found)
    inside = np.stack(copies.pairs(0), axis=1)
    pairs = np.concatenate((inside, _spread(firsts[between], copies, len(documents))))
    return sort_pairs(documents[pairs])


def _to_columns(signatures: Signatures, documents: Int64s, width: int) -> Signatures:
    """The first values of some signatures as columns, shape (width, documents)."""
    columns = np.empty((width, len(documents)), np.uint16)
    for start in range(0, len(documents), _ROWS_AT_ONCE):
        part = slice(start, start + _ROWS_AT_ONCE)
        columns[:, part] = signatures[documents[part], :width].T
    return columns


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
    """Documents of all runs, run by run; where each run starts, and its size, two at least."""

    order: Int64s
    starts: Int64s
    sizes: Int64s

    def firsts(self) -> Int64s:
        """The document with the smallest number of each run."""
        return self.order[self.starts]

    def pairs(self, neighbours: int) -> tuple[Int64s, Int64s]:
        """All pairs of documents of short runs; of long ones the first and some neighbours of each document."""
        places, first = np.arange(len(self.order)), np.repeat(self.starts, self.sizes)
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


def _join(parts: Sequence[_Runs]) -> _Runs:
    """The runs of several bands as those of one."""
    sizes = np.concatenate([runs.sizes for runs in parts])
    return _Runs(np.concatenate([runs.order for runs in parts]), np.cumsum(sizes) - sizes, sizes)


def _find_runs(keys: UInt64s) -> _Runs:
    """Order documents by key, then number, and find the runs of one key.

    Number and key share 64 bits, which sorts several times faster than sorting numbers by key; what that makes
    equal by accident, the exact comparison tells apart.
    """
    bits = np.uint64(len(keys).bit_length())
    packed = (keys >> bits << bits) | np.arange(len(keys), dtype=np.uint64)
    packed.sort()
    shared = packed >> bits
    same = np.zeros(len(keys) + 1, np.bool_)  # as the one before
    np.equal(shared[1:], shared[:-1], out=same[1:-1])
    is_member = same[1:] | same[:-1]
    members = np.flatnonzero(is_member)
    starts = np.flatnonzero(~same[:-1].take(members))
    order = (packed.take(members) & ((np.uint64(1) << bits) - np.uint64(1))).astype(np.int64)
    return _Runs(order, starts, np.diff(np.append(starts, len(order))))
