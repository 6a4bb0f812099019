"""The pieces into which a sentence is cut, each of which may state something.

In: the columns of a text, and what its citations cover. Out: ranges of tokens. A cut is made where a clause begins
that stands for itself, and where what somebody is cited for begins and ends; parts of one cited statement stay
together.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from dedup.model import Span
from dedup.statements.columns import Counts, Range
from dedup.statements.traits import BREAK, CLAUSE, COMMA, Traits, numbers
from dedup.text import TextView

FEWEST_TERMS = 3
_LONGEST_FRAME = 16


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one sentence, perhaps in several parts; `words` are ranges of tokens."""

    words: tuple[Range, ...]
    is_cited: bool

    @property
    def hull(self) -> Range:
        """From the first token of the piece to behind its last."""
        return self.words[0][0], self.words[-1][1]


class Cutter:
    """One text while its sentences are cut."""

    def __init__(
        self,
        view: TextView,
        traits: Traits,
        counts: Counts,
        cited: Sequence[Sequence[Span]],
        frames: Sequence[Span],
    ) -> None:
        self._view = view
        self._counts = counts
        self._cited = self._cited_ranges(cited)
        self._frames = sorted(words[0][0] for words in self._cited_ranges([(span,) for span in frames]))
        opens_clause = (traits.flags & COMMA != 0) & (traits.following() & CLAUSE != 0)
        self._breaks = numbers(opens_clause | (traits.flags & BREAK != 0))

    def _cited_ranges(self, cited: Sequence[Sequence[Span]]) -> list[tuple[Range, ...]]:
        """Ranges of tokens of what is cited; where characters moved, offsets are looked up the other way round."""
        starts, ends = self._view.tokens.starts, self._view.tokens.ends
        moved = self._view.normalized.starts
        found = []
        for spans in cited:
            places = [
                (span.start, span.end)
                if moved is None
                else (bisect_left(moved, span.start), bisect_left(moved, span.end))
                for span in spans
            ]
            words = tuple((bisect_left(starts, start), bisect_right(ends, end)) for start, end in places)
            found.append(tuple(word for word in words if word[0] < word[1]))
        return sorted(words for words in found if words)

    def cut(self, first: int, last: int) -> list[Piece]:
        """Cut a sentence; pieces of one cited statement stay together."""
        inside = self._inside(first, last)
        if not inside:
            return self._clauses(first, last, is_cited=False)
        pieces = []
        free = first
        for words in inside:
            if words[0][0] < free:
                continue
            pieces.extend(self._clauses(free, words[0][0], is_cited=False))
            pieces.extend(self._clauses(*words[0], is_cited=True) if len(words) == 1 else [Piece(words, True)])  # noqa: FBT003 - the field is named
            free = words[-1][1]
        pieces.extend(self._clauses(free, last, is_cited=False))
        return [piece for piece in pieces if piece.is_cited or not self._is_frame(piece)]

    def _inside(self, first: int, last: int) -> list[tuple[Range, ...]]:
        """What of a sentence is cited and says enough."""
        found = []
        for number in range(self._first_cited(first), len(self._cited)):
            words = self._cited[number]
            if words[0][0] >= last:
                break
            clipped = _clip(words, first, last)
            if clipped and self._is_whole(clipped):
                found.append(clipped)
        return found

    def _is_frame(self, piece: Piece) -> bool:
        """Whether a piece beside a cited statement only says whose it is."""
        first, last = piece.hull
        frames = bisect_left(self._frames, last) - bisect_left(self._frames, first)
        return frames > 0 and last - first <= _LONGEST_FRAME

    def _is_whole(self, words: Sequence[Range]) -> bool:
        """Whether what is cited says enough without the rest of its sentence."""
        return sum(self._count_terms(*part) for part in words) >= FEWEST_TERMS

    def _first_cited(self, first: int) -> int:
        position = bisect_left(self._cited, ((first,),))
        while position and self._cited[position - 1][-1][1] > first:
            position -= 1
        return position

    def _clauses(self, first: int, last: int, *, is_cited: bool) -> list[Piece]:
        if last - first < FEWEST_TERMS:
            return []
        begin = bisect_left(self._breaks, first)
        inner = self._breaks[begin : bisect_left(self._breaks, last, begin)]
        if not inner:
            return [Piece(((first, last),), is_cited)]
        pieces: list[Piece] = []
        start = first
        for cut in (*inner, last):
            if self._count_terms(start, cut) >= FEWEST_TERMS or not pieces:
                pieces.append(Piece(((start, cut),), is_cited))
            else:
                pieces[-1] = Piece(((pieces[-1].words[0][0], cut),), is_cited)
            start = cut + 1 if cut != last else cut
        return pieces

    def _count_terms(self, first: int, last: int) -> int:
        """Words with a meaning of a range, each word of a name counting as one."""
        return self._counts.said[last] - self._counts.said[first]


def _clip(words: tuple[Range, ...], first: int, last: int) -> tuple[Range, ...]:
    clipped = ((max(start, first), min(end, last)) for start, end in words)
    return tuple((start, end) for start, end in clipped if start < end)
