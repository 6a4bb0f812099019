"""The words of one document, as text.

In: a text. Out: its words in lower case and where they stand, by their number. Words are cut out when they are
asked for; what is kept of them is two numbers each.
"""

import re
import unicodedata
from array import array
from collections.abc import Callable
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

_SENTENCE_END = re.compile(r"""[.!?…][.!?…"'“”„‘’»«›‹)\]]{0,4}\s""")
_LEAST_LETTERS = 4
"""Letters from which a capitalised word is none that is cut short."""
_VOWELS = frozenset("aeiouyäöü")
_SMALL = 2
"""Bytes of a code point in nearly all texts."""

_Codes = npt.NDArray[np.uint16] | npt.NDArray[np.uint32]


class Spelling:
    """The words of one document."""

    __slots__ = ("_ends", "_starts", "_view")

    def __init__(self, text: str) -> None:
        kinds = _kinds(_codes(text))
        if (kinds & _MAY_CHANGE).any():
            self._view = normalize(text)
            kinds = _kinds(_codes(self._view.text))
        else:
            self._view = NormalizedText(text)
        edges = _find_edges(kinds).astype(np.intc)
        self._starts = array("i", edges[::2].tobytes())  # gives numbers faster than NumPy does
        self._ends = array("i", edges[1::2].tobytes())

    @property
    def characters(self) -> int:
        """Characters of the normalised text."""
        return len(self._view.text)

    def words(self, start: int, end: int) -> list[str]:
        """The words of a half-open range within the document, in lower case."""
        return self.reader(0)(start, end)

    def reader(self, first: int) -> Callable[[int, int], list[str]]:
        """Spell ranges of words, counted from one of them."""
        text, starts, ends = self._view.text, self._starts, self._ends

        def read(start: int, end: int) -> list[str]:
            return [text[starts[number] : ends[number]].lower() for number in range(first + start, first + end)]

        return read

    def span(self, start: int, end: int) -> Span:
        """Where a range of words stands in the original text."""
        return self._view.original(self._starts[start], self._ends[end - 1])

    def spans(self, ranges: Int64s) -> Int64s:
        """Where ranges of words stand in the original text; both of shape (ranges, 2)."""
        if self._view.starts is None:
            starts, ends = np.frombuffer(self._starts, np.intc), np.frombuffer(self._ends, np.intc)
            return np.stack((starts[ranges[:, 0]], ends[ranges[:, 1] - 1]), axis=1).astype(np.int64)
        spans = [self.span(start, end) for start, end in ranges.tolist()]
        return np.array([(span.start, span.end) for span in spans], np.int64).reshape(-1, 2)

    def begins_sentence(self, number: int) -> bool:
        """Say whether a word other than the first stands behind a line break or the end of a sentence."""
        text, end, start = self._view.text, self._ends[number - 1], self._starts[number]
        between = text[end:start]
        if "\n" in between:
            return True
        if not _SENTENCE_END.match(between) or text[start].islower():
            return False
        return between[0] != "." or not _is_abbreviated(text[self._starts[number - 1] : end])

    def places(self) -> tuple[str, Int64s, Int64s]:
        """The normalised text, and where its words start and end in it."""
        return self._view.text, np.array(self._starts, np.int64), np.array(self._ends, np.int64)


def _is_abbreviated(word: str) -> bool:
    """Say whether a full stop behind a word may belong to it: "Nr. 5", "1. Mai", "J. Doe", "bzw. Bonn"."""
    is_short = len(word) == 1 or (len(word) < _LEAST_LETTERS and word[0].isupper())
    return is_short or word.isdecimal() or not _VOWELS.intersection(word.lower())


def _find_edges(kinds: npt.NDArray[np.uint8]) -> Int64s:
    """Where words start and end, by turns: what `word_spans` says, several times as fast for one text."""
    is_word = np.zeros(len(kinds) + 2, np.bool_)
    np.bitwise_and(kinds, _IN_WORD, out=is_word[1:-1].view(np.uint8))
    return np.flatnonzero(is_word[1:] != is_word[:-1])


def _codes(text: str) -> _Codes:
    """The code points of a text, shape (characters,), in two bytes each where that is enough."""
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) == 2 * len(text):
        return np.frombuffer(units, "<u2")
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")


def _kinds(codes: _Codes) -> npt.NDArray[np.uint8]:
    """What is known of characters, shape (characters,)."""
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
