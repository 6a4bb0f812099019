"""The article breaks off: "... und der Minister kam [...]".

What it flags: the last paragraph ending with an ellipsis, with nothing but short lines below it.

Why it matters: what was cut may hold the sources; overlap shares computed on an excerpt mislead.

Where found: feeds, paywalls, aggregators.
"""

import re
from collections.abc import Iterator

from dedup.artifacts.page import page_of
from dedup.artifacts.rule import Flagged, Hit, Passed, Rule
from dedup.model import Severity, Span
from dedup.text import TextView

_CUT = re.compile(
    r"\s*(?:\.\.\.|…|\[\s?…\s?\]|\[\s?\.\.\.\s?\]|\(…\)|\(\.\.\.\))\s?"
    r"(?i:mehr|more|weiter|weiterlesen|mehr lesen|read more|continue reading|\[\+\d+ chars\])?\s?[»›>→]*$"
)
_SHORT = 120
_FEWEST_WORDS = 6
_TAIL = 60


def _find(view: TextView) -> Iterator[Hit]:
    lines = page_of(view.text).lines
    for line in reversed(lines[1:]):
        cut = _CUT.search(line.text, max(0, len(line.text) - _TAIL))
        if cut and line.words >= _FEWEST_WORDS:
            yield Hit(span=Span(line.start + cut.start(), line.end), confidence=0.85)
            return
        if len(line.text) > _SHORT and line.ends_sentence:
            return


RULE = Rule(
    code="T602",
    name="truncated-body",
    message="The article breaks off",
    severity=Severity.ERROR,
    find=_find,
    flags=(
        Flagged("Streit im Rat\n\nDer Rat tagte lange, und am Ende war der Minister [...]", " [...]"),
        Flagged("Streit im Rat\n\nDer Rat tagte lange, und am Ende war der Minister…\n\nAnzeige", "…"),
    ),
    passes=(
        Passed("Streit im Rat\n\nEr zögerte ... und der Rat tagte weiter.\n\nDann war Schluss."),
        Passed("Streit um ...\n\nDer Rat tagte lange."),
    ),
    yields_to=("title-truncated", "related-teaser", "next-headline", "read-more"),
)
