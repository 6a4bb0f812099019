"""What a capitalised word means: role, body, press, group or document.

In: a reading and a position. Out: yes or no, by the word lists of the cue file and their suffixes. Compounds are
judged by their last part: IHS-Ökonom is an economist.
"""

from dedup.attribution.reading import Reading


def is_press(reading: Reading, index: int) -> bool:
    """Whether a word means an outlet or agency without naming it."""
    words = reading.lexicon.words
    last = reading.lowered[index].rpartition("-")[2]
    return last in words["press"] or last in words["agencies"] or last.endswith(("medien", "zeitung", "zeitungen"))


def is_role(reading: Reading, index: int) -> bool:
    """Whether a capitalised word names a function of a person."""
    word = reading.lowered[index]
    last = word.rpartition("-")[2]
    return last.endswith(reading.lexicon.suffixes["role_suffixes"])


def is_body(reading: Reading, index: int) -> bool:
    """Whether a word names an institution."""
    word = reading.lowered[index]
    lexicon = reading.lexicon
    last = word.rpartition("-")[2]
    return (
        last in lexicon.words["institution"]
        or last.endswith(lexicon.suffixes["institution_suffixes"])
        or _is_acronym(reading, index)
    )


def _is_acronym(reading: Reading, index: int) -> bool:
    word = reading.words[index]
    return len(word) > 1 and word.isupper() and word.isalpha()


def is_group(reading: Reading, index: int) -> bool:
    """Whether a word names people without naming them."""
    word = reading.lowered[index].rpartition("-")[2]
    lexicon = reading.lexicon
    return word in lexicon.words["group"] or word.endswith(lexicon.suffixes["group_suffixes"])


def is_thing(reading: Reading, index: int) -> bool:
    """Whether a word names a group, a document or media in general."""
    kinds = reading.lexicon.words
    word = reading.lowered[index].rpartition("-")[2]
    return (
        word in kinds["document"]
        or word in kinds["statement"]
        or is_press(reading, index)
        or is_group(reading, index)
    )
