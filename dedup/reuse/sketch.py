"""Sketches: from raw texts to words, shingles and signatures, one batch at a time.

In: normalized texts, in any number. Out: columns of batches that fit the cache, so that nothing goes through memory
twice; a collection that outgrows memory is read as such a stream.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from dedup.reuse import compiled
from dedup.reuse.minhash import Signatures, sign_words
from dedup.reuse.shingles import Shingles, hash_shingles
from dedup.reuse.words import Int64s, WordCutter, Words, batch_texts, join_words


@dataclass(frozen=True, slots=True)
class Batch:
    """Columns over the documents of one batch; places of words are left out."""

    words: Words
    signatures: Signatures


@dataclass(frozen=True, slots=True)
class Sketch:
    """Columns over a collection; places of words are left out, shingles are made where they are asked for."""

    words: Words
    signatures: Signatures
    shingle_size: int

    def take(self, documents: Int64s) -> Shingles:
        """The shingles of some documents, in that order; positions count within them."""
        return hash_shingles(self.words.take(documents), self.shingle_size)


def sketch_batches(texts: Iterable[str], *, shingle_size: int, num_perm: int) -> Iterator[Batch]:
    """Sketch texts lazily, in order, whole texts together until a batch is full.

    Where numba is installed a large collection goes on compiled; that changes the time and nothing else.
    """
    sketch_batch: Callable[[Sequence[str]], tuple[Words, Signatures]] = partial(
        _sketch_batch, WordCutter(), shingle_size=shingle_size, num_perm=num_perm
    )
    characters, is_compiled = 0, False
    for batch in batch_texts(texts):
        if not is_compiled and compiled.is_worth_it(characters):
            sketch_batch = compiled.Sketcher(shingle_size=shingle_size, num_perm=num_perm).sketch
            is_compiled = True
        yield Batch(*sketch_batch(batch))
        characters += sum(map(len, batch))


def _sketch_batch(
    cutter: WordCutter, texts: Sequence[str], *, shingle_size: int, num_perm: int
) -> tuple[Words, Signatures]:
    words = cutter.cut(texts)
    return words, sign_words(words, shingle_size, num_perm)


def sketch(texts: Iterable[str], *, shingle_size: int, num_perm: int) -> Sketch:
    """Sketch a collection whose words fit into memory.

    >>> found = sketch(["Kim reist nach Osten ab", "kim REIST nach Osten ab!"], shingle_size=5, num_perm=256)
    >>> len(found.words.hashes), bool((found.signatures[0] == found.signatures[1]).all())
    (10, True)
    """
    words: list[Words] = []
    signatures: list[Signatures] = [np.zeros((0, num_perm), np.uint16)]
    for batch in sketch_batches(texts, shingle_size=shingle_size, num_perm=num_perm):
        words.append(batch.words)
        signatures.append(batch.signatures)
    return Sketch(join_words(words), np.concatenate(signatures), shingle_size)
