"""The lines of an article as the rules look at them, computed once for all rules.

In: a text. Out: its lines without outer white space, with their neighbours. The rules also share here how a whole
line is taken out, and how a candidate inside an address (URL, e-mail, handle, file name) is recognised.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from dedup.model import Fix, Span

_TERMINAL = ".!?…:;"
_CLOSING = "\"“”»«’‘)]}'"
_ADDRESS = re.compile(
    r"""
      ://|^www\.|@|^[#/\\]|[\\_=]                        # https://host/Path  name@host  #Tag  C:\File  file_name
    | \.(?:[a-z]{2,4}|html?|jpe?g|png|pdf)(?:[/:?#,.;)]|$)  # derStandard.at/Panorama  eBay.de,  image.jpg
    """,
    re.VERBOSE,
)
_LETTERS = re.compile(r"[^\W\d_]++")
_CHUNK_REACH = 80
_WORD_REACH = 40


class Line(NamedTuple):
    """A line that holds anything, without outer white space; `number` counts such lines from 0.

    A tuple, because a text has hundreds and a frozen dataclass takes five times as long to make.
    """

    text: str
    start: int
    end: int
    number: int

    @property
    def span(self) -> Span:
        """Where the line stands, without outer white space."""
        return Span(self.start, self.end)

    @property
    def words(self) -> int:
        """How many words the line has."""
        return len(self.text.split())

    @property
    def ends_sentence(self) -> bool:
        """Whether the line ends as a sentence does, or with a bracket; closing quotation marks aside."""
        return self.text[-1] in ")]" or self.text.rstrip(_CLOSING)[-1:] in _TERMINAL


@dataclass(frozen=True, slots=True)
class Page:
    """A text and its lines."""

    text: str
    lines: tuple[Line, ...]

    def whole(self, line: Line) -> Span:
        """A line with the white space that indents it."""
        return Span(self.text.rfind("\n", 0, line.start) + 1, line.end)

    def up_to(self, max_characters: int) -> list[Line]:
        """The lines of at most so many characters."""
        return [line for line in self.lines if line.end - line.start <= max_characters]

    def removal(self, line: Line, *, safe: bool) -> Fix:
        """Take a whole line out, with the white space up to the next line (the last: from the one before)."""
        if line.number + 1 < len(self.lines):
            return Fix(span=Span(line.start, self.lines[line.number + 1].start), replacement="", safe=safe)
        start = self.lines[line.number - 1].end if line.number else 0
        return Fix(span=Span(start, len(self.text)), replacement="", safe=safe)


@lru_cache(maxsize=2)
def page_of(text: str) -> Page:
    """Cut a text into lines; rules that look at the same text one after the other share the answer."""
    lines: list[Line] = []
    position = 0
    for piece in (text.replace("\r", "\n") if "\r" in text else text).split("\n"):
        if piece:
            stripped = piece.strip()
            if stripped:
                start = position + piece.index(stripped[0])
                lines.append(Line(stripped, start, start + len(stripped), len(lines)))
        position += len(piece) + 1
    return Page(text, tuple(lines))


def letters_before(text: str, position: int) -> int:
    """Where the run of letters starts that ends at a position; at most forty letters are read."""
    return position - _letters(text[max(0, position - _WORD_REACH) : position][::-1])


def letters_after(text: str, position: int) -> int:
    """Where the run of letters ends that starts at a position; at most forty letters are read."""
    return position + _letters(text[position : position + _WORD_REACH])


def _letters(piece: str) -> int:
    """How many letters a piece starts with; the pattern takes figures such as ² for letters, which are seldom."""
    run = _LETTERS.match(piece)
    if run is None or run.group().isalpha():
        return run.end() if run else 0
    return next(index for index, character in enumerate(piece) if not character.isalpha())


def in_address(text: str, start: int, end: int) -> bool:
    """Whether a range is part of a URL, an e-mail address, a handle, a hashtag or a file name."""
    low = max(0, start - _CHUNK_REACH)
    before = text[low:start].rsplit(None, 1)
    left = "" if start and text[start - 1].isspace() else (before[-1] if before else "")
    after = text[end : end + _CHUNK_REACH].split(None, 1)
    right = "" if text[end : end + 1].isspace() or not after else after[0]
    return _ADDRESS.search((left + text[start:end] + right).strip("\"“”„»«()[],;:!?'")) is not None
