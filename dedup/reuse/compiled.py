"""The sketch of a batch as compiled loops, where numba is installed (extra `fast`).

In: texts of one batch. Out: bit for bit the words and signatures that words.py, shingles.py and minhash.py make of
them, in a fraction of the time: each loop reads its input once, and shingles are never written down.
"""

import importlib
import importlib.util
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from dedup.reuse.minhash import EMPTY, LARGEST, Signatures, asking_order
from dedup.reuse.shingles import STEP
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
    sign: Callable[..., None]


@cache
def compile_loops() -> _Loops:
    """Compile the loops, or load them compiled; takes half a second, and some more where that was never done."""
    compiler = importlib.import_module("numba").njit(cache=True)
    return _Loops(compiler(_cut), compiler(_sign))


class Sketcher:
    """Sketches batches of texts; it owns the buffers, so that memory is asked for once."""

    def __init__(self, *, shingle_size: int, num_perm: int) -> None:
        self._shingle_size = shingle_size
        self._num_perm = num_perm
        self._loops = compile_loops()
        self._reserve(2 * BATCH_CHARACTERS)

    def sketch(self, texts: Sequence[str]) -> tuple[Words, Signatures]:
        """Sketch one batch."""
        size = sum(map(len, texts)) + len(texts) + 1
        if size > len(self._codes):
            self._reserve(size)
        bounds = write_codes(texts, self._codes)
        offsets = np.zeros(len(bounds), np.int64)
        self._loops.cut(self._codes, bounds, _folds(), self._hashes, offsets)
        words = Words(self._hashes[: offsets[-1]].copy(), offsets)
        minima = np.full((len(texts), self._num_perm), EMPTY, np.uint32)
        self._loops.sign(words.hashes, offsets, self._shingle_size, asking_order(self._num_perm), minima)
        return words, minima.astype(np.uint16)

    def _reserve(self, size: int) -> None:
        self._codes = np.zeros(size, np.uint32)
        self._hashes = np.zeros(size // 2 + 1, np.uint64)


@cache
def _folds() -> npt.NDArray[np.uint16]:
    """Lower case of each code point of the basic plane that belongs to a word, 0 for others."""
    return fold_table()[: 1 << 16].astype(np.uint16)


def _cut(codes: Any, bounds: Any, folds: Any, words: Any, offsets: Any) -> None:  # pragma: no cover - runs compiled
    word: Any = 0
    for document in range(len(bounds) - 1):
        hashed: Any = np.uint64(0)
        power: Any = np.uint64(1)
        for place in range(bounds[document] + 1, bounds[document + 1] + 1):
            code = codes[place]
            folded: Any = np.uint64(folds[code] if code < len(folds) else 0)
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


def _sign(
    words: Any, offsets: Any, shingle_size: Any, order: Any, minima: Any
) -> None:  # pragma: no cover - runs compiled
    bits: Any = 0
    while 1 << bits < minima.shape[1]:
        bits += 1
    shift = np.uint64(64 - bits)
    for document in range(len(minima)):
        row = minima[document]
        first, end = offsets[document], offsets[document + 1]
        if first == end:
            row[:] = 0
            continue
        length = min(shingle_size, end - first)
        for start in range(first, end - length + 1):
            hashed = words[start]
            for following in range(start + 1, start + length):
                hashed = hashed * _SHINGLE_STEP + words[following]
            hashed ^= hashed >> _HALF
            hashed *= _MIX
            hashed ^= hashed >> _REST
            column: Any = np.int64(hashed >> shift)
            row[column] = min(row[column], np.uint32(min(hashed & _LOW, _LARGEST)))
        source = row.copy()
        for column in range(len(row)):
            turn: Any = 0
            while row[column] == EMPTY:
                row[column] = source[order[turn, column]]
                turn += 1
