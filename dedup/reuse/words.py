"""The words of a collection as NumPy columns.

In: texts. Out: for every word a 64-bit hash, with no Python object per word. Texts are joined into batches and
written as code points into a buffer that is used again and again; a table maps each code point to its lower case or
to 0, a separator. A word's hash is a polynomial of its characters modulo 2**64 (Karp and Rabin 1987), then mixed.
The polynomials of a batch are one product: of the sparse matrix that has a row for each word, a column for each
code point and powers of the base as entries, with the table. Unsigned 64-bit products wrap silently: that is the
modulus, and tests compare with Python integers.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np
import numpy.typing as npt

BASE = 0x5851F42D4C957F2D
"""Odd, so that it has an inverse modulo 2**64; the multiplier of Knuth's MMIX generator."""

BATCH_CHARACTERS = 240_000
"""Characters from which a batch is full. Chosen by tests/benchmarks/engines.py: smaller ones pay for calls, larger
ones leave the cache."""

_PART = 1 << 15
_FEW_CHARACTERS = 1 << 14
"""Up to so many characters running sums are faster than a product."""
_CODE_POINTS = 0x110000
_BASIC_PLANE = 0x10000
_MIX = np.uint64(0xFF51AFD7ED558CCD)

Int64s = npt.NDArray[np.int64]
UInt64s = npt.NDArray[np.uint64]


def _no_places() -> Int64s:
    return np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True)
class Words:
    """Columns over all words of all documents, in order.

    `hashes` has shape (words,). `offsets` has shape (documents + 1,): words of document d are
    `offsets[d]:offsets[d + 1]`. `starts` and `ends`, shape (words,), are code points within the word's own text;
    they are empty where a stream left them out, and `word_spans` gives those of one text.
    """

    hashes: UInt64s
    offsets: Int64s
    starts: Int64s = field(default_factory=_no_places)
    ends: Int64s = field(default_factory=_no_places)

    @property
    def counts(self) -> Int64s:
        """Words of each document, shape (documents,)."""
        return np.diff(self.offsets)

    def documents(self) -> npt.NDArray[np.int32]:
        """The document of each word, shape (words,)."""
        return np.repeat(np.arange(len(self.offsets) - 1, dtype=np.int32), self.counts)

    def take(self, documents: Int64s) -> "Words":
        """The words of some documents, in that order, without their places."""
        rows, offsets = rows_of(self.offsets, documents)
        return Words(self.hashes[rows], offsets)


def rows_of(offsets: Int64s, documents: Int64s) -> tuple[Int64s, Int64s]:
    """Rows of some documents in a column, in that order, and the offsets these documents get."""
    counts = offsets[documents + 1] - offsets[documents]
    taken = np.concatenate(([0], np.cumsum(counts)))
    return np.arange(taken[-1]) + np.repeat(offsets[documents] - taken[:-1], counts), taken


def hash_words(texts: Iterable[str]) -> Words:
    """Cut texts into words and hash them, case folded; with the places of all words.

    >>> words = hash_words(["Kim reist", "KIM bleibt"])
    >>> bool(words.hashes[0] == words.hashes[2]), words.starts.tolist()
    (True, [0, 4, 0, 4])
    """
    cutter = WordCutter()
    return join_words([cutter.cut_with_places(batch) for batch in batch_texts(texts)])


def word_spans(text: str) -> tuple[Int64s, Int64s]:
    """Say where the words of one text start and end, in code points, each of shape (words,).

    >>> starts, ends = word_spans("Kim reist.")
    >>> starts.tolist(), ends.tolist()
    ([0, 4], [3, 9])
    """
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.int32)
    is_word = np.zeros(len(codes) + 2, np.bool_)
    _word_table().take(codes, out=is_word[1:-1], mode="clip")
    edges = np.flatnonzero(is_word[1:] != is_word[:-1])
    return edges[::2], edges[1::2]


def batch_texts(texts: Iterable[str]) -> Iterator[list[str]]:
    """Take texts together until a batch is full, in order; a batch holds whole texts, at least one."""
    batch: list[str] = []
    size = 0
    for text in texts:
        batch.append(text)
        size += len(text) + 1
        if size >= BATCH_CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def join_words(parts: Sequence[Words]) -> Words:
    """Join the words of batches into those of one collection."""
    if not parts:
        return Words(np.zeros(0, np.uint64), np.zeros(1, np.int64))
    counts = np.concatenate([part.counts for part in parts])
    return Words(
        hashes=np.concatenate([part.hashes for part in parts]),
        offsets=np.concatenate(([0], np.cumsum(counts))),
        starts=np.concatenate([part.starts for part in parts]),
        ends=np.concatenate([part.ends for part in parts]),
    )


class WordCutter:
    """Cuts batches of texts into words; it owns the buffers, which grow to the largest batch and are used again."""

    def __init__(self) -> None:
        self._reserve(1)

    def cut(self, texts: Sequence[str]) -> Words:
        """Cut one batch into words, without their places."""
        before, _, bounds = self._find_words(texts)
        return Words(self._hash(before, bounds), np.searchsorted(before, bounds))

    def cut_with_places(self, texts: Sequence[str]) -> Words:
        """Cut one batch into words and say where they stand, each in its own text."""
        before, last, bounds = self._find_words(texts)
        offsets = np.searchsorted(before, bounds)
        separators = np.repeat(bounds[:-1], np.diff(offsets))  # one stands before each text
        return Words(self._hash(before, bounds), offsets, before - separators, last - separators)

    def _reserve(self, characters: int) -> None:
        size = 1 << (characters - 1).bit_length()
        self._text = np.zeros(size, np.uint32)
        self._is_word = np.zeros(size, np.bool_)
        self._changes = np.zeros(size, np.bool_)

    def _find_words(self, texts: Sequence[str]) -> tuple[Int64s, Int64s, Int64s]:
        """Places of the characters before words, of their last ones, and of the separators around texts."""
        size = sum(map(len, texts)) + len(texts) + 1
        if size > len(self._text):
            self._reserve(size)
        bounds = write_codes(texts, self._text)
        codes, is_word = self._text[:size].view(np.int32), self._is_word[:size]
        for start in range(0, size, _PART):  # a part and its indexes stay in the cache
            part = slice(start, start + _PART)
            _word_table().take(codes[part], out=is_word[part], mode="clip")
        changes = np.not_equal(is_word[1:], is_word[:-1], out=self._changes[: size - 1])
        edges = changes.nonzero()[0]  # before a word, its last character, before a word, ...
        return edges[::2], edges[1::2], bounds

    def _hash(self, before: Int64s, bounds: Int64s) -> UInt64s:
        if not len(before):
            return np.zeros(0, np.uint64)
        start, end = int(before[0]) + 1, int(bounds[-1])
        powers, inverses = _power_tables(len(self._text).bit_length() - 1)
        if end - start <= _FEW_CHARACTERS:
            return self._hash_few(before - before[0], start, end, powers, inverses)
        from scipy.sparse import csr_array

        rows = np.empty(len(before) + 1, np.int32)  # a word's row ends where the next one starts
        np.subtract(before, before[0], out=rows[:-1], casting="unsafe")
        rows[-1] = end - start
        entries = (powers[: end - start], self._text[start:end].view(np.int32), rows)
        hashes: UInt64s = csr_array(entries, shape=(len(before), _CODE_POINTS)) @ fold_table()
        hashes *= inverses.take(rows[:-1], mode="clip")
        return mix(hashes, np.empty_like(hashes))

    def _hash_few(self, rows: Int64s, start: int, end: int, powers: UInt64s, inverses: UInt64s) -> UInt64s:
        """Do the same with running sums, which take fewer calls."""
        sums = np.zeros(end - start + 1, np.uint64)
        folded = fold_table().take(self._text[start:end].view(np.int32), mode="clip")
        folded *= powers[: end - start]
        np.cumsum(folded, out=sums[1:])
        ends = np.append(rows[1:], end - start)
        hashes = sums.take(ends)
        hashes -= sums.take(rows)
        hashes *= inverses.take(rows)
        return mix(hashes, np.empty_like(hashes))


def write_codes(texts: Sequence[str], buffer: npt.NDArray[np.uint32]) -> Int64s:
    """Write code points of texts with a separator before, between and behind them; say where separators stand."""
    joined = "\0".join(("", *texts, ""))
    # One assignment writes all code points, ten times as fast as encoding the text.
    np.ndarray((), f"U{len(joined)}", buffer)[()] = joined
    bounds = np.zeros(len(texts) + 1, np.int64)
    np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)) + 1, out=bounds[1:])
    return bounds


def mix(hashes: UInt64s, scratch: UInt64s) -> UInt64s:
    """Spread the differences of hashes over all bits, in place; `scratch` has the same shape."""
    hashes ^= np.right_shift(hashes, np.uint64(32), out=scratch)
    hashes *= _MIX
    hashes ^= np.right_shift(hashes, np.uint64(29), out=scratch)
    return hashes


@cache
def fold_table() -> UInt64s:
    """Lower case of each code point that belongs to a word; 0 for separators, the higher planes among them."""
    table = np.zeros(_CODE_POINTS, np.uint64)
    table[:_BASIC_PLANE] = [_fold(chr(code)) for code in range(_BASIC_PLANE)]
    return table


@cache
def _word_table() -> npt.NDArray[np.bool_]:
    """Whether a code point belongs to a word."""
    table = np.zeros(_CODE_POINTS, np.bool_)
    table[:_BASIC_PLANE] = fold_table()[:_BASIC_PLANE] != 0
    return table


def _fold(character: str) -> int:
    if not character.isalnum() and character != "_":
        return 0
    lowered = character.lower()
    return ord(lowered if len(lowered) == 1 else character)


@cache
def _power_tables(bits: int) -> tuple[UInt64s, UInt64s]:
    """Powers of the base and of its inverse modulo 2**64, 2**bits of each."""
    inverse = pow(BASE, -1, 1 << 64)
    size = 1 << bits
    powers, inverses = np.ones(size, np.uint64), np.ones(size, np.uint64)
    done = 1
    while done < size:  # doubling: the second half is the first times base**done
        powers[done : 2 * done] = powers[:done] * np.uint64(pow(BASE, done, 1 << 64))
        inverses[done : 2 * done] = inverses[:done] * np.uint64(pow(inverse, done, 1 << 64))
        done *= 2
    return powers, inverses
