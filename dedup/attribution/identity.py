"""What a source is and whether a reader could identify it.

In: the words of a source that is no named person. Out: its kind, and whether it is anonymous: groups, "ein
Vertreter", unnamed studies and media are; bodies, their spokespeople, unique roles and groups that the text speaks
of as known ("die Forscher") are not.
"""

from dedup.attribution.lexicon import ENGLISH
from dedup.attribution.reading import Range, Reading
from dedup.attribution.word_kinds import is_body, is_group, is_press, is_role
from dedup.model import SourceKind

_OFFICIAL = ("regierungs", "polizei", "behörden", "armee", "militär", "ministeriums", "partei")
_NAMED_AUTHOR = 4


def kind_of(reading: Reading, words: Range) -> SourceKind:
    """Tell the kind of a source from the first word of it that a list explains."""
    for index in range(*words):
        kind = _kind_of_word(reading, index)
        if kind:
            return kind
    return SourceKind.PERSON if _is_indefinite(reading, words) else SourceKind.INSTITUTION


def _kind_of_word(reading: Reading, index: int) -> SourceKind | None:
    if not reading.is_name(index) and reading.lexicon.language != ENGLISH:
        return None
    kinds = reading.lexicon.words
    last = reading.lowered[index].rpartition("-")[2]
    tests = (
        (SourceKind.AGENCY, last in kinds["agencies"]),
        (SourceKind.OUTLET, is_press(reading, index)),
        (SourceKind.DOCUMENT, last in kinds["document"]),
        (SourceKind.GROUP, is_group(reading, index)),
        (SourceKind.PERSON, is_role(reading, index)),
        (SourceKind.INSTITUTION, is_body(reading, index)),
    )
    return next((kind for kind, fits in tests if fits), None)


def is_anonymous(reading: Reading, words: Range, core: Range, kind: SourceKind) -> bool:
    """Whether a source cannot be identified; `core` is its phrase `words` without what leads up to it."""
    inside = [reading.lowered[index] for index in range(*words)]
    if any(word in reading.lexicon.words["unnamed"] for word in inside):
        return True
    if "eigenen" in inside or kind is SourceKind.INSTITUTION:
        return False
    return _JUDGES[kind](reading, words, core)


def _is_anonymous_group(reading: Reading, words: Range, core: Range) -> bool:
    """Groups name nobody, unless an office speaks or the text has named them before: die Ermittler."""
    inside = [reading.lowered[index] for index in range(*words)]
    if any(word.startswith(_OFFICIAL) for word in inside):
        return False
    secretive = any(word.endswith(reading.lexicon.suffixes["secretive"]) for word in inside)
    return secretive or not _is_definite(reading, core)


def _is_anonymous_press(reading: Reading, words: Range, core: Range) -> bool:
    """An outlet described as the only one of its kind can be found: die staatliche Nachrichtenagentur."""
    return not (core[1] - core[0] > 1 and _is_definite(reading, (words[0] + 1, words[1])))


def _is_anonymous_person(reading: Reading, words: Range, core: Range) -> bool:
    """Any one of many is anonymous, the spokesperson of a body is not."""
    speaks = any(
        reading.lowered[index].endswith(reading.lexicon.suffixes["spokespeople"]) for index in range(*words)
    )
    return _is_indefinite(reading, core) and not speaks


def _is_anonymous_document(reading: Reading, words: Range, core: Range) -> bool:
    """A study without an author, or "Berichten zufolge"."""
    inside = [reading.lowered[index] for index in range(*words)]
    has_author = (
        any(word.startswith(_OFFICIAL) for word in inside)
        or any(is_body(reading, index) for index in range(*core))
        or core[1] - core[0] >= _NAMED_AUTHOR
    )
    return not has_author and not _is_definite(reading, core)


_JUDGES = {
    SourceKind.GROUP: _is_anonymous_group,
    SourceKind.OUTLET: _is_anonymous_press,
    SourceKind.AGENCY: _is_anonymous_press,
    SourceKind.PERSON: _is_anonymous_person,
    SourceKind.DOCUMENT: _is_anonymous_document,
}


def _article(reading: Reading, words: Range) -> str:
    """The article that stands right before a source."""
    before = words[0] - 1
    return (
        reading.lowered[before]
        if before >= 0 and reading.lowered[before] in reading.lexicon.words["articles"]
        else ""
    )


def _is_indefinite(reading: Reading, words: Range) -> bool:
    return _article(reading, words) in reading.lexicon.words["indefinite"]


def _is_definite(reading: Reading, words: Range) -> bool:
    return bool(_article(reading, words)) and not _is_indefinite(reading, words)
