"""An invisible command turns the order of the text round: "geheim" shown as "miehe".

What it flags: a command that forces a direction on letters, with the text that it governs up to its end or the end
of the line; and commands that embed or isolate on lines without any letter that is written from right to left,
where they have no use.

Why it matters: what a person reads is not what a program reads. Sources and names can be hidden so, and file names
made to look harmless: a finding is a matter of security.

Where found: texts made to deceive, and copies from programs for Arabic or Hebrew.

Source: Unicode Technical Report 36, Unicode Security Considerations; Boucher and Anderson, Trojan Source, 2021.
"""

import re
from collections.abc import Iterator

from dedup.artifacts.characters import code_point
from dedup.artifacts.gates import DIRECTIONS, passes
from dedup.artifacts.rule import Flagged, Hit, Passed, Rule
from dedup.model import Fix, Severity, Span
from dedup.text import TextView

_COMMAND = re.compile(f"[{DIRECTIONS}]")
_GOVERNED = re.compile(f"[\u202d\u202e][^\n\r\u202c]{{0,200}}\u202c?|[{DIRECTIONS}]{{1,40}}")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_REACH = 400


def _find(view: TextView) -> Iterator[Hit]:
    text = view.text
    if not passes("bidi-control", text):
        return
    for match in _GOVERNED.finditer(text):
        forced = match.group()[0] in "\u202d\u202e"
        if not forced and _RIGHT_TO_LEFT.search(_line_around(text, match)):
            continue
        span = Span(match.start(), match.end())
        fix = Fix(span=span, replacement=_COMMAND.sub("", match.group()), safe=not forced)
        yield Hit(span=span, confidence=0.95 if forced else 0.8, fix=fix, detail=code_point(match.group()[0]))


def _line_around(text: str, match: re.Match[str]) -> str:
    """The line that a command stands on, as far as it can matter."""
    start = text.rfind("\n", max(0, match.start() - _REACH), match.start()) + 1 or max(0, match.start() - _REACH)
    end = text.find("\n", match.end(), match.end() + _REACH)
    return text[start : end if end >= 0 else match.end() + _REACH]


RULE = Rule(
    code="E805",
    name="bidi-control",
    message="An invisible command turns the order of the text round",
    severity=Severity.ERROR,
    find=_find,
    flags=(
        Flagged(
            "Die Datei rechnung\u202egnp.exe\u202c kam per Post.",
            "\u202egnp.exe\u202c",
            repaired="Die Datei rechnunggnp.exe kam per Post.",
        ),
        Flagged("Der \u2066Rat\u2069 tagte.", "\u2066", repaired="Der Rat tagte."),
    ),
    passes=(Passed("Der Name \u2067ירושלים\u2069 steht auf dem Schild."), Passed("Der Rat\u200e tagte.")),
)
