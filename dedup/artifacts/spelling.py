"""Whether two forms of a capitalised word are one name, spelled in two ways.

In: two forms and a language. Out: how sure that is, and whether the difference is one of transliteration
("Selenskyj", "Selensky"), where neither form is wrong. Inflected forms, compounds and known words are no
misspellings; a pair of persons with first names of their own is two persons, which the caller can tell.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from dedup.artifacts.lexicon import lexicon
from dedup.artifacts.phrases import words_of

SHORTEST = 6
"""Letters of a form that may be taken for a misspelling."""
_LONG = 8
_TWO_ERRORS = 10
_LONGEST = 30
_ENDING = 3
_COMMON = 2.5
_SHORTEST_PART = 4
_LINKS = ("", "s", "es", "n", "en", "er", "e")
_UMLAUTS = str.maketrans("äöü", "aou")
# What different tables of transliteration write for the same letters: written, sounds; the order counts.
_TABLE = """
schtsch:c shch:c tsch:c tch:c sch:s sh:s ch:h kh:h zh:z ts:z tz:z th:t ph:f ff:w v:w f:w ae:a oe:o ue:u ä:a ö:o ü:u
ou:u oo:u ks:x ck:k q:k c:k j:i y:i ss:s ß:s z:s é:e è:e á:a à:a í:i ó:o š:s č:k ž:s ć:k ñ:n ł:l ø:o å:a ş:s ğ:g ı:i
ț:t ă:a ő:o ű:u ę:e ą:a ń:n ś:s ź:s ż:s ř:r ě:e ů:u ý:i
"""
_SOUNDS = tuple(tuple(pair.split(":")) for pair in _TABLE.split())
_RUNS = re.compile(r"(.)\1+")


@dataclass(frozen=True, slots=True)
class Variant:
    """Two forms that are one name: how sure the letters make it, and whether both forms may be right."""

    confidence: float
    transliterated: bool


@lru_cache(maxsize=4096)
def is_unknown(form: str, language: str) -> bool:
    """Whether no word list knows a form, in the text's language or in English."""
    return not lexicon(language).frequency(form) and not lexicon("en").frequency(form)


@lru_cache(maxsize=4096)
def is_compound(form: str, language: str) -> bool:
    """Whether a form falls apart into two known words, as German nouns do."""
    words = lexicon(language)
    low = form.lower()
    for place in range(_SHORTEST_PART, len(low) - _SHORTEST_PART + 1):
        if not any(words.frequency(right) >= _COMMON for right in _uninflected(low[place:])):
            continue
        left = low[:place]
        if any(
            left.endswith(link) and words.frequency(left[: len(left) - len(link)]) >= _COMMON
            for link in _LINKS
            if len(left) - len(link) >= _SHORTEST_PART - 1
        ):
            return True
    return False


def _uninflected(word: str) -> tuple[str, ...]:
    shorter = (word.removesuffix(ending) for ending in _LINKS[1:])
    return (word, *(form for form in shorter if len(form) >= _SHORTEST_PART))


def variant(rare: str, usual: str, language: str) -> Variant | None:
    """Compare an unknown form with one that is used more; None where they are two words or one inflected.

    >>> variant("Pjöngang", "Pjöngjang", "de")
    Variant(confidence=0.6, transliterated=False)
    >>> variant("Selensky", "Selenskyj", "de")
    Variant(confidence=0.5, transliterated=True)
    >>> variant("Ukrainerin", "Ukrainern", "de"), variant("Hansen", "Jansen", "de")
    (None, None)
    """
    left, right = rare.lower(), usual.lower()
    if left[0] != right[0] or left == right or not SHORTEST <= len(rare) <= _LONGEST:
        return None
    from rapidfuzz.distance import OSA  # most articles hold no candidate

    distance = OSA.distance(left, right, score_cutoff=2)
    if distance > 2:  # noqa: PLR2004 - the cut-off
        return None
    if sound(left) == sound(right):
        return Variant(0.5, transliterated=True)
    if (distance > 1 and min(len(left), len(right)) < _TWO_ERRORS) or _is_inflected(left, right, language):
        return None
    exchanged = len(left) == len(right) and distance == 1 and sorted(left) != sorted(right)
    if exchanged and len(left) <= _LONG:  # "Laimer" and "Lainer" are two persons
        return Variant(0.45, transliterated=False)
    return Variant(0.6 if distance == 1 else 0.5, transliterated=False)


@lru_cache(maxsize=4096)
def sound(form: str) -> str:
    """A form as it may sound, so that two transliterations of one name come out alike.

    >>> sound("tikhonov") == sound("tichonow"), sound("selenskyj") == sound("selenskij")
    (True, True)
    """
    for written, sounds in _SOUNDS:
        form = form.replace(written, sounds)
    return _RUNS.sub(r"\1", form)


@cache
def _endings(language: str) -> frozenset[str]:
    return words_of("name-variant", "endings", language) | words_of("name-variant", "endings", "de") | {""}


def _is_inflected(left: str, right: str, language: str) -> bool:
    """Whether the forms differ in their endings alone, or in their last three letters in more than one place."""
    left, right = left.translate(_UMLAUTS), right.translate(_UMLAUTS)
    shared = 0
    while shared < min(len(left), len(right)) and left[shared] == right[shared]:
        shared += 1
    if shared >= max(len(left), len(right)) - _ENDING and abs(len(left) - len(right)) != 1:
        return True
    endings = _endings(language)
    return any(
        left[shared - back :] in endings and right[shared - back :] in endings
        for back in range(min(_ENDING, shared) + 1)
    )
