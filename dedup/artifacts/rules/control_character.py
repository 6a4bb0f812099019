"""A character stands in the text that stands for nothing: "M�nchen", a control code, an icon of a private typeface.

What it flags: the replacement character, control codes other than tabs and line ends, characters for private use,
halves of surrogate pairs, and code points that are no characters. A word with a replacement character is shown
whole.

Why it matters: the word is lost to search, and programs that read the text further on may stop at a control code.

Where found: pages decoded with the wrong table, texts copied from PDF, icons that are set as letters.
"""

import re
from collections.abc import Iterator

from dedup.artifacts.characters import code_point
from dedup.artifacts.gates import passes
from dedup.artifacts.lexicon import lexicon
from dedup.artifacts.page import letters_after, letters_before
from dedup.artifacts.rule import Flagged, Hit, Passed, Rule
from dedup.model import Fix, Severity, Span
from dedup.text import TextView

_LOST = "\ufffd"
_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_ODD = re.compile(
    f"[{_CONTROL}\ud800-\uf8ff\ufdd0-\ufdef\ufff9-\ufffc\ufffe\uffff\U000f0000-\U0010ffff]{{1,40}}|\ufffd{{1,40}}"
)
_GUESSES = "üäößéèêáàâçñóúíô"
_LEAD = 0.5
_BLANKS = frozenset("\x0b\x0c\x1c\x1d\x1e\x1f")


def _find(view: TextView) -> Iterator[Hit]:
    text = view.text
    if not passes("control-character", text):
        return
    last = 0
    for match in _ODD.finditer(text):
        if match.start() < last:
            continue
        if match.group()[0] == _LOST:
            hit = _lost(text, match, view.language, last)
            last = hit.span.end
            yield hit
        else:
            yield _odd(text, match)


def _odd(text: str, match: re.Match[str]) -> Hit:
    """A run of odd characters; what has no meaning is taken out, old quotation marks are set right."""
    span = Span(match.start(), match.end())
    run = match.group()
    replacement = "".join(map(_meant, run))
    if not replacement and _BLANKS.intersection(run) and not _has_blank_beside(text, span):
        replacement = " "
    shown = code_point(run[0]) + (f" and {len(run) - 1} more" if len(run) > 1 else "")
    private = any(character >= "\ud800" for character in run)
    return Hit(
        span=span,
        confidence=0.8 if private else 0.95,
        fix=Fix(span=span, replacement=replacement, safe=not private),
        detail=f"{shown}, read {replacement}" if replacement.strip() else shown,
    )


def _meant(character: str) -> str:
    """What a code of the upper control block means in the code page that it was taken from."""
    if not "\x80" <= character <= "\x9f":
        return ""
    return bytes([ord(character)]).decode("cp1252", "ignore")


def _has_blank_beside(text: str, span: Span) -> bool:
    before, after = text[max(0, span.start - 1) : span.start], text[span.end : span.end + 1]
    return not before or not after or before.isspace() or after.isspace()


def _lost(text: str, match: re.Match[str], language: str, last: int) -> Hit:
    """The word around a lost letter, with the letter where only one makes a known word."""
    start = max(last, letters_before(text, match.start()))
    end = letters_after(text, match.end())
    span = Span(start, end)
    word = span.within(text)
    read = _guess(word, language) if word.count(_LOST) == 1 else None
    fix = Fix(span=span, replacement=read, safe=False) if read else None
    return Hit(span=span, confidence=0.95, fix=fix, detail=f"probably {read}" if read else None)


def _guess(word: str, language: str) -> str | None:
    words = lexicon(language)
    capital = word.startswith(_LOST) or (len(word) > len(_LOST) + 1 and word.replace(_LOST, "").isupper())
    letters = _GUESSES.upper() if capital else _GUESSES
    readings = sorted(word.replace(_LOST, letter) for letter in letters)
    guesses = sorted(
        ((words.frequency(reading), reading) for reading in readings), key=lambda guess: (-guess[0], guess[1])
    )
    known = [guess for guess in guesses if guess[0]]
    second = known[1][0] if len(known) > 1 else 0.0
    return known[0][1] if known and known[0][0] - second >= _LEAD else None


RULE = Rule(
    code="E803",
    name="control-character",
    message="A character stands in the text that stands for nothing",
    severity=Severity.WARNING,
    find=_find,
    flags=(
        Flagged("Der Rat in M\ufffdnchen tagte.", "M\ufffdnchen", repaired="Der Rat in München tagte."),
        Flagged("Der Rat\x07 tagte.", "\x07", repaired="Der Rat tagte."),
        Flagged("Er rief: \x84Genug\x93.", "\x84", repaired="Er rief: „Genug“."),
        Flagged("Teilen \ue80a auf anderen Seiten", "\ue80a", repaired="Teilen  auf anderen Seiten"),
    ),
    passes=(
        Passed("Der Rat\ttagte – „lange“ – für 5 € in Łódź und Москва 🙂."),
        Passed("می\u200cخواهم", language="fa"),
    ),
    yields_to=("mojibake",),
)
