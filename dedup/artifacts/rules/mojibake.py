"""Letters were decoded with the wrong table: "MÃ¼nchen".

What it flags: a word with the traces of UTF-8 read as a one-byte encoding, judged by ftfy's measure of oddness.

Why it matters: the word is lost to search and comparison.

Where found: old archives, feeds and files that were converted twice.
"""

import re
from collections.abc import Iterator

from dedup.artifacts.gates import LEAD_BYTES, TAIL_BYTES, passes
from dedup.artifacts.page import letters_before
from dedup.artifacts.rule import Flagged, Hit, Passed, Rule
from dedup.model import Fix, Severity, Span
from dedup.text import TextView

_BROKEN = re.compile(rf"[{LEAD_BYTES}][{TAIL_BYTES}]")
_AFTER = re.compile(rf"(?:[{LEAD_BYTES}]?[{TAIL_BYTES}]+|[^\W\d_]+){{1,20}}")
_REACH = 40


def _find(view: TextView) -> Iterator[Hit]:
    if not passes("mojibake", view.text):
        return
    last = 0
    for match in _BROKEN.finditer(view.text):
        if match.start() < last:
            continue
        start = max(last, letters_before(view.text, match.start()))
        after = _AFTER.match(view.text, match.start(), match.start() + _REACH)
        end = after.end() if after else match.end()
        last = end
        hit = _judge(view.text, Span(start, end))
        if hit:
            yield hit


def _judge(text: str, span: Span) -> Hit | None:
    import ftfy  # 0.1 s, and most articles hold nothing for it

    word = span.within(text)
    repaired = ftfy.fix_encoding(word)
    if repaired == word:
        return None
    return Hit(
        span=span, confidence=0.95, fix=Fix(span=span, replacement=repaired, safe=True), detail=f"read {repaired}"
    )


RULE = Rule(
    code="E801",
    name="mojibake",
    message="Letters were decoded with the wrong table",
    severity=Severity.ERROR,
    find=_find,
    flags=(
        Flagged("Der Rat in MÃ¼nchen tagte.", "MÃ¼nchen", repaired="Der Rat in München tagte."),
        Flagged("Sie gingen â€“ und kamen.", "â€“", repaired="Sie gingen – und kamen."),
    ),
    passes=(Passed("Der Rat in München, in São Paulo, in Ängelholm und in ÅRHUS tagte."),),
)
