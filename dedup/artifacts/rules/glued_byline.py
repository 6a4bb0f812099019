"""The author line lost its blank: "VonEva Haas".

What it flags: in the opening lines, "Von", "By", "Text:" or the like with the author's name right behind it.

Why it matters: the author cannot be read off the text, and the line is taken for a sentence.

Where found: pages that set "Von" and the name in two tags.
"""

import re
from collections.abc import Iterator

from dedup.artifacts.page import page_of
from dedup.artifacts.phrases import alternatives
from dedup.artifacts.rule import Flagged, Hit, Passed, Rule
from dedup.model import Fix, Severity, Span
from dedup.text import TextView

_OPENING_LINES = 10
_MAX_CHARACTERS = 120
_NAME = r"(?-i:[A-ZÄÖÜÁÉÍÓÚŠŽČ][a-zäöüßáéèíóúçñšžčł]+(?=[ \-’'.|,]|$))"
_GLUED = re.compile(
    rf"(?P<label>{alternatives('byline', 'labels')}(?::|(?<![:\s])(?=(?-i:[A-ZÄÖÜ]))))(?P<name>{_NAME})",
    re.IGNORECASE,
)


def _find(view: TextView) -> Iterator[Hit]:
    for line in page_of(view.text).lines[:_OPENING_LINES]:
        match = _GLUED.match(line.text) if len(line.text) <= _MAX_CHARACTERS else None
        if match and not (line.ends_sentence and line.words > 4):  # noqa: PLR2004 - "Text:Wer zahlt, bestimmt."
            position = line.start + match.end("label")
            fix = Fix(span=Span(position, position), replacement=" ", safe=True)
            yield Hit(span=Span(line.start, line.start + match.end()), confidence=0.9, fix=fix)


RULE = Rule(
    code="G103",
    name="glued-byline",
    message="The author line lost its blank",
    severity=Severity.WARNING,
    find=_find,
    flags=(
        Flagged(
            "Streit im Rat\n\nVonEva Haas\n\nDer Rat tagte.",
            "VonEva",
            repaired="Streit im Rat\n\nVon Eva Haas\n\nDer Rat tagte.",
        ),
        Flagged(
            "Talks fail\n\nByGrace Doyle\n\nThey left.",
            "ByGrace",
            repaired="Talks fail\n\nBy Grace Doyle\n\nThey left.",
            language="en",
        ),
    ),
    passes=(
        Passed("Streit im Rat\n\nVon Eva Haas\n\nDer Rat tagte."),
        Passed("Mieten steigen\n\nVonovia kündigt weitere Schritte an\n\nDer Konzern schweigt."),
    ),
)
