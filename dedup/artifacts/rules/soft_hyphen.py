"""An invisible character stands inside a word: a soft hyphen, a zero-width blank, a byte order mark.

What it flags: a word of Latin letters that has a character inside which no reader sees.

Why it matters: the word is not found by any search, and equal texts look different to a program.

Where found: pages that prepare long words for narrow columns, and texts copied from office programs.
"""

import re
from collections.abc import Iterator

from dedup.artifacts.gates import INVISIBLE as _INVISIBLE
from dedup.artifacts.gates import passes
from dedup.artifacts.rule import Flagged, Hit, Passed, Rule
from dedup.model import Fix, Severity, Span
from dedup.text import TextView

_LATIN = "A-Za-z\u00c0-\u024f"
_WORD = re.compile(
    rf"[{_LATIN}]{{1,40}}(?:[{_INVISIBLE}]{{1,10}}[{_LATIN}]{{0,40}}){{1,10}}|[{_INVISIBLE}]{{1,10}}[{_LATIN}]{{1,40}}"
)
_REMOVED = dict.fromkeys(map(ord, _INVISIBLE))


def _find(view: TextView) -> Iterator[Hit]:
    if not passes("soft-hyphen", view.text):
        return
    for match in _WORD.finditer(view.text):
        span = Span(match.start(), match.end())
        fix = Fix(span=span, replacement=match.group().translate(_REMOVED), safe=True)
        yield Hit(span=span, confidence=0.95, fix=fix)


RULE = Rule(
    code="S404",
    name="soft-hyphen",
    message="An invisible character stands inside a word",
    severity=Severity.WARNING,
    find=_find,
    flags=(
        Flagged("Der Sicher\u00adheitsrat tagte.", "Sicher\u00adheitsrat", repaired="Der Sicherheitsrat tagte."),
        Flagged("Der Rat\u200b tagte.", "Rat\u200b", repaired="Der Rat tagte."),
    ),
    passes=(Passed("Der Sicherheitsrat tagte. می\u200cخواهم"),),
)
