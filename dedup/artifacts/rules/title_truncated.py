"""The headline was cut: "Rat streitet über ...".

What it flags: a first line (or the record's title) that ends with an ellipsis.

Why it matters: a headline is the best key for finding copies; half of one finds the wrong ones.

Where found: search results and overview pages, which shorten headlines.
"""

import re
from collections.abc import Iterator

from dedup.artifacts.page import page_of
from dedup.artifacts.rule import Flagged, Hit, Passed, Rule
from dedup.model import Severity, Span
from dedup.text import TextView

_MAX_CHARACTERS = 260
_CUT = re.compile(r"\s*(?:\.\.\.|…|\[…\]|\[\.\.\.\])$")
_SHORTEST = 3


def _find(view: TextView) -> Iterator[Hit]:
    lines = page_of(view.text).lines
    if len(lines) < 2 or len(lines[0].text) > _MAX_CHARACTERS:  # noqa: PLR2004 - a headline has a text below it
        return
    headline = lines[0]
    cut = _CUT.search(headline.text)
    if cut and cut.start() and headline.words >= _SHORTEST:
        yield Hit(span=Span(headline.start, headline.end), confidence=0.9)


RULE = Rule(
    code="T601",
    name="title-truncated",
    message="The headline was cut",
    severity=Severity.WARNING,
    find=_find,
    flags=(Flagged("Der Rat streitet über neue ...\n\nDer Rat tagte lange.", "Der Rat streitet über neue ..."),),
    passes=(
        Passed("Der Rat streitet über neue Wege\n\nDer Rat tagte lange ..."),
        Passed("Er dachte nach ... und ging\n\nDer Rat tagte lange."),
    ),
)
