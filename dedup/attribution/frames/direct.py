"""Direct speech: a quotation, and the words before or behind it that say whose it is."""

from dataclasses import replace

from dedup.attribution.conjugation import VerbPlace
from dedup.attribution.cue_search import Cue, find_cues
from dedup.attribution.frames.statement import Sentence, Statement
from dedup.attribution.noun_phrases import noun_phrase
from dedup.attribution.quotations import is_free_utterance, is_utterance
from dedup.attribution.reading import QuotedWords, Range, Reading
from dedup.attribution.sources import name_sources
from dedup.attribution.subjects import find_subject, right_of
from dedup.model import CitationType

_INTRODUCED_ES = frozenset({"heißt", "hieß"})
_SOURCE_PREPOSITIONS = frozenset({"in", "im", "aus", "bei", "von", "vom", "beim", "seitens"})
_NOMINATIVE = frozenset({"der", "die"})
_LONGEST_LABEL = 9
_SHORTEST_LEAD = 2


def find_introduced(reading: Reading, quote: QuotedWords, sentence: Sentence) -> Statement | None:
    """Attribute a quotation whose source stands right behind it or before its colon; None where neither does."""
    statement = _behind(reading, quote, sentence)
    if statement is None and reading.words[quote.outer[0] - 1 : quote.outer[0]] == (":",):
        statement = _before(reading, quote, sentence)
    return statement if statement and is_utterance(reading, quote) else None


def led_up_to(reading: Reading, statement: Statement, sentence: Sentence) -> Statement | None:
    """Extend a quotation by the words of its sentence that lead up to it: Das Gesetz sei „...“, sagte X."""
    quote = statement.claims[0]
    claim = reading.trim((sentence.words[0], quote[1]))
    is_led = quote[0] - claim[0] >= _SHORTEST_LEAD and reading.words[quote[0] - 1] not in {":", "."}
    if not is_led or statement.scope[0] < quote[1]:
        return None
    return replace(statement, type=CitationType.INDIRECT, claims=((claim[0], quote[1]),), rule="quote-led")


def find_direct(reading: Reading, quote: QuotedWords, sentence: Sentence, last: Range | None) -> Statement | None:
    """Attribute a quotation by a cue before it, or to the last source; None where it is no speech."""
    statement = None if not reading.lexicon.verb_second else _before(reading, quote, sentence)
    if statement:
        return statement if is_utterance(reading, quote) else None
    if not is_free_utterance(reading, quote):
        return None
    person = None if not reading.lexicon.verb_second else _person_before(reading, sentence.words[0], quote.outer[0])
    if person:
        return _direct(quote, "quote-after-person", person, (), (sentence.words[0], quote.outer[0]))
    return _direct(quote, "quote-continued", last, (), quote.outer, inherited=True) if last else None


def _person_before(reading: Reading, start: int, end: int) -> Range | None:
    """Find the person of a sentence that ends in a quotation but has no cue verb: Dabei griff sie ihn an: „...“."""
    index = start
    while index < end:
        if reading.words[index] in {"er", "sie", "Er", "Sie"}:
            return index, index + 1
        phrase = (
            noun_phrase(reading, index, end)
            if reading.is_name(index) or reading.lowered[index] in _NOMINATIVE
            else None
        )
        if phrase and name_sources(reading, phrase)[0].is_name:
            return phrase
        index = phrase[1] if phrase else index + 1
    return None


def _direct(
    quote: QuotedWords,
    rule: str,
    source: Range | None,
    cue: tuple[Range, ...],
    scope: Range,
    *,
    inherited: bool = False,
) -> Statement:
    return Statement(
        rule=rule,
        type=CitationType.DIRECT,
        claims=(quote.outer,),
        source=source,
        cue=cue,
        scope=scope,
        inherited=inherited,
    )


def _behind(reading: Reading, quote: QuotedWords, sentence: Sentence) -> Statement | None:
    """„...“, sagte X. / „...“, so X. / „...“, heißt es in X."""
    start = quote.outer[1]
    end = max(sentence.words[1], _sentence_end(reading, start))
    while start < end and reading.words[start] in {",", "–", "-"}:
        start += 1
    if start >= end:
        return None
    scope = (start, end)
    if reading.lowered[start] == "so":
        source = noun_phrase(reading, start + 1, end)
        return _direct(quote, "quote-so", source, ((start, start + 1),), scope) if source else None
    if reading.lowered[start] in _INTRODUCED_ES and reading.lowered[start + 1 : start + 2] == ("es",):
        return _direct(
            quote, "quote-heisst-es", document_source(reading, start + 2, end), ((start, start + 2),), scope
        )
    cue = next((cue for cue in find_cues(reading, (start, end)) if cue.position == start), None)
    if cue is None or cue.place is not VerbPlace.FINITE:
        return None
    source = right_of(reading, start + 1, end)
    return _direct(quote, "quote-said", source, cue.ranges, scope) if source else None


def document_source(reading: Reading, start: int, end: int) -> Range | None:
    """Find what "heißt es" names: in X, aus X, bei X."""
    for index in range(start, end):
        if reading.lowered[index] in _SOURCE_PREPOSITIONS:
            phrase = noun_phrase(reading, index + 1, end)
            if phrase:
                return phrase
    return None


def _before(reading: Reading, quote: QuotedWords, sentence: Sentence) -> Statement | None:
    """X sagte: „...“ / X sagte, er sei „...“ / X: „...“."""
    start, end = sentence.words[0], quote.outer[0]
    if start >= end:
        return None
    cue = _nearest_cue(sentence, end)
    if cue:
        source = find_subject(reading, cue, (start, end)) or find_subject(reading, cue, sentence.words)
        if source:
            return _direct(quote, "quote-introduced", source, cue.ranges, (start, end))
    if reading.words[end - 1] == ":" and end - start <= _LONGEST_LABEL:
        source = noun_phrase(reading, start, end - 1)
        if source == (start, end - 1) and name_sources(reading, source)[0].is_name:
            return _direct(quote, "quote-label", source, ((end - 1, end),), (start, end))
    return None


def _nearest_cue(sentence: Sentence, end: int) -> Cue | None:
    before = [cue for cue in sentence.cues if cue.position < end]
    return before[-1] if before else None


def _sentence_end(reading: Reading, position: int) -> int:
    """Find the end of the sentence that follows a quotation in the same line: ...!“ sagte er."""
    if position >= len(reading.words) or not reading.words[position][0].islower():
        return position
    for start, end in reading.sentences_from(position):
        if start <= position < end:
            return end
    return position
