"""Who "er", "sie" and "die Zeitung" are: the last person named before whom the pronoun fits, the last outlet.

In: sources in the order of the text. Out: the same with a name in the chain where it is certain. A pronoun
refers to the last person that was a source, as long as that was a few sentences ago and the gender does not
speak against it; "sie" may be a plural and needs a woman.
"""

from dataclasses import dataclass, replace

from dedup.attribution.noun_phrases import noun_phrase
from dedup.attribution.persons import find_person
from dedup.attribution.reading import Reading
from dedup.attribution.sources import NamedSource, name_sources
from dedup.attribution.word_kinds import is_role
from dedup.model import SourceKind

_SENTENCES_BACK = 3
_ROLE_WINDOW = 300
_LONGEST_NAME = 4
_DEFINITE = frozenset({"der", "die", "dem", "den", "des", "the"})


@dataclass(slots=True)
class Speakers:
    """The persons named so far. `note` them as they come; `resolve` asks who a pronoun is."""

    reading: Reading
    last_man: tuple[int, NamedSource] | None = None
    last_woman: tuple[int, NamedSource] | None = None
    last_outlet: NamedSource | None = None

    def note(self, sentence: int, source: NamedSource) -> None:
        """Remember a named person as the next pronoun's candidate."""
        if source.outlet is not None:
            self.last_outlet = source
        if not source.is_name:
            return
        if source.feminine:
            self.last_woman = (sentence, source)
        else:
            self.last_man = (sentence, source)

    def resolve(self, sentence: int, source: NamedSource) -> NamedSource:
        """Give a pronoun the name of its person in the chain; unchanged where nobody fits."""
        if not source.is_pronoun:
            return self._resolve_outlet(self._resolve_role(source))
        candidate = self.last_woman if source.feminine else self.last_man
        person = candidate[1] if candidate and sentence - candidate[0] <= _SENTENCES_BACK else None
        person = person or self._subject_before(sentence, feminine=source.feminine)
        if person is None:
            return source
        return replace(source, hop=person.hop, anonymous=False)

    def _resolve_role(self, source: NamedSource) -> NamedSource:
        """Give "der Minister" the name that stood behind this role before: Energieminister Rafael Berg."""
        reading = self.reading
        if source.is_name or source.kind is not SourceKind.PERSON or source.anonymous:
            return source
        position = reading.position_of(source.mention[0], (0, len(reading.words)))
        stop = reading.position_of(source.mention[1] - 1, (0, len(reading.words))) + 1
        if stop - position != 1 or not is_role(reading, position) or not self._is_definite(position):
            return source
        role = reading.lowered[position]
        for index in range(position - 1, max(0, position - _ROLE_WINDOW) - 1, -1):
            if reading.lowered[index].endswith(role):
                person = find_person(reading, (index, min(index + _LONGEST_NAME, position)))
                if person and person.words[0] == index + 1:
                    return replace(source, hop=reading.printed(person.words))
        return source

    def _is_definite(self, position: int) -> bool:
        return position > 0 and self.reading.lowered[position - 1] in _DEFINITE

    def _resolve_outlet(self, source: NamedSource) -> NamedSource:
        """Make "die Zeitung" the outlet cited last."""
        if not source.is_definite_press or self.last_outlet is None:
            return source
        return replace(self.last_outlet, mention=source.mention)

    def _subject_before(self, sentence: int, *, feminine: bool) -> NamedSource | None:
        """Find a person that opens one of the sentences before."""
        for number in range(sentence - 1, max(-1, sentence - _SENTENCES_BACK), -1):
            start, end = self.reading.sentences[number]
            phrase = noun_phrase(self.reading, start, end)
            if phrase:
                source = name_sources(self.reading, phrase)[0]
                if source.is_name and source.kind is SourceKind.PERSON and source.feminine == feminine:
                    return source
        return None
