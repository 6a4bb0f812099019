"""Statements whose verb has no speaker for a subject: in dem Bericht heißt es, ... / aus X geht hervor, dass ....

In: a reading and a sentence. Out: the statement, with the document that holds it for a source where one is named.
"""

from dedup.attribution.clause_shape import has_reported_mood
from dedup.attribution.frames.direct import document_source
from dedup.attribution.frames.statement import Sentence, Statement
from dedup.attribution.noun_phrases import noun_phrase
from dedup.attribution.reading import Range, Reading
from dedup.model import CitationType

_LONGEST_ADVERBIAL = 24
_SHORTEST_CLAIM = 3
_PLACES = frozenset({"in", "im", "auf", "aus", "bei", "beim", "seitens", "von"})
_SPEAKERS = frozenset({"aus", "bei", "beim", "seitens"})


def find_written(reading: Reading, sentence: Sentence) -> Statement | None:
    """In X heißt es, ... / Es hieß, ...."""
    for index in reading.triggers_in(sentence.words):
        is_verb = reading.lowered[index] in {"heißt", "hieß"} and not reading.is_quoted(index)
        found = _says(reading, sentence, index) if is_verb and _has_es(reading, index) else None
        if found:
            return found
    return None


def find_turning_out(reading: Reading, sentence: Sentence) -> Statement | None:
    """Es wurde bekannt, dass ... / Aus X geht hervor, dass ...."""
    for index in reading.triggers_in(sentence.words):
        is_end = reading.lowered[index] in reading.lexicon.words["impersonal"] and not reading.is_quoted(index)
        found = _turns_out(reading, sentence, index) if is_end else None
        if found:
            return found
    return None


def _has_es(reading: Reading, index: int) -> bool:
    return "es" in (*reading.lowered[max(0, index - 1) : index], *reading.lowered[index + 1 : index + 3])


def _says(reading: Reading, sentence: Sentence, index: int) -> Statement | None:
    """In X heißt es, ... / Es hieß, ...: the clause behind the next comma, or behind a colon."""
    start, end = sentence.words
    opening = next(
        (
            position
            for position in range(index + 1, min(end, index + _LONGEST_ADVERBIAL))
            if reading.words[position] in {",", ":"} and not reading.is_quoted(position)
        ),
        None,
    )
    if opening is None or opening + 1 >= end:
        return None
    opener = reading.lowered[opening + 1]
    certain = opener in reading.lexicon.words["certain_openers"] or reading.words[opening] == ":"
    if reading.words[opening] == ":" and reading.is_quoted(opening + 1):
        return None
    if not certain and not has_reported_mood(reading, (opening + 1, end)):
        return None
    source = _document_before(reading, start, index) or document_source(reading, index + 1, opening)
    return _statement(
        reading,
        "heisst-es",
        source=source,
        cue=(index, index + 1),
        claim=(opening + 1, end),
        scope=(start, opening),
    )


def _turns_out(reading: Reading, sentence: Sentence, index: int) -> Statement | None:
    """Wurde bekannt, dass ... / geht aus X hervor, dass ...: the word stands right before the comma."""
    start, end = sentence.words
    comma = index + 1
    while comma < end and reading.lowered[comma] in {
        "geworden",
        "gegeben",
        "worden",
        "es",
        "auch",
        "zudem",
        "unter",
    }:
        comma += 1
    if comma + 1 >= end or reading.words[comma] != ",":
        return None
    if reading.lowered[comma + 1] not in reading.lexicon.words["certain_openers"]:
        return None
    source = _document_before(reading, start, index)
    return _statement(
        reading, "turns-out", source=source, cue=(index, index + 1), claim=(comma + 1, end), scope=(start, comma)
    )


def _document_before(reading: Reading, start: int, end: int) -> Range | None:
    """Find the document or body that stands before the verb: In dem Antrag, aus X, bei der Agentur X."""
    for index in range(start, end):
        if reading.lowered[index] in _PLACES:
            phrase = noun_phrase(reading, index + 1, end)
            if phrase and (reading.lowered[index] in _SPEAKERS or _holds_statements(reading, phrase)):
                return phrase
    return None


def _holds_statements(reading: Reading, phrase: Range) -> bool:
    suffixes, words = reading.lexicon.suffixes["document"], reading.lexicon.words
    return any(
        reading.lowered[word].endswith(suffixes)
        or reading.lowered[word] in words["statement"]
        or reading.lowered[word] in words["cue_nouns"]
        for word in range(*phrase)
    ) or bool(reading.mentions_in(phrase))


def _statement(
    reading: Reading, rule: str, *, source: Range | None, cue: Range, claim: Range, scope: Range
) -> Statement | None:
    claim = reading.trim(claim)
    if claim[1] - claim[0] < _SHORTEST_CLAIM:
        return None
    return Statement(rule=rule, type=CitationType.INDIRECT, claims=(claim,), source=source, cue=(cue,), scope=scope)
