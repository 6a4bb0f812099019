"""What each printed word is, looked up once: one number of flags for each word, and its stem.

In: words as printed. Out: columns over the tokens of a text. Everything that the word alone decides is worked out
when a process first meets the word; a text is then read by table, and NumPy finds the tokens of a kind.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

from dedup.statements.quantities import DATE_WORDS
from dedup.statements.words import (
    LANGUAGES,
    Markers,
    capitals,
    country_of,
    country_openings,
    families_of,
    load_markers,
    no_towns,
    noun_endings,
)
from dedup.text.remembered import Remembered
from dedup.text.stems import FUNCTION_WORDS, stem

HAS_STEM: Final = 1
CAPITAL: Final = 1 << 1
LOWER: Final = 1 << 2
FIGURE: Final = 1 << 3
WORD: Final = 1 << 4
ADJECTIVE_ENDING: Final = 1 << 5
COMMA: Final = 1 << 6
BREAK: Final = 1 << 7
CLAUSE: Final = 1 << 8
TELLING: Final = 1 << 9
"""Numbers and words of dates, with which figures begin."""
MULTIPLIER: Final = 1 << 10
NAME: Final = 1 << 11
"""In capitals and without a full stop."""
MAY_BE_NAME: Final = 1 << 12
"""As far as its form tells; what it means is asked only where it stands like a name: `is_common`."""
MAY_OPEN_NAME: Final = 1 << 13
"""The same for a word that opens a sentence, which is in capitals anyway."""
COUNTRY: Final = 1 << 14
COUNTRY_OPENING: Final = 1 << 15
CAPITAL_TOWN: Final = 1 << 16
MAY_BE_TOWN: Final = 1 << 17
TOWN_BEFORE: Final = 1 << 18
HEDGE: Final = 1 << 20
DENIAL: Final = 1 << 21
DENIAL_PARTED: Final = 1 << 22
PLAN: Final = 1 << 23
NEGATION: Final = 1 << 24
REPORTED: Final = 1 << 25
ANAPHOR: Final = 1 << 26
PRONOUN: Final = 1 << 27
MARKED: Final = HEDGE | DENIAL | DENIAL_PARTED | PLAN | NEGATION | REPORTED | ANAPHOR

_MARKERS = {
    "hedge": HEDGE,
    "denial": DENIAL,
    "plan": PLAN,
    "negation": NEGATION,
    "reported": REPORTED,
    "anaphor": ANAPHOR,
    "pronoun": PRONOUN,
    "clause": CLAUSE,
}
_BREAKS = frozenset({";", "–", "—", ":"})
_SHORTEST_TOWN = 4
_ADJECTIVE_ENDINGS = ("e", "en", "er", "es", "em")
_OPENING_ENDINGS = ("e", "en", "em", "es")
_TOWN_BEFORE = frozenset({"in", "nach", "aus", "bei", "to", "from", "near"})

Flags = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Traits:
    """The flags and the stem of each token of a text."""

    flags: Flags
    stems: list[str]

    def numbers(self, kind: int) -> list[int]:
        """The numbers of the tokens that have any of the flags, rising."""
        return numbers(self.flags & kind)

    def following(self) -> Flags:
        """The flags of the token after each."""
        after = np.zeros_like(self.flags)
        after[:-1] = self.flags[1:]
        return after


def numbers(chosen: npt.NDArray[np.generic]) -> list[int]:
    """The places of all that is not zero, rising."""
    found: list[int] = np.flatnonzero(chosen).tolist()
    return found


def read_traits(texts: Sequence[str], language: str) -> Traits:
    """Look up the words of a text."""
    known = language if language in LANGUAGES else LANGUAGES[0]
    flags = np.fromiter(map(_flags(known).__getitem__, texts), np.int64, len(texts))
    return Traits(flags, list(map(_stems().__getitem__, texts)))


@cache
def _stems() -> Remembered[str]:
    return Remembered(_stem_of_word)


def _stem_of_word(word: str) -> str:
    lowered = word.lower()
    return stem(lowered) if lowered[0].isalpha() else ""


@cache
def _flags(language: str) -> Remembered[int]:
    meanings = _meanings(load_markers(language))
    stems = _stems()
    return Remembered(
        lambda word: _form(word) | HAS_STEM * bool(stems[word]) | meanings.get(word.lower(), 0) | _naming(word)
    )


def _form(word: str) -> int:
    """What the letters of a word show."""
    first = word[0]
    if first.isdecimal():
        return FIGURE | TELLING
    return (
        CAPITAL * first.isupper()
        | LOWER * first.islower()
        | WORD * first.isalpha()
        | ADJECTIVE_ENDING * word.endswith(_ADJECTIVE_ENDINGS)
        | COMMA * (word == ",")
    )


def _meanings(markers: Markers) -> Mapping[str, int]:
    """What the word lists say, by lower-case word."""
    found: Counter[str] = Counter()
    for words, flag in (
        *((markers.kinds[kind], flag) for kind, flag in _MARKERS.items()),
        ({verb for verb, _ in markers.denial_parted}, DENIAL_PARTED),
        ({*DATE_WORDS, *markers.numbers, *markers.vague}, TELLING),
        (markers.multipliers, MULTIPLIER),
        (_BREAKS, BREAK),
        (_TOWN_BEFORE, TOWN_BEFORE),
    ):
        for word in words:
            found[word] |= flag
    return found


def _naming(word: str) -> int:
    """What a word may name."""
    found = COUNTRY * bool(country_of(word)) | COUNTRY_OPENING * (word in country_openings())
    if not word[0].isupper() or word[-1] == ".":
        return found
    lowered = word.lower()
    has_ending = lowered.endswith(noun_endings()) or lowered in DATE_WORDS
    may_be_name = not has_ending and _is_name_like(word)
    return (
        found
        | NAME
        | MAY_BE_NAME * may_be_name
        | MAY_OPEN_NAME * (may_be_name and not lowered.endswith(_OPENING_ENDINGS))
        | CAPITAL_TOWN * (word in capitals())
        | MAY_BE_TOWN * (not has_ending and _is_town_like(word))
    )


def is_common(word: str) -> bool:
    """Say whether a word in capitals is of a family of common nouns.

    >>> is_common("Waffenlieferungen"), is_common("Merkel")
    (True, False)
    """
    return _is_common()[word]


@cache
def _is_common() -> Remembered[bool]:
    return Remembered(lambda word: bool(families_of(stem(word.lower()))))


def _is_name_like(word: str) -> bool:
    is_word = word.replace("-", "").replace("'", "").isalpha()
    return is_word and len(word) > 1 and word.lower() not in FUNCTION_WORDS


def _is_town_like(word: str) -> bool:
    is_word = word.isalpha() and not word.isupper()
    return is_word and len(word) >= _SHORTEST_TOWN and word.lower() not in no_towns()
