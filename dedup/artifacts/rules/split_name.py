"""One name stands as two words: "Süd Amerika".

What it flags: two neighbouring words that are rare beside each other while the word they make together is common.

Why it matters: the name is found under neither spelling, and one actor counts as two.

Where found: machine translation and recognition of printed text.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import compress

from dedup.artifacts.gates import passes
from dedup.artifacts.lexicon import Lexicon, lexicon
from dedup.artifacts.page import letters_after, letters_before
from dedup.artifacts.phrases import words_of, words_of_all
from dedup.artifacts.rule import Flagged, Hit, Passed, Rule
from dedup.model import Fix, Severity, Span
from dedup.text import TextView

_PAIR = re.compile(r"(?P<first>[A-ZÄÖÜ](?<![\w-].)[a-zäöüß]++)(?= (?P<second>[A-ZÄÖÜ]?[a-zäöüß]{2,}+)(?![\w-]))")
_DIVIDED = re.compile(r"-(?<=[a-zäöüß][a-zäöüß].) (?=[A-ZÄÖÜ][a-zäöüß]{2})")
_SHORTEST = 6
_ABROAD = {"en": "de"}
_FOREIGN = 0.3
# Zipf frequencies count per thousand million words. The limits were chosen by hand: tests/benchmarks/artifacts.py.
_HABIT = 2
_UNIT = 9.0
_COMMON = 5.6
_RAREST_COMPOUND = 3.5
_EXCESS_COMPOUND = 3.0
_RAREST_NAME = 3.8
_EXCESS_NAME = 3.5


def _find(view: TextView) -> Iterator[Hit]:
    words = lexicon(view.language)
    if not words.words:
        return
    text = view.text
    split = _split_pairs(text, words, view.language)
    for match in _PAIR.finditer(text) if split else ():
        first, second = match["first"], match["second"]
        if (first, second) in split:
            span = Span(match.start(), match.end("second"))
            gap = Span(match.end(), match.start("second"))
            fix = Fix(span=Span(gap.start, span.end), replacement=second.lower(), safe=True)
            yield Hit(span=span, confidence=0.65, fix=fix, detail=f"read {first}{second.lower()}")
    yield from _divided(text, view.language)


def _split_pairs(text: str, words: Lexicon, language: str) -> frozenset[tuple[str, str]]:
    """The neighbouring words that are one; hardly any two make a known word together, which is asked first."""
    pairs = _PAIR.findall(text)
    known = map(words.words.__contains__, map(str.casefold, map("".join, pairs)))
    return frozenset(
        (first, second)
        for (first, second), times in Counter(compress(pairs, known)).items()
        if _is_split(words, language, first, second)
        and not (times > _HABIT and first + second.lower() not in text)  # "Hans Jörg" is meant so
    )


def _is_split(words: Lexicon, language: str, first: str, second: str) -> bool:
    """Whether two words are likelier one: their joint form is far commoner than chance would have the pair.

    The chance of a pair is the product of both frequencies, so on the logarithmic scale their sum (less the unit).
    """
    whole = words.frequency(first + second)
    function = words_of("glued-words", "function", language)
    if first.lower() in function or second in function or len(first) + len(second) < _SHORTEST:
        return False
    if _foreign(words, lexicon(_ABROAD.get(language, "en")), first, second):
        return False
    by_chance = words.frequency(first) + words.frequency(second) - _UNIT
    if second[0].isupper():
        return (
            whole >= _RAREST_COMPOUND and whole - by_chance >= _EXCESS_COMPOUND and words.frequency(first) < _COMMON
        )
    return whole >= _RAREST_NAME and whole - by_chance >= _EXCESS_NAME


def _foreign(words: Lexicon, abroad: Lexicon, first: str, second: str) -> bool:
    """Whether a pair is a name of the other language: "Super Bowl", "Red Bull" in a German text."""
    gain = (abroad.frequency(first) - words.frequency(first), abroad.frequency(second) - words.frequency(second))
    return sum(gain) > _FOREIGN and gain[1] > _FOREIGN


def _divided(text: str, language: str) -> Iterator[Hit]:
    """Compounds with a blank behind their hyphen: "Baden- Baden"."""
    for match in _DIVIDED.finditer(text) if passes("divided-compound", text) else ():
        start, end = letters_before(text, match.start()), letters_after(text, match.end())
        right = text[match.end() : end].lower()
        apart = words_of_all("hyphenation", "conjunctions") | words_of("glued-words", "function", language)
        open_list = text[end : end + 1] == "-"  # "Konzert- Musical- und Tanzabende"
        if text[start].isupper() and not open_list and right not in apart:  # "Istanbul- Der Rat" lacks a blank
            fix = Fix(span=Span(match.start() + 1, match.end()), replacement="", safe=True)
            yield Hit(span=Span(start, end), confidence=0.6, fix=fix)


RULE = Rule(
    code="S402",
    name="split-name",
    message="One name stands as two words",
    severity=Severity.WARNING,
    find=_find,
    flags=(
        Flagged(
            "Er reiste durch Süd Amerika und kehrte zurück.",
            "Süd Amerika",
            repaired="Er reiste durch Südamerika und kehrte zurück.",
        ),
        Flagged(
            "Die Bundes Liga beginnt am Freitag.", "Bundes Liga", repaired="Die Bundesliga beginnt am Freitag."
        ),
        Flagged("Sie wohnt in Baden- Baden am Wald.", "Baden- Baden", repaired="Sie wohnt in Baden-Baden am Wald."),
    ),
    passes=(
        Passed("Ein Land und ein Satz, In Formation fliegen die Vögel."),
        Passed("Kim Jong Un traf Frank Walter am Main Kai."),
    ),
    yields_to=("hyphenation",),
)
