"""The words of one document, as text.

In: a text. Out: its words in lower case and where they stand, by their number. Words are cut out when they are
asked for; what is kept of them is two numbers each.
"""

import unicodedata
from array import array
from functools import cache
from itertools import chain

import numpy as np
import numpy.typing as npt

from dedup.model import Span
from dedup.reuse.words import Int64s, word_spans
from dedup.text.normalize import INVISIBLE, NormalizedText, normalize

_CODE_POINTS = 0x10000
"""Characters of the Basic Multilingual Plane; others stand in no word."""
_IN_WORD = np.uint8(1)
_MAY_CHANGE = np.uint8(2)
_PLAIN = range(0x300), range(0x2010, 0x20D0)
"""Blocks in which nothing joins what stands before it: Latin letters, punctuation, signs of currencies."""


class Spelling:
    """The words of one document."""

    __slots__ = ("_ends", "_starts", "_view")

    def __init__(self, text: str) -> None:
        kinds = _kinds(text)
        if (kinds & _MAY_CHANGE).any():
            self._view = normalize(text)
            kinds = _kinds(self._view.text)
        else:
            self._view = NormalizedText(text)
        edges = _find_edges(kinds).astype(np.intc)
        self._starts = array("i", edges[::2].tobytes())  # gives numbers faster than NumPy does
        self._ends = array("i", edges[1::2].tobytes())

    def words(self, start: int, end: int) -> list[str]:
        """The words of a half-open range, in lower case."""
        starts, ends = self._starts[start:end], self._ends[start:end]
        if not starts:
            return []
        first, last = starts[0], ends[-1]
        text = self._view.text[first:last]
        lowered = text.lower()
        if len(lowered) != len(text):  # a letter became two
            return [text[one - first : other - first].lower() for one, other in zip(starts, ends, strict=True)]
        return [lowered[one - first : other - first] for one, other in zip(starts, ends, strict=True)]

    def span(self, start: int, end: int) -> Span:
        """Where a range of words stands in the original text."""
        return self._view.original(self._starts[start], self._ends[end - 1])

    def places(self) -> tuple[str, Int64s, Int64s]:
        """The normalised text, and where its words start and end in it."""
        return self._view.text, np.array(self._starts, np.int64), np.array(self._ends, np.int64)


def _find_edges(kinds: npt.NDArray[np.uint8]) -> Int64s:
    """Where words start and end, by turns: what `word_spans` says, several times as fast for one text."""
    is_word = np.zeros(len(kinds) + 2, np.bool_)
    np.bitwise_and(kinds, _IN_WORD, out=is_word[1:-1].view(np.uint8))
    return np.flatnonzero(is_word[1:] != is_word[:-1])


def _kinds(text: str) -> npt.NDArray[np.uint8]:
    """What is known of the characters of a text, shape (characters,)."""
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) == 2 * len(text):
        return _character_kinds().take(np.frombuffer(units, np.uint16))
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return _character_kinds().take(codes, mode="clip")


@cache
def _character_kinds() -> npt.NDArray[np.uint8]:
    """Which code points belong to words, asked from `word_spans`, and which are beyond doubt left by `normalize`.

    The last entry stands for all behind it.
    """
    characters = [chr(code) for code in range(_CODE_POINTS)]
    starts, _ = word_spans(" ".join(characters))
    table = np.full(_CODE_POINTS + 1, _MAY_CHANGE)
    for code in chain(*_PLAIN):
        if characters[code] not in INVISIBLE and unicodedata.is_normalized("NFC", characters[code]):
            table[code] = 0
    table[starts // 2] |= _IN_WORD
    return table
