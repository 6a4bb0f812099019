"""A word was divided at the end of a printed line: "Sicher- heitsrat".

What it flags: half a word, a hyphen, a blank or line break, and the other half in small letters, where the two
halves make a known word or are none by themselves.

Why it matters: neither half can be searched.

Where found: texts taken from print and PDF.
"""

import re
from collections.abc import Iterator

from dedup.artifacts.gates import passes
from dedup.artifacts.lexicon import lexicon
from dedup.artifacts.page import letters_before
from dedup.artifacts.phrases import words_of, words_of_all
from dedup.artifacts.rule import Flagged, Hit, Passed, Rule
from dedup.model import Fix, Severity, Span
from dedup.text import TextView

_DIVIDED = re.compile(r"-(?<=[^\W\d_][^\W\d_].)(?:[ ]|\r?\n)(?P<right>[a-zäöüßéèáàç]{2,40})(?!\w)")
_COMMON = 2.0


def _find(view: TextView) -> Iterator[Hit]:
    for match in _DIVIDED.finditer(view.text) if passes("hyphenation", view.text) else ():
        start, right = letters_before(view.text, match.start()), match["right"]
        if right in words_of_all("hyphenation", "conjunctions"):
            continue
        left = view.text[start : match.start()]
        confidence = _judge(view.language, left, right)
        if confidence:
            span = Span(start, match.end())
            fix = Fix(span=Span(match.start(), match.start("right")), replacement="", safe=True)
            yield Hit(span=span, confidence=confidence, fix=fix, detail=f"read {left}{right}")


def _judge(language: str, left: str, right: str) -> float:
    words = lexicon(language)
    if not words.words:
        return 0.6
    if words.frequency(left + right) >= _COMMON:
        return 0.9
    if right in words_of("glued-words", "function", language):
        return 0
    return 0.75 if min(words.frequency(left), words.frequency(right)) < _COMMON + 1 else 0.55


RULE = Rule(
    code="S403",
    name="hyphenation",
    message="A word was divided at the end of a printed line",
    severity=Severity.WARNING,
    find=_find,
    flags=(
        Flagged("Der Sicher- heitsrat tagte.", "Sicher- heitsrat", repaired="Der Sicherheitsrat tagte."),
        Flagged("Die Regie-\nrung schwieg.", "Regie-\nrung", repaired="Die Regierung schwieg."),
    ),
    passes=(
        Passed("Ein- und Ausfuhr, Vor- oder Nachteile, Haupt- sowie Nebenfach."),
        Passed("Der Rat - der lange tagte - schwieg."),
    ),
)
