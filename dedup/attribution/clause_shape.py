"""The shape of German clauses, as far as word forms tell it: mood, infinitives, finite verbs, where a clause ends.

In: a reading and a range. Out: yes or no, or a position. There is no parser; forms that only one mood has, the
comma and the closed classes of words do the work.
"""

import re

from dedup.attribution.reading import Range, Reading

_ZU_WINDOW = 60
_STRONG_PAST = re.compile(r"[^aeiouäöüy\W\d]{1,4}[aeiouäöü]{1,2}[^aeiouäöüy\W\d]{1,3}")
"""A word of one syllable that ends in consonants, as the past of strong verbs does: stieß, fand, ging."""
_VERB_ENDINGS = ("t", "te", "ten", "en")


def has_subjunctive(reading: Reading, words: Range) -> bool:
    """Whether Konjunktiv I stands in a range, outside quotations."""
    return first_subjunctive(reading, words) is not None


def first_subjunctive(reading: Reading, words: Range) -> int | None:
    """Find the first Konjunktiv I of a range, outside quotations."""
    forms = reading.lexicon.subjunctives
    determiners = reading.lexicon.words["articles"]
    for index in reading.triggers_in(words):
        if reading.words[index] in forms and not reading.is_quoted(index):
            as_adjective = (
                index > words[0]
                and reading.lowered[index - 1] in determiners
                and index + 1 < words[1]
                and reading.is_name(index + 1)
            )
            if not as_adjective:
                return index
    return None


def has_reported_mood(reading: Reading, words: Range) -> bool:
    """Whether a clause is in a mood that marks it as reported: Konjunktiv I or II, or "soll"."""
    if has_subjunctive(reading, words):
        return True
    modals = reading.lexicon.words["subjunctive_two"] | reading.lexicon.words["reported_modals"]
    return any(reading.lowered[index] in modals and not reading.is_quoted(index) for index in range(*words))


def claim_end(reading: Reading, start: int, end: int, *, before_verb: bool) -> int:
    """Find where a clause that opens at `start` ends: before the verb that its sentence still waits for.

    With `before_verb` the sentence has not had its finite verb yet ("Die Forderung, ... zu senken, stieß auf ..."),
    and the clause ends at the first comma with a verb of the indicative behind it.
    """
    if not before_verb:
        return end
    for index in range(start + 1, end - 1):
        if reading.words[index] == "," and not reading.is_quoted(index) and _is_indicative(reading, index + 1):
            return index
    return end


def behind_relative(reading: Reading, index: int, end: int) -> int:
    """Step over what a relative clause tells of the source: laut X, das sich auf Y beruft, ...."""
    opener = index + 1
    relatives = reading.lexicon.words["relatives"]
    if opener >= end or reading.words[index] != "," or reading.lowered[opener] not in relatives:
        return index
    for close in range(opener + 1, end - 1):
        if reading.words[close] == "," and not reading.is_quoted(close):
            if not reading.lexicon.verb_second:
                return close
            if may_be_finite(reading, close + 1):
                return close
    return index


def may_be_finite(reading: Reading, index: int) -> bool:
    """Whether a word has the look of a finite verb rather than of what opens a clause or a phrase."""
    word = reading.words[index]
    words = reading.lexicon.words
    if reading.lowered[index] in words["finite"] or word in reading.lexicon.subjunctives:
        return True
    return word.islower() and word.endswith(_VERB_ENDINGS) and word not in words["function"]


def _is_indicative(reading: Reading, index: int) -> bool:
    word = reading.words[index]
    if word in reading.lexicon.subjunctives:
        return False
    return may_be_finite(reading, index) or (
        word not in reading.lexicon.words["function"] and _STRONG_PAST.fullmatch(word) is not None
    )


def has_zu(reading: Reading, start: int, end: int) -> bool:
    """Whether an infinitive with "zu" stands in a range."""
    return any(_is_zu_infinitive(reading, index) for index in range(start, min(end, start + _ZU_WINDOW)))


def _is_zu_infinitive(reading: Reading, index: int) -> bool:
    word = reading.words[index]
    if word == "zu":
        return True
    particle, zu, _ = word.partition("zu")
    return zu != "" and word.endswith("n") and particle in reading.lexicon.words["separable"]
