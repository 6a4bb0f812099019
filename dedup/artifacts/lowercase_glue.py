"""Glued words without a capital to show the seam: "undder", "Präsidentnicht".

In: a text view. Out: tokens that no word list knows and that fall apart into a function word and another known
word. Compounds make this hard in German, so only closed-class words count as one of the halves, and those that are
also prefixes or endings ("mit", "über", "ein") only beside another function word.
"""

from dataclasses import dataclass
from functools import cache

from dedup.artifacts.glue import Glue
from dedup.artifacts.lexicon import Lexicon, lexicon
from dedup.artifacts.page import in_address
from dedup.artifacts.phrases import words_of
from dedup.text import TextView

_SHORTEST = 6
_LONGEST = 30
_COMMON_LEFT = 3.5
_COMMON_RIGHT = 3.8
_LONG_NAME = 5
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
    if not function.every or not words.words:
        return []
    unknown = set(view.tokens.lowered).difference(words.words)
    suspects = {word for word in unknown if _SHORTEST <= len(word) <= _LONGEST and function.may_join(word)}
    found = []
    for index, word in enumerate(view.tokens.lowered) if suspects else ():
        text = view.tokens.texts[index]
        if word not in suspects or not text[1:].islower() or not text.isalpha():
            continue
        split = _split(text, words, function)
        span = view.original(view.tokens.starts[index], view.tokens.ends[index])
        if split and len(span) == len(text) and not in_address(view.text, span.start, span.end):
            position, confidence = split
            found.append(Glue(span, text[:position], text[position:], confidence))
    return found


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
        return 0.8
    if right in function.ending and words.frequency(left) >= _COMMON_LEFT:
        participle = left.endswith(_PARTICIPLE[0]) and right in _PARTICIPLE[1]
        return 0.0 if participle or (text[0].isupper() and position < _LONG_NAME) else 0.7
    if left in function.starting and words.frequency(right) >= _COMMON_RIGHT and text[0].islower():
        return 0.65
    return 0.0
