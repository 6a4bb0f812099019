"""From alignments to overlaps, with spans and kind.

In: alignments in words. Out: overlaps in code points of the original texts. Where words stand is computed for
single documents when it is asked, and the latest are kept.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, pairwise

import numpy as np

from dedup.model import Document, Location, Overlap, OverlapKind, Span
from dedup.reuse.aligned import Alignment
from dedup.reuse.distinct import distinct_rows
from dedup.reuse.headers import Named
from dedup.reuse.spelling import Spelling
from dedup.reuse.words import Int64s, Words

_MAX_CHARACTERS = 8_000_000
"""Characters of documents whose words are kept at a time: some 30 MB in each process. Those of a story are asked
for together, so more would be of no use."""

FindSpans = Callable[[Int64s], Int64s]
"""Give the spans of half-open ranges of words, numbered through the collection; both of shape (ranges, 2)."""


class WordPlaces:
    """Where the words of a collection stand in its texts, and how they are spelled."""

    def __init__(self, words: Words, documents: Sequence[Document], headers: Sequence[Named] | None = None) -> None:
        self.words = words
        self.documents = documents
        self.named = headers or documents
        self._kept: OrderedDict[int, Spelling] = OrderedDict()
        self._size = 0

    def locate(self, document: int, start: int, end: int) -> Location:
        """Translate a half-open range of words, numbered through the collection, into a location."""
        first = int(self.words.offsets[document])
        return Location(self.named[document].id, self.spell(document).span(start - first, end - first))

    def find_spans(self, ranges: Int64s) -> Int64s:
        """Translate ranges of words, each within one document, into code points of its original text."""
        spans = np.empty_like(ranges)
        documents = np.searchsorted(self.words.offsets, ranges[:, 0], side="right") - 1
        order = np.argsort(documents, kind="stable")
        for rows in np.split(order, np.flatnonzero(np.diff(documents[order])) + 1) if len(order) else ():
            document = int(documents[rows[0]])
            spans[rows] = self.spell(document).spans(ranges[rows] - self.words.offsets[document])
        return spans

    def spans(self, document: int) -> tuple[str, Int64s, Int64s]:
        """The normalised text of a document, and where its words start and end in it."""
        return self.spell(document).places()

    def spell(self, document: int) -> Spelling:
        """The words of one document."""
        spelling = self._kept.get(document)
        if spelling is not None:
            self._kept.move_to_end(document)
            return spelling
        spelling = self._kept[document] = Spelling(self.documents[document].text)
        self._size += spelling.characters
        while self._size > _MAX_CHARACTERS and len(self._kept) > 2:  # noqa: PLR2004 - both sides of a pair
            self._size -= self._kept.popitem(last=False)[1].characters
        return spelling


def to_overlaps(
    alignments: Sequence[Alignment], places: WordPlaces, find_spans: FindSpans | None = None
) -> list[Overlap]:
    """Translate alignments into overlaps o1, o2, ...; `find_spans` does what that of `places` does, elsewhere."""
    located = _locate(alignments, places.named, find_spans or places.find_spans)
    return [_overlap(item, f"o{number}", located) for number, item in enumerate(alignments, start=1)]


def _locate(
    alignments: Sequence[Alignment], documents: Sequence[Named], find_spans: FindSpans
) -> Iterator[Location]:
    """The places of all alignments and of their parts, left and right by turns; equal ones are one object."""
    numbers = chain.from_iterable(
        (
            part.left_document,
            part.left_start,
            part.left_end,
            part.right_document,
            part.right_start,
            part.right_end,
        )
        for item in alignments
        for part in (item, *_moved(item))
    )
    wanted, rows = distinct_rows(np.fromiter(numbers, np.int64).reshape(-1, 3))
    owners, spans = wanted[:, 0].tolist(), find_spans(wanted[:, 1:]).tolist()
    located = [Location(documents[owner].id, Span(*span)) for owner, span in zip(owners, spans, strict=True)]
    return map(located.__getitem__, rows.tolist())


def _moved(alignment: Alignment) -> tuple[Alignment, ...]:
    """The parts of an alignment, where they stand in another order on each side."""
    pieces = alignment.pieces
    if len(pieces) < 2:  # noqa: PLR2004 - nearly all have none
        return ()
    return pieces if any(one.right_start > other.right_start for one, other in pairwise(pieces)) else ()


def _overlap(item: Alignment, name: str, located: Iterator[Location]) -> Overlap:
    left, right = next(located), next(located)
    return Overlap(
        id=name,
        kind=OverlapKind.VERBATIM if item.is_verbatim else OverlapKind.EDITED,
        left=left,
        right=right,
        similarity=item.similarity,
        words=item.matched,
        confidence=item.confidence,
        pieces=tuple((next(located).span, next(located).span) for _ in _moved(item)),
    )
