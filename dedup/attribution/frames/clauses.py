"""Statements that follow who makes them: X sagte, dass ... / X sagte, er sei ... / das berichtet X."""

from collections.abc import Iterator

from dedup.attribution.clause_shape import claim_end, has_subjunctive, has_zu, may_be_finite
from dedup.attribution.conjugation import VerbPlace
from dedup.attribution.cue_search import Cue
from dedup.attribution.frames.statement import Sentence, Statement, indirect_statement
from dedup.attribution.lexicon import CueGroup
from dedup.attribution.reading import Range, Reading
from dedup.attribution.subjects import find_subject, right_of

_SHORTEST_CLAIM = 3
_LONGEST_TAIL = 26
_LONGEST_BACK_REFERENCE = 30
_WEAK = frozenset({CueGroup.JUDGE, CueGroup.THINK})
_PURPOSES = frozenset({"um", "ohne", "statt", "anstatt", "als"})
_ADDITIONS = frozenset({"was", "wobei", "womit", "woraufhin", "worauf", "weshalb", "wodurch", "weswegen"})
_ACT_LINKS = frozenset({"und", ",", "aber", "sondern", "doch"})
_SIDE_WORDS = frozenset({",", ".", ":", ";", "–", "!", "?", ")"})


def find_leading(reading: Reading, sentence: Sentence, subject: Range | None = None) -> Statement | None:
    """X sagte, dass ... / X sagte, er sei ... / X drohte, ... zu ...

    `subject` speaks where the clause goes on without a subject of its own: ... und kündigte an, ....
    """
    for cue in sentence.cues:
        opening = _claim_start(reading, cue, sentence.words)
        if opening is None:
            continue
        rule, position = opening
        if _is_withheld(reading, cue, position):
            continue
        claim = reading.trim((position, _end_of_claim(reading, sentence, cue, position)))
        if claim[1] - claim[0] < _SHORTEST_CLAIM:
            continue
        source = find_subject(reading, cue, (sentence.words[0], position - 1)) or subject
        if source is None and not cue.passive:
            continue
        return indirect_statement(rule, (claim,), source, cue.ranges, (sentence.words[0], position))
    return None


def _is_withheld(reading: Reading, cue: Cue, position: int) -> bool:
    """Whether the speaker does not say it: sagte nicht, dass ...."""
    denials = reading.lexicon.words["denials"]
    return cue.group not in _WEAK and any(
        reading.lowered[index] in denials and index not in cue.words for index in range(cue.verb + 1, position)
    )


def find_further(reading: Reading, sentence: Sentence, main: Statement) -> Iterator[Statement]:
    """Find what its speaker says behind a clause: X sagte, er sei krank, und bat, ... zu verschieben."""
    statement: Statement | None = main
    while statement and (statement.rule.startswith("clause") or statement.rule == "das-berichtet"):
        behind = statement.cue[-1] if statement.rule == "das-berichtet" else statement.claims[-1]
        rest = (behind[1], sentence.words[1])
        cues = tuple(cue for cue in sentence.cues if cue.position >= rest[0])
        if not cues:
            return
        statement = find_leading(reading, Sentence(rest, cues, opens_paragraph=False), main.source)
        if statement:
            yield statement


def _end_of_claim(reading: Reading, sentence: Sentence, cue: Cue, start: int) -> int:
    """Find where a statement ends: at the next act of its speaker, at what the text adds, with the sentence."""
    end = sentence.words[1]
    if (
        reading.lowered[sentence.words[0]] in reading.lexicon.words["subordinators"]
        and cue.place is VerbPlace.FINAL
    ):
        end = claim_end(reading, start, end, before_verb=True)
    acts = {other.position for other in sentence.cues if _is_next_act(reading, other, start, end)}
    for index in range(start + _SHORTEST_CLAIM, end - 1):
        if reading.is_quoted(index):
            continue
        if reading.words[index] == ";" or index + 1 in acts:
            return index
        adds = reading.words[index] == "," and reading.lowered[index + 1] in _ADDITIONS
        if adds and not has_subjunctive(reading, (index + 1, end)):
            return index
    return end


def _is_next_act(reading: Reading, cue: Cue, start: int, end: int) -> bool:
    """Whether a cue opens a clause of its own: behind a conjunction, and not at the end of a subordinate clause."""
    position = cue.position
    if not start < position < end - 1 or cue.place is not VerbPlace.FINITE or cue.passive:
        return False
    links = reading.lowered[position - 1] in _ACT_LINKS
    return links and reading.words[position + 1] not in _SIDE_WORDS


def _claim_start(reading: Reading, cue: Cue, words: Range) -> tuple[str, int] | None:
    """Find where the statement begins behind a cue, and by which sign."""
    end = words[1]
    first = cue.position + 1
    opener = _opener(reading, cue, first, end)
    if opener is not None:
        bare = next((index + 1 for index in range(first, opener - 1) if reading.words[index] == ","), None)
        if bare is not None and has_subjunctive(reading, (bare, opener)):
            return "clause-subjunctive", bare
        return "clause-dass", opener
    for index in range(max(first, cue.end - 1), min(end, cue.end + _LONGEST_TAIL)):
        if reading.is_quoted(index):
            continue
        if reading.words[index] == ",":
            relayed = cue.group not in _WEAK and _relies(reading, (cue.position, index))
            return (
                _bare_clause(reading, cue, index + 1, end)
                or (("clause-relayed", index + 1) if relayed else None)
                or _unmarked_clause(reading, cue, index, end)
                or _behind_colon(reading, cue, index, end)
            )
        if reading.words[index] == ":" and index + 1 < end and not reading.is_quoted(index + 1):
            return _behind_colon(reading, cue, index, end)
    return None


def _behind_colon(reading: Reading, cue: Cue, start: int, end: int) -> tuple[str, int] | None:
    """Accept what follows a colon: X, Sprecher des Y, verteidigt das Vorgehen: Es gebe keine Wahl."""
    if cue.group is CueGroup.THINK or cue.passive:
        return None
    if cue.group not in {CueGroup.SAY, CueGroup.JUDGE}:
        return None
    colon = next((i for i in range(start, min(end - 1, cue.end + _LONGEST_TAIL)) if reading.words[i] == ":"), None)
    if colon is None or reading.is_quoted(colon) or reading.is_quoted(colon + 1):
        return None
    return ("clause-colon", colon + 1) if reading.words[colon + 1][0].isupper() or colon == start else None


def _unmarked_clause(reading: Reading, cue: Cue, comma: int, end: int) -> tuple[str, int] | None:
    """Accept a clause in the indicative right behind a verb of uttering: Sie sagen, sie kennen ihn."""
    start = comma + 1
    is_uttered = cue.group is CueGroup.SAY and cue.end == comma and not cue.passive
    opens = start + 1 < end and reading.lowered[start] in reading.lexicon.words["pronouns"]
    return ("clause-unmarked", start) if is_uttered and opens and may_be_finite(reading, start + 1) else None


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
    is_purpose = start < end and reading.lowered[start] in _PURPOSES
    if cue.lemma in reading.lexicon.infinitive_verbs and not is_purpose and has_zu(reading, start, end):
        return "clause-infinitive", start
    return None


def find_back_reference(reading: Reading, sentence: Sentence, before: Range | None) -> Statement | None:
    """Das berichtet X: the statement is the sentence before."""
    start, end = sentence.words
    if before is None or end - start > _LONGEST_BACK_REFERENCE or not sentence.cues:
        return None
    cue = sentence.cues[0]
    if cue.group in _WEAK:
        return None
    first = cue.verb if cue.auxiliary is not None else cue.position
    if reading.lowered[start] not in {"das", "dies", "darüber", "davon"} or first != start + 1:
        return None
    source = right_of(reading, first + 1, end)
    if source is None:
        return None
    claim = reading.trim(before)
    if claim[0] >= claim[1]:
        return None
    return indirect_statement("das-berichtet", (claim,), source, cue.ranges, sentence.words)
