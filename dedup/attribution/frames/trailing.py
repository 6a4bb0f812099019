"""Statements with their source behind or beside them: ..., sagte X / ..., so X / wie X berichtet."""

from dedup.attribution.clause_shape import has_subjunctive, may_be_finite
from dedup.attribution.conjugation import VerbPlace
from dedup.attribution.cue_search import Cue
from dedup.attribution.frames.direct import document_source
from dedup.attribution.frames.statement import Sentence, Statement, indirect_statement
from dedup.attribution.lexicon import CueGroup
from dedup.attribution.likelihood import SPEAKS, UNKNOWN, speaker_likelihood
from dedup.attribution.noun_phrases import noun_phrase
from dedup.attribution.reading import Range, Reading
from dedup.attribution.subjects import find_subject, right_of

_SHORTEST_CLAIM = 3
_LONGEST_TAIL = 26
_WEAK = frozenset({CueGroup.JUDGE, CueGroup.THINK})
_CONDITIONS = frozenset(
    {"nachdem", "weil", "wenn", "falls", "obwohl", "obgleich", "bevor", "sobald", "solange", "da", "während", "ob"}
)
_OBJECTS = frozenset({(word,) for word in ("die", "den", "das", "einen", "eine", "keine", "keinen")})
_TAIL_MARKS = frozenset({",", "–", "-"})
_TAIL_LINKS = frozenset({"das", "dies", "so"})
_SIDE_WORDS = frozenset({",", ".", ":", ";", "–", "!", "?", ")"})


def find_wie(reading: Reading, sentence: Sentence) -> Statement | None:
    """..., wie X berichtete. / Wie X berichtete, ..."""
    start, end = sentence.words
    for cue in sentence.cues:
        opener = _wie_before(reading, cue, start)
        closes = (
            cue.end >= end
            or reading.words[cue.end] in _SIDE_WORDS
            or reading.lowered[cue.end] in reading.lexicon.words["finite"]
        )
        if opener is None or not closes:
            continue
        is_perfect = cue.end < end and reading.lowered[cue.end] in reading.lexicon.words["auxiliaries"]
        close = cue.end + 1 if is_perfect and cue.place is VerbPlace.PARTICIPLE else cue.end
        inside = (opener + 1, cue.end)
        source = find_subject(reading, cue, inside) if cue.passive else right_of(reading, opener + 1, cue.position)
        claims = _pieces(reading, (start, opener), (close, end))
        if source and claims:
            return indirect_statement("wie", claims, source, ((opener, opener + 1), *cue.ranges), (opener, close))
    return None


def _wie_before(reading: Reading, cue: Cue, start: int) -> int | None:
    for index in range(cue.position - 1, max(start, cue.position - _LONGEST_TAIL) - 1, -1):
        if reading.lowered[index] == "wie" and (
            index == start
            or reading.words[index - 1] in {",", "–", "("}
            or (index == start + 1 and reading.lowered[start] in reading.lexicon.words["leaders"])
        ):
            return index
    return None


def _pieces(reading: Reading, *ranges: Range) -> tuple[Range, ...]:
    trimmed = (reading.trim(piece) for piece in ranges)
    return tuple(piece for piece in trimmed if piece[1] - piece[0] >= _SHORTEST_CLAIM - 1)


def find_trailing(reading: Reading, sentence: Sentence) -> Statement | None:
    """..., sagte X. / ..., so X. / ..., heißt es in X."""
    start, end = sentence.words
    is_condition = reading.lowered[start] in _CONDITIONS and not may_be_finite(reading, start + 1)
    if is_condition and not has_subjunctive(reading, sentence.words):
        return None
    cues = {cue.position: cue for cue in sentence.cues}
    for index in reading.triggers_in((start + 2, end)):
        edge = _tail_edge(reading, index)
        if edge is None or reading.is_quoted(index):
            continue
        found = _tail(reading, index, end, cues)
        if found is None:
            continue
        rule, source, cue = found
        lead = _lead(reading, sentence, edge)
        if lead and source:
            first, colon, speaker = lead
            source = speaker if reading.lowered[source[0]] in reading.lexicon.words["pronouns"] else source
            claim = reading.trim((colon + 1, edge))
            claims = (claim, *_resumed(reading, found[1], end))
            return indirect_statement(rule, claims, source, (*first.ranges, *cue), (start, end))
        claim = reading.trim((start, edge))
        if rule == "trailing-said" and _is_subject(reading, claim):
            continue
        claims = (claim, *_resumed(reading, source, end))
        if sum(piece[1] - piece[0] for piece in claims) >= _SHORTEST_CLAIM:
            return indirect_statement(rule, claims, source, cue, (index, end))
    return None


def _lead(reading: Reading, sentence: Sentence, edge: int) -> tuple[Cue, int, Range] | None:
    """Find verb, colon and speaker of words that lead up to what is said: X antwortete auf Y: ..., sagte er."""
    start = sentence.words[0]
    leading = range(start + 1, min(edge - 1, start + _LONGEST_TAIL))
    colon = next((index for index in leading if reading.words[index] == ":"), None)
    cue = next((cue for cue in sentence.cues if colon is not None and cue.end <= colon), None)
    if colon is None or cue is None or edge - colon <= _SHORTEST_CLAIM or reading.is_quoted(colon):
        return None
    speaker = find_subject(reading, cue, (start, colon))
    return (cue, colon, speaker) if speaker else None


def _tail_edge(reading: Reading, index: int) -> int | None:
    """Find the comma before a verb or "so"; "das" and "so" may stand between: ..., das teilte X mit."""
    if reading.words[index - 1] in _TAIL_MARKS:
        return index - 1
    return (
        index - 2 if reading.words[index - 1] in _TAIL_LINKS and reading.words[index - 2] in _TAIL_MARKS else None
    )


def _resumed(reading: Reading, source: Range | None, end: int) -> tuple[Range, ...]:
    """Find the rest of a statement that its source interrupts: Er sei, so der Arzt, auf dem Weg der Besserung."""
    if source is None or source[1] + _SHORTEST_CLAIM > end or reading.words[source[1]] not in {",", "–"}:
        return ()
    first = reading.lowered[source[1] + 1]
    words = reading.lexicon.words
    if first in words["relatives"] or first in words["subordinators"] or first in words["articles"]:
        return ()
    rest = reading.trim((source[1], end))
    return (rest,) if rest[1] - rest[0] >= _SHORTEST_CLAIM - 1 else ()


def _is_subject(reading: Reading, claim: Range) -> bool:
    """Whether what stands before the verb is only its subject, or an adverbial: X, der ..., wies ... zurück.

    A clause has its finite verb behind its first phrase. A comma there opens a relative clause or an apposition,
    and unless some part behind a comma starts with a verb the phrase waits for the verb that comes now.
    """
    phrase = noun_phrase(reading, *claim)
    if phrase is None:
        return _is_condition(reading, claim)
    if phrase[1] >= claim[1]:
        return True
    if reading.words[phrase[1]] != ",":
        return False
    return not any(
        reading.words[index - 1] == "," and may_be_finite(reading, index)
        for index in range(phrase[1] + 1, claim[1])
    )


def _is_condition(reading: Reading, claim: Range) -> bool:
    """Whether the words before the verb are an adverbial with a relative clause: In dem Brief, der ..., bat er."""
    first = claim[0]
    if reading.lowered[first] not in reading.lexicon.words["inverters"]:
        return False
    phrase = noun_phrase(reading, first + 1, claim[1])
    return (
        phrase is not None
        and (phrase[1] >= claim[1] or reading.words[phrase[1]] == ",")
        and not any(
            reading.words[index - 1] == "," and may_be_finite(reading, index)
            for index in range(phrase[1], claim[1])
        )
    )


def _tail(
    reading: Reading, index: int, end: int, cues: dict[int, Cue]
) -> tuple[str, Range | None, tuple[Range, ...]] | None:
    lowered = reading.lowered[index]
    if lowered == "so":
        source = noun_phrase(reading, index + 1, end)
        return (
            ("trailing-so", source, ((index, index + 1),))
            if source and _ends_tail(reading, source[1], end)
            else None
        )
    if lowered in {"heißt", "hieß"} and reading.lowered[index + 1 : index + 2] == ("es",):
        return "heisst-es", document_source(reading, index + 2, end), ((index, index + 2),)
    cue = cues.get(index)
    said = _may_trail(reading, cue, end) if cue else None
    return ("trailing-said", said, cue.ranges) if cue and said else None


def _may_trail(reading: Reading, cue: Cue, end: int) -> Range | None:
    """Find the source behind a verb that follows what is said: no object may come behind it, and it must speak."""
    if cue.place is not VerbPlace.FINITE or _leads_clause(reading, cue.position, end):
        return None
    if cue.lemma in reading.lexicon.words["not_trailing"]:
        return None
    source = right_of(reading, cue.position + 1, end)
    if source is None or end - source[1] > _LONGEST_TAIL:
        return None
    quotes = cue.lemma in reading.lexicon.words["quoting"]
    if reading.lowered[source[1] : source[1] + 1] in _OBJECTS and not quotes:
        return None
    speaks = speaker_likelihood(reading, source) >= (SPEAKS if cue.group in _WEAK else UNKNOWN)
    return source if speaks else None


def _ends_tail(reading: Reading, index: int, end: int) -> bool:
    """Whether nothing but an adverbial follows "so X": "so groß wie" is a comparison."""
    if index >= end or reading.words[index] in _SIDE_WORDS:
        return True
    lowered = reading.lowered[index]
    return lowered in reading.lexicon.words["places"] or lowered in {
        "weiter",
        "gegenüber",
        "zu",
        "heute",
        "nach",
        "vor",
        "zum",
    }


def _leads_clause(reading: Reading, index: int, end: int) -> bool:
    openers = reading.lexicon.words["certain_openers"]
    return any(reading.lowered[word] in openers for word in range(index, end))
