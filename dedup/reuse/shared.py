"""Shared shingles: which places of a collection hold the same shingle.

In: shingles of a collection. Out: pairs of places for the shingles that stand in few places, and all places of
those that stand in many, which may be text of a site. It is one sort of 64-bit keys that carry the hash in their
high and the row in their low bits, so that equal shingles keep the order of the collection.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dedup.reuse.shingles import Shingles
from dedup.reuse.words import Int64s
from dedup.settings import ReuseSettings


@dataclass(frozen=True, slots=True)
class SharedShingles:
    """Columns over shingles that stand in two places and more; a place is the number of a shingle's first word.

    `lefts` and `rights`, shape (pairs,), left < right, are all pairs of places of shingles with at most
    `max_document_frequency` places. `frequent_places` and `frequent_runs`, shape (places,), are the places of
    shingles with `boilerplate_documents` and more, and which of them belong to one shingle. `common` counts
    shingles in too many places to be paired.
    """

    lefts: Int64s
    rights: Int64s
    frequent_places: Int64s
    frequent_runs: Int64s
    common: int

    def without(self, site_text: npt.NDArray[np.bool_]) -> "SharedShingles":
        """Leave out pairs of site text; `site_text`, shape (words,), says where such a shingle starts."""
        kept = ~site_text[self.lefts]
        return SharedShingles(
            self.lefts[kept], self.rights[kept], self.frequent_places, self.frequent_runs, self.common
        )


def find_shared(shingles: Shingles, settings: ReuseSettings) -> SharedShingles:
    """Find the places that hold the same shingle."""
    rows, sizes = _runs(shingles)
    places = shingles.positions[rows]
    runs = np.repeat(np.arange(len(sizes)), sizes)
    is_common = sizes > settings.max_document_frequency
    paired = (sizes > 1) & ~is_common
    lefts, rights = _pairs_within_runs(places[paired[runs]], runs[paired[runs]])
    frequent = (sizes >= settings.boilerplate_documents)[runs]
    return SharedShingles(lefts, rights, places[frequent], runs[frequent], int(np.count_nonzero(is_common)))


def _runs(shingles: Shingles) -> tuple[Int64s, Int64s]:
    """Rows of shingles ordered by hash, shape (shingles,), and the length of each run of equal hashes."""
    count = len(shingles.hashes)
    bits = np.uint64(count.bit_length())
    keys = (shingles.hashes >> bits << bits) | np.arange(count, dtype=np.uint64)
    keys.sort()
    hashes = keys >> bits
    starts = np.flatnonzero(np.concatenate(([True], hashes[1:] != hashes[:-1]))) if count else np.zeros(0, np.int64)
    rows = (keys & ((np.uint64(1) << bits) - np.uint64(1))).astype(np.int64)
    return rows, np.diff(np.concatenate((starts, [count])))


def _pairs_within_runs(places: Int64s, runs: Int64s) -> tuple[Int64s, Int64s]:
    """All pairs of places that hold the same shingle, smaller first; places of one run stand together, sorted."""
    lefts: list[Int64s] = [np.zeros(0, np.int64)]
    rights: list[Int64s] = [np.zeros(0, np.int64)]
    current = np.arange(len(runs))
    for distance in range(1, len(runs)):
        current = current[current + distance < len(runs)]
        current = current[runs[current] == runs[current + distance]]
        if not len(current):
            break
        lefts.append(places[current])
        rights.append(places[current + distance])
    return np.concatenate(lefts), np.concatenate(rights)
