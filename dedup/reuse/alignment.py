"""Alignment: where exactly two documents share their wording.

In: chains of segments. Out: alignments, in words; one reuse is one alignment.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from dedup.reuse.aligned import Alignment, place_of
from dedup.reuse.chains import Chain
from dedup.reuse.merging import find_shuffled, gather
from dedup.reuse.seeds import BLOCK_WORDS
from dedup.reuse.sentence_edges import reach_sentence_edges
from dedup.reuse.stretch import Stretch, best_stretch, is_promising, may_not_earn
from dedup.reuse.tracing import Block, Pair, trace
from dedup.reuse.windows import Speller, Window, open_windows
from dedup.reuse.words import Words
from dedup.settings import ReuseSettings

__all__ = ["Alignment", "align_chains"]

_LOOK_BACK = 4
"""Alignments before a chain that may already hold it."""
_FEW_SEGMENTS = 12
"""Segments of which it is cheap to see that none have changed places."""


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
    for chains_of_pair in open_windows(words, chains, covers):
        blocks = _shuffled([chain for chain, _ in chains_of_pair], settings)
        pieces: list[Alignment] = []
        for chain, window in chains_of_pair:
            if any(_holds(piece, chain) for piece in (*blocks, *pieces[-_LOOK_BACK:])):
                continue
            piece = align(words, chain, window, speller, settings)
            if piece:
                pieces.append(piece)
        found.extend(
            reach_sentence_edges(words, item, speller, covers) for item in gather([*blocks, *pieces], settings)
        )
    return sorted([item if _is_upright(item) else item.turned() for item in found], key=place_of)


def may_align(words: Words, chains: Sequence[Chain], settings: ReuseSettings) -> set[tuple[int, int]]:
    """The pairs of documents, left and right, in which `align_chains` may find something.

    It is told without spelling a word, and from the letters of words alone: the high bits of their hashes will do.
    """
    return {
        (chains_of_pair[0][0].left_document, chains_of_pair[0][0].right_document)
        for chains_of_pair in open_windows(words, chains, None)
        if any(_may_count(chain, window, settings) for chain, window in chains_of_pair)
        or _shuffled([chain for chain, _ in chains_of_pair], settings)
    }


def _may_count(chain: Chain, window: Window | None, settings: ReuseSettings) -> bool:
    if chain.segments[0][2] >= settings.min_passage_words:
        return True
    if window is None or may_not_earn(window.pair, window.segments(chain), settings.alignment_margin_words):
        return False
    blocks, *_ = _trace(chain, window, settings)
    return bool(blocks) and is_promising(blocks, settings.mismatch_cost)


def _shuffled(chains: Sequence[Chain], settings: ReuseSettings) -> list[Alignment]:
    """Passages of a pair whose sentences stand in another order."""
    pair = chains[0].left_document, chains[0].right_document
    if len(chains) == 1 or pair[0] == pair[1] or not _may_be_shuffled(chains, settings.min_passage_words):
        return []
    return find_shuffled(
        [
            Alignment(*pair, left, left + size, right, right + size, size, size, float(size))
            for chain in chains
            for left, right, size in chain.segments
        ],
        settings,
    )


def _may_be_shuffled(chains: Sequence[Chain], needed: int) -> bool:
    """Say whether any segments not far apart stand in another order on the other side."""
    segments = sorted(segment for chain in chains for segment in chain.segments)
    if sum(size for _, _, size in segments) < needed:
        return False
    if len(segments) > _FEW_SEGMENTS:
        return True
    far = 2 * BLOCK_WORDS
    return any(
        other[1] < one[1] and other[0] - one[0] <= far and one[1] - other[1] <= far
        for number, one in enumerate(segments)
        for other in segments[number + 1 :]
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
    words: Words, chain: Chain, window: Window | None, speller: Speller, settings: ReuseSettings
) -> Alignment | None:
    """Align one chain; what is too short to count alone may still be a piece of a reuse."""
    if window is None:
        return _as_it_is(words, chain, settings.min_passage_words)
    blocks, core, pair = _trace(chain, window, settings)
    if not blocks or not is_promising(blocks, settings.mismatch_cost):
        return _as_it_is(words, chain, settings.min_passage_words)
    readers = window.readers(words, chain, speller)
    stretch = best_stretch(pair, blocks, core, readers, settings.mismatch_cost)
    return _numbered(words, chain, stretch, window)


def _trace(chain: Chain, window: Window, settings: ReuseSettings) -> tuple[list[Block], tuple[int, int], Pair]:
    """The blocks of a chain and around it, the rows of its own ones, and the words that were compared."""
    segments = window.segments(chain)
    pair = window.pair
    if chain.left_document == chain.right_document:
        pair = _apart(pair, segments, settings.shingle_size - 1)
    blocks, start, end = trace(pair, segments, settings.alignment_margin_words)
    return blocks, (start, end), pair


def _as_it_is(words: Words, chain: Chain, needed: int) -> Alignment | None:
    """The first segment of a chain, where it has words enough to count."""
    left, right, size = chain.segments[0]
    if size < needed:
        return None
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


def _numbered(words: Words, chain: Chain, stretch: Stretch, window: Window) -> Alignment:
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
