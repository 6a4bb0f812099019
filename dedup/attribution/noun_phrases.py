"""Noun phrases, by the shape of German: determiner, adjectives, capitalised head, genitives, apposition.

In: a reading and a place. Out: ranges of words. There is no parser; capitals and closed word classes do nearly
all the work, and a phrase that is cut too long is shortened when its source is named.
"""

from dedup.attribution.institution_spans import end_of_name
from dedup.attribution.reading import MARKS, Range, Reading

_NAME_PARTICLES = frozenset({"zu", "van", "de", "del", "al", "bin", "ibn", "el", "la", "le", "di", "da", "dos"})
_ELLIPSIS_LINKS = frozenset({",", "und", "oder", "sowie", "and", "or", "bzw"})
_LONGEST = 26
_LONGEST_TITLE = 7
_LONGEST_BRACKET = 9
_LONGEST_APPOSITION = 16
_LONGEST_ATTRIBUTE = 5
_APPOSITION_END = frozenset(",.:;–!?") | MARKS
_ATTRIBUTE_ENDINGS = ("e", "en", "er", "es", "em")
_ATTRIBUTE_OPENERS = frozenset(
    {"am", "im", "in", "von", "vom", "durch", "aus", "bei", "auf", "nach", "zu", "mit", "für", "über"}
)
_PARTICIPLE_ENDINGS = (
    "te",
    "ten",
    "ter",
    "tes",
    "tem",
    "ene",
    "enen",
    "ener",
    "enes",
    "enem",
    "ende",
    "enden",
    "ender",
)
_LONGEST_PARTICIPLE = 9
_PRESS_STAFF = (
    "chef",
    "redakteur",
    "korrespondent",
    "journalist",
    "reporter",
    "sprecher",
    "herausgeber",
    "moderator",
)


def noun_phrase(reading: Reading, start: int, limit: int) -> Range | None:
    """Read the noun phrase that starts at a word; None where none does."""
    limit = min(limit, start + _LONGEST)
    if start >= limit:
        return None
    if reading.lowered[start] in reading.lexicon.words["pronouns"]:
        return start, start + 1
    head = _head(reading, start, limit)
    if head is None:
        return None
    end = min(limit, reading.named.get(head, head + 1))
    while end < limit:
        is_cut = reading.words[end - 1].endswith("-")
        further = _after_ellipsis(reading, end, limit) if is_cut else _extend(reading, start, end, limit)
        if further == end:
            break
        end = further
    return start, end_of_name(reading, start, end, limit)


def is_attribute(reading: Reading, position: int) -> bool:
    """Whether a lower-case word can stand between determiner and noun: an adjective or participle."""
    word = reading.words[position]
    lexicon = reading.lexicon
    return (
        word.isalpha()
        and word.islower()
        and word.endswith(_ATTRIBUTE_ENDINGS)
        and word not in lexicon.words["stop"]
        and word not in lexicon.words["determiners"]
        and word not in lexicon.cues
        and word not in lexicon.infinitives
        and word not in lexicon.words["auxiliaries"]
    )


def _head(reading: Reading, start: int, limit: int) -> int | None:
    """Find the first noun behind determiners, adjectives, numbers and opening marks."""
    determiners = reading.lexicon.words["determiners"]
    determined = False
    for index in range(start, limit):
        word = reading.words[index]
        determined = determined or reading.lowered[index] in determiners
        if reading.lowered[index] in determiners or word in MARKS or word[0].isdigit():
            continue
        if word in {"und", "oder"} and index > start:
            continue
        if reading.is_name(index):
            return None if reading.lowered[index] in reading.lexicon.words["stop"] else index
        if determined and reading.lowered[index] in _ATTRIBUTE_OPENERS:
            return _after_participle(reading, index, limit)
        if not (is_attribute(reading, index) or (determined and _is_participle(reading, index))):
            return None
    return None


def _after_participle(reading: Reading, opener: int, limit: int) -> int | None:
    """Find the noun behind a participle with words of its own: die am Montag von der Bank vorgelegte Studie."""
    for index in range(opener + 1, min(limit - 1, opener + _LONGEST_PARTICIPLE)):
        if not reading.words[index][0].isalnum():
            return None
        closes = reading.words[index].endswith(_PARTICIPLE_ENDINGS) and reading.is_name(index + 1)
        if closes and (is_attribute(reading, index) or _is_participle(reading, index)):
            return index + 1
    return None


def _is_participle(reading: Reading, position: int) -> bool:
    """Whether a cue form is an adjective behind its determiner: die beschuldigten Männer."""
    word = reading.words[position]
    return (
        word in reading.lexicon.cues
        and word.endswith(_ATTRIBUTE_ENDINGS)
        and reading.lowered[position] not in reading.lexicon.words["stop"]
    )


def _extend(reading: Reading, start: int, end: int, limit: int) -> int:
    word = reading.words[end]
    lowered = reading.lowered[end]
    words = reading.lexicon.words
    if end in reading.named:
        return min(limit, reading.named[end])
    if reading.is_name(end) and lowered not in words["determiners"] and lowered not in words["times"]:
        return end + 1
    if lowered in words["joiners"]:
        return _after_attribute(reading, start, end, limit)
    if lowered in words["places"]:
        return _after_place(reading, end, limit)
    if word in {"&", "/"}:
        return end + 1
    step = _after_title if word in MARKS else _STEPS.get(word)
    return step(reading, end, limit) if step else end


def _after_ellipsis(reading: Reading, position: int, limit: int) -> int:
    """Step to the next part of a compound that is cut short: Kongress-, Militär- und Regierungskreise."""
    index = position
    while index < min(limit, position + 2) and reading.lowered[index] in _ELLIPSIS_LINKS:
        index += 1
    return index + 1 if index < limit and reading.is_name(index) else position


def _after_title(reading: Reading, position: int, limit: int) -> int:
    """Step over a short quoted name, or over the closing mark of one that the phrase has entered."""
    number = reading.quote_at[position]
    if number < 0:
        return position
    start, end = reading.quotes[number].outer
    if position == start:
        return end if end - start <= _LONGEST_TITLE and end <= limit and reading.is_name(start + 1) else position
    return position + 1 if position == end - 1 and end - start <= _LONGEST_TITLE else position


def _after_bracket(reading: Reading, position: int, limit: int) -> int:
    """Step over a party or place in brackets: Kim Huber (CSU)."""
    for index in range(position + 1, min(limit, position + _LONGEST_BRACKET)):
        if reading.words[index] == ")":
            return index + 1
    return position


def _after_attribute(reading: Reading, start: int, position: int, limit: int) -> int:
    """Step over a genitive, a "von" phrase or a coordinated noun."""
    index = position + 1
    if reading.lowered[position] in _NAME_PARTICLES:
        return index + 1 if index < limit and reading.is_name(index) else position
    determiners = reading.lexicon.words["determiners"]
    while index < min(limit, position + 1 + _LONGEST_ATTRIBUTE) and not reading.is_name(index):
        inside = (
            reading.lowered[index] in determiners or reading.words[index] in MARKS or is_attribute(reading, index)
        )
        if not inside:
            return position
        index += 1
    if index >= limit or not reading.is_name(index) or reading.lowered[index] in reading.lexicon.words["times"]:
        return position
    if reading.lowered[index + 1 : index + 2] == ("zufolge",):
        return position
    if reading.lowered[position] in {"der", "von"} and _addresses_outlet(reading, start, position, index):
        return position
    return min(limit, reading.named.get(index, index + 1))


def _addresses_outlet(reading: Reading, start: int, position: int, noun: int) -> bool:
    """Whether "der" before an outlet is a dative: sagte der Minister der Süddeutschen Zeitung.

    Words for an utterance take the outlet as their source: Angaben der Süddeutschen Zeitung.
    """
    if not reading.mentions_in((position, min(noun + 4, len(reading.words)))):
        return False
    lexicon = reading.lexicon
    before = [reading.lowered[index] for index in range(start, position)]
    owned = (*lexicon.suffixes["statement"], *lexicon.suffixes["document"])
    belongs = any(word.endswith(owned) for word in before)
    return not belongs and not any(part in word for word in before for part in _PRESS_STAFF)


def _after_place(reading: Reading, position: int, limit: int) -> int:
    index = position + 1
    if reading.lowered[position] != "im" and index < limit and is_attribute(reading, index):
        index += 1
    if (
        index >= limit
        or not reading.is_name(index)
        or reading.lowered[position] not in {"in", "im", "aus", "bei", "beim", "am"}
    ):
        return position
    if reading.lowered[index] in reading.lexicon.words["times"] or reading.mentions_in((index, index + 1)):
        return position
    return index + 1


def _after_apposition(reading: Reading, comma: int, limit: int) -> int:
    """Step over ", Vorsitzender des Verbands," when it holds nouns only and something closes it."""
    words = reading.lexicon.words
    first = comma + 1
    if first >= limit or not (reading.is_name(first) or reading.lowered[first] in words["articles"]):
        return comma
    index = first
    last_noun = -1
    while index < min(limit, first + _LONGEST_APPOSITION):
        lowered = reading.lowered[index]
        if reading.words[index] in _APPOSITION_END:
            break
        if reading.is_name(index):
            last_noun = index
        elif reading.words[index] == "(":
            after = _after_bracket(reading, index, limit)
            if after == index:
                return comma
            index = last_noun = after - 1
        elif not (
            lowered in words["determiners"]
            or lowered in words["joiners"]
            or lowered in words["places"]
            or lowered[0].isdigit()
            or is_attribute(reading, index)
        ):
            return comma
        index += 1
    closed = index >= limit or reading.words[index] in _APPOSITION_END
    return index if closed and last_noun == index - 1 else comma


_STEPS = {"(": _after_bracket, ",": _after_apposition}
