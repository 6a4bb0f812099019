"""What an alignment is.

In: nothing. Out: the type that alignment, merging and what follows them share.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain
from operator import attrgetter

import numpy as np
import numpy.typing as npt

_EVEN_GAIN = 9.0
"""Gain at which an edited alignment is as likely to come from one source as not."""
_GAIN_SPREAD = 1.5


@dataclass(frozen=True, slots=True, order=True)
class Alignment:
    """A stretch of shared wording as half-open ranges of words, numbered through the collection.

    `equal` counts words that are spelled the same on both sides, `matched` also those that are alike or stand in
    another place nearby. `gain` is what they earn minus the cost of all others. `pieces` are the parts of a reuse
    whose sentences stand in another order. `is_verbatim` says that both sides are the same words.
    """

    left_document: int
    right_document: int
    left_start: int
    left_end: int
    right_start: int
    right_end: int
    matched: int
    equal: int = 0
    gain: float = 0.0
    is_verbatim: bool = False
    pieces: tuple["Alignment", ...] = ()

    @property
    def longer(self) -> int:
        """Words of the longer side."""
        return max(self.left_end - self.left_start, self.right_end - self.right_start)

    @property
    def similarity(self) -> float:
        """Matched words / words of the longer side."""
        return self.matched / self.longer

    @property
    def confidence(self) -> float:
        """How sure it is that the wording comes from one source: 1 for the same words, else by what they earn.

        Of the edited alignments between articles with planted passages (tests/benchmarks/passages.py) a third were
        planted at a gain of 8 to 12, nine in ten from 12 on and all from 14 on; most of the others are wording that
        the articles really share, so the curve lies above those shares where they are low.
        """
        return 1.0 if self.is_verbatim else 1 / (1 + math.exp((_EVEN_GAIN - self.gain) / _GAIN_SPREAD))

    def turned(self) -> "Alignment":
        """The same, seen from the other side."""
        return replace(
            self,
            left_document=self.right_document,
            right_document=self.left_document,
            left_start=self.right_start,
            left_end=self.right_end,
            right_start=self.left_start,
            right_end=self.left_end,
            pieces=tuple(sorted(piece.turned() for piece in self.pieces)),
        )

    def moved(self, left_document: int, right_document: int, left_words: int, right_words: int) -> "Alignment":
        """The same in other documents, so many words further on each side."""
        return replace(
            self,
            left_document=left_document,
            right_document=right_document,
            left_start=self.left_start + left_words,
            left_end=self.left_end + left_words,
            right_start=self.right_start + right_words,
            right_end=self.right_end + right_words,
            pieces=tuple(
                piece.moved(left_document, right_document, left_words, right_words) for piece in self.pieces
            ),
        )


def tabulate(alignments: Sequence[Alignment]) -> npt.NDArray[np.int64]:
    """Both documents, ranges of words on the left and on the right and matched words, shape (alignments, 7)."""
    numbers = chain.from_iterable(map(_NUMBERS, alignments))
    return np.fromiter(numbers, np.int64, 7 * len(alignments)).reshape(-1, 7)


_NUMBERS = attrgetter(
    "left_document", "right_document", "left_start", "left_end", "right_start", "right_end", "matched"
)

place_of = attrgetter(
    "left_document",
    "right_document",
    "left_start",
    "left_end",
    "right_start",
    "right_end",
    "matched",
    "equal",
    "gain",
)
"""The order of alignments: by place, and then by what else tells them apart."""
