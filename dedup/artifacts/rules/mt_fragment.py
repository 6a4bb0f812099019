"""A sentence is broken the way machine translation breaks sentences: "Der Präsident. Hat gesagt".

What it flags: sentences that end with a word that needs another ("To see the."), clauses that stand alone though
they hang on another ("In dem es heißt."), full stops between subject and verb, small letters behind a full stop, a
word that stands twice, words of the source language left over. Speech in quotation marks may break as it likes.

Why it matters: who said what to whom is lost where a sentence breaks, and such a text is a copy of another one.

Where found: articles translated without a reader, often from pages whose tags cut the sentences.
"""

from collections.abc import Iterator

from dedup.artifacts.fragments import possible_signs
from dedup.artifacts.lexicon import lexicon
from dedup.artifacts.phrases import words_of
from dedup.artifacts.rule import Flagged, Hit, Passed, Rule
from dedup.model import Fix, Severity, Span
from dedup.text import QuotationKind, TextView

_KNOWN = 3.0
_NATIVE = 0.5
_ABROAD = {"de": "en", "en": "de"}


def _find(view: TextView) -> Iterator[Hit]:
    signs = possible_signs(view.text, view.language)
    if not signs:
        return
    quoted = [
        view.original(quotation.span.start, quotation.span.end)
        for quotation in view.quotations
        if quotation.kind is not QuotationKind.UNCLOSED
    ]
    for sign in signs:
        for match in sign.finditer(view.text):
            span = Span(*match.span("shown"))
            if any(part.overlaps(span) for part in quoted) or not _holds(match.groupdict(), view.language):
                continue
            twice = sign.name == "a word stands twice"
            fix = Fix(span=Span(span.start, span.start + len(span) // 2 + 1), replacement="", safe=True)
            yield Hit(span=span, confidence=sign.confidence, fix=fix if twice else None, detail=sign.name)


def _holds(groups: dict[str, str | None], language: str) -> bool:
    """Whether what the pattern cannot know holds: a word is no abbreviation, neighbours are of the language."""
    word, left, right = groups.get("word"), groups.get("left"), groups.get("right")
    if word:
        known = lexicon(language).frequency(word) >= _KNOWN
        return known and word not in words_of("mt-fragment", "abbreviations", language)
    if left and right:
        return _is_native(left, language) and _is_native(right, language)
    return True


def _is_native(word: str, language: str) -> bool:
    """Whether a word is clearly commoner in the text's language than in the other one."""
    return lexicon(language).frequency(word) > lexicon(_ABROAD[language]).frequency(word) + _NATIVE


RULE = Rule(
    code="X001",
    name="mt-fragment",
    message="A sentence is broken the way machine translation breaks sentences",
    severity=Severity.WARNING,
    find=_find,
    flags=(
        Flagged("Der Rat tagte lange. Die Ministerin. Hat am Abend gesprochen.", "Die Ministerin. Hat"),
        Flagged("Der Rat tagte lange. Um zu beginnen mit der. Dann war Schluss.", "mit der."),
        Flagged("Er las den Brief. Auf den sie gewartet hatte. Dann ging er.", "Auf den sie gewartet hatte."),
        Flagged(
            "Der Rat hat sich sich geeinigt.",
            "sich sich",
            repaired="Der Rat hat sich geeinigt.",
        ),
        Flagged(
            "They met in the hall. From which she left. Then it rained.", "From which she left.", language="en"
        ),
    ),
    passes=(
        Passed("Der Rat tagte. Die Ministerin? Hat geschwiegen. Kam er an? Er kam an. Das Licht geht an."),
        Passed(
            "„In dem es steht.“ Der Rat kam, und zwar mit der Bahn. In dem Haus tagt der Rat. Wer wagt, gewinnt."
        ),
        Passed("Die Preise stiegen inkl. der Steuern. Nr. 3 kam, d. h. der Bus, z. B. die Linie 5."),
        Passed("That is what he had had in mind. The plan is in. Which way to go is open.", language="en"),
    ),
    languages=("de", "en"),
)
