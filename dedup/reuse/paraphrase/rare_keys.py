"""Keys of pairs of rare words that stand near each other, and the places that have a key in common.

In: the rare words of a collection. Out: keys with the rows of their first words; pairs of rows with the same key.
There is a fixed number of keys for each rare word, and they are joined by one sort.
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from dedup.reuse.paraphrase.rare import WINDOW_WORDS, Counter, Rare
from dedup.reuse.words import Int64s, UInt64s

Int32s = npt.NDArray[np.int32]


PARTNERS = 4
"""Following rare words that each rare word is paired with. Recall by number: tests/benchmarks/paraphrase.py."""
_MIX = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xFF51AFD7ED558CCD))
_KEYED_WORDS = 100_000
"""Words that are worked on at a time, so that they stay in the cache."""


def repeated_keys(rare: Rare) -> UInt64s:
    """Keys of pairs of rare words that come twice, sorted; the low bits hold the row of the pair's first word."""
    bits = np.uint64(len(rare.places).bit_length())
    counter = Counter(PARTNERS * len(rare.places) // 2)
    whole = (0, len(rare.places))
    for keys, _ in keys_of(rare, *whole):
        counter.add(keys)
    parts = [np.zeros(0, np.uint64)]
    for keys, rows in keys_of(rare, *whole):
        twice = np.flatnonzero(counter.of(keys) > 1)
        parts.append((keys[twice] >> bits << bits) | rows[twice].view(np.uint64))
    found = np.concatenate(parts)
    found.sort()
    return found


def keys_of(rare: Rare, first: int, end: int) -> Iterator[tuple[UInt64s, Int64s]]:
    """Keys of a range of rare words and the next ones, the same in either order, and their rows, by blocks."""
    for begin in range(first, end, _KEYED_WORDS):
        most = min(_KEYED_WORDS, end - begin)
        part = slice(begin, begin + most + PARTNERS)
        places, documents, hashes = rare.places[part], rare.documents[part], rare.hashes[part]
        for distance in range(1, min(PARTNERS + 1, len(places))):
            own = slice(0, min(most, len(places) - distance))
            other = slice(distance, own.stop + distance)
            near = places[other] - places[own] <= WINDOW_WORDS
            near &= documents[other] == documents[own]
            near &= hashes[other] != hashes[own]
            rows = np.flatnonzero(near)
            keys = (hashes[own] + hashes[other])[rows]
            keys *= _MIX[0]  # readers use the high bits
            yield keys, rows + begin


def join_keys(keys: UInt64s, rows: int, limit: int) -> tuple[Int32s, Int32s, int]:
    """All pairs of rows with the same key, smaller first, and how many keys stand in more than `limit` places."""
    bits = np.uint64(rows.bit_length())
    heads = keys >> bits
    starts = (
        np.flatnonzero(np.concatenate(([True], heads[1:] != heads[:-1]))) if len(keys) else np.zeros(0, np.int64)
    )
    sizes = np.diff(np.concatenate((starts, [len(keys)])))
    runs = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
    chosen = ((sizes > 1) & (sizes <= limit))[runs]
    runs, of_run = runs[chosen], (keys[chosen] & ((np.uint64(1) << bits) - np.uint64(1))).astype(np.int32)
    firsts = [np.zeros(0, np.int32)]
    seconds = [np.zeros(0, np.int32)]
    for distance in range(1, limit):
        same = np.flatnonzero(runs[distance:] == runs[:-distance])
        if not len(same):
            break
        firsts.append(of_run[same])
        seconds.append(of_run[same + distance])
    return np.concatenate(firsts), np.concatenate(seconds), int(np.count_nonzero(sizes > limit))
