"""The subject of a German cue verb: who says so.

In: a cue and its sentence. Out: the range of the subject's noun phrase. German puts the verb second: what stands
before it is the subject, unless an adverb or a clause does, and then the subject follows the verb.
"""

from dedup.attribution.conjugation import VerbPlace
from dedup.attribution.cue_search import Cue
from dedup.attribution.likelihood import SPEAKS, UNKNOWN, first_speaker, speaker_likelihood
from dedup.attribution.noun_phrases import noun_phrase
from dedup.attribution.reading import Range, Reading

_BREAKS = frozenset({":", ";", "–", "—"})
_CLAUSE_LINKS = frozenset({"und", "aber", "doch", "während", ",", "sowie"})
_LONGEST_ADVERBIAL = 12
_LONGEST_MIDDLE = 3
_CONJUNCTIONS = frozenset({"und", "aber", "sowie", "oder"})
_NOMINATIVES = frozenset({"der", "ein", "er", "man"})
_NEGATION_WINDOW = 5


def find_subject(reading: Reading, cue: Cue, words: Range) -> Range | None:
    """Find who performs the act of a cue; None where the clause does not say."""
    if _is_denied(reading, cue, words):
        return None
    if cue.passive:
        return _agent(reading, cue, words)
    if cue.place is VerbPlace.FINAL or is_subordinate(reading, cue, words):
        return _before_final(reading, cue.position, words[0])
    return _of_main_clause(reading, cue, words)


def _of_main_clause(reading: Reading, cue: Cue, words: Range) -> Range | None:
    start = _clause_start(reading, cue.verb, words[0])
    behind = cue.verb + 1
    if behind < words[1] and reading.lowered[behind] in reading.lexicon.words["nominatives"]:
        return behind, behind + 1
    shared = _shared(reading, cue, words[0])
    if shared:
        return shared
    closes = cue.position if cue.auxiliary is not None and cue.position > cue.verb + 1 else words[1]
    right = right_of(reading, cue.verb + 1, min(words[1], closes))
    left = _left(reading, start, cue.verb)
    if left is None and start != words[0] and reading.words[cue.verb - 1] == ",":
        left = _left(reading, words[0], cue.verb)
    if left and right and _is_inverted(reading, cue, left, right):
        return right
    return left or right or _left(reading, words[0], cue.verb)


def _shared(reading: Reading, cue: Cue, start: int) -> Range | None:
    """Find the subject that stands before a clause of its own: X, der ..., sagte / X kam an und sagte."""
    before = cue.verb - 1
    if before <= start:
        return None
    if reading.words[before] == ",":
        phrase = _left(reading, start, before)
        behind = phrase[1] if phrase else before
        return phrase if behind < before and reading.words[behind] == "," else None
    if reading.lowered[before] in _CONJUNCTIONS:
        return _left(reading, start, before) or first_speaker(reading, (start, before))
    return None


def _is_inverted(reading: Reading, cue: Cue, left: Range, right: Range) -> bool:
    """Whether the object stands before the verb: the phrase right behind it speaks, the one before it cannot."""
    behind = cue.verb + 1
    if reading.lowered[behind] == "sich":
        behind += 1
    first = reading.lowered[right[0]]
    is_oblique = first in reading.lexicon.words["oblique"]
    if right[0] != behind or is_oblique or reading.lowered[left[0]] in _NOMINATIVES:
        return False
    if speaker_likelihood(reading, right) < SPEAKS:
        return False
    return speaker_likelihood(reading, left) < (SPEAKS if first in _NOMINATIVES else UNKNOWN)


def _is_denied(reading: Reading, cue: Cue, words: Range) -> bool:
    """Whether nobody says so: weder X noch Y haben erklärt, niemand sagte."""
    before = reading.lowered[max(words[0], cue.verb - _NEGATION_WINDOW) : cue.verb + _LONGEST_MIDDLE]
    return any(word in reading.lexicon.words["negations"] for word in before)


def is_subordinate(reading: Reading, cue: Cue, words: Range) -> bool:
    """Whether the verb closes a clause that a conjunction or a relative pronoun opens."""
    last = max(cue.position, cue.verb)
    if last + 1 < words[1] and reading.words[last + 1][0].isalnum():
        return False
    verb = cue.position
    index = verb - 1
    while index >= words[0] and reading.words[index] not in {",", ";", ":", "–"}:
        index -= 1
    if index + 1 >= verb - 1:
        return False
    opener = reading.lowered[index + 1]
    kinds = reading.lexicon.words
    if opener in kinds["subordinators"] or opener in kinds["openers"]:
        return True
    return opener in kinds["relatives"] and index >= words[0] and not reading.is_name(index + 2)


def right_of(reading: Reading, start: int, end: int) -> Range | None:
    """Find the first noun phrase behind a verb, over adverbs, times and reflexives."""
    words = reading.lexicon.words
    index = start
    while index < min(end, start + _LONGEST_ADVERBIAL):
        lowered = reading.lowered[index]
        if lowered in words["pronouns"]:
            return index, index + 1
        if lowered in words["demonstratives"] and not reading.is_name(min(index + 1, end - 1)):
            return index, index + 1
        is_time = lowered in words["times"] or reading.words[index][0].isdigit()
        if lowered in words["towards"]:
            index = _after_phrase(reading, index, end)
        elif is_time or (lowered in words["stop"] and lowered not in words["determiners"]):
            index += 1
        else:
            return noun_phrase(reading, index, end)
    return None


def _after_phrase(reading: Reading, preposition: int, end: int) -> int:
    phrase = noun_phrase(reading, preposition + 1, end)
    return phrase[1] if phrase else preposition + 1


def _clause_start(reading: Reading, verb: int, start: int) -> int:
    """Find where the clause of a finite verb starts: behind a break, or where a noun phrase leads up to it."""
    for index in range(verb - 1, start, -1):
        word = reading.words[index]
        if word in _BREAKS:
            return index + 1
        if reading.lowered[index] in _CLAUSE_LINKS and index + 1 < verb:
            phrase = noun_phrase(reading, index + 1, verb)
            if phrase and verb - phrase[1] <= 1 and _opens_clause(reading, index, start):
                return index + 1
    return start


def _opens_clause(reading: Reading, link: int, start: int) -> bool:
    """Whether a conjunction links clauses: "und" between two nouns belongs to the subject."""
    if reading.lowered[link] in {"und", "sowie"}:
        return not reading.is_name(link - 1) or link - start > _LONGEST_ADVERBIAL
    return reading.lowered[link] != "," or not reading.is_name(link - 1) or link - start > _LONGEST_ADVERBIAL


def _left(reading: Reading, start: int, verb: int) -> Range | None:
    words = reading.lexicon.words
    index = start
    while index < verb and (reading.lowered[index] in words["leaders"] or reading.words[index] in {",", "–", "-"}):
        index += 1
    if index >= verb:
        return None
    lowered = reading.lowered[index]
    if lowered in words["pronouns"] or (lowered in words["demonstratives"] and index + 1 == verb):
        return index, index + 1
    if lowered in words["oblique"] or (
        lowered in words["inverters"] and not (lowered == "das" and index + 1 < verb)
    ):
        return None
    if index + 1 == verb and lowered.endswith(reading.lexicon.suffixes["adverb_suffixes"]):
        return None
    return noun_phrase(reading, index, verb)


def _before_final(reading: Reading, verb: int, start: int) -> Range | None:
    """Find the subject of a subordinate clause: the phrase behind its opener."""
    index = verb - 1
    while index >= start and reading.words[index] not in {",", ";", ":", "–", "("}:
        index -= 1
    phrase = right_of(reading, index + 2, verb) if index + 2 < verb else None
    if phrase:
        return phrase
    return _antecedent(reading, index, start)


def _antecedent(reading: Reading, comma: int, start: int) -> Range | None:
    """Find the noun before a relative clause."""
    index = comma - 1
    while index >= start and (reading.is_name(index) or reading.words[index] in {")", "("}):
        index -= 1
    return (index + 1, comma) if index + 1 < comma else None


def _agent(reading: Reading, cue: Cue, words: Range) -> Range | None:
    """Find the "von" phrase of a passive, or the document that it stands in."""
    for index in range(max(words[0], cue.verb - _LONGEST_ADVERBIAL), min(words[1], cue.end)):
        if reading.lowered[index] in {"von", "vom", "seitens", "durch"}:
            phrase = noun_phrase(reading, index + 1, words[1])
            if phrase:
                return phrase
        if reading.lowered[index] in {"in", "im"}:
            phrase = noun_phrase(reading, index + 1, words[1])
            if phrase and any(
                reading.lowered[word] in reading.lexicon.words["document"] for word in range(*phrase)
            ):
                return phrase
    return None
