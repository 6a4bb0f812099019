"""How likely a noun phrase is to be somebody who speaks.

In: a reading and a noun phrase. Out: a weight. A clause may hold two phrases that could be its subject ("Die Pläne
lobte der Minister"), and German does not always mark which one is; names and offices speak, plans do not. The
weights were set by hand: only their order counts, and that `SPEAKS` is reached by whatever has a voice of its own.
"""

from dedup.attribution.noun_phrases import noun_phrase
from dedup.attribution.persons import find_person
from dedup.attribution.reading import MARKS, Range, Reading
from dedup.attribution.word_kinds import is_body, is_group, is_press, is_role

NAMED = 4
SPEAKS = 3
WRITTEN = 2
UNKNOWN = 1
UNLIKELY = 0


def speaker_likelihood(reading: Reading, words: Range) -> int:
    """Weigh a noun phrase by its head: a name, an office or body, a document, anything else, an abstract noun."""
    kinds = reading.lexicon.words
    if reading.lowered[words[0]] in kinds["pronouns"] or reading.lowered[words[0]] in kinds["demonstratives"]:
        return NAMED
    head, has_article = _head(reading, words)
    if head is None or reading.lowered[head] in kinds["times"]:
        return UNLIKELY
    if reading.mentions_in((head, words[1])):
        return NAMED
    known = _by_word(reading, head)
    if known is not None:
        return known
    return NAMED if not has_article and find_person(reading, words) else UNKNOWN


def _by_word(reading: Reading, head: int) -> int | None:
    """Weigh a head that the word lists know."""
    if any(test(reading, head) for test in (is_role, is_body, is_group, is_press)):
        return SPEAKS
    kinds = reading.lexicon.words
    last = reading.lowered[head].rpartition("-")[2]
    if last in kinds["document"] or last in kinds["statement"]:
        return WRITTEN
    is_abstract = last.endswith(reading.lexicon.suffixes["abstract_suffixes"]) or last in kinds["abstract"]
    return UNLIKELY if is_abstract else None


def first_speaker(reading: Reading, words: Range) -> Range | None:
    """Find the first noun phrase outside quotations that has a voice of its own."""
    index = words[0]
    while index < words[1]:
        if reading.lowered[index] in reading.lexicon.words["nominatives"]:
            return index, index + 1
        opens = reading.is_name(index) or reading.lowered[index] in reading.lexicon.words["determiners"]
        phrase = None
        if not reading.is_quoted(index) and opens:
            phrase = noun_phrase(reading, index, words[1])
        if phrase and speaker_likelihood(reading, phrase) >= SPEAKS:
            return phrase
        index = phrase[1] if phrase else index + 1
    return None


def _head(reading: Reading, words: Range) -> tuple[int | None, bool]:
    """Find the first noun of a phrase, and whether an article stands before it."""
    determiners = reading.lexicon.words["determiners"]
    has_article = False
    for index in range(*words):
        if reading.lowered[index] in determiners:
            has_article = True
        elif reading.words[index] not in MARKS and reading.is_name(index):
            return index, has_article
    return None, has_article
