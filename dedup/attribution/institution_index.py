"""The printed names of institutions, roles and countries, found in the words of a phrase.

In: institutions, roles and countries. Out: for a place in a phrase, the longest name that starts there in any
case form. The names are indexed by the stems of their words, so nothing has to be inflected beforehand.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dedup.attribution.inflection import is_form_of, stem
from dedup.attribution.institution import Institution, Role
from dedup.text.countries import Country

_WORD = re.compile(r"[^\W_]+(?:[.'’][^\W_]+)*|[^\w\s]")
_POSSESSIVE = ("'s", "’s")
_IN_BRACKETS = re.compile(r" \([^()]*\)$")


class Word(NamedTuple):
    """A word of a phrase with its place; `after` holds the marks between it and the word before."""

    text: str
    stem: str
    start: int
    end: int
    after: str


@dataclass(frozen=True, slots=True)
class Named:
    """What a name stands for, as ids of institutions or a role or as the code of a country.

    `ambiguous` are those ids for which the name alone is no proof. `is_place` tells the name of a country or
    capital from their adjectives, `is_capital` what may also be a town's.
    """

    length: int
    certain: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    role: str | None = None
    country: str | None = None
    is_place: bool = False
    is_capital: bool = False


Listed = tuple[str, str, str, bool]
"""The words of a name as listed, what it names (institution, role, country), its id, and whether it is ambiguous;
of a country the group of its words stands before its code."""

INSTITUTION = "institution"
ROLE = "role"
_CAPITALISED = 2
_COUNTRY_GROUPS = ("names", "adjectives", "capitals", "towns")


def split_words(text: str) -> tuple[Word, ...]:
    """Split a phrase at spaces, hyphens and marks; the English genitive and the points of U.S. are left out.

    >>> [word.text for word in split_words("Russia's U.S.-Botschaft")]
    ['Russia', 'US', 'Botschaft']
    """
    words = []
    marks = ""
    for match in _WORD.finditer(text):
        printed = match[0]
        if not printed[0].isalnum():
            marks += printed
            continue
        bare = printed[:-2] if printed.endswith(_POSSESSIVE) else printed
        if "." in bare and bare.replace(".", "").isupper():
            bare = bare.replace(".", "")
        words.append(Word(bare, stem(bare), match.start(), match.end(), marks))
        marks = ""
    return tuple(words)


def list_names(
    institutions: Iterable[Institution], roles: Mapping[str, Role], countries: Mapping[str, Country]
) -> dict[str, list[Listed]]:
    """Collect all names under their stems, roles and countries before institutions."""
    names: dict[str, list[Listed]] = {}
    adjectives = {stem(each) for country in countries.values() for each in country.adjectives}

    def enter(name: str, what: str, ident: str, *, ambiguous: bool = False) -> None:
        words = split_words(name)
        printed = " ".join(word.text for word in words)
        if words[0].stem in adjectives and len(words) > 1:
            printed = printed[0].lower() + printed[1:]  # die japanische Küstenwache
        listed = (printed, what, ident, ambiguous)
        names.setdefault(" ".join(word.stem for word in words), []).append(listed)

    for role in roles.values():
        for noun in role.nouns:
            enter(noun, ROLE, role.id)
    for country in countries.values():
        for group in _COUNTRY_GROUPS:
            for name in getattr(country, group):
                enter(name, group, country.code)
    for institution in institutions:
        for name, ambiguous in _names(institution):
            enter(name, INSTITUTION, institution.id, ambiguous=ambiguous)
    return names


class NameIndex:
    """Names by the stems of their words."""

    def __init__(self, names: Mapping[str, Sequence[Listed]]) -> None:
        self._names = names
        self._longest: dict[str, int] = {}
        for key in names:
            first, _, rest = key.partition(" ")
            length = rest.count(" ") + 2 if rest else 1
            if length > self._longest.get(first, 0):
                self._longest[first] = length

    def longest_from(self, word: str) -> int:
        """Say how many words the longest name has that may begin with a word; 0 for none."""
        return self._longest.get(stem(word.partition("-")[0] or word), 0)

    def starts_in(self, words: Iterable[Word]) -> bool:
        """Whether any of the words may begin a name."""
        return any(word.stem in self._longest for word in words)

    def find(self, words: Sequence[Word], start: int) -> Named | None:
        """Find the longest name that starts at a word; one that needs capitals has them."""
        longest = min(self._longest.get(words[start].stem, 0), len(words) - start)
        for length in range(longest, 0, -1):
            part = words[start : start + length]
            listed = self._names.get(" ".join(word.stem for word in part))
            named = _named(listed, tuple(word.text for word in part)) if listed else None
            if named:
                return named
        return None


def _names(institution: Institution) -> Iterator[tuple[str, bool]]:
    """List the names with their ambiguity; one that needed a bracket to be told apart is ambiguous without it."""
    for name in dict.fromkeys((institution.name, institution.english)):
        bare = _IN_BRACKETS.sub("", name)
        yield bare, bare != name
    for alias in institution.aliases:
        yield alias.text, alias.ambiguous


def _named(listed: Sequence[Listed], printed: tuple[str, ...]) -> Named | None:
    fitting = [each for each in listed if _fits(printed, each)]
    if not fitting:
        return None
    roles = [ident for _, what, ident, _ in fitting if what == ROLE]
    countries = [(ident, what) for _, what, ident, _ in fitting if what in _COUNTRY_GROUPS]
    found = [(ident, ambiguous) for _, what, ident, ambiguous in fitting if what == INSTITUTION]
    # A name that is also what such bodies are called everywhere proves nothing: Ministry of Defence, Bundespolizei.
    certain = tuple(dict.fromkeys(ident for ident, ambiguous in found if not ambiguous and not roles))
    code, group = countries[0] if countries else (None, "")
    return Named(
        length=len(printed),
        certain=certain,
        ambiguous=tuple(dict.fromkeys(ident for ident, _ in found if ident not in certain)),
        role=roles[0] if roles else None,
        country=code,
        is_place=group in {"names", "capitals"},
        is_capital=group in {"capitals", "towns"},
    )


def _lost_its_capital(printed: str, name: str) -> bool:
    return name[0].isupper() and not printed[0].isupper()


def _fits(printed: tuple[str, ...], listed: Listed) -> bool:
    """Whether the printed words are forms of the name's.

    A name of one or two words keeps its capitals (ein islamischer Staat is another), what is listed small need not.
    """
    text, what, _, _ = listed
    name = text.split(" ")
    if what != ROLE and len(name) <= _CAPITALISED and any(map(_lost_its_capital, printed, name)):
        return False
    return all(map(is_form_of, printed, name))
