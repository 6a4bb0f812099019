"""Turns of an interview: a name and a colon at the start of a sentence, with what is said up to the next name.

In: a reading. Out: the answers by the number of the sentence that they start with. One label proves nothing ("Wien:
...", "Fazit: ..."); a text is an interview when two such labels stand in it and one is the outlet that asks, or
comes back.
"""

from collections import Counter

from dedup.attribution.frames.statement import Statement
from dedup.attribution.persons import find_person
from dedup.attribution.reading import Range, Reading
from dedup.model import CitationType

_LONGEST_LABEL = 4
_SHORTEST_ANSWER = 2
_FEWEST_LABELS = 2
"""A question and an answer."""


def find_turns(reading: Reading) -> dict[int, Statement]:
    """Find the answers of an interview; none in other texts."""
    if reading.text.count(":") < _FEWEST_LABELS:
        return {}
    labels = {
        number: label
        for number, words in enumerate(reading.sentences)
        if (label := _label(reading, words)) is not None
    }
    if len(labels) < _FEWEST_LABELS:
        return {}
    printed = Counter(reading.printed(label) for label in labels.values())
    outlets = {number for number, label in labels.items() if reading.mentions_in(label)}
    if not outlets and max(printed.values()) < 2:  # noqa: PLR2004 - a label that comes back
        return {}
    numbers = [*labels, len(reading.sentences)]
    return {
        number: _answer(reading, label, (number, following))
        for (number, label), following in zip(labels.items(), numbers[1:], strict=True)
        if number not in outlets and find_person(reading, label) is not None
    }


def _label(reading: Reading, words: Range) -> Range | None:
    """Find the capitalised words before a colon near the start of a sentence, with words behind it."""
    start, end = words
    for colon in range(start + 1, min(end - _SHORTEST_ANSWER, start + _LONGEST_LABEL)):
        if reading.words[colon] == ":":
            return (start, colon) if not reading.is_quoted(colon + 1) else None
        if not reading.is_name(colon - 1):
            return None
    return None


def _answer(reading: Reading, label: Range, sentences: Range) -> Statement:
    """Take the words from the colon to the next label, as far as the paragraph goes."""
    start = label[1] + 1
    line_end = reading.line_of(start)[1]
    end = max(
        words[1]
        for words in reading.sentences[sentences[0] : sentences[1]]
        if reading.view.tokens.starts[words[0]] < line_end
    )
    return Statement(
        rule="interview-turn",
        type=CitationType.DIRECT,
        claims=(reading.trim((start, end)),),
        source=label,
        cue=((label[1], start),),
        scope=label,
    )
