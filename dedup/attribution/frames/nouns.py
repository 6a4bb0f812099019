"""Statements behind a noun that means an utterance: die Ankündigung des X, ... zu ... / mit der Begründung, ....

In: a reading and a sentence. Out: the statement that the noun announces. Its source is the genitive or "von" phrase
behind the noun, otherwise whoever the sentence is about; the noun alone names nobody.
"""

from collections.abc import Iterator

from dedup.attribution.clause_shape import claim_end, has_reported_mood, has_zu, may_be_finite
from dedup.attribution.frames.statement import Sentence, Statement
from dedup.attribution.likelihood import first_speaker
from dedup.attribution.noun_phrases import noun_phrase
from dedup.attribution.reading import OUTSIDE, Range, Reading
from dedup.model import CitationType

_LONGEST_GENITIVE = 14
_SHORTEST_CLAIM = 3
_PARTICLES = frozenset({"ab", "zurück", "vor", "auf", "an", "aus", "entgegen", "ein", "nach", "fest", "bekannt"})
_ARTICLES = frozenset({"der", "die", "das", "ein", "eine"})
_PREPOSITIONS = frozenset({"von", "vom", "seitens", "durch"})
_OWNERS = _PREPOSITIONS | {"des", "der", "eines", "einer"}


def find_announced(reading: Reading, sentence: Sentence) -> Iterator[Statement]:
    """Find the statements that nouns of a sentence announce, in order."""
    nouns = reading.lexicon.words["cue_nouns"]
    end = sentence.words[1]
    for index in reading.triggers_in(sentence.words):
        is_noun = reading.lowered[index] in nouns and reading.is_name(index)
        if not is_noun or reading.quote_at[index] != OUTSIDE:
            continue
        comma = _comma_behind(reading, index, end)
        claim = _claim(reading, index, comma, sentence.words) if comma is not None else None
        if comma is None or claim is None:
            continue
        yield Statement(
            rule="noun-clause",
            type=CitationType.INDIRECT,
            claims=(claim,),
            source=_owner(reading, index, comma) or first_speaker(reading, (sentence.words[0], index)),
            cue=((index, index + 1),),
            scope=(sentence.words[0], comma),
        )


def _comma_behind(reading: Reading, noun: int, end: int) -> int | None:
    """Find the comma behind the noun and what belongs to it: no verb may stand between."""
    index = noun + 1
    while index < min(end, noun + _LONGEST_GENITIVE):
        if reading.words[index] == ",":
            return index
        if reading.lowered[index] in {
            "darauf",
            "daran",
            "dafür",
            "darüber",
            "zurück",
            "auf",
            "vor",
            "entgegen",
            "an",
            "ab",
        } and reading.words[index + 1 : index + 2] == (",",):
            return index + 1
        phrase = noun_phrase(reading, index + 1, end) if reading.lowered[index] in _LINKS else None
        if phrase is None:
            phrase = noun_phrase(reading, index, end) if reading.is_name(index) else None
        if phrase is None:
            return None
        index = _before_comma(reading, phrase)
    return None


_LINKS = _OWNERS | {
    "an",
    "in",
    "im",
    "zum",
    "zur",
    "für",
    "gegen",
    "gegenüber",
    "mit",
    "aus",
    "bei",
    "über",
    "den",
    "die",
    "das",
    "dem",
    "am",
    "vor",
}


def _before_comma(reading: Reading, phrase: Range) -> int:
    """End a phrase at its first comma: what looks like an apposition may be the statement."""
    return next((index for index in range(*phrase) if reading.words[index] == ","), phrase[1])


def _claim(reading: Reading, noun: int, comma: int, sentence: Range) -> Range | None:
    start, end = comma + 1, sentence[1]
    words = reading.lexicon.words
    if start >= end:
        return None
    stop = claim_end(reading, start, end, before_verb=not _has_verb_before(reading, noun, sentence[0]))
    opener, *behind = reading.lowered[start : start + 3]
    is_relative = opener in words["relatives"] | words["subordinators"] or (
        opener in words["places"]
        and len(behind) == 2  # noqa: PLR2004 - a relative word and an article: "bei der die Frist"
        and behind[0] in words["relatives"]
        and behind[1] in _ARTICLES
    )
    is_statement = opener in words["certain_openers"] or (
        not is_relative and has_reported_mood(reading, (start, stop))
    )
    if not is_statement and opener not in words["subordinators"] | {"um", "ohne"}:
        is_statement = reading.lowered[noun] in words["infinitive_nouns"] and has_zu(reading, start, stop)
    if opener == "wonach":
        start += 1
    claim = reading.trim((start, stop))
    if claim[1] - claim[0] > _SHORTEST_CLAIM and reading.words[claim[1] - 1] in _PARTICLES:
        claim = reading.trim((start, claim[1] - (2 if reading.words[claim[1] - 2] == "," else 0)))
    return claim if is_statement and claim[1] - claim[0] >= _SHORTEST_CLAIM else None


def _has_verb_before(reading: Reading, noun: int, start: int) -> bool:
    """Whether the sentence has had its verb before the noun."""
    return any(
        may_be_finite(reading, index) or reading.words[index] in reading.lexicon.cues
        for index in range(start, noun)
    )


def _owner(reading: Reading, noun: int, comma: int) -> Range | None:
    for index in range(noun + 1, comma):
        if reading.lowered[index] in _OWNERS:
            return noun_phrase(reading, index + (reading.lowered[index] in _PREPOSITIONS), comma)
        if reading.is_name(index):
            return noun_phrase(reading, index, comma)
    return None
