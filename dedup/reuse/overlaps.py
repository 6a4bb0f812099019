"""From alignments to overlaps, with spans and kind.

In: alignments in words. Out: overlaps in code points of the original texts. Where words stand is computed for
single documents when it is asked, and the latest are kept.
"""

from collections import OrderedDict
from collections.abc import Sequence
from itertools import pairwise, starmap

from dedup.model import Document, Location, Overlap, OverlapKind
from dedup.reuse.aligned import Alignment
from dedup.reuse.spelling import Spelling
from dedup.reuse.words import Int64s, Words

_MAX_CHARACTERS = 70_000_000
"""Characters of documents whose words are kept at a time: about 250 MB."""

_Range = tuple[int, int, int]
"""A document and a half-open range of its words, numbered through the collection."""


class WordPlaces:
    """Where the words of a collection stand in its texts, and how they are spelled."""

    def __init__(self, words: Words, documents: Sequence[Document]) -> None:
        self._offsets = words.offsets
        self._documents = documents
        self._kept: OrderedDict[str, Spelling] = OrderedDict()  # by text: copies are cut once
        self._size = 0

    def locate(self, document: int, start: int, end: int) -> Location:
        """Translate a half-open range of words, numbered through the collection, into a location."""
        first = int(self._offsets[document])
        return Location(self._documents[document].id, self.spell(document).span(start - first, end - first))

    def spans(self, document: int) -> tuple[str, Int64s, Int64s]:
        """The normalised text of a document, and where its words start and end in it."""
        return self.spell(document).places()

    def spell(self, document: int) -> Spelling:
        """The words of one document."""
        text = self._documents[document].text
        spelling = self._kept.get(text)
        if spelling is not None:
            self._kept.move_to_end(text)
            return spelling
        spelling = Spelling(text)
        self._kept[text] = spelling
        self._size += len(text)
        while self._size > _MAX_CHARACTERS and len(self._kept) > 2:  # noqa: PLR2004 - both sides of a pair
            self._size -= len(self._kept.popitem(last=False)[0])
        return spelling


def to_overlaps(alignments: Sequence[Alignment], places: WordPlaces) -> list[Overlap]:
    """Translate alignments into overlaps o1, o2, ...; each document is read once."""
    wanted = sorted({side for item in alignments for part in (item, *_moved(item)) for side in _sides(part)})
    located = dict(zip(wanted, starmap(places.locate, wanted), strict=True))
    return [_overlap(item, f"o{number}", located) for number, item in enumerate(alignments, start=1)]


def _moved(alignment: Alignment) -> tuple[Alignment, ...]:
    """The parts of an alignment, where they stand in another order on each side."""
    pieces = alignment.pieces
    return pieces if any(one.right_start > other.right_start for one, other in pairwise(pieces)) else ()


def _sides(alignment: Alignment) -> tuple[_Range, _Range]:
    return (
        (alignment.left_document, alignment.left_start, alignment.left_end),
        (alignment.right_document, alignment.right_start, alignment.right_end),
    )


def _overlap(alignment: Alignment, name: str, located: dict[_Range, Location]) -> Overlap:
    left, right = _sides(alignment)
    return Overlap(
        id=name,
        kind=OverlapKind.VERBATIM if alignment.is_verbatim else OverlapKind.EDITED,
        left=located[left],
        right=located[right],
        similarity=alignment.similarity,
        words=alignment.matched,
        confidence=alignment.confidence,
        pieces=tuple((located[left].span, located[right].span) for left, right in map(_sides, _moved(alignment))),
    )
