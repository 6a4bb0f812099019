"""Statements in clauses of their own: X sagte, dass ... / ..., sagte X / wie X berichtet / das berichtet X."""

from dedup.attribution.conjugation import VerbPlace
from dedup.attribution.cue_search import Cue
from dedup.attribution.frames.direct import document_source
from dedup.attribution.frames.statement import Sentence, Statement
from dedup.attribution.lexicon import CueGroup
from dedup.attribution.noun_phrases import noun_phrase
from dedup.attribution.reading import Range, Reading
from dedup.attribution.subjects import find_subject, right_of
from dedup.model import CitationType

_SHORTEST_CLAIM = 3
_LONGEST_TAIL = 26
_LONGEST_BACK_REFERENCE = 30
_WEAK = frozenset({CueGroup.JUDGE, CueGroup.THINK})
_ZU_WINDOW = 60
_CONDITIONS = frozenset({"nachdem", "weil", "wenn", "falls", "obwohl", "obgleich", "bevor", "sobald", "solange"})
_SIDE_WORDS = frozenset({",", ".", ":", ";", "–", "!", "?", ")"})


def _indirect(
    rule: str, claims: tuple[Range, ...], source: Range | None, cue: tuple[Range, ...], scope: Range
) -> Statement:
    return Statement(rule=rule, type=CitationType.INDIRECT, claims=claims, source=source, cue=cue, scope=scope)


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


def find_wie(reading: Reading, sentence: Sentence) -> Statement | None:
    """..., wie X berichtete. / Wie X berichtete, ..."""
    start, end = sentence.words
    for cue in sentence.cues:
        opener = _wie_before(reading, cue, start)
        closes = (
            cue.end >= end
            or reading.words[cue.end] in _SIDE_WORDS
            or reading.lowered[cue.end] in {"hat", "hatte", "haben", "hatten"}
        )
        if opener is None or not closes:
            continue
        close = cue.end if cue.end >= end or reading.words[cue.end] in _SIDE_WORDS else cue.end + 1
        source = right_of(reading, opener + 1, cue.position)
        claims = _pieces(reading, (start, opener), (close, end))
        if source and claims:
            return _indirect("wie", claims, source, ((opener, opener + 1), *cue.ranges), (opener, close))
    return None


def _wie_before(reading: Reading, cue: Cue, start: int) -> int | None:
    for index in range(cue.position - 1, max(start, cue.position - _LONGEST_TAIL) - 1, -1):
        if reading.lowered[index] == "wie" and (index == start or reading.words[index - 1] in {",", "–", "("}):
            return index
    return None


def _pieces(reading: Reading, *ranges: Range) -> tuple[Range, ...]:
    trimmed = (reading.trim(piece) for piece in ranges)
    return tuple(piece for piece in trimmed if piece[1] - piece[0] >= _SHORTEST_CLAIM - 1)


def find_trailing(reading: Reading, sentence: Sentence) -> Statement | None:
    """..., sagte X. / ..., so X. / ..., heißt es in X."""
    start, end = sentence.words
    if reading.lowered[start] in _CONDITIONS:
        return None
    cues = {cue.position: cue for cue in sentence.cues}
    for index in reading.triggers_in((start + _SHORTEST_CLAIM, end)):
        if reading.words[index - 1] not in {",", "–"} or reading.is_quoted(index):
            continue
        found = _tail(reading, index, end, cues)
        if found is None:
            continue
        rule, source, cue = found
        claim = reading.trim((start, index - 1))
        if rule == "trailing-said" and _is_subject(reading, claim):
            continue
        if claim[1] - claim[0] >= _SHORTEST_CLAIM:
            return _indirect(rule, (claim,), source, cue, (index, end))
    return None


def _is_subject(reading: Reading, claim: Range) -> bool:
    """Whether what stands before the verb is only a subject with a relative clause: X, der ..., wies ... zurück."""
    phrase = noun_phrase(reading, *claim)
    if phrase is None or phrase[1] >= claim[1]:
        return phrase is not None
    behind = phrase[1] + 1
    return (
        reading.words[phrase[1]] == ","
        and behind < claim[1]
        and reading.lowered[behind] in reading.lexicon.words["relatives"]
        and not has_subjunctive(reading, (claim[1], claim[1]))
        and "," not in reading.words[behind : claim[1]]
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
    if cue is None or cue.place is not VerbPlace.FINITE or _leads_clause(reading, index, end):
        return None
    if cue.lemma in reading.lexicon.words["not_trailing"]:
        return None
    source = right_of(reading, index + 1, end)
    if source is None or end - source[1] > _LONGEST_TAIL:
        return None
    return "trailing-said", source, cue.ranges


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


def find_leading(reading: Reading, sentence: Sentence) -> Statement | None:
    """X sagte, dass ... / X sagte, er sei ... / X drohte, ... zu ..."""
    for cue in sentence.cues:
        opening = _claim_start(reading, cue, sentence.words)
        if opening is None:
            continue
        rule, position = opening
        claim = reading.trim((position, sentence.words[1]))
        if claim[1] - claim[0] < _SHORTEST_CLAIM:
            continue
        source = find_subject(reading, cue, (sentence.words[0], position - 1))
        if source is None and not cue.passive:
            continue
        return _indirect(rule, (claim,), source, cue.ranges, (sentence.words[0], position))
    return None


def _claim_start(reading: Reading, cue: Cue, words: Range) -> tuple[str, int] | None:
    """Find where the statement begins behind a cue, and by which sign."""
    end = words[1]
    first = cue.position + 1
    opener = _opener(reading, cue, first, end)
    if opener is not None:
        return "clause-dass", opener
    for index in range(max(first, cue.end - 1), min(end, cue.end + _LONGEST_TAIL)):
        if reading.is_quoted(index):
            continue
        if reading.words[index] == ",":
            relayed = cue.group not in _WEAK and _relies(reading, (cue.position, index))
            return _bare_clause(reading, cue, index + 1, end) or (
                ("clause-relayed", index + 1) if relayed else None
            )
        if reading.words[index] == ":" and index + 1 < end and not reading.is_quoted(index + 1):
            utters = cue.group is CueGroup.SAY and not cue.passive
            return ("clause-colon", index + 1) if utters else None
    return None


def _relies(reading: Reading, words: Range) -> bool:
    """Whether the cue names whom it relies on: what follows is then reported in any mood."""
    return not reading.lexicon.words["reliance"].isdisjoint(reading.lowered[words[0] : words[1]])


def _opener(reading: Reading, cue: Cue, first: int, end: int) -> int | None:
    words = reading.lexicon.words
    for index in range(first, min(end, first + _LONGEST_TAIL)):
        lowered = reading.lowered[index]
        if (
            lowered not in words["openers"]
            or reading.is_quoted(index)
            or reading.words[index - 1] not in {",", "darauf", "davon"}
        ):
            continue
        if lowered in words["certain_openers"] or cue.group not in _WEAK:
            return index
    return None


def _bare_clause(reading: Reading, cue: Cue, start: int, end: int) -> tuple[str, int] | None:
    """Accept a clause without "dass" when its mood or its infinitive shows that it is reported."""
    rest = (start, end)
    if has_subjunctive(reading, rest):
        return "clause-subjunctive", start
    modals = reading.lexicon.words["subjunctive_two"] | reading.lexicon.words["reported_modals"]
    if cue.group not in _WEAK and any(reading.lowered[index] in modals for index in range(*rest)):
        return "clause-subjunctive", start
    if cue.lemma in reading.lexicon.infinitive_verbs and _has_zu(reading, start, end):
        return "clause-infinitive", start
    return None


def _has_zu(reading: Reading, start: int, end: int) -> bool:
    return any(
        reading.lowered[index] == "zu" or "zu" in reading.lowered[index][2:6]
        for index in range(start, min(end, start + _ZU_WINDOW))
        if reading.words[index].islower()
    )


def find_back_reference(reading: Reading, sentence: Sentence, before: Range | None) -> Statement | None:
    """Das berichtet X: the statement is the sentence before."""
    start, end = sentence.words
    if before is None or end - start > _LONGEST_BACK_REFERENCE or not sentence.cues:
        return None
    cue = sentence.cues[0]
    first = cue.verb if cue.auxiliary is not None else cue.position
    if reading.lowered[start] not in {"das", "dies", "darüber", "davon"} or first != start + 1:
        return None
    source = right_of(reading, first + 1, end)
    if source is None:
        return None
    claim = reading.trim(before)
    if claim[0] >= claim[1]:
        return None
    return _indirect("das-berichtet", (claim,), source, cue.ranges, sentence.words)
