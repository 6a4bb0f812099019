"""One text with many highlights, cut so that every stretch carries one set of them.

In: a text and highlights that may nest and cross. Out: segments that join to the text. Highlights cannot be
nested elements, because they cross; so the text is cut at every boundary and each segment names all that cover it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dedup.model import Span
from dedup.report.printable import name_character, show_character, split_invisible


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """The mark in front of a highlight: a link to what is said about it, and a place to link to."""

    label: str
    layer: str
    title: str
    anchor: str
    href: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Highlight:
    """One stretch to mark. `style` is a class of the style sheet; a badge stands before the first character."""

    span: Span
    style: str
    title: str
    badge: Badge | None = None
    shows_invisible: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of a segment; `name` is set where the text is a symbol for a character that cannot be seen."""

    text: str
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch between two boundaries, with the badges that stand before it."""

    pieces: tuple[Piece, ...]
    styles: tuple[str, ...]
    title: str
    badges: tuple[Badge, ...]


def cut_segments(text: str, highlights: Iterable[Highlight]) -> Iterator[Segment]:
    """Cut a text at every boundary of its highlights, in order."""
    ordered = sorted(highlights, key=lambda highlight: (highlight.span.start, -highlight.span.end))
    starting: dict[int, list[Highlight]] = defaultdict(list)
    boundaries = {0, len(text)}
    for highlight in ordered:
        starting[highlight.span.start].append(highlight)
        boundaries.update((highlight.span.start, highlight.span.end))
    open_highlights: list[Highlight] = []
    edges = sorted(boundaries)
    for start, end in zip(edges, [*edges[1:], len(text)], strict=True):
        open_highlights = [highlight for highlight in open_highlights if highlight.span.end > start]
        beginning = starting.get(start, [])
        open_highlights.extend(highlight for highlight in beginning if len(highlight.span))
        badges = tuple(highlight.badge for highlight in beginning if highlight.badge)
        if start < end or badges:
            yield _segment(text[start:end], open_highlights, badges)


def _segment(text: str, covering: list[Highlight], badges: tuple[Badge, ...]) -> Segment:
    shows_invisible = any(highlight.shows_invisible for highlight in covering)
    return Segment(
        pieces=tuple(show_invisible(text)) if shows_invisible else (Piece(text),),
        styles=tuple(dict.fromkeys(highlight.style for highlight in covering)),
        title="; ".join(dict.fromkeys(highlight.title for highlight in covering)),
        badges=badges,
    )


def show_invisible(text: str) -> Iterator[Piece]:
    """Cut a text into pieces in which every character can be seen."""
    for piece, is_invisible in split_invisible(text):
        if is_invisible:
            yield Piece(show_character(piece), name_character(piece))
        else:
            yield Piece(piece)
