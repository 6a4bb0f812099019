"""Seeds of shared wording: places where two texts, or one text twice, hold the same shingle.

In: words and the pairs of places that hold the same shingle. Out: segments, runs of seeds on one diagonal (a
diagonal is the distance between the two places). A segment that could not hold enough matching words around it is
dropped here, before anything costs Python time.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dedup.reuse.shared import SharedShingles
from dedup.reuse.words import Int64s, Words
from dedup.settings import ReuseSettings

_REACH_WORDS = 16
"""Words to each side of a segment's middle that are compared before it may cost an alignment."""
_NEEDED_WORDS = 10
"""Of those, how many must match on the diagonal or the next one. Recall .990 at 20 words and 10 % edits."""


@dataclass(frozen=True, slots=True)
class Segments:
    """Columns over segments: first and last + 1 word on the left, first word on the right, both documents.

    All have shape (segments,); word numbers count through the collection.
    """

    left_starts: Int64s
    left_ends: Int64s
    right_starts: Int64s
    left_documents: npt.NDArray[np.int32]
    right_documents: npt.NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.left_starts)


def find_segments(words: Words, shared: SharedShingles, settings: ReuseSettings) -> Segments:
    """Find runs of seeds in all pairs of documents and inside each document."""
    documents = words.documents()
    left, right = shared.lefts, shared.rights
    apart = right - left >= settings.min_passage_words  # inside one document a run must not meet itself
    left, right = left[apart], right[apart]
    diagonals = right - left
    order = np.lexsort((left, diagonals))
    left, right, diagonals = left[order], right[order], diagonals[order]
    breaks = (
        (np.diff(diagonals) != 0)
        | (np.diff(left) > settings.max_gap_words)
        | (np.diff(documents[left]) != 0)
        | (np.diff(documents[right]) != 0)
    )
    firsts = np.concatenate(([0], np.flatnonzero(breaks) + 1)) if len(left) else np.zeros(0, np.int64)
    lasts = np.concatenate((firsts[1:], [len(left)])).astype(np.int64) - 1 if len(left) else firsts
    found = Segments(
        left_starts=left[firsts],
        left_ends=left[lasts] + settings.shingle_size,
        right_starts=right[firsts],
        left_documents=documents[left[firsts]],
        right_documents=documents[right[firsts]],
    )
    return _keep_promising(found, words, lasts - firsts + settings.shingle_size)


def _keep_promising(segments: Segments, words: Words, matched: Int64s) -> Segments:
    """Drop segments around which too few words match on their diagonal, shifted by one at most."""
    kept = matched >= _NEEDED_WORDS
    unsure = np.flatnonzero(~kept)
    kept[unsure] = _matches_around(segments, words, unsure) >= _NEEDED_WORDS
    return Segments(
        left_starts=segments.left_starts[kept],
        left_ends=segments.left_ends[kept],
        right_starts=segments.right_starts[kept],
        left_documents=segments.left_documents[kept],
        right_documents=segments.right_documents[kept],
    )


def _matches_around(segments: Segments, words: Words, chosen: Int64s) -> npt.NDArray[np.int16]:
    middle = (segments.left_starts[chosen] + segments.left_ends[chosen]) // 2
    diagonal = segments.right_starts[chosen] - segments.left_starts[chosen]
    left_first, left_end = _bounds(words, segments.left_documents[chosen])
    right_first, right_end = _bounds(words, segments.right_documents[chosen])
    matches = np.zeros(len(chosen), np.int16)
    for reach in range(-_REACH_WORDS, _REACH_WORDS + 1):
        left = middle + reach
        hash_left = words.hashes.take(left, mode="clip")
        equal = np.zeros(len(chosen), np.bool_)
        for shift in (0, -1, 1):
            right = left + diagonal + shift
            same = hash_left == words.hashes.take(right, mode="clip")
            equal |= same & (right >= right_first) & (right < right_end)
        matches += equal & (left >= left_first) & (left < left_end)
    return matches


def _bounds(words: Words, documents: npt.NDArray[np.int32]) -> tuple[Int64s, Int64s]:
    return words.offsets[documents], words.offsets[documents + 1]
