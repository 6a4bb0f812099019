"""From alignments to overlaps: one reuse is one overlap, with spans and kind.

In: alignments in words. Out: overlaps in code points of the original texts. Alignments of one pair that cover the
same wording twice are thinned: the one with more matched words stays.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from dedup.model import Document, Location, Overlap, OverlapKind
from dedup.reuse.alignment import Alignment
from dedup.reuse.words import Words
from dedup.text import NormalizedText

_SAME_WORDING = 0.5
"""Share of the shorter range that must be common on both sides to call two alignments the same. Chosen by hand."""


def thin(alignments: Sequence[Alignment]) -> list[Alignment]:
    """Keep one alignment for each stretch of wording that a pair shares."""
    kept: list[Alignment] = []
    for _, group in groupby(sorted(set(alignments)), key=attrgetter("left_document", "right_document")):
        of_pair: list[Alignment] = []
        for alignment in sorted(group, key=lambda item: (-item.matched, item)):
            if not any(_same(alignment, other) for other in of_pair):
                of_pair.append(alignment)
        kept.extend(of_pair)
    return sorted(kept)


def _same(left: Alignment, right: Alignment) -> bool:
    return _shares(left.left_start, left.left_end, right.left_start, right.left_end) and _shares(
        left.right_start, left.right_end, right.right_start, right.right_end
    )


def _shares(start: int, end: int, other_start: int, other_end: int) -> bool:
    common = min(end, other_end) - max(start, other_start)
    return common >= _SAME_WORDING * min(end - start, other_end - other_start)


@dataclass(frozen=True, slots=True)
class WordPlaces:
    """Where the words of a collection stand in its original texts."""

    words: Words
    documents: Sequence[Document]
    views: Sequence[NormalizedText]

    def locate(self, document: int, start: int, end: int) -> Location:
        """Translate a half-open range of words, which are numbered through the collection, into a location."""
        span = self.views[document].original(int(self.words.starts[start]), int(self.words.ends[end - 1]))
        return Location(self.documents[document].id, span)


def to_overlap(alignment: Alignment, name: str, places: WordPlaces) -> Overlap:
    """Translate an alignment into an overlap of the original texts, with `name` as its id."""
    is_verbatim = alignment.matched == alignment.longer
    return Overlap(
        id=name,
        kind=OverlapKind.VERBATIM if is_verbatim else OverlapKind.EDITED,
        left=places.locate(alignment.left_document, alignment.left_start, alignment.left_end),
        right=places.locate(alignment.right_document, alignment.right_start, alignment.right_end),
        similarity=alignment.matched / alignment.longer,
        words=alignment.matched,
    )
