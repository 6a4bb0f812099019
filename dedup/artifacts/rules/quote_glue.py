"""A quotation mark stands between two letters: »Nein«sagte er.

What it flags: a mark with a word right before and right behind it, where one blank is missing.

Why it matters: the two words are lost to search, and the marks can no longer be paired by their surroundings.

Where found: rewrites whose quotations were inserted by a program.
"""

import re
from collections.abc import Iterator

from dedup.artifacts.gates import passes
from dedup.artifacts.lexicon import lexicon
from dedup.artifacts.page import in_address, letters_after, letters_before
from dedup.artifacts.rule import Flagged, Hit, Passed, Rule
from dedup.model import Fix, Severity, Span
from dedup.text import TextView

_GLUE = re.compile(r"[“”»«„\"](?<=[^\W\d_][^\W\d_].|[^\W\d_][.,!?…].)(?=[^\W\d_]{2})")
_COMMON = 3.0


def _find(view: TextView) -> Iterator[Hit]:
    candidates = list(_GLUE.finditer(view.text)) if passes("quote-glue", view.text) else []
    if not candidates:
        return
    opening = {view.original(pair.span.start, pair.span.start + 1).start for pair in view.quotations}
    for match in candidates:
        hit = _judge(view, match.start(), opens=match.start() in opening)
        if hit:
            yield hit


def _judge(view: TextView, mark: int, *, opens: bool) -> Hit | None:
    text = view.text
    word_end = mark if text[mark - 1].isalpha() else mark - 1
    start, end = letters_before(text, word_end), letters_after(text, mark + 1)
    words = lexicon(view.language)
    common = max(words.frequency(text[start:word_end]), words.frequency(text[mark + 1 : end])) >= _COMMON
    if (words.words and not common) or in_address(text, mark, mark + 1):
        return None
    position = mark if opens else mark + 1
    fix = Fix(span=Span(position, position), replacement=" ", safe=True)
    return Hit(span=Span(start, end), confidence=0.85, fix=fix)


RULE = Rule(
    code="G105",
    name="quote-glue",
    message="A quotation mark stands between two words without a blank",
    severity=Severity.WARNING,
    find=_find,
    flags=(
        Flagged("»Wir gehen«sagte der Minister.", "gehen«sagte", repaired="»Wir gehen« sagte der Minister."),
        Flagged(
            "Der Minister sagte„Wir gehen“ und ging.",
            "sagte„Wir",
            repaired="Der Minister sagte „Wir gehen“ und ging.",
        ),
    ),
    passes=(
        Passed("»Wir gehen«, sagte der Minister der „Zeit“-Redaktion."),
        Passed('Das "Rock"n"Roll"-Konzert fiel aus.'),
    ),
)
