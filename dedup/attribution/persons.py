"""Names of persons inside a noun phrase.

In: a reading and the words of a source without its determiners. Out: the range of the name, without role,
apposition and bracket. A name is a run of capitals that no word list explains.
"""

from dataclasses import dataclass

from dedup.attribution.reading import Range, Reading
from dedup.attribution.word_kinds import is_body, is_role, is_thing

_ADJECTIVE_ENDINGS = ("sche", "schen", "scher", "liche", "lichen", "ale", "alen", "igte", "igten", "eine", "einen")
_NAME_LINKS = frozenset({"von", "van", "de", "der", "zu", "al", "bin", "ibn", "el", "del", "da", "dos", "-"})
_FOLLOWERS = frozenset({"des", "der", "von", "vom", "eines", "einer", "of"})


@dataclass(frozen=True, slots=True)
class PersonName:
    """The words of a name; `feminine` when the role before it says so."""

    words: Range
    feminine: bool


def find_person(reading: Reading, words: Range) -> PersonName | None:
    """Find a person's name: an apposition that is one, or capitals behind a role."""
    if not reading.lexicon.verb_second:
        return _english_person(reading, words)
    pieces = _split(reading, words)
    if len(pieces) > 1:
        last = _bare_name(reading, pieces[-1])
        if last and not _bare_name(reading, pieces[0]):
            return PersonName(last, feminine=_is_feminine(reading, pieces[0]))
    first = pieces[0]
    run = _name_run(reading, first)
    if run is None:
        return None
    return PersonName(run, feminine=_is_feminine(reading, first))


def _english_person(reading: Reading, words: Range) -> PersonName | None:
    """Find the last run of capitals that is a name: Kremlin spokesman Dmitry Peskov."""
    start, end = words
    stop = next(
        (index for index in range(start, end) if reading.lowered[index] in reading.lexicon.words["places"]),
        end,
    )
    last = stop
    while last > start and not reading.is_name(last - 1):
        last -= 1
    first = last
    while first > start and reading.is_name(first - 1) and not is_role(reading, first - 1):
        first -= 1
    if (
        first == last
        or last != stop
        or any(is_body(reading, i) or is_thing(reading, i) for i in range(first, last))
    ):
        return None
    has_article = first > 0 and reading.lowered[first - 1] in reading.lexicon.words["determiners"]
    return None if has_article else PersonName((first, last), feminine=_is_feminine(reading, words))


def _split(reading: Reading, words: Range) -> list[Range]:
    pieces = []
    start = words[0]
    for index in range(*words):
        if reading.words[index] == ",":
            pieces.append((start, index))
            start = index + 1
    pieces.append((start, words[1]))
    return [piece for piece in pieces if piece[0] < piece[1]]


def _bare_name(reading: Reading, words: Range) -> Range | None:
    """Take a piece that is a name and nothing else, but for a bracket behind it."""
    start, end = words
    while end > start and not reading.is_name(end - 1) and reading.words[end - 1] == ")":
        opening = max((index for index in range(start, end) if reading.words[index] == "("), default=end - 1)
        end = opening
    inside = range(start, end)
    capitals = [index for index in inside if reading.is_name(index)]
    if len(capitals) < 2 or any(not reading.is_name(i) and reading.lowered[i] not in _NAME_LINKS for i in inside):  # noqa: PLR2004 - a first and a last name
        return None
    if any(is_body(reading, index) or is_role(reading, index) for index in capitals):
        run = _name_run(reading, words)
        return run if run and run != words else None
    return start, end


def _name_run(reading: Reading, words: Range) -> Range | None:
    """Find the name behind roles at the start of a piece; one word alone counts when nothing else explains it."""
    start, end = words
    kinds = reading.lexicon.words
    has_article = start > 0 and reading.lowered[start - 1] in kinds["articles"]
    while start < end and (not reading.is_name(start) or reading.lowered[start] in kinds["determiners"]):
        start += 1
        has_article = True
    first = start
    while start < end and reading.is_name(start) and is_role(reading, start):
        start += 1
    stop = start
    while stop < end and (
        reading.is_name(stop)
        or (
            stop > start
            and reading.lowered[stop] in _NAME_LINKS - {"der"}
            and stop + 1 < end
            and reading.is_name(stop + 1)
        )
    ):
        stop += 1
    if start == stop or any(is_body(reading, index) or is_thing(reading, index) for index in range(start, stop)):
        return None
    capitals = stop - start
    followed = stop < end and (
        reading.lowered[stop] in _FOLLOWERS | kinds["places"] or reading.words[stop].islower()
    )
    if start > first:
        return start, stop
    if capitals >= 2 and has_article and reading.words[start].endswith(_ADJECTIVE_ENDINGS):  # noqa: PLR2004 - "die Deutsche Bahn"
        return None
    if capitals >= 2:  # noqa: PLR2004 - a first and a last name
        return (start + 1, stop) if has_article and capitals > 2 else (start, stop)  # noqa: PLR2004 - title and name
    return (start, stop) if not has_article and not followed and reading.words[start].isalpha() else None


def _is_feminine(reading: Reading, words: Range) -> bool:
    return any(reading.lowered[i].endswith(("in", "frau")) and is_role(reading, i) for i in range(*words))
