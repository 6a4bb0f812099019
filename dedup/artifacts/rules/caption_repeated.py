"""A picture caption stands more than once.

What it flags: a line that holds the same caption twice in a row, and a credited caption whose wording stands in an
earlier line already, quotation marks and a leading label aside.

Why it matters: the repetition looks like shared wording, and counts the picture's people twice.

Where found: pages that print a caption as the picture's title, as its alternative text and below it.
"""

import re
from collections.abc import Iterator

from dedup.artifacts.credits import credit_lines
from dedup.artifacts.page import Line, page_of
from dedup.artifacts.phrases import alternatives
from dedup.artifacts.rule import Flagged, Hit, Passed, Rule
from dedup.model import Fix, Severity, Span
from dedup.text import TextView

_SHORTEST = 24
_MAX_CHARACTERS = 900
_NO_WORDING = re.compile(r"[\W_]+")
_LABELS = re.compile(rf"^(?:{alternatives('credit', 'labels')}\s?:\s?)+", re.IGNORECASE)


def _find(view: TextView) -> Iterator[Hit]:
    page = page_of(view.text)
    doubled = [
        line for line in page.up_to(_MAX_CHARACTERS) if len(line.text) >= _SHORTEST and _second_copy(line.text)
    ]
    for line in doubled:
        copy = len(line.text[: _second_copy(line.text)].rstrip())
        fix = Fix(span=Span(line.start + copy, line.end), replacement="", safe=True)
        yield Hit(span=line.span, confidence=0.95, fix=fix)
    numbers = {line.number for line in doubled}
    wordings = [_wording(line) for line in doubled]
    for line, _ in credit_lines(page, _MAX_CHARACTERS):
        wording = _wording(line)
        if line.number in numbers or len(wording) < _SHORTEST:
            continue
        if any(wording in earlier for earlier in wordings):
            yield Hit(span=line.span, confidence=0.85, fix=page.removal(line, safe=True))
        wordings.append(wording)


def _second_copy(text: str) -> int:
    """Where the second of two equal halves starts; 0 where the line is no such pair."""
    middle = len(text) // 2
    if len(text) % 2 == 0:
        return middle if text[:middle] == text[middle:] else 0
    return middle + 1 if text[middle] == " " and text[:middle] == text[middle + 1 :] else 0


def _wording(line: Line) -> str:
    return _NO_WORDING.sub(" ", _LABELS.sub("", line.text)).strip().casefold()


RULE = Rule(
    code="C902",
    name="caption-repeated",
    message="A picture caption stands more than once",
    severity=Severity.WARNING,
    find=_find,
    flags=(
        Flagged(
            "Streit im Rat\n\nBlick in den Saal. Foto: Eva HaasBlick in den Saal. Foto: Eva Haas\n\nDer Rat tagte.",
            "Blick in den Saal. Foto: Eva HaasBlick in den Saal. Foto: Eva Haas",
            repaired="Streit im Rat\n\nBlick in den Saal. Foto: Eva Haas\n\nDer Rat tagte.",
        ),
        Flagged(
            "Streit im Rat\n\nBlick in den Saal. © Eva Haas/dpa\n\nDer Rat tagte.\n\n"
            "Bild: „Blick in den Saal.“ © Eva Haas/dpa",
            "Bild: „Blick in den Saal.“ © Eva Haas/dpa",
        ),
    ),
    passes=(
        Passed("Streit im Rat\n\nBlick in den Saal. © Eva Haas/dpa\n\nDer Rat tagte.\n\nEin Tor. © Jan Pohl/dpa"),
    ),
)
