"""Whom a source relies on: unter Berufung auf X, aufgrund von X, zitiert aus X, citing X.

In: a reading and a sentence. Out: the noun phrase of the source behind the source. The words are in the cue file;
what law, investigation or reason somebody appeals to is no source.
"""

from dedup.attribution.frames.english import source_right
from dedup.attribution.likelihood import UNLIKELY, speaker_likelihood
from dedup.attribution.noun_phrases import noun_phrase
from dedup.attribution.reading import Range, Reading
from dedup.attribution.word_kinds import is_body, is_group, is_press, is_thing

_NO_SOURCE = frozenset(
    {
        "gesetz",
        "gesetze",
        "ermittlungen",
        "verfahren",
        "artikel",
        "paragraf",
        "paragraph",
        "recht",
        "verfassung",
        "gründe",
        "gründen",
        "datenschutz",
        "law",
        "investigation",
    }
)
_RELIANCE_WINDOW = 8
_OPENING = 3
_UNNAMED = frozenset({"nicht", "namentlich", "näher", "weiter"})
_OF = frozenset({"von", "vom", "of"})


def relied_on(reading: Reading, words: Range) -> Range | None:
    """Find X of "unter Berufung auf X", "beruft sich auf X", "citing X"."""
    kinds = reading.lexicon.words
    if kinds["reliance"].isdisjoint(reading.lowered[words[0] : words[1]]):
        return None
    for index in range(words[0], words[1] - 1):
        if reading.lowered[index] not in kinds["reliance"] or reading.is_quoted(index):
            continue
        phrase = _behind_reliance(reading, index, words)
        if phrase and _may_be_source(reading, phrase):
            return phrase
    return None


def _may_be_source(reading: Reading, phrase: Range) -> bool:
    if any(reading.lowered[k] in _NO_SOURCE for k in range(*phrase)):
        return False
    return not reading.lexicon.verb_second or speaker_likelihood(reading, phrase) > UNLIKELY


def grounded_on(reading: Reading, words: Range, claims: tuple[Range, ...]) -> Range | None:
    """Find X of "aufgrund von X", "aus X-Kreisen" and "Zitate aus X" outside what is said."""
    kinds = reading.lexicon.words
    if kinds["grounding"].isdisjoint(reading.lowered[words[0] : words[1]]):
        return None
    for index in range(words[0], words[1] - 1):
        if reading.lowered[index] in kinds["grounding"]:
            claimed = any(start <= index < end for start, end in claims) or reading.is_quoted(index)
            phrase = _excerpted(reading, index, words[1]) or (None if claimed else _ground(reading, index, words))
            if phrase:
                return phrase
    return None


def _excerpted(reading: Reading, index: int, end: int) -> Range | None:
    """Read X of "eine Stelle aus X"."""
    kinds = reading.lexicon.words
    behind = index + 1
    is_excerpt = reading.lowered[index] in kinds["excerpt"] and reading.lowered[behind] in kinds["excerpt_from"]
    return source_at(reading, behind + 1, end) if is_excerpt else None


def _ground(reading: Reading, index: int, words: Range) -> Range | None:
    """Read X of "aufgrund von X", when it tells something, and of "aus X-Kreisen"."""
    if _is_ground(reading, index, words[0]):
        phrase = source_at(reading, index + 1 + (reading.lowered[index + 1] in _OF), words[1])
        return phrase if phrase and any(is_thing(reading, k) for k in range(*phrase)) else None
    if reading.lowered[index] not in reading.lexicon.words["excerpt_from"]:
        return None
    phrase = source_at(reading, index + 1, words[1])
    circles = reading.lexicon.suffixes["circles"]
    return phrase if phrase and reading.lowered[phrase[1] - 1].endswith(circles) else None


def relied_on_next(reading: Reading, words: Range) -> Range | None:
    """Find X of the sentence behind a report: Das Blatt beruft sich auf X."""
    sentences = reading.sentences_from(words[1] - 1)
    if len(sentences) < 2:  # noqa: PLR2004 - the sentence itself and the next
        return None
    start, end = sentences[1]
    opening = range(start, min(end, start + _OPENING))
    names_press = reading.lowered[start] in reading.lexicon.words["determiners"] and any(
        is_press(reading, index) for index in opening
    )
    verb = next((i for i in range(start, min(end, start + 2 * _OPENING)) if _is_finite_reliance(reading, i)), None)
    return relied_on(reading, (start, end)) if names_press and verb is not None else None


def source_at(reading: Reading, start: int, end: int) -> Range | None:
    """Read the source that starts at a place, in the order of words of its language."""
    return (noun_phrase if reading.lexicon.verb_second else source_right)(reading, start, end)


def _is_finite_reliance(reading: Reading, index: int) -> bool:
    kinds = reading.lexicon.words
    return reading.lowered[index] in kinds["reliance"] and reading.words[index].islower()


def _behind_reliance(reading: Reading, index: int, words: Range) -> Range | None:
    kinds = reading.lexicon.words
    lowered = reading.lowered[index]
    if lowered in kinds["reliance_led"] and reading.lowered[index - 1] not in kinds["reliance_leads"]:
        return None
    if reading.lexicon.verb_second:
        first = _behind_relies_on(reading, index, words)
        return _unnamed_phrase(reading, first, words[1]) if first else None
    linked = reading.lowered[index + 1] in kinds["relies_on"]
    if lowered in kinds["reliance_linked"] and not linked:
        return None
    phrase = source_right(reading, index + 1 + linked, words[1])
    if phrase and lowered in kinds["reliance_linked"]:
        return phrase if any(_has_voice(reading, k) for k in range(*phrase)) else None
    return phrase


def _has_voice(reading: Reading, index: int) -> bool:
    return is_thing(reading, index) or is_body(reading, index) or is_group(reading, index)


def _behind_relies_on(reading: Reading, index: int, words: Range) -> int | None:
    """Find where X starts in "Berufung auf X", or in "die sich auf X berufen", where the verb comes last."""
    links = reading.lexicon.words["relies_on"]
    after = range(index + 1, min(words[1], index + _RELIANCE_WINDOW))
    is_last = index + 1 >= words[1] or reading.words[index + 1] in {",", ".", ";"}
    places = range(index - 1, max(words[0], index - 2 * _RELIANCE_WINDOW), -1) if is_last else after
    return next((place + 1 for place in places if reading.lowered[place] in links), None)


def _unnamed_phrase(reading: Reading, start: int, end: int) -> Range | None:
    """Read a noun phrase that may open with "nicht namentlich"."""
    index = start
    while index < end and reading.lowered[index] in _UNNAMED:
        index += 1
    phrase = noun_phrase(reading, index, end)
    return (start, phrase[1]) if phrase else None


def _is_ground(reading: Reading, index: int, start: int) -> bool:
    """Whether a word is "aufgrund", or the noun of "auf Grundlage"."""
    kinds = reading.lexicon.words
    lowered = reading.lowered[index]
    if lowered in kinds["grounds"]:
        return True
    return lowered in kinds["grounds_behind"] and index > start and reading.lowered[index - 1] in kinds["relies_on"]
