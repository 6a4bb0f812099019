"""A table or list runs on as prose: "Bayern 34 25 5 Dortmund 34 22 8 ...".

What it flags: a stretch of many numbers with nothing between them but a few names, no function words, no commas and
no ends of sentences; and a row of clock times, each with a title behind it.

Why it matters: the numbers have lost their column, so that nobody knows what they count, and such stretches make
unrelated results and listings alike.

Where found: results, share prices and programme listings that were tables on the page.
"""

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

import re2

from dedup.artifacts.phrases import words_of_all
from dedup.artifacts.rule import Flagged, Hit, Passed, Rule
from dedup.model import Severity, Span
from dedup.text import TextView

_NUMBER = re.compile(r"(?<![\w.,:])[+–-]?\d{1,9}(?:[.,:]\d{1,9}){0,3}(?:-\d{1,4})?[%€$.]?(?![\w-])")
_CLOCK = re.compile(r"(?:[01]?\d|2[0-4])[.:][0-5]\d")
_FEWEST_NUMBERS = 10
_FEWEST_TIMES = 6
_CLOCK_LENGTH = 5
_GAP = 60
_GAP_WORDS = 4
_TITLE_GAP = 90
_SHORTEST_TITLE = 3
_NO_CELL = re.compile(r"[,;!?()„“”»«\"]|\w{3}\. ")
_NO_TITLE = re.compile(r"[;()]|[^\W\d_]{4}\. +[A-ZÄÖÜ]")
_WORD = re.compile(r"[^\W\d_]+")
_LEAST_SHARE = 0.4

# Numbers with nothing but short gaps between them, in one pass; most texts hold no such stretch.
_GATE = re2.compile(r"(?:\d+[^\d;!?()„“”»«\"]{1,60}){9}\d")

_Place = tuple[int, int]
"""Start and end; a text may hold a hundred thousand numbers, too many for objects."""
_Parting = Callable[[str, int, int], bool]
"""Whether the text between two places may stand between two cells."""


def _find(view: TextView) -> Iterator[Hit]:
    text = view.text
    if not _GATE.search(text):
        return
    numbers = [match.span() for match in _NUMBER.finditer(text)]
    end = 0
    for run in (*_runs(text, numbers, _is_cell_gap, _FEWEST_NUMBERS), *_times(text, numbers)):
        span = Span(run[0][0], run[-1][1])
        if span.start >= end:
            end = span.end
            yield Hit(span=span, confidence=min(0.9, 0.55 + 0.015 * len(run)), detail=f"{len(run)} numbers")


def _times(text: str, numbers: Sequence[_Place]) -> Iterator[list[_Place]]:
    clock = [place for place in numbers if place[1] - place[0] <= _CLOCK_LENGTH and _CLOCK.fullmatch(text, *place)]
    if len(clock) < _FEWEST_TIMES:
        return
    for run in _runs(text, clock, _is_title_gap, _FEWEST_TIMES):
        values = [tuple(map(int, re.split("[.:]", text[start:end]))) for start, end in run]
        rising = sum(left < right for left, right in itertools.pairwise(values))
        if rising >= len(values) - 2:  # one midnight
            yield run


def _runs(text: str, numbers: Sequence[_Place], may_part: _Parting, fewest: int) -> Iterator[list[_Place]]:
    """Numbers that nothing but a gap of the right kind parts from the next, enough of them."""
    run: list[_Place] = []
    for place in numbers:
        if run and not may_part(text, run[-1][1], place[0]):
            if len(run) >= fewest and _is_dense(text, run):
                yield run
            run = []
        run.append(place)
    if len(run) >= fewest and _is_dense(text, run):
        yield run


@cache
def _function_words() -> frozenset[str]:
    return words_of_all("glued-words", "function")


def _is_cell_gap(text: str, start: int, end: int) -> bool:
    """Whether nothing but a name or a label parts two numbers."""
    if end - start > _GAP:
        return False
    gap = text[start:end]
    if gap.isspace() or not gap:
        return gap != ""
    words = _WORD.findall(gap)
    if len(words) > _GAP_WORDS or _NO_CELL.search(gap) or (not words and gap.strip() not in "|/–-:"):
        return False
    return not any(word.islower() and word in _function_words() for word in words)


def _is_title_gap(text: str, start: int, end: int) -> bool:
    """Whether the gap starts with a capital, as a title does, and holds no sentence's end."""
    gap = text[start:end].strip(" :|–-\n\r\t")
    return (
        _SHORTEST_TITLE <= end - start <= _TITLE_GAP
        and (gap[:1].isupper() or gap[:3] == "Uhr")
        and not _NO_TITLE.search(gap)
    )


def _is_dense(text: str, run: Sequence[_Place]) -> bool:
    """Whether numbers make up enough of the words of a stretch; clock times may have longer titles."""
    stretch = text[run[0][0] : run[-1][1]]
    words = len(stretch.split())
    return len(run) >= _LEAST_SHARE * words or all(_CLOCK.fullmatch(text, *place) for place in run)


RULE = Rule(
    code="S405",
    name="flattened-table",
    message="A table or list runs on as prose",
    severity=Severity.WARNING,
    find=_find,
    flags=(
        Flagged(
            "Tabelle\n\nBergstadt 34 25 5 4 80 Talheim 34 22 8 4 74 Seedorf 34 20 5 9 65 Ende.",
            "34 25 5 4 80 Talheim 34 22 8 4 74 Seedorf 34 20 5 9 65",
        ),
        Flagged(
            "Heute\n\n18.00 Nachrichten 18.30 Wetter 19.00 Der Fluss 20.15 Ein Abend im Mai 21.45 Talk 22.30 Sport",
            "18.00 Nachrichten 18.30 Wetter 19.00 Der Fluss 20.15 Ein Abend im Mai 21.45 Talk 22.30",
        ),
    ),
    passes=(
        Passed("Wahlen gab es 1990, 1994, 1998, 2002, 2005, 2009, 2013, 2017, 2021 und 2025."),
        Passed("Sie gewann 6:4, 3:6, 7:5 und steht auf Rang 12 von 40 mit 310 Punkten aus 8 Spielen."),
        Passed("Um 10.15 Uhr kam er, um 11.20 Uhr sie, um 12.00 Uhr alle, um 13.10 Uhr einer, bis 14.00 Uhr."),
    ),
)
