"""The words of a whole collection as NumPy columns.

In: texts. Out: for every word a 64-bit hash and its place, with no Python object per word. Texts are joined into
batches of UTF-16 code units; a table of 65,536 entries maps each unit to its lower case or to 0, a separator;
word hashes are differences of one running polynomial sum modulo 2**64 (Karp and Rabin 1987), then mixed.
Unsigned 64-bit products wrap silently: that is the modulus, and tests compare with Python integers.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

BASE = 0x5851F42D4C957F2D
"""Odd, so that it has an inverse modulo 2**64; the multiplier of Knuth's MMIX generator."""

_MASK = (1 << 64) - 1
_BATCH_CHARACTERS = 120_000  # fits the second-level cache; larger batches ran slower
_SURROGATES = range(0xD800, 0xE000)
_LOW_SURROGATE = 0xDC00
_MIX = np.uint64(0xFF51AFD7ED558CCD)

UInt64s = npt.NDArray[np.uint64]
Int64s = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Words:
    """Columns over all words of all documents, in order.

    `hashes`, `starts` and `ends` have shape (words,); starts and ends are code points within the word's own
    text. `offsets` has shape (documents + 1,): words of document d are `offsets[d]:offsets[d + 1]`.
    """

    hashes: UInt64s
    starts: Int64s
    ends: Int64s
    offsets: Int64s

    @property
    def counts(self) -> Int64s:
        """Words of each document, shape (documents,)."""
        return np.diff(self.offsets)

    def documents(self) -> npt.NDArray[np.int32]:
        """The document of each word, shape (words,)."""
        return np.repeat(np.arange(len(self.offsets) - 1, dtype=np.int32), self.counts)


def hash_words(texts: Iterable[str]) -> Words:
    """Cut texts into words and hash them, case folded.

    >>> words = hash_words(["Kim reist", "KIM bleibt"])
    >>> bool(words.hashes[0] == words.hashes[2]), words.starts.tolist()
    (True, [0, 4, 0, 4])
    """
    parts = [_hash_batch(batch) for batch in _batches(texts)]
    if not parts:
        empty = np.zeros(0, np.int64)
        return Words(empty.astype(np.uint64), empty, empty, np.zeros(1, np.int64))
    counts = np.concatenate([part.counts for part in parts])
    return Words(
        hashes=np.concatenate([part.hashes for part in parts]),
        starts=np.concatenate([part.starts for part in parts]),
        ends=np.concatenate([part.ends for part in parts]),
        offsets=np.concatenate(([0], np.cumsum(counts))),
    )


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    size = 0
    for text in texts:
        batch.append(text)
        size += len(text) + 1
        if size >= _BATCH_CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _hash_batch(texts: list[str]) -> Words:
    encoded = [text.encode("utf-16-le", "surrogatepass") for text in texts]
    units = np.frombuffer(b"".join((b"\0\0", b"\0\0".join(encoded), b"\0\0")), np.uint16)
    lengths = np.array([len(part) // 2 + 1 for part in encoded], np.int64)
    text_starts = np.concatenate(([1], 1 + np.cumsum(lengths)))

    folded = _fold_table().take(units)
    is_word = folded != 0
    edges = np.flatnonzero(is_word[1:] != is_word[:-1]) + 1  # a word begins, ends, begins, ends, ...
    starts, ends = edges[::2], edges[1::2]

    powers, inverses = _powers(len(units))
    running = np.cumsum(folded * powers[: len(units)])
    hashes = running[ends - 1] - running[starts - 1]
    hashes *= inverses[starts]
    hashes ^= hashes >> np.uint64(32)
    hashes *= _MIX
    hashes ^= hashes >> np.uint64(29)

    offsets = np.searchsorted(starts, text_starts)
    origin = np.repeat(text_starts[:-1], np.diff(offsets))
    low = np.cumsum((units >= _LOW_SURROGATE) & (units < _SURROGATES.stop))  # one code point is two units there
    return Words(
        hashes=hashes,
        starts=starts - origin - (low[starts] - low[origin - 1]),
        ends=ends - origin - (low[ends - 1] - low[origin - 1]),
        offsets=offsets,
    )


@cache
def _fold_table() -> npt.NDArray[np.uint64]:
    """Lower case of each UTF-16 code unit that belongs to a word; 0 for separators, surrogates among them."""
    return np.array([_fold(chr(code)) for code in range(65_536)], np.uint64)


def _fold(character: str) -> int:
    if not character.isalnum() and character != "_":
        return 0
    lowered = character.lower()
    return ord(lowered if len(lowered) == 1 else character)


def _powers(count: int) -> tuple[UInt64s, UInt64s]:
    """Powers of the base and of its inverse modulo 2**64, at least `count` of each."""
    return _power_tables(max(count, 2 * _BATCH_CHARACTERS).bit_length())


@cache
def _power_tables(bits: int) -> tuple[UInt64s, UInt64s]:
    inverse = pow(BASE, -1, 1 << 64)
    size = 1 << bits
    powers, inverses = np.ones(size, np.uint64), np.ones(size, np.uint64)
    done = 1
    while done < size:  # doubling: the second half is the first times base**done
        powers[done : 2 * done] = powers[:done] * np.uint64(pow(BASE, done, 1 << 64))
        inverses[done : 2 * done] = inverses[:done] * np.uint64(pow(inverse, done, 1 << 64))
        done *= 2
    return powers, inverses
