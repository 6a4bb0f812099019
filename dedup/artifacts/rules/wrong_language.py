"""A paragraph stands in another language than the article.

What it flags: a long paragraph with hardly any function words of the article's language that both its beginning and
its end are told to be of another. Quotations and short lines, which may be titles, are left alone.

Why it matters: the paragraph belongs to another article or was left untranslated; search and comparison treat its
words as unknown ones.

Where found: pages that show the notices of foreign services, and translations that stopped half way.
"""

from bisect import bisect_left
from collections.abc import Iterator

from dedup.artifacts.page import Line, page_of
from dedup.artifacts.phrases import words_of
from dedup.artifacts.rule import Flagged, Hit, Passed, Rule
from dedup.model import Severity
from dedup.text import TextView, detect_language

_SHORTEST = 140
_FEWEST_WORDS = 20
_OWN_SHARE = 0.12
_OTHER_SHARE = 0.2
_QUOTED = "„“”»«\"'‚‘"


def _find(view: TextView) -> Iterator[Hit]:
    own = words_of("glued-words", "function", view.language)
    page = page_of(view.text)
    if not own or len(page.lines) < 2:  # noqa: PLR2004 - a text of one paragraph has the language it has
        return
    for line in page.lines:
        if line.end - line.start < _SHORTEST or line.text[0] in _QUOTED:
            continue
        words = _words(view, line)
        if len(words) < _FEWEST_WORDS or sum(map(own.__contains__, words)) >= _OWN_SHARE * len(words):
            continue
        other = _language(line)
        if other not in {view.language, "und"}:
            function = words_of("glued-words", "function", other)
            told = sum(map(function.__contains__, words)) >= _OTHER_SHARE * len(words)
            if told or not function:
                yield Hit(span=line.span, confidence=0.7 if told else 0.55, detail=f"{other}, not {view.language}")


def _words(view: TextView, line: Line) -> list[str]:
    """The words of a line in small letters; columns of the view are in coordinates of the normalised text."""
    if view.normalized.starts is not None:
        return [word for word in line.text.lower().split() if word.isalpha()]
    starts = view.tokens.starts
    tokens = view.tokens.lowered[bisect_left(starts, line.start) : bisect_left(starts, line.end)]
    return [word for word in tokens if word.isalpha()]


def _language(line: Line) -> str:
    """The language of both halves of a line; `und` where they differ."""
    middle = len(line.text) // 2
    first, second = detect_language(line.text[:middle]), detect_language(line.text[middle:])
    return first if first == second else "und"


_ENGLISH = (
    "The council will meet again on Wednesday to talk about the budget, which has been shrinking for years, and "
    "nobody expects that the parties will agree on anything before the end of the month."
)
_GERMAN = (
    "Der Rat will am Mittwoch wieder über den Haushalt beraten, der seit Jahren schrumpft, und niemand erwartet, "
    "dass sich die Fraktionen vor dem Ende des Monats auf etwas einigen werden, was alle tragen."
)

RULE = Rule(
    code="X004",
    name="wrong-language",
    message="A paragraph stands in another language than the article",
    severity=Severity.WARNING,
    find=_find,
    flags=(
        Flagged(f"Streit im Rat\n\n{_GERMAN}\n\n{_ENGLISH}\n\n{_GERMAN}", _ENGLISH),
        Flagged(f"Talks fail\n\n{_ENGLISH}\n\n{_GERMAN}\n\n{_ENGLISH}", _GERMAN, language="en"),
    ),
    passes=(
        Passed(f"Streit im Rat\n\n{_GERMAN}\n\n„{_ENGLISH}“\n\n{_GERMAN}"),
        Passed(f"Streit im Rat\n\n{_GERMAN}\n\nThe Long and Winding Road\n\n{_GERMAN}"),
    ),
    languages=("de", "en"),
    yields_to=("consent-text", "cta-line", "rights-line", "caption-repeated", "caption-in-body"),
)
