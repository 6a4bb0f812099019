"""The sketch of a batch as compiled loops, where numba is installed (extra `fast`).

In: texts of one batch. Out: bit for bit the columns that words.py, shingles.py and minhash.py make of them, in a
fraction of the time: each loop reads its input once.
"""

import importlib
import importlib.util
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from dedup.reuse.minhash import EMPTY, LARGEST, Signatures, asking_order
from dedup.reuse.shingles import STEP, Shingles
from dedup.reuse.words import BASE, BATCH_CHARACTERS, Words, fold_table, write_codes

_WORTH_LOADING = 40_000_000
"""Characters after which loading numba pays for itself. Chosen by tests/benchmarks/engines.py."""
_WORD_STEP = np.uint64(BASE)
_SHINGLE_STEP = np.uint64(STEP)
_MIX = np.uint64(0xFF51AFD7ED558CCD)
_HALF = np.uint64(32)
_REST = np.uint64(29)
_ONE = np.uint64(1)
_LOW = np.uint64(0xFFFFFFFF)
_LARGEST = np.uint64(LARGEST)


def is_worth_it(characters: int) -> bool:
    """Whether to go on compiled after so many characters: numba is installed, and loading it pays or is done."""
    if compile_loops.cache_info().currsize:
        return True
    return characters >= _WORTH_LOADING and importlib.util.find_spec("numba") is not None


class _Loops(NamedTuple):
    """The compiled loops."""

    cut: Callable[..., None]
    hash_shingles: Callable[..., None]
    sign: Callable[..., None]


@cache
def compile_loops() -> _Loops:
    """Compile the loops, or load them compiled; takes half a second, and some more where that was never done."""
    compiler = importlib.import_module("numba").njit(cache=True)
    return _Loops(compiler(_cut), compiler(_hash_shingles), compiler(_sign))


class Sketcher:
    """Sketches batches of texts; it owns the buffers, so that memory is asked for once."""

    def __init__(self, *, shingle_size: int, num_perm: int) -> None:
        self._shingle_size = shingle_size
        self._num_perm = num_perm
        self._loops = compile_loops()
        self._reserve(2 * BATCH_CHARACTERS)

    def sketch(self, texts: Sequence[str]) -> tuple[Words, Shingles, Signatures]:
        """Sketch one batch."""
        size = sum(map(len, texts)) + len(texts) + 1
        if size > len(self._codes):
            self._reserve(size)
        bounds = write_codes(texts, self._codes)
        offsets = np.zeros(len(bounds), np.int64)
        self._loops.cut(self._codes, bounds, fold_table(), self._hashes, offsets)
        words = Words(self._hashes[: offsets[-1]].copy(), offsets)
        shingles = self._hash_shingles(words)
        minima = np.full((len(texts), self._num_perm), EMPTY, np.uint32)
        shift = np.uint64(64 - (self._num_perm.bit_length() - 1))
        self._loops.sign(shingles.hashes, shingles.offsets, shift, asking_order(self._num_perm), minima)
        return words, shingles, minima.astype(np.uint16)

    def _hash_shingles(self, words: Words) -> Shingles:
        counts = words.counts
        offsets = np.concatenate(([0], np.cumsum(np.maximum(counts - self._shingle_size + 1, counts > 0))))
        hashes, positions = np.empty(offsets[-1], np.uint64), np.empty(offsets[-1], np.int64)
        self._loops.hash_shingles(words.hashes, words.offsets, self._shingle_size, hashes, positions)
        return Shingles(hashes, positions, offsets)

    def _reserve(self, size: int) -> None:
        self._codes = np.zeros(size, np.uint32)
        self._hashes = np.zeros(size // 2 + 1, np.uint64)


def _cut(codes: Any, bounds: Any, fold: Any, words: Any, offsets: Any) -> None:  # pragma: no cover - runs compiled
    word: Any = 0
    for document in range(len(bounds) - 1):
        hashed: Any = np.uint64(0)
        power: Any = np.uint64(1)
        for place in range(bounds[document] + 1, bounds[document + 1] + 1):
            folded = fold[codes[place]]
            if folded:
                hashed += folded * power
                power *= _WORD_STEP
            elif power != _ONE:
                hashed ^= hashed >> _HALF
                hashed *= _MIX
                words[word] = hashed ^ (hashed >> _REST)
                word += 1
                hashed = np.uint64(0)
                power = _ONE
        offsets[document + 1] = word


def _hash_shingles(
    words: Any, offsets: Any, shingle_size: Any, hashes: Any, positions: Any
) -> None:  # pragma: no cover - runs compiled
    shingle: Any = 0
    for document in range(len(offsets) - 1):
        first, end = offsets[document], offsets[document + 1]
        length = min(shingle_size, end - first)
        for start in range(first, end - length + 1 if length else first):
            hashed = words[start]
            for following in range(start + 1, start + length):
                hashed = hashed * _SHINGLE_STEP + words[following]
            hashed ^= hashed >> _HALF
            hashed *= _MIX
            hashes[shingle] = hashed ^ (hashed >> _REST)
            positions[shingle] = start
            shingle += 1


def _sign(
    hashes: Any, offsets: Any, shift: Any, order: Any, minima: Any
) -> None:  # pragma: no cover - runs compiled
    for document in range(len(minima)):
        row = minima[document]
        first, end = offsets[document], offsets[document + 1]
        if first == end:
            row[:] = 0
            continue
        for shingle in range(first, end):
            column: Any = np.int64(hashes[shingle] >> shift)
            row[column] = min(row[column], np.uint32(min(hashes[shingle] & _LOW, _LARGEST)))
        source = row.copy()
        if source.min() == EMPTY:
            continue
        for column in range(len(row)):
            turn: Any = 0
            while row[column] == EMPTY:
                row[column] = source[order[turn, column]]
                turn += 1
