"""The name of an outlet was translated word by word: "Der Messenger" for Il Messaggero.

What it flags: what a translation word by word would make of an outlet's name, where an outlet is named: behind a
cue such as "laut" or "Artikel in", before "berichtet", or alone on a line below a pointer to the source. A name
that some outlet really has is left alone, and so are the same words in other places.

Why it matters: the source cannot be found under this name, and counts as another one than the outlet it is. The
finding says what the outlet probably is; only the original article can tell.

Where found: machine-translated articles that name their source at the end.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from dedup.artifacts.outlet_names import translated_names
from dedup.artifacts.page import page_of
from dedup.artifacts.phrases import line_patterns, words_of
from dedup.artifacts.rule import Flagged, Hit, Passed, Rule
from dedup.model import Severity, Span
from dedup.text import TextView

_REACH = 48
_MOST_NAMED = 2
_OPENING = "„“”»«\"'‚‘(["
_CLOSING = "„“”»«\"'’‘)],"


def _find(view: TextView) -> Iterator[Hit]:
    names = translated_names(view.language)
    for match in names.finditer(view.text) if names else ():
        span = Span(match.start("name"), match.end("name"))
        confidence = _confidence(view, span)
        if confidence:
            outlets = names.outlets_of(match["known"])
            shown = " or ".join(outlets) if len(outlets) <= _MOST_NAMED else "one of several outlets"
            yield Hit(span=span, confidence=confidence, detail=f"probably {shown}")


def _confidence(view: TextView, span: Span) -> float:
    """How sure a name stands for an outlet, from what stands beside it."""
    text, name = view.text, span.within(view.text)
    if _is_source_line(text, span):
        return 0.65
    before = text[max(0, span.start - _REACH) : span.start]
    behind = text[span.end : span.end + _REACH]
    quoted = before[-1:] in _OPENING and behind[:1] in _CLOSING and before != ""
    cued = _cue(view.language, "before").search(before.rstrip(_OPENING + " ")) is not None
    follows = _cue(view.language, "behind").match(behind.lstrip(_CLOSING + " ")) is not None
    named = _is_marked(view.language, name, before, quoted=quoted)
    if cued and follows:
        return 0.65 if named else 0.55
    return 0.55 if named and (cued or follows) else 0.0


def _is_marked(language: str, name: str, before: str, *, quoted: bool) -> bool:
    """Whether a name is written as one: in quotation marks, with a capital article inside a sentence, in parts."""
    first, *rest = name.split(" ")
    if first in words_of("translated-brand", "articles", language):
        inside = before.rstrip(" ")[-1:] not in {"", ".", "!", "?", ":", "\n"}
        return quoted or inside
    return quoted or bool(rest)


def _is_source_line(text: str, span: Span) -> bool:
    """Whether the name is a whole line below a pointer to the source, or below all of the article."""
    page = page_of(text)
    number = bisect_right([line.start for line in page.lines], span.start) - 1
    line = page.lines[number]
    if line.span != span or not number:
        return False
    above = page.lines[number - 1]
    return not above.ends_sentence and line_patterns("read-more").match(above.text)


@cache
def _cue(language: str, key: str) -> re.Pattern[str]:
    """A cue at the end of what stands before a name, or at the start of what stands behind it."""
    words = "|".join(sorted(words_of("translated-brand", key, language)))
    return re.compile(rf"(?:^|\W)(?:{words})$" if key == "before" else rf"(?:{words})\b", re.IGNORECASE)


RULE = Rule(
    code="X002",
    name="translated-brand",
    message="The name of an outlet was probably translated word by word",
    severity=Severity.WARNING,
    find=_find,
    flags=(
        Flagged("Streit im Rat\n\nDer Rat tagte.\n\nZum vollständigen Artikel\nDer Wächter", "Der Wächter"),
        Flagged("Der Rat tagte lange, wie Der Unabhängige berichtet.", "Der Unabhängige"),
        Flagged("Der Streit geht weiter, laut New Yorker Zeiten ohne Ende.", "New Yorker Zeiten"),
        Flagged("The talks failed, according to South German Newspaper.", "South German Newspaper", language="en"),
    ),
    passes=(
        Passed("Der Wächter kam zu spät. Der Bote berichtet dem König, die Sonne schien."),
        Passed("Wie Die Zeit berichtet, tagte der Rat; laut Die Welt ging er."),
        Passed("According to The Guardian and The Times, the talks failed.", language="en"),
    ),
    languages=("de", "en"),
)
