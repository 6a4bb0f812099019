"""A normalised view of a text that remembers where each character came from.

In: the text as read. Out: the text in NFC without invisible characters (soft hyphens, zero-width characters,
byte order marks), with a map back to original offsets. Case is kept: folding it is up to the analysis.
"""

import itertools
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dedup.model import Span

INVISIBLE = "\u00ad\u180e\u200b\u200c\u200d\u2060\ufeff"
"""Characters that take no room: soft hyphen, Mongolian vowel separator, zero-width ones, byte order mark."""

_JAMO = range(0x1161, 0x1200)


_BLOCK = 16


@dataclass(frozen=True, slots=True)
class NormalizedText:
    """`text` with, for each of its characters, the original range it came from; None where nothing moved.

    `starts` and `ends` are as long as `text` and never decrease.
    """

    text: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def original(self, start: int, end: int) -> Span:
        """Translate a range of the normalised text into a span of the original.

        >>> normalize("Do\u00adnau").original(0, 5)
        Span(start=0, end=6)
        """
        if self.starts is None or self.ends is None:
            return Span(start, end)
        if start == end:
            position = self.starts[start] if start < len(self.starts) else self.ends[-1]
            return Span(position, position)
        return Span(self.starts[start], self.ends[end - 1])


def normalize(text: str) -> NormalizedText:
    """Compose characters (NFC) and drop invisible ones, keeping the way back.

    Nearly all articles need neither, and then this costs two scans.
    """
    # One search for each character is several times as fast as a pattern: most do not occur at all.
    if unicodedata.is_normalized("NFC", text) and not any(character in text for character in INVISIBLE):
        return NormalizedText(text)
    kept = [index for index, character in enumerate(text) if character not in INVISIBLE]
    visible = "".join([text[index] for index in kept])
    if unicodedata.is_normalized("NFC", visible):
        return NormalizedText(visible, tuple(kept), tuple([index + 1 for index in kept]))
    return _compose(visible, kept)


def _compose(visible: str, kept: list[int]) -> NormalizedText:
    """Compose a text without invisible characters; `kept` are the original places of its characters."""
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for bounds in _blocks(visible):
        block = visible[bounds[0] : bounds[-1]]
        if unicodedata.is_normalized("NFC", block):
            pieces.append(block)
            starts += kept[bounds[0] : bounds[-1]]
            ends += [place + 1 for place in kept[bounds[0] : bounds[-1]]]
            continue
        for start, end in itertools.pairwise(bounds):
            composed = unicodedata.normalize("NFC", visible[start:end])
            pieces.append(composed)
            starts += [kept[start]] * len(composed)
            ends += [kept[end - 1] + 1] * len(composed)
    return NormalizedText("".join(pieces), tuple(starts), tuple(ends))


def _blocks(text: str) -> Iterator[list[int]]:
    """Cut a text into ranges that compose on their own: a base character with all that may join it.

    Gives their bounds in blocks. Most blocks need no composing and are copied whole.
    """
    bounds = [
        index
        for index, character in enumerate(text)
        if not index or character < "\u0300" or not _may_join(character)
    ]
    bounds.append(len(text))
    for first in range(0, len(bounds) - 1, _BLOCK):
        yield bounds[first : first + _BLOCK + 1]


def _may_join(character: str) -> bool:
    """Whether NFC may fuse the character with the one before it."""
    if character < "\u0300":
        return False
    return unicodedata.combining(character) != 0 or ord(character) in _JAMO or character in _composing_starters()


@cache
def _composing_starters() -> frozenset[str]:
    """Characters of combining class 0 that stand second in a canonical composition (some Indic vowel signs)."""
    found = set()
    for code_point in range(0x300, 0x20000):
        parts = unicodedata.decomposition(chr(code_point)).split()
        if len(parts) == 2 and not parts[0].startswith("<"):  # noqa: PLR2004 - a canonical pair
            second = chr(int(parts[1], 16))
            if unicodedata.combining(second) == 0:
                found.add(second)
    return frozenset(found)
