"""What a noun phrase says about its source: name, kind, whether it can be identified.

In: a reading and the range of a source's noun phrase. Out: `NamedSource` with the shortest name as mention, the
words that stand for it in a chain, and its kind. A source is anonymous when the reader could not find it again:
groups, "ein Vertreter", unnamed studies and media; bodies and their spokespeople are not.
"""

from dataclasses import dataclass, replace

from dedup.attribution.identity import is_anonymous, kind_of
from dedup.attribution.institution_names import InstitutionName, identify_institution
from dedup.attribution.noun_phrases import noun_phrase
from dedup.attribution.outlet import OutletKind
from dedup.attribution.persons import find_person
from dedup.attribution.reading import MARKS, Range, Reading
from dedup.attribution.registry import OutletMention, load_catalogue
from dedup.attribution.word_kinds import is_press
from dedup.model import SourceKind

_PRESS_PARTS = ("ausgabe", "tochter", "dienst", "seite", "redaktion", "portal")
_BRACKETED = 3
_PARTICIPLE_ENDINGS = ("te", "ten", "ter", "tes", "tem", "ene", "enen", "ener", "enes", "enem")
_AGENTS = frozenset({"von", "vom"})
_GENITIVES = frozenset({"des", "der", "von", "vom", "eines", "einer", "of"})


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedSource:
    """A source as far as its noun phrase tells.

    `mention` is a range of code points of the normalised text. `hop` is what stands for it in a chain.
    `is_pronoun` asks for a name from the sentences before. `institution` is what the phrase says of the institution
    that it speaks for, itself or by a spokesperson or report.
    """

    mention: tuple[int, int]
    hop: str
    kind: SourceKind
    anonymous: bool
    outlet: str | None = None
    is_name: bool = False
    is_pronoun: bool = False
    feminine: bool = False
    is_definite_press: bool = False
    institution: InstitutionName | None = None


def name_sources(reading: Reading, words: Range) -> tuple[NamedSource, ...]:
    """Name the sources of a noun phrase: each of several outlets, otherwise one."""
    outlets = _head_outlets(reading, words)
    if outlets:
        return tuple(outlet_source(mention) for mention in outlets)
    return (_name_other(reading, words),)


def outlet_source(mention: OutletMention) -> NamedSource:
    """Make a source of a name of the catalogue."""
    outlet = load_catalogue().outlets[mention.outlet]
    kind = SourceKind.AGENCY if outlet.kind is OutletKind.AGENCY else SourceKind.OUTLET
    return NamedSource(
        mention=(mention.start, mention.end), hop=mention.outlet, kind=kind, anonymous=False, outlet=mention.outlet
    )


def _head_outlets(reading: Reading, words: Range) -> tuple[OutletMention, ...]:
    """List the outlets that a phrase is about: not the employer of a person that it names."""
    found = []
    position = words[0]
    for mention in reading.mentions_in(words):
        if mention.compound and not _is_statement_compound(reading, mention.compound):
            return ()
        first = reading.position_of(mention.start, words)
        if not all(_may_precede_outlet(reading, index) for index in range(position, first)):
            break
        found.append(mention)
        position = reading.position_of(mention.end - 1, words) + 1
    return tuple(found)


def _is_statement_compound(reading: Reading, compound: str) -> bool:
    return compound.lower().endswith(reading.lexicon.suffixes["compound_statement"])


def _may_precede_outlet(reading: Reading, index: int) -> bool:
    words, suffixes = reading.lexicon.words, reading.lexicon.suffixes
    lowered = reading.lowered[index]
    if not reading.is_name(index):
        return True
    return (
        lowered in words["determiners"]
        or is_press(reading, index)
        or lowered in words["statement"]
        or lowered in words["document"]
        or lowered in words["press_texts"]
        or lowered.endswith((*suffixes["compound_statement"], *suffixes["press_people"], *_PRESS_PARTS))
    )


def _name_other(reading: Reading, words: Range) -> NamedSource:
    core = _agent_of_document(reading, words) or _without_statement(reading, words)
    core = _without_determiners(reading, core)
    if core[0] >= core[1]:
        core = words
    if reading.lowered[core[0]] in reading.lexicon.words["pronouns"] and core[1] - core[0] == 1:
        return _pronoun(reading, core)
    institution = identify_institution(reading.printed(core), reading.lexicon.language)
    person = find_person(reading, core)
    if person and not (institution and _is_institution(reading, core, person.words, institution)):
        return NamedSource(
            mention=reading.cut(person.words),
            hop=reading.printed(person.words),
            kind=SourceKind.PERSON,
            anonymous=False,
            is_name=True,
            feminine=person.feminine,
        )
    described = _described(reading, words, core)
    return _as_institution(described, institution) if institution and described.outlet is None else described


def _is_institution(reading: Reading, core: Range, person: Range, institution: InstitutionName) -> bool:
    """Whether what looks like a person's name is the institution's: Human Rights Watch."""
    start, end = reading.cut(person)
    first = reading.cut(core)[0]
    return start < first + institution.end and first + institution.start < end and bool(institution.candidates)


def _as_institution(source: NamedSource, institution: InstitutionName) -> NamedSource:
    """Tell a body from the persons and documents that pass on its words; whoever speaks for a body is known."""
    kind = source.kind
    if not institution.wrapped or kind is SourceKind.OUTLET:
        kind = SourceKind.INSTITUTION
    named = bool(institution.candidates) and not institution.by_role
    anonymous = source.anonymous and not named and kind is not SourceKind.INSTITUTION
    return replace(source, kind=kind, anonymous=anonymous, institution=institution)


def _pronoun(reading: Reading, words: Range) -> NamedSource:
    lowered = reading.lowered[words[0]]
    return NamedSource(
        mention=reading.cut(words),
        hop=reading.printed(words),
        kind=SourceKind.PERSON,
        anonymous=lowered in {"man", "es"},
        is_pronoun=lowered not in {"man", "es"},
        feminine=lowered in reading.lexicon.words["feminine"],
    )


def _without_statement(reading: Reading, words: Range) -> Range:
    """Reduce "Angaben des Roten Kreuzes" to "des Roten Kreuzes"; a report keeps its name."""
    kinds = reading.lexicon.words
    for index in range(words[0], words[1] - 1):
        if not reading.is_name(index) or reading.lowered[index] in kinds["determiners"]:
            continue
        is_statement = (
            reading.lowered[index] in kinds["statement"]
            and reading.lowered[index] not in kinds["singular_document"]
        )
        if is_statement and reading.lowered[index + 1] in _GENITIVES | kinds["determiners"]:
            return index + 1, words[1]
        if is_statement and reading.is_name(index + 1) and reading.words[index + 1].endswith("s"):
            return index + 1, words[1]
        is_owned = index + 2 == words[1] and reading.words[index].endswith(("s", "’", "'"))
        if is_owned and reading.lowered[index + 1] in kinds["statement"] - kinds["singular_document"]:
            return words[0], index + 1
        return words
    return words


def _agent_of_document(reading: Reading, words: Range) -> Range | None:
    """Reduce "den am Montag von der Bank vorgelegten Zahlen" to "der Bank"."""
    kinds = reading.lexicon.words
    if reading.lowered[words[0]] not in kinds["articles"]:
        return None
    for index in range(words[0] + 1, words[1] - 2):
        if reading.lowered[index] not in _AGENTS:
            if reading.is_name(index) and reading.lowered[index] not in kinds["times"]:
                return None
            continue
        phrase = noun_phrase(reading, index + 1, words[1])
        behind = phrase[1] if phrase else words[1]
        if phrase and behind + 1 < words[1] and reading.words[behind].endswith(_PARTICIPLE_ENDINGS):
            noun = reading.lowered[behind + 1]
            is_text = any(noun in kinds[name] for name in ("document", "statement", "findings"))
            return phrase if is_text and reading.words[behind].islower() else None
        return None
    return None


def _without_determiners(reading: Reading, words: Range) -> Range:
    start, end = words
    kinds = reading.lexicon.words
    while start < end and (
        reading.lowered[start] in kinds["articles"]
        or reading.lowered[start] in kinds["possessives"]
        or reading.lowered[start] in {"von", "vom", "dem", "seitens", "the", "of"}
        or reading.words[start] in MARKS
    ):
        start += 1
    while end > start and (reading.words[end - 1] in MARKS or reading.words[end - 1] in {",", "("}):
        end -= 1
    return start, end


def _described(reading: Reading, words: Range, core: Range) -> NamedSource:
    """Name a source that is no person by name."""
    kind = kind_of(reading, core)
    name = _shortest_name(reading, core)
    source = NamedSource(
        mention=reading.cut(name),
        hop=reading.printed(name),
        kind=kind,
        anonymous=is_anonymous(reading, words, core, kind),
    )
    is_medium = any(is_press(reading, index) for index in range(*core))
    outlet = _resolve(reading, core) if is_medium else None
    if outlet:
        return outlet
    title = _own_name(reading, core) if kind in {SourceKind.OUTLET, SourceKind.AGENCY} else None
    if title is None and core[1] - core[0] == 1 and is_medium and core[0] > words[0]:
        definite = reading.lowered[words[0]] not in reading.lexicon.words["indefinite"]
        return replace(source, is_definite_press=definite)
    if title:
        return replace(source, mention=reading.cut(title), hop=reading.printed(title), anonymous=False)
    return source


def _shortest_name(reading: Reading, core: Range) -> Range:
    """Cut off what tells nothing: an acronym in brackets, "verschiedene", what kind of body a name is of."""
    start, end = core
    kinds = reading.lexicon.words
    if end - start > _BRACKETED and reading.words[end - 1] == ")" and reading.words[end - 3] == "(":
        end -= _BRACKETED
    while start < end - 1 and reading.lowered[start] in kinds["empty_attributes"]:
        start += 1
    body = next((index for index in range(start, end) if reading.is_name(index)), start)
    is_generic = reading.lowered[body].endswith(reading.lexicon.suffixes["generic_bodies"])
    if is_generic and body + 1 < end and all(reading.is_name(index) for index in range(body + 1, end)):
        start = body + 1
    return start, end


def _resolve(reading: Reading, words: Range) -> NamedSource | None:
    """Find the outlet of a name in unusual case: die offizielle koreanische Zentrale Nachrichtenagentur."""
    for start in range(*words):
        outlet = load_catalogue().resolve(reading.printed((start, words[1])))
        if outlet:
            kind = SourceKind.AGENCY if outlet.kind is OutletKind.AGENCY else SourceKind.OUTLET
            mention = reading.cut((start, words[1]))
            return NamedSource(mention=mention, hop=outlet.id, kind=kind, anonymous=False, outlet=outlet.id)
    return None


def _own_name(reading: Reading, words: Range) -> Range | None:
    """Find the name behind "Fernsehsender": an outlet that the catalogue does not know."""
    for index in range(words[0], words[1] - 1):
        if is_press(reading, index):
            start = index + 1
            while start < words[1] and reading.words[start] in MARKS:
                start += 1
            stop = start
            while stop < words[1] and reading.is_name(stop):
                stop += 1
            return (start, stop) if start < stop else None
    return None
