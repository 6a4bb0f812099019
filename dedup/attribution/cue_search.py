"""Cue verbs of one sentence.

In: a reading and a range of words. Out: the verbs in it that can introduce a statement, each with its particle,
its auxiliary and the words of a fixed phrase. A separable verb counts only when its particle closes the clause,
a participle only beside an auxiliary.
"""

from dataclasses import dataclass

from dedup.attribution.conjugation import VerbPlace
from dedup.attribution.lexicon import CueForm, CueGroup, Phrase
from dedup.attribution.reading import MARKS, Range, Reading

_CLAUSE_END = frozenset(",.:;–—-!?)(…") | MARKS
_CONJUNCTIONS = frozenset({"und", "oder", "aber", "sowie"})
_PARTICLE_WINDOW = 45
_AUXILIARY_WINDOW = 40
_PHRASE_WINDOW = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A cue verb in its place. `words` are all its parts in order, `verb` is the finite form of the clause."""

    position: int
    lemma: str
    group: CueGroup
    place: VerbPlace
    words: tuple[int, ...]
    auxiliary: int | None = None
    passive: bool = False

    @property
    def verb(self) -> int:
        """The position that the subject is looked for around."""
        return self.position if self.auxiliary is None else self.auxiliary

    @property
    def end(self) -> int:
        """The position behind the last part of the cue."""
        return max(self.words) + 1

    @property
    def ranges(self) -> tuple[Range, ...]:
        """Each part of the cue as a range of words."""
        return tuple((word, word + 1) for word in self.words)


def find_cues(reading: Reading, words: Range) -> tuple[Cue, ...]:
    """Find the cue verbs of a sentence outside its quotations, in order."""
    found = []
    for position in reading.triggers_in(words):
        if reading.is_quoted(position):
            continue
        form = reading.lowered[position] if position == words[0] else reading.words[position]
        cue = _phrase_at(reading, words, position, form) or _best_verb(reading, words, position, form)
        if cue:
            found.append(cue)
    return tuple(found)


def _best_verb(reading: Reading, words: Range, position: int, form: str) -> Cue | None:
    """Take the reading whose particle stands in the clause before one without a particle."""
    candidates = reading.lexicon.cues.get(form, ())
    simple = None
    for candidate in candidates:
        cue = _verb(reading, words, position, candidate)
        if cue and (candidate.verb.particle or _is_participle(reading, words, cue)):
            return cue
        simple = simple or cue
    return simple


def _is_participle(reading: Reading, words: Range, cue: Cue) -> bool:
    """Whether a participle, which may look like a finite form (vermutet), closes its clause."""
    if cue.auxiliary is None:
        return False
    after = cue.position + 1
    beside = after < words[1] and reading.lowered[after] in reading.lexicon.words["auxiliaries"]
    return beside or _closes_clause(reading, words, cue.position)


def _verb(reading: Reading, words: Range, position: int, candidate: CueForm) -> Cue | None:
    verb = candidate.verb
    if verb.place is VerbPlace.INFINITIVE:
        return None
    if verb.place is VerbPlace.PARTICIPLE:
        return _participle(reading, words, position, candidate)
    if candidate.verb.form == candidate.verb.lemma and _is_infinitive(reading, words, position):
        return None
    parts: tuple[int, ...] = (position,)
    if verb.particle:
        particle = _closing_particle(reading, words, position, verb.particle)
        if particle is None:
            return _joined(reading, words, position, candidate)
        parts = (position, particle)
    return Cue(position=position, lemma=verb.lemma, group=candidate.group, place=verb.place, words=parts)


def _joined(reading: Reading, words: Range, position: int, candidate: CueForm) -> Cue | None:
    """Read a verb whose particle stands apart right before it at the end of a clause: wie er bekannt gab."""
    verb = candidate.verb
    before = position - 1
    if before < words[0] or reading.words[before] != verb.particle or not _closes_clause(reading, words, position):
        return None
    return Cue(
        position=position,
        lemma=verb.lemma,
        group=candidate.group,
        place=VerbPlace.FINAL,
        words=(before, position),
    )


def _is_infinitive(reading: Reading, words: Range, position: int) -> bool:
    """Whether a form that is third person plural and infinitive at once depends on a modal or on "zu"."""
    if reading.lowered[position - 1 : position] == ("zu",):
        return True
    modals = reading.lexicon.words["modals"]
    first = max(words[0], position - _PARTICLE_WINDOW)
    if modals.isdisjoint(reading.lowered[first:position]):
        return False
    for index in range(position - 1, first - 1, -1):
        if reading.words[index] in {",", ":", ";"}:
            return False
        if reading.lowered[index] in modals:
            return True
    return False


def _participle(reading: Reading, words: Range, position: int, candidate: CueForm) -> Cue | None:
    lexicon = reading.lexicon
    index = _auxiliary(reading, words, position)
    if index is None:
        return None
    return Cue(
        position=position,
        lemma=candidate.verb.lemma,
        group=candidate.group,
        place=VerbPlace.FINAL if index > position else VerbPlace.PARTICIPLE,
        words=tuple(sorted((index, position))),
        auxiliary=index,
        passive=reading.lowered[index] in lexicon.words["passive"],
    )


def _auxiliary(reading: Reading, words: Range, position: int) -> int | None:
    """Find the auxiliary of a participle: behind it in a subordinate clause, otherwise before it."""
    auxiliaries = reading.lexicon.words["auxiliaries"]
    for index in range(position + 1, min(words[1], position + 3)):
        if reading.lowered[index] in auxiliaries and reading.lexicon.verb_second:
            return index
    passive = reading.lexicon.words["passive"]
    if not reading.lexicon.verb_second:
        return next(
            (i for i in range(position - 1, max(words[0], position - 3), -1) if reading.lowered[i] in auxiliaries),
            None,
        )
    first = max(words[0], position - _AUXILIARY_WINDOW)
    if auxiliaries.isdisjoint(reading.lowered[first:position]):
        return None
    crossed = False
    for index in range(position - 1, first - 1, -1):
        crossed = crossed or reading.words[index] in {",", ":", ";"}
        word = reading.lowered[index]
        if word in auxiliaries and not reading.is_quoted(index) and not (crossed and word in passive):
            return index
    return None


def _closing_particle(reading: Reading, words: Range, position: int, particle: str) -> int | None:
    last = min(words[1], position + _PARTICLE_WINDOW)
    if particle not in reading.words[position + 1 : last]:
        return None
    for index in range(position + 1, last):
        if reading.words[index] == particle and _closes_clause(reading, words, index):
            return index
    return None


def _closes_clause(reading: Reading, words: Range, index: int) -> bool:
    after = index + 1
    return after >= words[1] or reading.words[after] in _CLAUSE_END or reading.words[after] in _CONJUNCTIONS


def _phrase_at(reading: Reading, words: Range, position: int, form: str) -> Cue | None:
    """Find the first fixed phrase of a verb form whose words stand behind it."""
    phrases = reading.lexicon.phrases.get(form)
    if phrases is None:
        return None
    near = reading.lowered[position + 1 : min(words[1], position + _PHRASE_WINDOW)]
    for phrase in phrases:
        if phrase.words[0] not in near or phrase.verb.place is not VerbPlace.FINITE:
            continue
        parts = _phrase_parts(reading, words, position, phrase)
        if parts:
            return Cue(
                position=position,
                lemma=phrase.verb.lemma,
                group=CueGroup.SAY,
                place=VerbPlace.FINITE,
                words=parts,
            )
    return None


def _phrase_parts(reading: Reading, words: Range, position: int, phrase: Phrase) -> tuple[int, ...] | None:
    """Find the fixed words behind the verb within its clause, then the word that closes them."""
    size = len(phrase.words)
    for index in range(position + 1, min(words[1], position + _PHRASE_WINDOW)):
        if reading.lowered[index : index + size] == phrase.words:
            parts = (position, *range(index, index + size))
            if phrase.last is None:
                return parts
            last = _closing_particle(reading, words, index + size - 1, phrase.last)
            return None if last is None else (*parts, last)
    return None
