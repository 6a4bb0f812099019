"""Seeds of shared wording: places where two texts, or one text twice, hold the same shingle.

In: words and the pairs of places that hold the same shingle. Out: segments, runs of seeds on one diagonal (a
diagonal is the distance between the two places). A segment that could not hold enough matching words around it,
and has no other one of its pair beside it, is dropped here, before anything costs Python time.
"""

from dataclasses import dataclass, fields, replace
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from dedup.reuse.glance import Bytes, best_gains, may_be_dense, word_bytes
from dedup.reuse.owners import Owners
from dedup.reuse.shared import SharedShingles
from dedup.reuse.words import Int64s, UInt64s, Words
from dedup.settings import ReuseSettings

REACH_WORDS = 16
"""Words to each side of a segment's middle that are compared first."""
_WIDE_WORDS = 44
"""Words to each side that are compared of what is left."""
_NEAR_WORDS = 14
"""Words to each side that count as the segment's own; the others are its surroundings."""
NEEDED_GAIN = 7
"""Matched minus other words of the best stretch around a segment: 15 words of which 30 % are changed have it."""
_CHANCE_WORDS = 3
"""Words that match in the surroundings of a segment by chance."""
_SURROUNDING_COST = 1.0
"""How much more a stretch must earn for each further word that matches in its surroundings."""
_MAX_SURROUNDING_COST = 16.0
"""The most it must earn more. These five were chosen by tests/benchmarks/passages.py and on texts of which three
words in ten agree all along. Where two texts agree like that, some stretches agree closely by chance, and one must
stand out: the significance of an alignment depends on the background (Karlin and Altschul 1990)."""
BLOCK_WORDS = 150
"""Words of a passage within which its sentences may change places."""
_MOVED_WORDS = 20
"""Words by which such a sentence has moved at least."""
SENTENCE_WORDS = 7
"""Words of two shared sentences that make each other worth a look. All chosen by hand."""
_BESIDE_ROWS = 3
"""Neighbours in order of the left side that are looked at for that."""

_BATCH = 4096
"""Segments compared at a time: their matrix stays in the cache."""
_MOST_WORDS = 1 << 31
_HALF_BITS = np.uint64(32)
_PLACE_BITS = np.uint64(32)
_PLACE = np.uint64(0xFFFFFFFF)

Bools = npt.NDArray[np.bool_]
_Value = TypeVar("_Value", bound=np.generic)


@dataclass(frozen=True, slots=True)
class Segments:
    """Columns over segments: first and last + 1 word on the left, first word on the right, both documents.

    All have shape (segments,); word numbers count through the collection. Left is the document whose words have
    the smaller sum of hashes, so that results do not depend on the names of documents. `promising` segments may be
    passages alone; the others only as sentences of one. `matched` counts words that match for sure.
    """

    left_starts: Int64s
    left_ends: Int64s
    right_starts: Int64s
    left_documents: npt.NDArray[np.int32]
    right_documents: npt.NDArray[np.int32]
    promising: Bools
    matched: Int64s

    def __len__(self) -> int:
        return len(self.left_starts)

    def take(self, rows: npt.NDArray[np.bool_] | Int64s) -> "Segments":
        """Keep some rows, by mask or by number."""
        return Segments(*(getattr(self, field.name)[rows] for field in fields(self)))


def find_segments(
    words: Words,
    shared: SharedShingles,
    settings: ReuseSettings,
    covers: Bools | None = None,
    sums: UInt64s | None = None,
    *,
    glance: Bytes | None = None,
    owners: Owners | None = None,
) -> Segments:
    """Find runs of seeds in all pairs of documents and inside each document.

    `covers`, shape (words,), marks words of site text, which match nothing. `sums` are the content sums of the
    documents, `glance` the bytes of words and `owners` knows their documents, for callers that have them.
    """
    owners = owners or Owners(words.offsets)
    runs = join_seeds(shared.lefts, shared.rights, content_sums(words) if sums is None else sums, owners, settings)
    runs.promising[:] = may_be_promising(runs, word_bytes(words.hashes) if glance is None else glance, settings)
    return choose_segments(words, runs, settings, covers)


def join_seeds(left: Int64s, right: Int64s, sums: UInt64s, owners: Owners, settings: ReuseSettings) -> Segments:
    """Join pairs of places, some of which may come twice, to runs on one diagonal; none is promising as yet."""
    apart = right - left >= settings.min_passage_words  # inside one document a run must not meet itself
    left, right = _by_diagonal(*_turn(owners, sums, left[apart], right[apart]))
    is_new = np.ones(len(left), np.bool_)
    is_new[1:] = (left[1:] != left[:-1]) | (right[1:] != right[:-1])
    left, right = left[is_new], right[is_new]
    left_documents, right_documents = owners.of(left), owners.of(right)
    firsts = _find_firsts(left, right, left_documents, right_documents, settings.max_gap_words)
    seeds = np.diff(np.concatenate((firsts, [len(left)])))
    size = min(settings.seed_words, settings.shingle_size)
    return Segments(
        left_starts=left[firsts],
        left_ends=left[firsts + seeds - 1] + size,
        right_starts=right[firsts],
        left_documents=left_documents[firsts],
        right_documents=right_documents[firsts],
        promising=np.zeros(len(firsts), np.bool_),
        matched=seeds + size - 1,
    )


def may_be_promising(runs: Segments, glance: Bytes, settings: ReuseSettings) -> Bools:
    """Say which runs may be a passage alone: those with words enough, and those that look so at a glance."""
    promising = runs.matched >= settings.min_passage_words
    unsure = np.flatnonzero(~promising)
    middles = (runs.left_starts[unsure] + runs.left_ends[unsure]) // 2
    diagonals = runs.right_starts[unsure] - runs.left_starts[unsure]
    promising[unsure] = may_be_dense(glance, middles, diagonals, REACH_WORDS, NEEDED_GAIN)
    return promising


def choose_segments(words: Words, runs: Segments, settings: ReuseSettings, covers: Bools | None = None) -> Segments:
    """Keep the runs that are promising, of those that may be, and those beside them."""
    promising = runs.promising & (runs.matched >= settings.min_passage_words)
    unsure = np.flatnonzero(runs.promising & ~promising)
    promising[unsure] = _are_dense(runs.take(unsure), words, covers)
    found = replace(runs, promising=promising)
    return found.take(promising | _are_beside(found))


def _find_firsts(
    left: Int64s,
    right: Int64s,
    left_documents: npt.NDArray[np.int32],
    right_documents: npt.NDArray[np.int32],
    max_gap: int,
) -> Int64s:
    """The rows at which runs of seeds begin."""
    breaks = np.ones(len(left), np.bool_)
    breaks[1:] = (
        (np.diff(right - left) != 0)
        | (np.diff(left) > max_gap)
        | (np.diff(left_documents) != 0)
        | (np.diff(right_documents) != 0)
    )
    return np.flatnonzero(breaks)


def _turn(owners: Owners, sums: UInt64s, left: Int64s, right: Int64s) -> tuple[Int64s, Int64s]:
    """Put the document with the smaller sum of hashes on the left."""
    turned = sums[owners.of(left)] > sums[owners.of(right)]
    return np.where(turned, right, left), np.where(turned, left, right)


def _by_diagonal(left: Int64s, right: Int64s) -> tuple[Int64s, Int64s]:
    """Order pairs of places by diagonal and place; in all but huge collections one number holds the two."""
    if max(left.max(initial=0), right.max(initial=0)) >= _MOST_WORDS:
        order = np.lexsort((left, right - left))
        return left[order], right[order]
    keys = (right - left + _MOST_WORDS).view(np.uint64) << _PLACE_BITS
    keys |= left.view(np.uint64)
    keys.sort()
    left = (keys & _PLACE).view(np.int64)
    return left, left + (keys >> _PLACE_BITS).view(np.int64) - _MOST_WORDS


def content_sums(words: Words) -> UInt64s:
    """A number for the content of each document, shape (documents,); equal for equal words."""
    sums = np.zeros(len(words.offsets) - 1, np.uint64)
    filled = np.flatnonzero(np.diff(words.offsets))
    if len(filled):
        sums[filled] = np.add.reduceat(words.hashes, words.offsets[:-1][filled])
    return sums


def _are_beside(segments: Segments) -> Bools:
    """Say which segments may be sentences of a shuffled passage.

    They stand near one of the same pair that is promising, or two are long and on diagonals far apart.
    """
    order = np.flatnonzero(_may_stand_beside(segments))
    keys = segments.left_starts[order], segments.right_documents[order], segments.left_documents[order]
    order = order[np.lexsort(keys)]
    ordered = segments.take(order)
    is_long = ordered.matched >= SENTENCE_WORDS
    rows = np.arange(len(order))
    before = np.maximum.accumulate(np.where(ordered.promising, rows, 0))
    behind = np.minimum.accumulate(np.where(ordered.promising, rows, len(rows) - 1)[::-1])[::-1]
    beside = np.zeros(len(order), np.bool_)
    for other in (before, behind):
        near, _ = _compare(ordered, rows, other)
        beside |= near & ordered.promising[other]
    for step in range(1, min(_BESIDE_ROWS, len(order) - 1) + 1):
        near, is_moved = _compare(ordered, rows[step:], rows[:-step])
        both = near & is_moved & is_long[step:] & is_long[:-step]
        beside[step:] |= both
        beside[:-step] |= both
    result = np.zeros(len(segments), np.bool_)
    result[order] = beside
    return result


def _compare(segments: Segments, rows: Int64s, others: Int64s) -> tuple[Bools, Bools]:
    """Whether segments stand near others of their pair on both sides, and whether they have changed places."""
    left = np.abs(segments.left_starts[rows] - segments.left_starts[others])
    right = np.abs(segments.right_starts[rows] - segments.right_starts[others])
    near = (
        (segments.left_documents[rows] == segments.left_documents[others])
        & (segments.right_documents[rows] == segments.right_documents[others])
        & (left <= BLOCK_WORDS)
        & (right <= BLOCK_WORDS)
    )
    diagonals = segments.right_starts - segments.left_starts
    return near, np.abs(diagonals[rows] - diagonals[others]) > _MOVED_WORDS


def _may_stand_beside(segments: Segments) -> Bools:
    """Leave out short segments of pairs in which nothing is promising."""
    matched = segments.matched
    pairs = segments.left_documents.astype(np.int64) << np.int64(32) | segments.right_documents
    known = np.unique(pairs[segments.promising])
    if not len(known):
        return matched >= SENTENCE_WORDS
    rows = np.minimum(np.searchsorted(known, pairs), len(known) - 1)
    is_beside: Bools = known[rows] == pairs
    return is_beside | (matched >= SENTENCE_WORDS)


def _are_dense(segments: Segments, words: Words, covers: Bools | None) -> Bools:
    """Say around which segments enough words match on the diagonal, shifted by one at most."""
    dense = np.zeros(len(segments), np.bool_)
    halves = (words.hashes >> _HALF_BITS).astype(np.uint32)  # they tell words apart as well, in less time
    near = slice(_WIDE_WORDS - REACH_WORDS, _WIDE_WORDS + REACH_WORDS + 1)
    own = slice(_WIDE_WORDS - _NEAR_WORDS, _WIDE_WORDS + _NEAR_WORDS + 1)
    for first in range(0, len(segments), _BATCH):
        rows = np.arange(first, min(first + _BATCH, len(segments)))
        equal = _matches_around(segments.take(rows), halves, words.offsets, covers)
        around = np.count_nonzero(equal, axis=1) - np.count_nonzero(equal[:, own], axis=1)
        demanded = np.clip(_SURROUNDING_COST * (around - _CHANCE_WORDS), 0, _MAX_SURROUNDING_COST)
        dense[rows] = (best_gains(equal[:, near]) >= NEEDED_GAIN) & (best_gains(equal) >= NEEDED_GAIN + demanded)
    return dense


def _matches_around(
    segments: Segments, halves: npt.NDArray[np.uint32], offsets: Int64s, covers: Bools | None
) -> Bools:
    """Whether words around the middle of segments match, shape (segments, 2 * _WIDE_WORDS + 1)."""
    left = (segments.left_starts + segments.left_ends) // 2 - _WIDE_WORDS
    right = left + segments.right_starts - segments.left_starts - 1
    width = 2 * _WIDE_WORDS + 1
    sought = _ranges(halves, left, width)
    hashes = _ranges(halves, right, width + 2)
    hashes[~_are_inside(offsets, segments.right_documents, right, width + 2)] = 0
    matches: Bools = (sought == hashes[:, 1:-1]) | (sought == hashes[:, :-2]) | (sought == hashes[:, 2:])
    matches &= _are_inside(offsets, segments.left_documents, left, width)
    if covers is not None:
        matches &= ~_ranges(covers, left, width)
    return matches


def _ranges(column: npt.NDArray[_Value], starts: Int64s, width: int) -> npt.NDArray[_Value]:
    """Ranges of a column over words, shape (starts, width); what is outside of the column is anything."""
    if not len(starts) or starts.min() < 0 or starts.max() + width > len(column):
        return column.take(starts[:, np.newaxis] + np.arange(width), mode="clip")
    return np.lib.stride_tricks.sliding_window_view(column, width)[starts]


def _are_inside(offsets: Int64s, documents: npt.NDArray[np.int32], starts: Int64s, width: int) -> Bools:
    """Whether the words of ranges stand in a document, shape (starts, width)."""
    columns = np.arange(width, dtype=np.int16)
    first = np.clip(offsets[documents] - starts, 0, width).astype(np.int16)
    end = np.clip(offsets[documents + 1] - starts, 0, width).astype(np.int16)
    inside: Bools = (columns >= first[:, np.newaxis]) & (columns < end[:, np.newaxis])
    return inside
