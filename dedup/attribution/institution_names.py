"""Which institution a noun phrase speaks for.

In: the words of a source. Out: `InstitutionName`, or None where the phrase is about something else. A phrase
speaks for an institution when nothing but determiners, adjectives, its country, what it is (die Denkfabrik X) and
what passes on its words (ein Sprecher des, der Bericht der) stands around the name: "Pentagon-Chef" and
"Mitarbeiter des Pentagon" are others. "Südkoreas Geheimdienst" is found by country and role.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dedup.attribution.inflection import stem
from dedup.attribution.institution import INTERNATIONAL
from dedup.attribution.institution_catalogue import Institutions, load_institution_catalogue
from dedup.attribution.institution_index import Named, NameIndex, Word, split_words
from dedup.attribution.lexicon import ENGLISH

_ARTICLES = frozenset(
    {
        *("der", "die", "das", "den", "dem", "des", "ein", "eine", "einer", "einem", "eines", "einen"),
        *("the", "a", "an", "its", "their", "seine", "seiner", "ihr", "ihre", "ihrer"),
    }
)
_OF = frozenset({"der", "des", "von", "of", "vom"})
_PLACES = frozenset(
    {
        *("in", "im", "am", "an", "auf", "bei", "zu", "zum", "zur", "für", "aus", "mit", "nach", "über", "gegen"),
        *("at", "for", "on", "from", "to", "with"),
    }
)
_BEFORE = _ARTICLES | _OF | _PLACES | {"by", "beim", "seitens", "laut"}
_JOINS = frozenset({"und", "and", "sowie", "oder", "or"})
_GERMAN_ADJECTIVES = ("e", "en", "er", "es", "em")
_BREAKS = frozenset(',;:()[]"„“”»«–—')
_COMPOUND_HEADS = ("sprecherin", "sprechers", "sprechern", "sprecher", "angaben", "informationen", "bericht")
_SHORTEST_COMPOUND = 3
_MOST_REMEMBERED = 4_096
"""Phrases; articles cite the same few sources."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InstitutionName:
    """What a phrase says about which institution it speaks for.

    `candidates` are ids: none for a body that the catalogue lacks, one or several otherwise. `certain` means that
    the phrase alone decides. `by_role` means that it says no more than what kind of body it is. `wrapped` means
    that a report or spokesperson passes on its words. `start` and `end` are the code points of the name within
    the phrase.
    """

    candidates: tuple[str, ...]
    certain: bool
    by_role: bool
    wrapped: bool
    start: int
    end: int


@lru_cache(maxsize=_MOST_REMEMBERED)
def identify_institution(phrase: str, language: str) -> InstitutionName | None:
    """Find the institution that a noun phrase speaks for.

    >>> identify_institution("Südkoreas Geheimdienst", "de").candidates
    ('nis',)
    >>> identify_institution("Pentagon-Chef", "de") is None
    True
    """
    institutions = load_institution_catalogue()
    words = split_words(phrase)
    if any(word.text.endswith(_COMPOUND_HEADS) for word in words):
        words = _split_compounds(words, institutions.index)
    if not institutions.index.starts_in(words):
        return None
    return _Phrase(institutions, words, is_english=language == ENGLISH).read()


def _split_compounds(words: tuple[Word, ...], index: NameIndex) -> tuple[Word, ...]:
    """Split Kremlsprecher into Kreml and Sprecher, where the first part is a name."""
    split: list[Word] = []
    for position, word in enumerate(words):
        lowered = word.text.casefold()
        head = next((each for each in _COMPOUND_HEADS if lowered.endswith(each) and lowered != each), None)
        parts = _parts(word, head) if head and index.find(words, position) is None else ()
        split.extend(next((pair for pair in parts if index.find(pair, 0)), (word,)))
    return tuple(split)


def _parts(word: Word, head: str) -> tuple[tuple[Word, Word], ...]:
    first = word.text[: -len(head)]
    joint = word.start + len(first)
    names = [each for each in (first, first.removesuffix("s")) if len(each) >= _SHORTEST_COMPOUND]
    tail = Word(head.capitalize(), stem(head), joint, word.end, "")
    return tuple(
        (Word(part.text, part.stem, word.start, joint, word.after), tail)
        for name in names
        for part in split_words(name)[:1]
    )


class _Phrase:
    """A phrase while it is read from left to right."""

    def __init__(self, institutions: Institutions, words: Sequence[Word], *, is_english: bool) -> None:
        self.institutions = institutions
        self.phrase_words = institutions.phrase_words
        self.words = words
        self.is_english = is_english
        self.before: list[Named] = []
        self.after: list[Named] = []
        self.described = False
        self.wrapped = False
        self.introduced = False
        self.elsewhere = False

    def read(self) -> InstitutionName | None:
        position = 0
        while position < len(self.words):
            named = self.institutions.index.find(self.words, position)
            if named and (named.certain or named.ambiguous or named.role):
                return self._read_rest(named, position)
            if named:
                self.before.append(named)
                position += named.length
            elif self._may_precede(position):
                position += 1
            else:
                return None
        return self._country_speaks()

    def _may_precede(self, position: int) -> bool:
        word = self.words[position]
        lowered = word.text.casefold()
        if word.stem in self.phrase_words.wrappers:
            self.wrapped, self.described, self.before = True, False, []
            return True
        if lowered in _BEFORE:
            return True
        if word.text[0].isupper():
            self.introduced = self._introduces(position)
            return self.introduced
        self.described = True
        if self.is_english:
            return lowered in self.phrase_words.adjectives or lowered in self.phrase_words.appositions
        return lowered.endswith(_GERMAN_ADJECTIVES)

    def _introduces(self, position: int) -> bool:
        """Whether a noun says what kind of body the name right behind it is: die Denkfabrik X."""
        lowered = self.words[position].text.casefold()
        if position + 1 >= len(self.words) or not lowered.endswith(self.phrase_words.appositions):
            return False
        named = self.institutions.index.find(self.words, position + 1)
        return named is not None and bool(named.certain or named.ambiguous)

    def _read_rest(self, named: Named, start: int) -> InstitutionName | None:
        """Read on behind the name: countries, a name in apposition, what passes on its words, a place."""
        end = position = start + named.length
        preposition = ""
        while position < len(self.words) and not self._breaks_off(position):
            following = self.institutions.index.find(self.words, position)
            word = self.words[position]
            lowered = word.text.casefold()
            if following and following.country and not following.role:
                self.after.append(following)
                position += following.length - 1
            elif following and (following.certain or following.ambiguous) and not preposition:
                named, end = _closer(named, following, position, end)
                position += following.length - 1
            elif word.stem in self.phrase_words.wrappers:
                self.wrapped = True
            elif lowered in _OF or lowered in _PLACES:
                preposition = lowered
            elif word.text[0].isupper():
                if not (named.role or preposition):
                    return None  # Pentagon-Chef, UN-Mission
                self.elsewhere = True
                break
            elif self.is_english and lowered not in _ARTICLES:
                return None  # Pentagon officials
            position += 1
        return self._conclude(named, self.words[start].start, self.words[end - 1].end)

    def _breaks_off(self, position: int) -> bool:
        word = self.words[position]
        return not _BREAKS.isdisjoint(word.after) or word.text.casefold() in _JOINS

    def _conclude(self, named: Named, start: int, end: int) -> InstitutionName | None:
        countries = self._countries(named)
        ids = (*named.certain, *named.ambiguous)
        by_role = False
        certain = bool(named.certain)
        if named.role and (countries or not ids):
            ids = self._of_role(named.role, countries)
            by_role, certain = not countries, bool(countries)
        elif countries:
            fitting = tuple(each for each in ids if self.institutions.by_id[each].country in countries)
            if not fitting and self.before and not self._are_international(ids):
                return None
            certain = certain or bool(fitting)
            ids = fitting or ids
        elif self.introduced:
            certain = True
        return InstitutionName(
            candidates=ids,
            certain=certain and len(ids) == 1,
            by_role=by_role,
            wrapped=self.wrapped,
            start=start,
            end=end,
        )

    def _of_role(self, role: str, countries: tuple[str, ...]) -> tuple[str, ...]:
        if len(countries) == 1 and not self.elsewhere:
            return self.institutions.with_role(role, countries[0])
        if countries or self.elsewhere or self.described:
            return ()
        return self.institutions.with_role(role)

    def _countries(self, named: Named) -> tuple[str, ...]:
        """List the countries around the name; a capital is only a town beside what towns have too."""
        local = named.role is not None and self.institutions.roles[named.role].local
        around = [each for each in (*self.before, *self.after) if not (local and each.is_capital)]
        if local and len(around) < len(self.before) + len(self.after):
            self.elsewhere = True
        return tuple(dict.fromkeys(each.country for each in around if each.country))

    def _are_international(self, ids: Iterable[str]) -> bool:
        return all(self.institutions.by_id[each].country in INTERNATIONAL for each in ids)

    def _country_speaks(self) -> InstitutionName | None:
        """Read "Moskau" or "die Ukraine" as its government; a capital alone may also be a town or a name."""
        if len(self.before) != 1 or self.described or not self.before[0].is_place:
            return None
        place = self.before[0]
        ids = self.institutions.with_role("government", place.country)
        if not ids:
            return None
        return InstitutionName(
            candidates=ids,
            certain=len(ids) == 1 and not place.is_capital,
            by_role=False,
            wrapped=self.wrapped,
            start=self.words[0].start,
            end=self.words[-1].end,
        )


def _closer(named: Named, following: Named, position: int, end: int) -> tuple[Named, int]:
    """Take the name in apposition where it says more: die US-Notenbank Fed, das Verteidigungsbündnis Nato."""
    if named.certain:
        return named, end
    return (following, position + following.length) if following.certain else (named, end)
