"""Alignment: where exactly two documents share their wording.

In: chains of segments. Out: alignments, in words; one reuse is one alignment.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Protocol, Self

import numpy as np
import numpy.typing as npt

from dedup.reuse.aligned import Alignment
from dedup.reuse.chains import Chain
from dedup.reuse.letters import write_letters
from dedup.reuse.merging import find_shuffled, gather
from dedup.reuse.spelling import Spelling
from dedup.reuse.stretch import Spell, Stretch, best_stretch, is_promising
from dedup.reuse.tracing import Block, Pair, trace
from dedup.reuse.words import Words
from dedup.settings import ReuseSettings

__all__ = ["Alignment", "align_chains"]

_WINDOW_WORDS = 150
"""Words around a chain that are looked at; a stretch that goes on for so long without a seed ends there."""
_LOOK_BACK = 4
"""Alignments before a chain that may already hold it."""


class Speller(Protocol):
    """Whoever knows how the words of documents are spelled."""

    def spell(self, document: int) -> Spelling:
        """The words of one document."""
        ...


def align_chains(
    words: Words,
    chains: Sequence[Chain],
    speller: Speller,
    settings: ReuseSettings,
    covers: npt.NDArray[np.bool_] | None = None,
) -> list[Alignment]:
    """Align the chains of whole pairs of documents; sorted, the document that comes first on the left.

    `covers`, shape (words,), marks words of site text, which match nothing.
    """
    found: list[Alignment] = []
    for _, of_pair in groupby(chains, key=attrgetter("left_document", "right_document")):
        chains_of_pair = list(of_pair)
        blocks = _shuffled(chains_of_pair, settings)
        pieces: list[Alignment] = []
        for chain in chains_of_pair:
            if not any(_holds(piece, chain) for piece in (*blocks, *pieces[-_LOOK_BACK:])):
                pieces.append(align(words, chain, speller, settings, covers))
        found.extend(gather([*blocks, *pieces], settings))
    return sorted(item if _is_upright(item) else item.turned() for item in found)


def _shuffled(chains: Sequence[Chain], settings: ReuseSettings) -> list[Alignment]:
    """Passages of a pair whose sentences stand in another order."""
    pair = chains[0].left_document, chains[0].right_document
    if len(chains) == 1 or pair[0] == pair[1]:
        return []
    return find_shuffled(
        [
            Alignment(*pair, left, left + size, right, right + size, size, size, float(size))
            for chain in chains
            for left, right, size in chain.segments
        ],
        settings,
    )


def _is_upright(item: Alignment) -> bool:
    return (item.left_document, item.left_start) <= (item.right_document, item.right_start)


def _holds(alignment: Alignment, chain: Chain) -> bool:
    return (
        alignment.left_start <= chain.left_start
        and chain.left_end <= alignment.left_end
        and alignment.right_start <= chain.right_start
        and chain.right_end <= alignment.right_end
    )


def align(
    words: Words,
    chain: Chain,
    speller: Speller,
    settings: ReuseSettings,
    covers: npt.NDArray[np.bool_] | None = None,
) -> Alignment:
    """Align one chain; what is too short to count alone may still be a piece of a reuse."""
    if not chain.is_promising:
        return _as_it_is(words, chain)
    window = _Window.around(words, chain)
    pair = Pair(
        write_letters(words, window.left, window.left_end, covers),
        write_letters(words, window.right, window.right_end, covers, right=True),
        (0, window.left_end - window.left),
        (0, window.right_end - window.right),
    )
    segments = [(left - window.left, right - window.right, size) for left, right, size in chain.segments]
    if chain.left_document == chain.right_document:
        pair = _apart(pair, segments, settings.shingle_size - 1)
    blocks, *core = trace(pair, segments, settings.alignment_margin_words)
    if not blocks or not is_promising(blocks, settings.mismatch_cost):
        return _as_it_is(words, chain)
    spell = window.readers(words, chain, speller)
    stretch = best_stretch(pair, blocks, (core[0], core[1]), spell, settings.mismatch_cost)
    return _numbered(words, chain, stretch, window)


def _as_it_is(words: Words, chain: Chain) -> Alignment:
    """The first segment of a chain, as a sentence of a reuse whose sentences stand in another order."""
    left, right, size = chain.segments[0]
    same = words.hashes[left : left + size] == words.hashes[right : right + size]
    equal = int(np.count_nonzero(same))
    return Alignment(
        left_document=chain.left_document,
        right_document=chain.right_document,
        left_start=left,
        left_end=left + size,
        right_start=right,
        right_end=right + size,
        matched=equal,
        equal=equal,
        gain=float(2 * equal - size),
        is_verbatim=equal == size,
    )


@dataclass(frozen=True, slots=True)
class _Window:
    """The words around a chain that are looked at, numbered through the collection."""

    left: int
    left_end: int
    right: int
    right_end: int

    @classmethod
    def around(cls, words: Words, chain: Chain) -> Self:
        first_left, end_left = words.offsets[chain.left_document : chain.left_document + 2].tolist()
        first_right, end_right = words.offsets[chain.right_document : chain.right_document + 2].tolist()
        return cls(
            max(first_left, chain.left_start - _WINDOW_WORDS),
            min(end_left, chain.left_end + _WINDOW_WORDS),
            max(first_right, chain.right_start - _WINDOW_WORDS),
            min(end_right, chain.right_end + _WINDOW_WORDS),
        )

    def readers(self, words: Words, chain: Chain, speller: Speller) -> tuple[Spell, Spell]:
        """Spell words by their number in the window."""
        left, right = speller.spell(chain.left_document), speller.spell(chain.right_document)
        before_left = self.left - int(words.offsets[chain.left_document])
        before_right = self.right - int(words.offsets[chain.right_document])
        return (
            lambda start, end: left.words(before_left + start, before_left + end),
            lambda start, end: right.words(before_right + start, before_right + end),
        )


def _apart(pair: Pair, segments: Sequence[Block], margin: int) -> Pair:
    """Keep the two sides of a repeat inside one document apart.

    The margin is only what a shingle can miss: a wider one could hold the next copy of the same wording.
    """
    left, right, size = segments[-1]
    border = (left + size + segments[0][1]) // 2
    return Pair(
        pair.left,
        pair.right,
        (max(0, segments[0][0] - margin), min(border, left + size + margin)),
        (max(border, segments[0][1] - margin), min(pair.right_range[1], right + size + margin)),
    )


def _numbered(words: Words, chain: Chain, stretch: Stretch, window: _Window) -> Alignment:
    left_start, left_end = window.left + stretch.left_start, window.left + stretch.left_end
    right_start, right_end = window.right + stretch.right_start, window.right + stretch.right_end
    return Alignment(
        left_document=chain.left_document,
        right_document=chain.right_document,
        left_start=left_start,
        left_end=left_end,
        right_start=right_start,
        right_end=right_end,
        matched=min(stretch.matched, left_end - left_start, right_end - right_start),
        equal=stretch.equal,
        gain=stretch.gain,
        is_verbatim=left_end - left_start == right_end - right_start
        and bool(np.array_equal(words.hashes[left_start:left_end], words.hashes[right_start:right_end])),
    )
