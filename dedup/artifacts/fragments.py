"""Signs that a sentence broke in translation, each as a pattern made of closed-class words.

In: a language. Out: its signs; the words are data (`phrases/fragments.*.toml`), the patterns here say how they
stand together. One pass of an automaton finds out which signs a text may hold at all.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain

import re2

from dedup.artifacts.phrases import words_of

_RULE = "mt-fragment"
_MEMORY = 64 << 20
_BEFORE = r"(?:^|[.!?…] |\n)"
_NOTHING = "\uffff"
_AFTER = r"(?:\s|$)"
_INSIDE = r"[^.,;:!?\n]"
_LOWER = "[a-zäöüß]"
_UPPER = "[A-ZÄÖÜ]"
_WORD_REACH = 31
_BREAK_REACH = 2
_SUBJECT_REACH = 80
"""Characters: a word of the patterns, what `_BEFORE` takes, an article with an adjective and a noun."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One way a sentence breaks: the group `shown` of the pattern is the evidence.

    `head` is a piece of the pattern that few texts hold; it is searched first, for all signs at once. A match
    starts at the start of the text or at most `reach` characters before a head; None where not all hold a head.
    """

    name: str
    head: re.Pattern[str]
    pattern: re.Pattern[str]
    reach: int | None
    confidence: float

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Find the places that show the sign, in order; only where a head is near is the pattern tried."""
        if self.reach is None:
            yield from self.pattern.finditer(text)
            return
        start = 0
        for head in chain((0,), self._heads(text)):
            start = max(start, head - self.reach)
            while start <= head:
                match = self.pattern.match(text, start)
                start = match.end() if match else start + 1
                if match:
                    yield match

    def _heads(self, text: str) -> Iterator[int]:
        """Where heads start; they may overlap."""
        found = self.head.search(text)
        while found:
            yield found.start()
            found = self.head.search(text, found.start() + 1)


@dataclass(frozen=True, slots=True)
class _Words:
    """The closed-class words of a language as alternations."""

    language: str

    def __getattr__(self, key: str) -> str:
        words = sorted(words_of(_RULE, key, self.language), key=lambda word: (-len(word), word))
        return "(?:" + "|".join(words or [_NOTHING]) + ")"


def _signs(words: _Words) -> Iterator[tuple[str, str, str, int | None, float]]:
    """All signs: name, head, pattern, reach, confidence.

    Chosen by hand, moved by tests/benchmarks/rule_figures.py.
    """
    lone_word = f"{_UPPER}?{_LOWER}{{2,30}}"
    yield (
        "it ends with a word that needs another",
        rf" {words.never_last}\.",
        rf"(?P<shown>{_LOWER}{{2,30}} {words.never_last}\.){_AFTER}",
        _WORD_REACH,
        0.6,
    )
    clause = f"{words.prepositions} {words.relatives} {words.subjects}"
    yield (
        "a subordinate clause stands alone",
        f"{clause} ",
        rf"{_BEFORE}(?P<shown>{clause} {_INSIDE}{{1,60}}\.){_AFTER}",
        _BREAK_REACH,
        0.6,
    )
    which = f"(?i:{words.which}) "
    opening = f"(?:{words.prepositions} {which}(?:{lone_word} )?|{which})"
    yield (
        "a relative clause stands alone",
        rf"[.!?…\n] ?{opening}",
        rf"{_BEFORE}(?P<shown>{opening}{words.subjects} {_INSIDE}{{1,40}}\.){_AFTER}",
        _BREAK_REACH,
        0.55,
    )
    question = f"{words.questions} {words.objects}"
    yield (
        "a question asks nothing",
        f"{question} ",
        rf"{_BEFORE}(?P<shown>{question} {_LOWER}{{2,20}}\.){_AFTER}",
        _BREAK_REACH,
        0.55,
    )
    subject = rf"{words.articles} (?:{_LOWER}{{3,20}} )?{lone_word}\."
    yield (
        "a full stop parts the subject from its verb",
        rf"\. {words.finite} ",
        rf"{_BEFORE}(?P<shown>{subject} {words.finite}) [^.!?\n]{{1,300}}\.{_AFTER}",
        _SUBJECT_REACH,
        0.65,
    )
    yield (
        "it goes on in small letters behind a full stop",
        rf"\. {words.starts} ",
        rf"(?P<shown>\b(?P<word>{_LOWER}{{4,30}})\. {words.starts}) {_UPPER}?{_LOWER}{{2}}",
        _WORD_REACH,
        0.6,
    )
    twice = _pairs(words.doubled)
    yield "a word stands twice", f" (?:{twice})[ .,]", rf" (?P<shown>{twice})(?:[ .,;]|$)", None, 0.7
    yield (
        "a word was not translated",
        f" {words.foreign} ",
        rf"(?P<left>{_LOWER}{{3,30}}) (?P<shown>{words.foreign}) (?P<right>{_LOWER}{{3,30}})\b",
        _WORD_REACH,
        0.55,
    )
    yield (
        "a few words stand alone",
        rf"\. {words.loose} ",
        rf"{_LOWER}\. (?P<shown>{words.loose} (?:{_LOWER}{{2,20}} )?{_UPPER}{_LOWER}{{3,30}}\.){_AFTER}",
        _BREAK_REACH,
        0.4,
    )
    asks = f"{words.who} {words.asks}"
    yield (
        "a question stands inside a sentence",
        f"{_LOWER} {asks} ",
        rf"{_UPPER}{_LOWER}{{2,30}} (?P<shown>{asks} {_INSIDE}{{1,50}}\?){_AFTER}",
        _WORD_REACH,
        0.42,
    )


def _pairs(words: str) -> str:
    """Each word of an alternation twice; the first of both goes."""
    return "|".join(f"{word} {word}" for word in words.removeprefix("(?:").removesuffix(")").split("|"))


@cache
def signs_of(language: str) -> tuple[Sign, ...]:
    """The signs of a language; none where its words are not known."""
    if not words_of(_RULE, "never_last", language):
        return ()
    return tuple(
        Sign(name=name, head=re.compile(head), pattern=re.compile(pattern), reach=reach, confidence=confidence)
        for name, head, pattern, reach, confidence in _signs(_Words(language))
    )


@cache
def _gate(language: str) -> Callable[[str], Sequence[int] | None]:
    options = re2.Options()
    options.max_mem = _MEMORY
    options.log_errors = False
    gate = re2.Set.SearchSet(options)
    for sign in signs_of(language):
        gate.Add(sign.head.pattern)
    gate.Compile()
    match: Callable[[str], Sequence[int] | None] = gate.Match
    return match


@lru_cache(maxsize=2)
def possible_signs(text: str, language: str) -> tuple[Sign, ...]:
    """The signs that a text may show, told in one pass.

    >>> [sign.name for sign in possible_signs("Er sah, dass sich sich etwas regte.", "de")]
    ['a word stands twice']
    """
    signs = signs_of(language)
    return tuple(signs[number] for number in sorted(_gate(language)(text) or ())) if signs else ()
