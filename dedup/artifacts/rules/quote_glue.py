"""A quotation mark stands between two letters: »Nein«sagte er.

What it flags: a mark with a word right before and right behind it, where one blank is missing.

Why it matters: the two words are lost to search, and the marks can no longer be paired by their surroundings.

Where found: rewrites whose quotations were inserted by a program.
"""

import re
from collections.abc import Iterator

from dedup.artifacts.bounds import note_bound
from dedup.artifacts.gates import passes
from dedup.artifacts.lexicon import lexicon
from dedup.artifacts.page import in_address, letters_after, letters_before
from dedup.artifacts.rule import Flagged, Hit, Passed, Rule
from dedup.model import Fix, Severity, Span
from dedup.text import TextView

_GLUE = re.compile(
    r"""
      [“”»«„"](?<=[^\W\d_][^\W\d_].|[^\W\d_][.,!?…].)(?=[^\W\d_]{2})   # gehen“sagte  gehen.“Dann
    | [“”»«„"](?<=[^\W_][.!?…].|[)\]][.!?].|[.!?][)\]].)(?=[A-ZÄÖÜ])             # tagte.“I  2024.“We
    | [“”»«"](?<=[.!?…].)(?=[“»«„"][A-ZÄÖÜ])                           # moon.”“What
    """,
    re.VERBOSE,
)
_COMMON = 3.0
_MARKS = '„“”»«"'
_MOST_MARKS = 20_000
"""No article has as many; a text of nothing but marks would take seconds."""
_MOST_CANDIDATES = 10_000
_REACH = 300


def _find(view: TextView) -> Iterator[Hit]:
    candidates = list(_GLUE.finditer(view.text)) if passes("quote-glue", view.text) else []
    if not candidates:
        return
    is_crowded = len(candidates) > _MOST_CANDIDATES or sum(map(view.text.count, _MARKS)) > _MOST_MARKS
    if is_crowded:
        note_bound(f"{_MOST_CANDIDATES:,} quotation marks without a blank")
    pairs = () if is_crowded else view.quotations
    opening = {view.original(pair.span.start, pair.span.start + 1).start for pair in pairs}
    for match in candidates[:_MOST_CANDIDATES]:
        hit = _judge(view, match.start(), opens=match.start() in opening)
        if hit:
            yield hit


def _judge(view: TextView, mark: int, *, opens: bool) -> Hit | None:
    text = view.text
    if not text[mark + 1].isalpha():
        return _two_marks(text, mark)
    word_end = mark if text[mark - 1].isalpha() else mark - 1
    start, end = letters_before(text, word_end), letters_after(text, mark + 1)
    words = lexicon(view.language)
    common = max(words.frequency(text[start:word_end]), words.frequency(text[mark + 1 : end])) >= _COMMON
    if (words.words and not common and text[mark - 1].isalpha()) or in_address(text, mark, mark + 1):
        return None
    position = mark if opens or (text[mark - 1] in ".!?" and _opens_next(text, mark)) else mark + 1
    fix = Fix(span=Span(position, position), replacement=" ", safe=True)
    return Hit(span=Span(start, end), confidence=0.85, fix=fix)


def _opens_next(text: str, mark: int) -> bool:
    """Whether a mark behind the end of a sentence opens the next one: its own line goes on to a closing one."""
    line = text[text.rfind("\n", 0, mark) + 1 : mark][-_REACH:]
    return text[mark] in '„“»"' and not any(opening in line for opening in '„“»«"')


def _two_marks(text: str, mark: int) -> Hit:
    """One quotation ends, and the next one starts."""
    start, end = letters_before(text, mark - 1), letters_after(text, mark + 2)
    fix = Fix(span=Span(mark + 1, mark + 1), replacement=" ", safe=True)
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
