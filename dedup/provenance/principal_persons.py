"""For whom the persons that articles cite speak, as the articles themselves introduce them.

In: names and the articles that cite them. Out: for each name the party of its office, or that it is an expert's.
What counts is the words right before a name (Kremlsprecher Dmitri Peskow) and the apposition behind it (Jo Berg,
Sprecher des Pentagon). One article's introduction holds for the whole collection; where introductions disagree,
none holds.
"""

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import ahocorasick_rs

from dedup.model import Document
from dedup.provenance.principal_words import PhraseMeaning, read_phrase

_BEFORE = 110
_BEHIND = 130
_MOST_PLACES = 40
"""Places of a name in one article that are looked at."""
_MOST_ARTICLES = 200
"""Articles, by id, in which introductions of one name are looked for; more would not change the majority."""
_FIRST_WORDS = 5
_LONGEST = 9
_IN_APPOSITION = 4
"""Words that no list explains between an office and the name, where a comma stands between: the body's name."""
_CLEAR = 2
"""How often one introduction must stand for each time that another one does."""
_BREAK = re.compile(r"[.!?;:()\[\]„“”»«\"\n–—]")
_ADJECTIVE = re.compile(r"[a-zäöü][\wäöüß-]+(?:e|en|er|es|em)|[a-z]+")
_WORKS_AT = re.compile(r" (?:vom|von der|von dem|am|an der|of the|of|at the|from the) ")
_RELATIVES = frozenset({"der", "die", "who"})
_LINKS = frozenset(
    {"der", "die", "das", "des", "dem", "den", "von", "vom", "für", "im", "the", "of", "for", "at", "am", "an"}
)
_STOPS = frozenset(
    {"wie", "und", "oder", "als", "dass", "sagte", "so", "and", "or", "as", "that", "said", "laut", "nach"}
)


@dataclass(frozen=True, slots=True)
class Introduction:
    """What an article says of a person: for which party it speaks, that it is an expert, or held an office once."""

    principal: str | None
    is_expert: bool


_FORMER = Introduction(None, is_expert=False)
"""Counts only where nothing else is said: then the list of office holders is not asked either."""


def find_names(cited: Mapping[str, Iterable[str]], documents: Iterable[Document]) -> Mapping[str, tuple[str, ...]]:
    """List the articles in which each name stands; a bare surname counts only where it is cited."""
    found: dict[str, set[str]] = {name: set(articles) for name, articles in cited.items()}
    long = sorted(name for name in cited if " " in name)
    automaton = ahocorasick_rs.AhoCorasick(long)
    for document in documents if long else ():
        for place, _, _ in automaton.find_matches_as_indexes(document.text, overlapping=True):
            found[long[place]].add(document.id)
    return {name: tuple(sorted(articles)) for name, articles in sorted(found.items())}


class Introductions:
    """How the articles introduce names; each is looked for when it is first asked for.

    `places` gives for a name the articles in which it stands.
    """

    def __init__(
        self,
        places: Mapping[str, Sequence[str]],
        texts: Mapping[str, str],
        principal_of: Callable[[PhraseMeaning], str | None],
    ) -> None:
        self._places = places
        self._texts = texts
        self._principal_of = principal_of
        self._words = {word for name in places for word in name.split()}
        self._found: dict[str, Introduction | None] = {}

    def of(self, name: str) -> Introduction | None:
        """The introduction of a name on which its articles agree."""
        if name not in self._found:
            self._found[name] = _choose(self._votes(name))
        return self._found[name]

    def _votes(self, name: str) -> Counter[Introduction]:
        votes: Counter[Introduction] = Counter()
        for document in self._places.get(name, ())[:_MOST_ARTICLES]:
            for phrase in _introductions(name, self._texts.get(document, ""), self._words):
                introduction = _judge(read_phrase(phrase), self._principal_of)
                if introduction:
                    votes[introduction] += 1
        if len(votes) > 1:
            del votes[_FORMER]
        return votes


def _choose(votes: Counter[Introduction]) -> Introduction | None:
    ranked = sorted(votes.items(), key=lambda item: (-item[1], str(item[0])))
    if not ranked:
        return None
    if len(ranked) > 1 and ranked[0][1] < _CLEAR * ranked[1][1]:
        return None
    return ranked[0][0]


def _judge(meaning: PhraseMeaning, principal_of: Callable[[PhraseMeaning], str | None]) -> Introduction | None:
    if meaning.is_expert or (meaning.is_learned and not meaning.has_office):
        return Introduction(None, is_expert=True)
    if meaning.is_former:
        return _FORMER
    if (
        meaning.has_office
        or meaning.has_officials
        or (meaning.has_speaker and (meaning.has_body or meaning.institutions))
    ):
        principal = principal_of(meaning)
        return Introduction(principal, is_expert=False) if principal else None
    return None


def _introductions(name: str, text: str, known: Iterable[str]) -> Iterator[str]:
    """The phrases around each place where a name stands whole."""
    for start in itertools.islice(_places(name, text), _MOST_PLACES):
        end = start + len(name)
        before = _before(text[max(0, start - _BEFORE) : start], known)
        if before:
            yield before
        behind = _behind(text[end : end + _BEHIND])
        if behind:
            yield behind


def _places(name: str, text: str) -> Iterator[int]:
    """Where a name stands that is no part of a longer word."""
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        if not (start and text[start - 1].isalnum()) and not text[end : end + 1].isalnum():
            yield start
        start = text.find(name, end)


def _before(text: str, known: Iterable[str]) -> str | None:
    """The words of the phrase that a name ends: role and country, in apposition too."""
    part = _BREAK.split(text)[-1].rstrip()
    allowed = _IN_APPOSITION if part.endswith(",") else 1
    part = part.removesuffix(",")
    words = part.rpartition(",")[2].split()
    phrase: list[str] = []
    strangers = 0
    for word in reversed(words[-_LONGEST:]):
        if word.casefold() in _STOPS:
            break
        if word[0].isupper():
            meaning = read_phrase(word)
            says = meaning.is_of_state or meaning.is_expert or meaning.countries or meaning.institutions
            strangers += not (says or phrase_has_role(phrase))
            if strangers > allowed or (word in known and not phrase_has_role(phrase) and not says and phrase):
                break
        elif word.casefold() not in _LINKS and not _ADJECTIVE.fullmatch(word):
            break
        phrase.insert(0, word)
    return " ".join(phrase) if phrase_has_role(phrase) else None


def phrase_has_role(words: Iterable[str]) -> bool:
    """Whether some word names an office, a spokesperson or an expert."""
    return any((meaning := read_phrase(word)).is_of_state or meaning.is_expert for word in words)


def _behind(text: str) -> str | None:
    """The apposition behind a name, up to the comma that closes it, or the place where an expert works."""
    works_at = _WORKS_AT.match(text)
    if works_at:
        place = _BREAK.split(text[works_at.end() :])[0].partition(",")[0]
        return place if read_phrase(place).is_learned else None
    if not text.startswith((", ", " (")):
        return None
    part = _BREAK.split(text[2:])[0].partition(",")[0]
    words = part.split()
    if words and words[0] in _RELATIVES and read_phrase(part).is_learned:
        return part
    if len(words) > 2 * _LONGEST or not phrase_has_role(words[:_FIRST_WORDS]):
        return None
    return part


def group_by_name(pairs: Iterable[tuple[str, str]]) -> Mapping[str, tuple[str, ...]]:
    """Group what belongs to each name, such as the articles that cite it."""
    grouped: dict[str, set[str]] = defaultdict(set)
    for name, belonging in pairs:
        grouped[name].add(belonging)
    return {name: tuple(sorted(belonging)) for name, belonging in sorted(grouped.items())}
