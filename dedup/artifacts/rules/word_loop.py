"""The same words come again and again: "und das und das und das und das".

What it flags: a sequence of one to ten words that stands several times in a row; the fewer words, the more often
they must come. Numbers alone do not count.

Why it matters: a loop holds no news, and it makes any two texts with the same loop alike.

Where found: texts written or translated by a language model that got stuck, and menus read more than once.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from dedup.artifacts.rule import Flagged, Hit, Passed, Rule
from dedup.model import Fix, Severity, Span
from dedup.text import TextView

_LONGEST = 10
_USUAL_COPIES = 3
_MORE_COPIES = {1: 6, 2: 4, 3: 4}
"""Copies in a row that short sequences need; refrains and chants stay below."""

_Column = NDArray[np.int32]
"""Something of each token that is the same where the token is the same."""


def _find(view: TextView) -> Iterator[Hit]:
    lowered = view.tokens.lowered
    if next(_runs(_lengths(lowered)), None) is None:
        return
    end = 0
    for start, stop, length in sorted(_runs(_numbers(lowered)), key=lambda run: (run[0], run[2])):
        if start >= end and any(word.isalpha() for word in lowered[start : start + length]):
            end = stop
            yield _hit(view, start, stop, length)


def _lengths(lowered: Sequence[str]) -> _Column:
    """How long the words are: where words come again, lengths do, and few texts get past that."""
    return np.fromiter(map(len, lowered), np.int32, len(lowered))


def _numbers(lowered: Sequence[str]) -> _Column:
    """A number for each word, the same for the same."""
    last_place = dict(zip(lowered, range(len(lowered)), strict=True))
    return np.fromiter(map(last_place.__getitem__, lowered), np.int32, len(lowered))


def _runs(words: _Column) -> Iterator[tuple[int, int, int]]:
    """Where a sequence is repeated often enough, as (start, end, its length) in tokens.

    A text that is laid over itself, moved by the length of the sequence, is the same in a run of places; such runs
    are searched as bytes, which takes no time where there are none.
    """
    size = len(words)
    padded = np.full(size + _LONGEST, -1, np.int32)
    padded[:size] = words
    moved = np.ndarray((_LONGEST, size), np.int32, padded, offset=padded.itemsize, strides=padded.strides * 2)
    same = (moved == words).tobytes()
    for length in range(1, _LONGEST + 1):
        base, end = (length - 1) * size, length * size
        needed = b"\x01" * (length * (_MORE_COPIES.get(length, _USUAL_COPIES) - 1))
        start = same.find(needed, base, end)
        while start >= 0:
            stop = same.find(b"\x00", start, end)
            yield start - base, start - base + ((stop - start) // length + 1) * length, length
            start = same.find(needed, stop, end)


def _hit(view: TextView, start: int, stop: int, length: int) -> Hit:
    """The whole run; the repair leaves its first copy, safely where the copies are alike to the letter."""
    tokens = view.tokens
    copies = (stop - start) // length
    alike = tokens.texts[start : start + length] * copies == tokens.texts[start:stop]
    span = view.original(tokens.starts[start], tokens.ends[stop - 1])
    first = view.original(tokens.starts[start], tokens.ends[start + length - 1])
    fix = Fix(span=Span(first.end, span.end), replacement="", safe=alike)
    return Hit(span=span, confidence=min(0.95, 0.6 + 0.05 * copies), fix=fix, detail=f"{copies} times")


RULE = Rule(
    code="D702",
    name="word-loop",
    message="The same words come again and again",
    severity=Severity.WARNING,
    find=_find,
    flags=(
        Flagged(
            "Der Rat tagte in der Stadt in der Stadt in der Stadt in der Stadt und ging.",
            "in der Stadt in der Stadt in der Stadt in der Stadt",
            repaired="Der Rat tagte in der Stadt und ging.",
        ),
        Flagged(
            "The council met to talk about the budget. The council met to talk about the budget. "
            "The council met to talk about the budget. They left.",
            "The council met to talk about the budget. The council met to talk about the budget. "
            "The council met to talk about the budget.",
            repaired="The council met to talk about the budget. They left.",
            language="en",
        ),
    ),
    passes=(
        Passed("Nein, nein, nein, rief er, und der Chor sang: la la la la."),
        Passed("Die Ergebnisse: 1 1 1 1 1 1 1 1 1."),
        Passed("Tag für Tag für Tag wartete er, Jahr um Jahr."),
    ),
)
