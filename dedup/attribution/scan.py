"""One pass over a document: which sentences say where something comes from.

In: a reading. Out: statements in the order of their sentences. Sentences without a cue word, a quotation or a
subjunctive are never looked at. The frames are tried in the order of how sure they are; the first that fits is
the sentence's main statement, beside the quotations in it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dedup.attribution.boundaries import article_part, has_foreign_marks, is_outside_article
from dedup.attribution.clause_shape import may_be_finite
from dedup.attribution.cue_search import find_cues
from dedup.attribution.frames.clauses import find_back_reference, find_further, find_leading
from dedup.attribution.frames.continuation import find_continuation, find_demnach, find_wonach
from dedup.attribution.frames.direct import find_direct, find_introduced, led_up_to
from dedup.attribution.frames.english import find_english
from dedup.attribution.frames.impersonal import find_turning_out, find_written
from dedup.attribution.frames.interview import find_turns
from dedup.attribution.frames.nouns import find_announced
from dedup.attribution.frames.parenthetical import find_bracket, find_dash_credit
from dedup.attribution.frames.prepositional import find_prepositional
from dedup.attribution.frames.reported import find_reported
from dedup.attribution.frames.statement import Sentence, Statement
from dedup.attribution.frames.trailing import find_trailing, find_wie
from dedup.attribution.likelihood import first_speaker
from dedup.attribution.quotations import is_fragment
from dedup.attribution.reading import OUTSIDE, QuotedWords, Range, Reading
from dedup.model import CitationType

_SHORTEST_SENTENCE = 3
_MOST_TRIGGERS = 40
_OPENING = 3
_CONTINUED = "subjunctive-continued"


@dataclass(slots=True)
class _Memory:
    """What a sentence passes on to the next: who spoke last, whether that speech may go on, the sentence itself."""

    last: Range | None = None
    open_speech: bool = False
    before: Range | None = None


def find_statements(reading: Reading) -> Iterator[tuple[int, Sentence, Statement]]:
    """Find the statements of a document with the number of their sentence and the sentence.

    Sentences in the subjunctive that follow one another are one statement.
    """
    waiting: tuple[int, Sentence, Statement] | None = None
    for found in _scan(reading):
        joined = _join(waiting, found)
        if joined is None and waiting:
            yield waiting
        waiting = joined or (found if found[2].rule == _CONTINUED else None)
        if waiting is None:
            yield found
    if waiting:
        yield waiting


def _join(
    left: tuple[int, Sentence, Statement] | None, right: tuple[int, Sentence, Statement]
) -> tuple[int, Sentence, Statement] | None:
    """Join two continuations when the second starts where the first ends."""
    if left is None or right[2].rule != _CONTINUED or left[2].claims[-1][1] != right[2].claims[0][0]:
        return None
    claim = (left[2].claims[0][0], right[2].claims[-1][1])
    return left[0], left[1], replace(left[2], claims=(claim,))


def _scan(reading: Reading) -> Iterator[tuple[int, Sentence, Statement]]:
    memory = _Memory()
    spoken: set[int] = set()
    marked = has_foreign_marks(reading)
    turns = find_turns(reading)
    for number, words in enumerate(reading.sentences):
        if number in turns:
            yield number, Sentence(words, (), opens_paragraph=True), turns[number]
            memory.last, memory.open_speech, memory.before = None, False, words
            continue
        opens = _opens_paragraph(reading, number)
        if _may_attribute(reading, words):
            own = article_part(reading, words)
            sentence = Sentence(own, find_cues(reading, own), opens)
            if own[0] < own[1] and not (marked and is_outside_article(reading, words)):
                for statement in _of_sentence(reading, sentence, memory, spoken):
                    yield number, sentence, statement
        else:
            memory.open_speech = False
        memory.before = words


def _opens_paragraph(reading: Reading, number: int) -> bool:
    if number == 0:
        return True
    tokens = reading.view.tokens
    before, start = reading.sentences[number - 1], reading.sentences[number]
    return "\n" in reading.text[tokens.ends[before[1] - 1] : tokens.starts[start[0]]]


def _may_attribute(reading: Reading, words: Range) -> bool:
    """Whether a sentence has anything that a frame starts from; one made of cue words is no sentence."""
    if words[1] - words[0] < _SHORTEST_SENTENCE:
        return False
    start, end = words
    triggers = reading.triggers_in(words)
    if len(triggers) > _MOST_TRIGGERS:
        return False
    if reading.quotes and reading.quote_at[start:end].count(OUTSIDE) < end - start:
        return True
    lexicon = reading.lexicon
    if not lexicon.everyday_triggers.issuperset(map(reading.lowered.__getitem__, triggers)):
        return True
    return bool(triggers) and not lexicon.phrase_ends.isdisjoint(reading.lowered[start:end])


def _of_sentence(reading: Reading, sentence: Sentence, memory: _Memory, spoken: set[int]) -> Iterator[Statement]:
    """Find brackets, quotations that the text introduces, the main statement, and the quotations left over."""
    brackets = tuple(_brackets(reading, sentence, memory, spoken))
    is_english = not reading.lexicon.verb_second
    found = [*brackets, *(() if is_english else _introduced(reading, sentence, spoken))]
    main = _main(reading, _without(sentence, brackets), memory) if len(found) == len(brackets) else None
    if main and _is_asked(reading, sentence, main):
        main = None
    if main:
        found.append(main)
        if not is_english:
            found.extend(find_further(reading, sentence, main))
            found.extend(_beside(reading, sentence, tuple(found)))
    for statement in found[len(brackets) :]:
        if statement.source and not statement.inherited:
            memory.last = statement.source
    worded = tuple(_left_over(reading, sentence, main, memory, spoken))
    if main and worded and main.type is CitationType.REPORTED:
        found.remove(main)  # X nannte das „...“: the quoted words are the whole statement
    found.extend(worded)
    memory.open_speech = len(found) > len(brackets)
    yield from found


def _is_asked(reading: Reading, sentence: Sentence, main: Statement) -> bool:
    """Whether the text asks if somebody says so: Hat der Minister gesagt, dass er geht?"""
    start, end = sentence.words
    is_question = reading.words[end - 1] == "?" and not reading.is_quoted(end - 1)
    return is_question and bool(main.cue) and main.cue[0][0] < start + _OPENING and may_be_finite(reading, start)


def _beside(reading: Reading, sentence: Sentence, found: tuple[Statement, ...]) -> Iterator[Statement]:
    """Find what nouns announce outside the statements found."""
    taken = [claim for statement in found for claim in statement.claims]
    for statement in find_announced(reading, sentence):
        claim = statement.claims[0]
        if all(claim[1] <= start or end <= claim[0] for start, end in taken):
            yield statement


def _introduced(reading: Reading, sentence: Sentence, spoken: set[int]) -> Iterator[Statement]:
    for number in _quotes_of(reading, sentence.words):
        if number in spoken:
            continue
        statement = find_introduced(reading, reading.quotes[number], sentence)
        if statement:
            spoken.add(number)
            yield statement
            whole = led_up_to(reading, statement, sentence)
            if whole:
                yield whole


def _without(sentence: Sentence, brackets: tuple[Statement, ...]) -> Sentence:
    """Leave out cue verbs that stand in a bracket: (t-online berichtete)."""
    if not brackets:
        return sentence
    taken = {statement.cue for statement in brackets}
    return replace(sentence, cues=tuple(cue for cue in sentence.cues if cue.ranges not in taken))


def _left_over(
    reading: Reading, sentence: Sentence, main: Statement | None, memory: _Memory, spoken: set[int]
) -> Iterator[Statement]:
    """Attribute quotations inside the main statement to its source, others to a cue before or the last source."""
    for number in _quotes_of(reading, sentence.words):
        quote = reading.quotes[number]
        if number in spoken:
            continue
        statement = _within(reading, quote, main) if main else find_direct(reading, quote, sentence, memory.last)
        if statement:
            spoken.add(number)
            if statement.source and not statement.inherited:
                memory.last = statement.source
            yield statement


def _within(reading: Reading, quote: QuotedWords, main: Statement) -> Statement | None:
    start, end = quote.outer
    inside = any(claim[0] <= start and end <= claim[1] + 1 for claim in main.claims)
    if not inside or not is_fragment(reading, quote) or main.claims == (quote.outer,):
        return None
    return Statement(
        rule="quoted-words",
        type=CitationType.DIRECT,
        claims=(quote.outer,),
        source=main.source,
        cue=main.cue,
        scope=main.scope,
        inherited=main.inherited,
    )


def _quotes_of(reading: Reading, words: Range) -> list[int]:
    return sorted({*reading.quote_at[words[0] : words[1]]} - {OUTSIDE}) if reading.quotes else []


def _main(reading: Reading, sentence: Sentence, memory: _Memory) -> Statement | None:
    if not reading.lexicon.verb_second:
        return find_english(reading, sentence)
    return (
        find_back_reference(reading, sentence, memory.before)
        or find_demnach(reading, sentence, memory.last)
        or find_trailing(reading, sentence)
        or find_prepositional(reading, sentence)
        or find_wie(reading, sentence)
        or find_wonach(reading, sentence)
        or find_written(reading, sentence)
        or find_leading(reading, sentence)
        or find_turning_out(reading, sentence)
        or next(find_announced(reading, sentence), None)
        or _continuation(reading, sentence, memory)
        or find_reported(reading, sentence)
    )


def _continuation(reading: Reading, sentence: Sentence, memory: _Memory) -> Statement | None:
    """Continue the speech of the sentence before; where that had none, of whoever it is about."""
    found = find_continuation(reading, sentence, memory.last, is_open=memory.open_speech)
    if found is None or memory.open_speech or memory.before is None:
        return found
    return replace(found, source=first_speaker(reading, memory.before) or found.source)


def _brackets(reading: Reading, sentence: Sentence, memory: _Memory, spoken: set[int]) -> Iterator[Statement]:
    credited = find_dash_credit(reading, sentence.words)
    if credited:
        spoken.update(_quotes_of(reading, credited.claims[0]) if credited.type is CitationType.DIRECT else ())
        memory.last = credited.source
        yield credited
    for index in reading.triggers_in(sentence.words):
        if reading.words[index] == "(":
            statement = find_bracket(reading, index, sentence.words, memory.before)
            if statement:
                yield statement
