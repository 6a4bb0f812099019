"""A word mixes letters of two scripts that look alike: "Pаypal" with a Cyrillic а.

What it flags: a word of Latin letters with Cyrillic or Greek ones inside that look the same, and the other way
round. A word that only joins scripts as units and terms do (μg, β-Blocker, ΔT) has letters that look like no other.

Why it matters: the word is found by no search, and readers see nothing. Whoever wants a text to slip past a filter,
or an address to look like another, writes so: a finding is also a matter of security.

Where found: texts typed on a keyboard for two scripts, recognised print, names and addresses made to deceive.
"""

import re
import unicodedata
from collections.abc import Iterator

from dedup.artifacts.characters import (
    CYRILLIC_AS_LATIN,
    GREEK_AS_LATIN,
    LATIN_AS_CYRILLIC,
    LATIN_AS_GREEK,
)
from dedup.artifacts.gates import GREEK_OR_CYRILLIC, LATIN, passes
from dedup.artifacts.page import letters_after, letters_before
from dedup.artifacts.rule import Flagged, Hit, Passed, Rule
from dedup.model import Fix, Severity, Span
from dedup.text import TextView

_SEAM = re.compile(f"[{LATIN}](?=[{GREEK_OR_CYRILLIC}])|[{GREEK_OR_CYRILLIC}](?=[{LATIN}])")
_SHORTEST = 3
_TO_LATIN = {"CYRILLIC": CYRILLIC_AS_LATIN, "GREEK": GREEK_AS_LATIN}
_FROM_LATIN = {"CYRILLIC": LATIN_AS_CYRILLIC, "GREEK": LATIN_AS_GREEK}


def _find(view: TextView) -> Iterator[Hit]:
    text = view.text
    if not passes("mixed-script", text):
        return
    last = 0
    for match in _SEAM.finditer(text):
        if match.start() < last:
            continue
        span = Span(max(last, letters_before(text, match.start())), letters_after(text, match.end()))
        last = span.end
        read = _read(span.within(text))
        if read:
            fix = Fix(span=span, replacement=read[0], safe=True)
            yield Hit(span=span, confidence=0.95, fix=fix, detail=read[1])


def _read(word: str) -> tuple[str, str] | None:
    """The word in one script and what stands in it; None where some letter has no twin."""
    letters = [character for character in word if character.isalpha()]
    scripts = [unicodedata.name(letter, "").split(" ")[0] for letter in letters]
    others = sorted(set(scripts) & _TO_LATIN.keys())
    if len(letters) < _SHORTEST or len(others) != 1 or not set(scripts) <= {"LATIN", others[0]}:
        return None
    other = others[0]
    latin = scripts.count("LATIN")
    choices = [(_TO_LATIN[other], other), (_FROM_LATIN[other], "LATIN")]
    for table, strangers in choices if latin * 2 >= len(letters) else choices[::-1]:
        strange = [letter for letter, script in zip(letters, scripts, strict=True) if script == strangers]
        if strange and all(ord(letter) in table for letter in strange):
            names = (f"{letter} is {unicodedata.name(letter).lower()}" for letter in dict.fromkeys(strange))
            read = "".join(
                character.translate(table) if unicodedata.name(character, "").startswith(strangers) else character
                for character in word
            )
            return read, ", ".join(names)
    return None


RULE = Rule(
    code="E804",
    name="mixed-script",
    message="A word mixes letters of two scripts that look alike",
    severity=Severity.ERROR,
    find=_find,
    flags=(
        Flagged("Zahlen Sie mit P\u0430yp\u0430l.", "P\u0430yp\u0430l", repaired="Zahlen Sie mit Paypal."),
        Flagged("Der R\u03bfman erschien.", "R\u03bfman", repaired="Der Roman erschien."),
        Flagged("Президент Пyтин приехал.", "Пyтин", repaired="Президент Путин приехал.", language="ru"),
    ),
    passes=(
        Passed("Die Dosis von 5 \u03bcg, der \u03b2-Blocker und das \u0394T von 3 Grad; Москва und Αθήνα."),
        Passed("Der PR-менеджер kam, auch der IT-специалист."),
    ),
)
