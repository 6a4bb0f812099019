"""Speech that goes on without a new cue: Konjunktiv I sentences, demnach, wonach, soll."""

from dedup.attribution.clause_shape import first_subjunctive
from dedup.attribution.frames.statement import Sentence, Statement
from dedup.attribution.noun_phrases import noun_phrase
from dedup.attribution.reading import Range, Reading
from dedup.model import CitationType

_SHORTEST_CLAIM = 3


def find_demnach(reading: Reading, sentence: Sentence, last: Range | None) -> Statement | None:
    """Demnach ...: what follows from the source named before."""
    start, end = sentence.words
    if reading.lowered[start] not in reading.lexicon.words["openers_continuation"]:
        return None
    if reading.lowered[start] == "danach" and first_subjunctive(reading, sentence.words) is None:
        return None
    claim = reading.trim((start + 1, end))
    if claim[1] - claim[0] < _SHORTEST_CLAIM:
        return None
    return Statement(
        rule="demnach",
        type=CitationType.INDIRECT,
        claims=(claim,),
        source=last,
        cue=((start, start + 1),),
        scope=sentence.words,
        inherited=True,
    )


def find_wonach(reading: Reading, sentence: Sentence) -> Statement | None:
    """Einschätzungen der Behörde, wonach ...: the noun before the comma names the source."""
    start, end = sentence.words
    for index in reading.triggers_in((start + 2, end)):
        if reading.lowered[index] != "wonach" or reading.words[index - 1] != "," or reading.is_quoted(index):
            continue
        source = _statement_phrase(reading, start, index - 1)
        claim = reading.trim((index + 1, end))
        if source and claim[1] - claim[0] >= _SHORTEST_CLAIM:
            return Statement(
                rule="wonach",
                type=CitationType.INDIRECT,
                claims=(claim,),
                source=source,
                cue=((index, index + 1),),
                scope=(start, index + 1),
            )
    return None


def _statement_phrase(reading: Reading, start: int, end: int) -> Range | None:
    """Find the last noun phrase before a comma that is headed by a word for an utterance."""
    for index in range(end - 1, start - 1, -1):
        if reading.lowered[index] in reading.lexicon.words["statement"] and reading.is_name(index):
            phrase = noun_phrase(reading, index, end)
            if phrase and phrase[1] == end:
                return phrase
    return None


def find_continuation(
    reading: Reading, sentence: Sentence, last: Range | None, *, is_open: bool
) -> Statement | None:
    """Continue the last source in Konjunktiv I, and while its speech `is_open` in what stands in for it."""
    certain = first_subjunctive(reading, sentence.words) is not None
    if last is None or not (certain or (is_open and _stands_in(reading, sentence))):
        return None
    return Statement(
        rule="subjunctive-continued" if certain or not _is_hearsay(reading, sentence) else "hearsay-continued",
        type=CitationType.FREE_INDIRECT,
        claims=(sentence.words,),
        source=last,
        cue=(),
        scope=sentence.words,
        inherited=True,
    )


def _stands_in(reading: Reading, sentence: Sentence) -> bool:
    """Whether Konjunktiv II stands in for an ambiguous Konjunktiv I (würden, hätten), or "soll" for a report."""
    forms = reading.lexicon.words["subjunctive_two"]
    return any(
        reading.lowered[index] in forms and not reading.is_quoted(index) for index in range(*sentence.words)
    ) or _is_hearsay(reading, sentence)


def _is_hearsay(reading: Reading, sentence: Sentence) -> bool:
    """Whether "soll" is the verb of the main clause of a sentence within its paragraph."""
    modals = reading.lexicon.words["reported_modals"]
    for index in range(*sentence.words):
        if reading.words[index] == "," or sentence.opens_paragraph:
            return False
        if reading.lowered[index] in modals:
            return not reading.is_quoted(index)
    return False
