"""What the words of a source say about whom it speaks for: countries, bodies, offices, expertise.

In: a phrase such as "südkoreanische Beamte" or the words around a person's name. Out: what was found in it. The
lists stand in `offices.toml`; names of institutions and countries come from the catalogue.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

import rtoml

from dedup.attribution import load_institution_catalogue
from dedup.attribution.institution import InstitutionKind
from dedup.attribution.institution_index import Named, Word, split_words
from dedup.errors import CatalogueError

FILE = "offices.toml"
_ENDINGS = "(?:innen|in|en|es|em|er|e|n|s)?"
_STATE = frozenset(
    {InstitutionKind.GOVERNMENT, InstitutionKind.MINISTRY, InstitutionKind.INTELLIGENCE, InstitutionKind.MILITARY}
)
_SHORTEST_NAME = 2
_JOINT = "s"


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseMeaning:
    """What a phrase says.

    `countries` are codes in the order of the words, `institutions` catalogue ids. `is_place` means that the phrase
    is a country or capital and nothing else, which as an actor is its government. `is_former` means that the office
    was held once.
    """

    countries: tuple[str, ...] = ()
    institutions: tuple[str, ...] = ()
    is_place: bool = False
    has_office: bool = False
    has_speaker: bool = False
    has_body: bool = False
    has_officials: bool = False
    is_vague: bool = False
    is_expert: bool = False
    is_learned: bool = False
    is_former: bool = False
    has_bloc: bool = False

    @property
    def is_of_state(self) -> bool:
        """Whether somebody or something of a state is meant."""
        return self.has_office or self.has_body or self.has_officials or self.has_speaker


class OfficeWords:
    """The word lists, ready to be asked."""

    def __init__(self, lists: Mapping[str, Sequence[str]]) -> None:
        self._patterns = {name: _pattern(words) for name, words in lists.items()}
        self._private = tuple(lists["private"])
        self._former = frozenset(lists["former"])

    def has(self, name: str, word: str) -> bool:
        """Whether a word ends as a list has it."""
        return self._patterns[name].search(word.casefold()) is not None

    def is_office(self, word: str) -> bool:
        """Whether a word names an office of state, not of a party or firm."""
        lowered = word.casefold()
        found = self._patterns["offices"].search(lowered)
        return found is not None and not lowered[: found.start()].rstrip("s-").endswith(self._private)

    def is_former(self, word: str) -> bool:
        """Whether a word says that the office is no longer held."""
        lowered = word.casefold()
        return lowered in self._former or lowered.rstrip("nrsm") in self._former

    def head_of(self, word: str) -> str | None:
        """The part of a compound before an office or speaker: Kreml of Kremlsprecher."""
        lowered = word.casefold()
        for name in ("speakers", "offices"):
            found = self._patterns[name].search(lowered)
            if found and found.start() >= _SHORTEST_NAME:
                return word[: found.start()]
        return None


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"(?:{'|'.join(map(re.escape, ordered))}){_ENDINGS}$")


@cache
def load_office_words() -> OfficeWords:
    """Load the lists, once a process.

    Raises:
        CatalogueError: The file is no TOML or lacks a list.
    """
    text = (resources.files("dedup.provenance") / FILE).read_text(encoding="utf-8")
    try:
        return OfficeWords(rtoml.loads(text))
    except (rtoml.TomlParsingError, KeyError, TypeError) as error:
        raise CatalogueError(f"{FILE}: {error}; correct the file") from error


@lru_cache(maxsize=8192)
def read_phrase(phrase: str) -> PhraseMeaning:
    """Read a phrase.

    >>> read_phrase("südkoreanische Beamte").countries
    ('KR',)
    >>> read_phrase("Kremlsprecher").institutions
    ('kremlin',)
    """
    words = split_words(phrase)
    office_words = load_office_words()
    named = _names_in(words, office_words)
    texts = [word.text for word in words]

    def any_has(name: str) -> bool:
        return any(office_words.has(name, text) for text in texts)

    places = [each for each in named if each.is_place]
    return PhraseMeaning(
        countries=tuple(dict.fromkeys(_country(each) for each in named if _country(each))),
        institutions=tuple(dict.fromkeys(each.certain[0] for each in named if len(each.certain) == 1)),
        is_place=len(named) == len(places) == 1 and places[0].length == len(words),
        has_office=any(map(office_words.is_office, texts)),
        has_speaker=any_has("speakers"),
        has_body=any(each.role and _is_state_role(each.role) for each in named) or any_has("bodies"),
        has_officials=any_has("officials"),
        is_vague=any_has("vague"),
        is_expert=any_has("experts"),
        is_learned=any_has("learned"),
        is_former=any(map(office_words.is_former, texts)),
        has_bloc=any_has("blocs"),
    )


def _names_in(words: Sequence[Word], office_words: OfficeWords) -> list[Named]:
    """The names in a phrase from left to right, the first parts of compounds too."""
    index = load_institution_catalogue().index
    found: list[Named] = []
    position = 0
    while position < len(words):
        named = index.find(words, position)
        if named is None:
            head = office_words.head_of(words[position].text)
            named = _head_name(head) if head else None
            position += 1
        else:
            position += named.length
        if named is not None:
            found.append(named)
    return found


def _head_name(head: str) -> Named | None:
    index = load_institution_catalogue().index
    for text in dict.fromkeys((head, head.removesuffix(_JOINT))):
        words = split_words(text)
        if len(words) == 1 and len(words[0].text) > _SHORTEST_NAME:
            named = index.find(words, 0)
            if named is not None:
                return named
    return None


def _country(named: Named) -> str:
    return named.country or ""


def _is_state_role(role: str) -> bool:
    return load_institution_catalogue().roles[role].kind in _STATE
