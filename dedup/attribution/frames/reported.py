"""Acts of speech whose content is only named: X lobte das Abkommen, X sprach von einem Erfolg."""

from dedup.attribution.conjugation import VerbPlace
from dedup.attribution.cue_search import Cue
from dedup.attribution.frames.statement import Sentence, Statement
from dedup.attribution.lexicon import CueGroup, PrepositionalCue
from dedup.attribution.likelihood import UNLIKELY, speaker_likelihood
from dedup.attribution.reading import Range, Reading
from dedup.attribution.subjects import find_subject, is_subordinate
from dedup.model import CitationType

_WINDOW = 25
_OPENING = 4
_PLUPERFECT = frozenset({"hatte", "hatten"})
_GROUP = CueGroup.REPORT


def find_reported(reading: Reading, sentence: Sentence) -> Statement | None:
    """Find the first act of a sentence that somebody performs in a main clause."""
    for cue in sentence.cues:
        if cue.lemma in reading.lexicon.reported_verbs and _is_news(reading, cue, sentence):
            source = find_subject(reading, cue, sentence.words)
            if source and speaker_likelihood(reading, source) > UNLIKELY:
                return _reported("reported-act", sentence, source, cue.ranges)
    return _prepositional(reading, sentence)


def _is_news(reading: Reading, cue: Cue, sentence: Sentence) -> bool:
    """Whether the act is what the sentence tells: in a main clause, and not background in the pluperfect."""
    if cue.place is VerbPlace.FINAL or is_subordinate(reading, cue, sentence.words):
        return False
    return cue.auxiliary is None or reading.lowered[cue.auxiliary] not in _PLUPERFECT


def _reported(rule: str, sentence: Sentence, source: Range, cue: tuple[Range, ...]) -> Statement:
    return Statement(
        rule=rule,
        type=CitationType.REPORTED,
        claims=(sentence.words,),
        source=source,
        cue=cue,
        scope=sentence.words,
    )


def _prepositional(reading: Reading, sentence: Sentence) -> Statement | None:
    """Berichtete von, sprach von, sprach sich für ... aus."""
    end = sentence.words[1]
    for index in reading.triggers_in(sentence.words):
        for candidate in reading.lexicon.prepositional.get(reading.words[index], ()):
            if reading.is_quoted(index):
                continue
            relative = _of_relative_clause(reading, candidate, index, sentence.words)
            if relative:
                return _reported("reported-of", sentence, relative, ((index, index + 1),))
            if not _fits(reading, candidate, index, end):
                continue
            cue = Cue(
                position=index,
                lemma=candidate.verb.lemma,
                group=_GROUP,
                place=VerbPlace.FINITE,
                words=(index,),
            )
            source = find_subject(reading, cue, sentence.words)
            if source and candidate.verb.place is VerbPlace.FINITE:
                return _reported("reported-of", sentence, source, cue.ranges)
    return None


def _of_relative_clause(reading: Reading, candidate: PrepositionalCue, verb: int, words: Range) -> Range | None:
    """Find the source of "X, das unter Berufung auf Y über Z berichtet"; without Y it is only about X."""
    if verb + 1 < words[1] and reading.words[verb + 1][0].isalnum():
        return None
    comma = next((i for i in range(verb - 1, max(words[0], verb - _WINDOW), -1) if reading.words[i] == ","), None)
    if comma is None or reading.lowered[comma + 1] not in reading.lexicon.words["relatives"]:
        return None
    clause = reading.lowered[comma + 1 : verb]
    relies = not reading.lexicon.words["reliance"].isdisjoint(clause)
    first = comma
    while first > words[0] and reading.is_name(first - 1):
        first -= 1
    fits = relies and first < comma and not candidate.prepositions.isdisjoint(clause)
    return (first, comma) if fits and candidate.particle is None else None


def _fits(reading: Reading, candidate: PrepositionalCue, index: int, end: int) -> bool:
    behind = reading.lowered[index + 1 : min(end, index + _WINDOW)]
    interview = reading.lexicon.suffixes["interview"]
    talks = "über" in behind and any(
        word.endswith(interview) for word in reading.lowered[max(0, index - _OPENING) : index]
    )
    return (
        (talks or any(word in candidate.prepositions for word in behind))
        and (candidate.particle is None or candidate.particle in behind)
        and (not candidate.reflexive or "sich" in behind)
    )
