"""Candidate pairs: documents whose signatures agree in a whole band.

In: signatures. Out: pairs of row numbers, sorted, without repeats. Two documents of Jaccard s become a candidate
with probability 1 - (1 - s**rows)**bands (Leskovec, Rajaraman and Ullman, chapter 3). One band is in memory at
a time: its keys are sorted and neighbours compared.
"""

import numpy as np
import numpy.typing as npt

from dedup.reuse.minhash import Signatures

_STEP = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xFF51AFD7ED558CCD)
_NEIGHBOURS = 16
"""Documents of one key that each is paired with. Longer runs are identical texts: a chain of them is enough to
join the group, and all pairs would be quadratic. Chosen by hand."""

Pairs = npt.NDArray[np.int64]


def find_candidates(signatures: Signatures, present: npt.NDArray[np.bool_], *, bands: int, rows: int) -> Pairs:
    """Pair the documents that share a band, shape (pairs, 2), left < right.

    `present`, shape (documents,), says which documents have words at all.
    """
    documents = np.flatnonzero(present)
    found = [_pairs_of_band(signatures[documents, band * rows : (band + 1) * rows]) for band in range(bands)]
    if not found:
        return np.zeros((0, 2), np.int64)
    pairs = documents[np.concatenate(found)]
    pairs.sort(axis=1)
    return np.unique(pairs, axis=0)


def _pairs_of_band(values: Signatures) -> Pairs:
    keys = np.zeros(len(values), np.uint64)
    for row in range(values.shape[1]):
        keys = (keys * _STEP + values[:, row] + np.uint64(1)) * _MIX
        keys ^= keys >> np.uint64(32)
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    pairs = []
    for distance in range(1, min(_NEIGHBOURS, len(order) - 1) + 1):
        equal = np.flatnonzero(ordered[distance:] == ordered[:-distance])
        if not len(equal):
            break
        pairs.append(np.stack([order[equal], order[equal + distance]], axis=1))
    return np.concatenate(pairs) if pairs else np.zeros((0, 2), np.int64)
