"""Windows: the words around chains that an alignment looks at.

In: chains. Out: for each one its words as letters, and readers that spell single ones. The windows of many chains
are written together, because that is a few calls of NumPy.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Protocol

import numpy as np
import numpy.typing as npt

from dedup.reuse.chains import Chain
from dedup.reuse.letters import write_letters
from dedup.reuse.spelling import Spelling
from dedup.reuse.stretch import Spell
from dedup.reuse.tracing import Block, Pair
from dedup.reuse.words import Words

_WINDOW_WORDS = 150
"""Words around a chain that are looked at; a stretch that goes on for so long without a seed ends there."""
_BATCH_CHAINS = 256
"""Chains whose windows are written together: they stay in the cache."""


class Speller(Protocol):
    """Whoever knows how the words of documents are spelled."""

    def spell(self, document: int) -> Spelling:
        """The words of one document."""
        ...


@dataclass(frozen=True, slots=True)
class Window:
    """The words around a chain, as letters; `left` and `right` are the numbers of the first ones."""

    left: int
    right: int
    pair: Pair

    def segments(self, chain: Chain) -> list[Block]:
        """The segments of the chain, counted from the start of the window."""
        return [(left - self.left, right - self.right, size) for left, right, size in chain.segments]

    def readers(self, words: Words, chain: Chain, speller: Speller) -> tuple[Spell, Spell]:
        """Spell words by their number in the window."""
        left, right = chain.left_document, chain.right_document
        return (
            speller.spell(left).reader(self.left - int(words.offsets[left])),
            speller.spell(right).reader(self.right - int(words.offsets[right])),
        )


def open_windows(
    words: Words, chains: Sequence[Chain], covers: npt.NDArray[np.bool_] | None
) -> Iterator[list[tuple[Chain, Window | None]]]:
    """Yield the chains of each pair of documents with their windows; those that are not promising have none."""
    batch: list[list[Chain]] = []
    size = 0
    for _, of_pair in groupby(chains, key=attrgetter("left_document", "right_document")):
        batch.append(list(of_pair))
        size += len(batch[-1])
        if size >= _BATCH_CHAINS:
            yield from _open(words, batch, covers)
            batch, size = [], 0
    if batch:
        yield from _open(words, batch, covers)


def _open(
    words: Words, batch: Sequence[Sequence[Chain]], covers: npt.NDArray[np.bool_] | None
) -> Iterator[list[tuple[Chain, Window | None]]]:
    promising = [chain for chains in batch for chain in chains if chain.is_promising]
    windows = iter(_write(words, promising, covers) if promising else ())
    for chains in batch:
        yield [(chain, next(windows) if chain.is_promising else None) for chain in chains]


def _write(words: Words, chains: Sequence[Chain], covers: npt.NDArray[np.bool_] | None) -> Iterator[Window]:
    ranges = np.array(
        [
            (*chain.segments[0][:2], *chain.segments[-1], chain.left_document, chain.right_document)
            for chain in chains
        ],
        np.int64,
    )
    left, right, last_left, last_right, last_size, left_documents, right_documents = ranges.T
    sides = []
    for first, last, documents, is_right in (
        (left, last_left, left_documents, False),
        (right, last_right, right_documents, True),
    ):
        starts = np.maximum(first - _WINDOW_WORDS, words.offsets[documents])
        ends = np.minimum(last + last_size + _WINDOW_WORDS, words.offsets[documents + 1])
        sides.append((starts.tolist(), write_letters(words, starts, ends, covers, right=is_right)))
    (left_starts, left_letters), (right_starts, right_letters) = sides
    for first_left, first_right, one, other in zip(
        left_starts, right_starts, left_letters, right_letters, strict=True
    ):
        yield Window(first_left, first_right, Pair(one, other, (0, len(one)), (0, len(other))))
