"""Quotation pairs of a text, in every European style.

In: text. Out: quotations in order of their opening mark, each with both marks, told apart as matched („…“, »…«,
"…"), mixed („…») and unclosed. Roles are decided by what stands around a mark, because the same mark opens in
one language and closes in another: a mark that has white space or an opening bracket before it and none behind
it opens, the reverse closes, and one that could do both closes what is open.

A pair stands within one line: a mark that is still open where its line ends is unclosed.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from dedup.model import Span
from dedup.text.lines import find_lines

PARTNERS = {
    "„": "“”",
    "“": "”",
    "”": "”",
    "«": "»",
    "»": "«»",
    '"': '"',
    "‚": "‘’",
    "‘": "’",
    "‹": "›",
    "›": "‹",
    "「": "」",
    "『": "』",
}
"""Closing marks that belong to each opening one (German, English, French, Swedish, Swiss, Japanese)."""

_MARKS = '„“”«»"‚‘’‹›「」『』'
_MAX_DEPTH = 8
"""Marks that may wait at once; prose nests two deep, and an open mark is given up when eight more follow."""
_SINGLE = frozenset("‚‘’‹›")
_ALWAYS_OPENS = frozenset("„‚「『")
_FRENCH_OPENING = "«"
"""French puts a space inside its marks: « Oui », dit-elle."""
_BEFORE_OPENING = frozenset("([{–—-/:¡¿…")


class QuotationKind(StrEnum):
    """Whether the two marks belong together."""

    MATCHED = "matched"
    MIXED = "mixed"
    UNCLOSED = "unclosed"


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation: `span` with its marks, `content` without.

    An unclosed quotation ends with its paragraph and has no closing mark.
    """

    span: Span
    opening: str
    closing: str | None
    kind: QuotationKind

    @property
    def content(self) -> Span:
        """The quoted text without its marks."""
        return Span(self.span.start + 1, self.span.end - (1 if self.closing else 0))


@dataclass(slots=True)
class _Open:
    """A mark that waits for its partner."""

    position: int
    mark: str


def pair_quotations(text: str) -> tuple[Quotation, ...]:
    """Pair the quotation marks of a text.

    >>> [(q.opening, q.closing, q.kind.value) for q in pair_quotations("„Ja», sagte er. »Nein« auch.")]
    [('„', '»', 'mixed'), ('»', '«', 'matched')]
    """
    places = _find_marks(text)
    quotations: list[Quotation] = []
    behind = 0
    for start, end in find_lines(text) if places else ():
        first = bisect_left(places, start, lo=behind)
        behind = bisect_left(places, end, lo=first)
        if first < behind:
            quotations.extend(_pair_line(text, places[first:behind], end))
    return tuple(sorted(quotations, key=lambda quotation: (quotation.span.start, -quotation.span.end)))


def _find_marks(text: str) -> list[int]:
    """Find the places of all marks, rising; one search for each mark is faster than a pattern, as most are rare."""
    places = []
    for mark in _MARKS:
        place = text.find(mark)
        while place >= 0:
            places.append(place)
            place = text.find(mark, place + 1)
    places.sort()
    return places


def _pair_line(text: str, places: Sequence[int], end: int) -> list[Quotation]:
    """Pair the marks of a line that stand at the places; the line ends at `end`."""
    quotations: list[Quotation] = []
    waiting: list[_Open] = []
    for position in places:
        mark = text[position]
        if _closes(text, position, mark, waiting):
            quotations.extend(_close(waiting, position, mark, end))
        elif _opens(text, position, mark):
            waiting.append(_Open(position, mark))
        if len(waiting) > _MAX_DEPTH:
            quotations.extend(_unclosed([waiting.pop(0)], end))
    return quotations + _unclosed(waiting, end)


def _opens(text: str, position: int, mark: str) -> bool:
    """Whether a mark can open: nothing but white space or a bracket before it, something right behind it."""
    if mark not in PARTNERS:
        return False
    after = text[position + 1 : position + 2]
    before = text[position - 1 : position] if position else " "
    if mark == _FRENCH_OPENING and after.isspace() and before.isspace():
        return True
    if not after or after.isspace():
        return False
    if mark in _ALWAYS_OPENS:
        return True
    return before.isspace() or before in _BEFORE_OPENING or before in _MARKS


def _closes(text: str, position: int, mark: str, waiting: list[_Open]) -> bool:
    """Whether a mark ends what is open."""
    if not waiting or mark in _ALWAYS_OPENS or not _has_partner(mark, waiting):
        return False
    fits = mark in PARTNERS[waiting[-1].mark]
    before = text[position - 1]
    after = text[position + 1 : position + 2]
    if before.isspace():
        is_french = waiting[-1].mark == _FRENCH_OPENING and text[waiting[-1].position + 1].isspace()
        return fits and (is_french or not after or after.isspace())
    if mark == "’" and after.isalpha():
        return False  # an apostrophe inside a word
    return fits or not (before in _BEFORE_OPENING and after.isalnum())


def _has_partner(mark: str, waiting: list[_Open]) -> bool:
    """Whether any open mark can take this one: its own partner, or for a double mark any double one."""
    return any(mark in PARTNERS[item.mark] for item in waiting) or (
        mark not in _SINGLE and any(item.mark not in _SINGLE for item in waiting)
    )


def _close(waiting: list[_Open], position: int, mark: str, line_end: int) -> list[Quotation]:
    """Close the innermost quotation that the mark belongs to; those opened later stay unclosed.

    A mark that belongs to none of them closes the innermost as a mixed pair.
    """
    fitting = [index for index, item in enumerate(waiting) if mark in PARTNERS[item.mark]]
    if fitting:
        index = fitting[-1]
        kind = QuotationKind.MATCHED
    else:
        doubles = [index for index, item in enumerate(waiting) if item.mark not in _SINGLE]
        index = doubles[-1]
        kind = QuotationKind.MIXED
    opened = waiting[index]
    left_open = _unclosed(waiting[index + 1 :], line_end)
    del waiting[index:]
    return [Quotation(Span(opened.position, position + 1), opened.mark, mark, kind), *left_open]


def _unclosed(waiting: list[_Open], line_end: int) -> list[Quotation]:
    """Give up on open marks. Single ones are dropped: nearly all are apostrophes or transliterations (‘Adi)."""
    return [
        Quotation(Span(item.position, line_end), item.mark, None, QuotationKind.UNCLOSED)
        for item in waiting
        if item.mark not in _SINGLE
    ]
