"""What single words say: families of words, markers, countries, numbers.

In: the word lists of `lexicon/`, the countries. Out: look-ups by stem or by lower-case word, each answered once and
then remembered.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

import rtoml

from dedup.text.countries import load_countries
from dedup.text.stems import stem

LANGUAGES = ("de", "en")
_SHORTEST_PART = 4
"""Letters of a part of a compound; shorter ones are found in too many words."""
_GERMAN_ENDINGS = ("", "n", "r", "s", "m")
_PARTICIPLE = re.compile(
    r"^((?:ab|an|auf|aus|bei|bereit|ein|entgegen|fest|her|hin|nach|vor|zurück|zusammen|zu)?)(?:ge|zu)(?=[^\W\d_]{4})"
)
"""What participles and infinitives with "zu" add to a verb: geliefert, abgefeuert, entgegenzuwirken."""
_LINKS = ("s", "n", "en", "es")


@dataclass(frozen=True, slots=True, kw_only=True)
class Markers:
    """Words of one language that say how a statement is meant, and those for numbers."""

    kinds: Mapping[str, frozenset[str]]
    hedge_phrases: tuple[str, ...]
    denial_parted: tuple[tuple[str, str], ...]
    numbers: Mapping[str, float]
    multipliers: Mapping[str, float]
    vague: Mapping[str, float]
    marked: frozenset[str]

    def has(self, kind: str, word: str) -> bool:
        """Whether a lower-case word is of a kind."""
        return word in self.kinds[kind]


@cache
def load_markers(language: str) -> Markers:
    """Load the markers of a language; one that has no file is read as German."""
    data = _read(language if language in LANGUAGES else LANGUAGES[0])
    markers, numbers = data["markers"], data["numbers"]
    kinds = {key: frozenset(value.split()) for key, value in markers.items() if isinstance(value, str)}
    kinds |= {key: frozenset(value.split()) for key, value in numbers.items() if isinstance(value, str)}
    return Markers(
        kinds=kinds,
        hedge_phrases=tuple(markers["hedge_phrases"]),
        denial_parted=tuple((verb, particle) for verb, particle in map(str.split, markers["denial_parted"])),
        numbers=_values(numbers["words"]),
        multipliers=_values(numbers["multipliers"]),
        vague=_values(numbers["vague"]),
        marked=frozenset().union(
            *(kinds[kind] for kind in ("hedge", "denial", "plan", "negation", "reported", "anaphor")),
            (entry.split()[0] for entry in markers["denial_parted"]),
        ),
    )


def _values(text: str) -> dict[str, float]:
    """Read "zwei=2 drei=3"."""
    pairs = (entry.rsplit("=", 1) for entry in text.split())
    return {word: float(value) for word, value in pairs}


@lru_cache(maxsize=200_000)
def families_of(term: str) -> tuple[str, ...]:
    """Name the families of words that a stem belongs to, by its parts where it is a compound.

    Families of actions begin with a:, those of things with t:.

    >>> families_of(stem("waffenlieferungen"))
    ('t:weapon', 'a:transfer', 'a:deliver')
    """
    families = _families()
    if term in families:
        return families[term]
    bare = _PARTICIPLE.sub(r"\1", term)
    if bare != term and len(bare) >= _SHORTEST_PART and families_of(bare):
        return families_of(bare)
    if "-" in term:
        return _distinct(families_of(stem(part)) for part in term.split("-") if len(part) > 1)
    openings = _openings()
    for cut in range(_SHORTEST_PART, len(term) - _SHORTEST_PART + 1):
        if term[cut : cut + _SHORTEST_PART] in openings:
            tail = families.get(stem(term[cut:]))
            if tail is not None:
                return _distinct((_head_families(term[:cut]), tail))
    return _head_families(term) if len(term) > 2 * _SHORTEST_PART else ()


@lru_cache(maxsize=200_000)
def keys_of(term: str) -> tuple[str, ...]:
    """Name what a stem is found by: itself and its families.

    >>> keys_of(stem("granaten"))
    ('grana', 't:weapon', 't:shell')
    """
    return term, *families_of(term)


def _head_families(head: str) -> tuple[str, ...]:
    """The families of the first part of a compound: waffen, atom, partnerschafts."""
    if head[:_SHORTEST_PART] not in _openings():
        return ()
    families = _families()
    for length in range(len(head), _SHORTEST_PART - 1, -1):
        found = families.get(head[:length]) or families.get(stem(head[:length]))
        if found and (head[length:] in _LINKS or length > _SHORTEST_PART):
            return found
    return ()


@cache
def _openings() -> frozenset[str]:
    """The first letters of all words that have families; a stem keeps as many, so no others need be looked up."""
    return frozenset(word[:_SHORTEST_PART] for word in _families())


def _distinct(groups: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for group in groups for name in group))


@cache
def _families() -> Mapping[str, tuple[str, ...]]:
    families: dict[str, tuple[str, ...]] = {}
    for language in LANGUAGES:
        data = _read(language)
        for prefix, section in (("a:", "actions"), ("t:", "things")):
            for name, words in data[section].items():
                for word in words.split():
                    key = stem(word) or word
                    families[key] = tuple(dict.fromkeys((*families.get(key, ()), prefix + name)))
    return families


@lru_cache(maxsize=100_000)
def country_of(word: str) -> str | None:
    """Say which country a single word names or describes, by name, adjective or capital: Kreml is no such word.

    >>> country_of("nordkoreanischen"), country_of("Pjöngjang"), country_of("Waffen")
    ('KP', 'KP', None)
    """
    words = country_words()
    known = words.get(word) or words.get(word.lower() if len(word) > _SHORTEST_PART else word)
    if known is None and "-" in word:
        parts = word.split("-")
        known = words.get(parts[0]) or words.get(parts[-1].lower() if len(parts[-1]) > _SHORTEST_PART else "")
    return known


@cache
def country_words() -> Mapping[str, str]:
    """Single and several words that stand for a country, as printed and in lower case where they are long."""
    found: dict[str, str] = {}
    for country in load_countries().values():
        for name in (*country.names, *country.capitals):
            for ending in ("", "s"):
                _add(found, name + ending, country.code)
        for name in (*country.adjectives, *country.towns):
            for ending in _GERMAN_ENDINGS:
                _add(found, name + ending, country.code)
    return found


@cache
def capitals() -> frozenset[str]:
    """The capitals as printed."""
    return frozenset(name for country in load_countries().values() for name in country.capitals)


@cache
def country_openings() -> frozenset[str]:
    """First words of country names and capitals of two words."""
    return frozenset(name.split()[0] for name in country_words() if " " in name)


def _add(found: dict[str, str], name: str, code: str) -> None:
    found.setdefault(name, code)
    if len(name) > _SHORTEST_PART:
        found.setdefault(name.lower(), code)


@cache
def noun_endings() -> tuple[str, ...]:
    """Endings of common nouns and titles, which no name has."""
    return tuple(_read(LANGUAGES[0])["names"]["noun_endings"].split())


@cache
def no_towns() -> frozenset[str]:
    """Nouns that stand behind a preposition as towns do."""
    return frozenset(_read(LANGUAGES[0])["names"]["no_towns"].split())


@cache
def _read(language: str) -> dict[str, Any]:
    return rtoml.loads((resources.files("dedup.statements") / "lexicon" / f"{language}.toml").read_text("utf-8"))
