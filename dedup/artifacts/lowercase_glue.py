"""Glued words without a capital to show the seam: "undder", "Präsidentnicht".

In: a text view. Out: tokens that no word list knows and that fall apart into a function word and another known
word. Compounds make this hard in German, so only closed-class words count as one of the halves, and those that are
also prefixes or endings ("mit", "über", "ein") only beside another function word.
"""

import re
from dataclasses import dataclass, field
from functools import cache

from dedup.artifacts.glue import Glue
from dedup.artifacts.lexicon import Lexicon, lexicon
from dedup.artifacts.page import in_address
from dedup.artifacts.phrases import words_of
from dedup.model import Span
from dedup.text import TextView

_SHORTEST = 6
_LONGEST = 30
_LONGEST_TOKEN = 60
_MOST_REMEMBERED = 200_000
_WORD = re.compile(r"[^\W\d_]{3,}")
_JOINS = frozenset("-'’&/_0123456789\u00ad\u200b")
_JOINED_BEHIND = _JOINS - {"'", "’", "/"}
_COMMON_LEFT = 3.5
_COMMON_RIGHT = 3.8
_LONG_NAME = 5
_BOTH_FUNCTION = 0.8
# "schweigen" + "der" is a participle.
_PARTICIPLE = (("en", "ern", "eln"), ("der", "den", "dem", "des", "de"))


@dataclass(frozen=True, slots=True)
class _FunctionWords:
    """The closed-class words of a language, and those that are no word's ending or beginning."""

    every: frozenset[str]
    ending: frozenset[str]
    starting: frozenset[str]
    every_sorted: tuple[str, ...]
    ending_sorted: tuple[str, ...]
    starting_sorted: tuple[str, ...]
    innocent: set[str] = field(default_factory=set)

    def may_join(self, word: str) -> bool:
        """Whether a word starts and ends so that it may hold a seam; a cheap test that few words pass."""
        if word.endswith(self.ending_sorted) or word.startswith(self.starting_sorted):
            return True
        return word.startswith(self.every_sorted) and word.endswith(self.every_sorted)


@cache
def _function_words(language: str) -> _FunctionWords:
    every = words_of("glued-words", "function", language)
    free = every - words_of("glued-words", "bound", language)
    ending = free | words_of("glued-words", "bound_at_start", language)
    starting = free | words_of("glued-words", "bound_at_end", language)
    return _FunctionWords(
        every, ending, starting, tuple(sorted(every)), tuple(sorted(ending)), tuple(sorted(starting))
    )


def find_lowercase_glue(view: TextView) -> list[Glue]:
    """Assess every unknown token that has no capital inside."""
    function = _function_words(view.language)
    words = lexicon(view.language)
    suspects = _suspects(view, words, function) if function.every and words.words else ()
    if not suspects:
        return []
    found = []
    for match in _WORD.finditer(view.text):
        text = match.group()
        if text.lower() not in suspects or not text[1:].islower() or _joined(view.text, match.start(), match.end()):
            continue
        split = _split(text, words, function)
        if (
            split
            and (split[1] >= _BOTH_FUNCTION or not words.attests(text))
            and not in_address(view.text, match.start(), match.end())
        ):
            position, confidence = split
            found.append(Glue(Span(match.start(), match.end()), text[:position], text[position:], confidence))
    return found


def _suspects(view: TextView, words: Lexicon, function: _FunctionWords) -> frozenset[str]:
    """The unknown words that may hold a seam.

    Every text has hundreds of words and most stand in others too, so tokens without suspects are remembered.
    """
    is_plain = view.normalized.text == view.text
    tokens = view.tokens.lowered if is_plain else view.text.lower().split()
    fresh = set(tokens).difference(words.words).difference(function.innocent)
    suspects = {
        word
        for word in set(_WORD.findall(" ".join(fresh))).difference(words.words)
        if _SHORTEST <= len(word) <= _LONGEST and function.may_join(word) and _falls_apart(word, words, function)
    }
    if len(function.innocent) > _MOST_REMEMBERED:
        function.innocent.clear()
    function.innocent.update(token for token in fresh if len(token) <= _LONGEST_TOKEN)
    if not suspects:
        return frozenset()
    function.innocent.difference_update([token for token in fresh if not suspects.isdisjoint(_WORD.findall(token))])
    short = " ".join(chunk for chunk in view.text.lower().split() if len(chunk) <= _LONGEST_TOKEN)
    return suspects.intersection(_WORD.findall(short))


def _joined(text: str, start: int, end: int) -> bool:
    """Whether a word is a part of a longer one: "E-Mail", "d'Or", "F16"."""
    return (start > 0 and text[start - 1] in _JOINS) or text[end : end + 1] in _JOINED_BEHIND


def _falls_apart(word: str, words: Lexicon, function: _FunctionWords) -> bool:
    """Whether a word in small letters has a seam, at the start of a sentence or inside."""
    return any(_split(form, words, function) for form in (word, word.capitalize()))


def _split(text: str, words: Lexicon, function: _FunctionWords) -> tuple[int, float] | None:
    """The likeliest seam of a token and how sure it is; None where the token is a word or has no seam."""
    if words.frequency(text):
        return None
    best = max((_confidence(text, position, words, function), position) for position in range(2, len(text) - 1))
    return (best[1], best[0]) if best[0] else None


def _both_plain(text: str, left: str, right: str) -> bool:
    """Whether two function words are no inflected word ("Samstag|es") and no short name ("Man|der")."""
    return (text[0].islower() or len(text) > _SHORTEST) and (len(right) > 2 or len(left) <= 4)  # noqa: PLR2004


def _confidence(text: str, position: int, words: Lexicon, function: _FunctionWords) -> float:
    left, right = text[:position].lower(), text[position:]
    if left in function.every and right in function.every and _both_plain(text, left, right):
        return _BOTH_FUNCTION
    if right in function.ending and words.frequency(left) >= _COMMON_LEFT:
        participle = left.endswith(_PARTICIPLE[0]) and right in _PARTICIPLE[1]
        return 0.0 if participle or (text[0].isupper() and position < _LONG_NAME) else 0.7
    if left in function.starting and words.frequency(right) >= _COMMON_RIGHT and text[0].islower():
        return 0.65
    return 0.0
