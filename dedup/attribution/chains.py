"""Chains: from the source nearest the reader to the one that knows.

In: a statement and its named source. Out: hops and the medium. Three things lengthen a chain: the source leans on
another ("unter Berufung auf X", "zitiert X"), a speaker spoke to an outlet ("sagte er der BBC", a medium, first
hop), and an outlet passes on what somebody said ("sagte X laut Y").
"""

from dataclasses import dataclass

from dedup.attribution.frames.english import source_right
from dedup.attribution.frames.prepositional import find_prepositional
from dedup.attribution.frames.statement import Sentence, Statement
from dedup.attribution.lexicon import CueGroup
from dedup.attribution.noun_phrases import noun_phrase
from dedup.attribution.reading import Range, Reading
from dedup.attribution.registry import OutletMention
from dedup.attribution.sources import NamedSource, name_sources, outlet_source
from dedup.attribution.subjects import find_subject
from dedup.model import SourceKind

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
_MEDIUM_WINDOW = 4
_RELIANCE_WINDOW = 8
_UTTERING = frozenset({CueGroup.SAY, CueGroup.REPORT})


@dataclass(frozen=True, slots=True)
class Relay:
    """What a statement's surroundings add to its source."""

    medium: OutletMention | None
    outer: NamedSource | None
    inner: tuple[NamedSource, ...]


def find_relay(reading: Reading, statement: Statement, sentence: Sentence, source: NamedSource) -> Relay:
    """Find who stands before and behind the source of a statement."""
    relied = _relied_on(reading, sentence.words)
    inner = name_sources(reading, relied) if relied else _passed_on(reading, statement, sentence, source)
    if source.outlet is not None:
        return Relay(None, None, inner)
    outer = _outer_outlet(reading, statement)
    medium = None if outer else _medium(reading, statement, relied)
    return Relay(medium, outer, inner)


def _relied_on(reading: Reading, words: Range) -> Range | None:
    """Find X of "unter Berufung auf X", "mit Verweis auf X", "beruft sich auf X"."""
    for index in range(words[0], words[1] - 1):
        lowered = reading.lowered[index]
        if lowered not in reading.lexicon.words["reliance"] or reading.is_quoted(index):
            continue
        if not reading.lexicon.verb_second:
            return source_right(reading, index + (2 if lowered == "referring" else 1), words[1])
        first = _behind_relies_on(reading, index, words)
        phrase = _unnamed_phrase(reading, first, words[1]) if first else None
        if phrase and not any(reading.lowered[k] in _NO_SOURCE for k in range(*phrase)):
            return phrase
    return None


def _behind_relies_on(reading: Reading, index: int, words: Range) -> int | None:
    """Find where X starts in "Berufung auf X", or in "die sich auf X berufen", where the verb comes last."""
    links = reading.lexicon.words["relies_on"]
    after = range(index + 1, min(words[1], index + _RELIANCE_WINDOW))
    is_last = index + 1 >= words[1] or reading.words[index + 1] in {",", ".", ";"}
    places = range(index - 1, max(words[0], index - 2 * _RELIANCE_WINDOW), -1) if is_last else after
    return next((place + 1 for place in places if reading.lowered[place] in links), None)


def _passed_on(
    reading: Reading, statement: Statement, sentence: Sentence, source: NamedSource
) -> tuple[NamedSource, ...]:
    """Find whose statement the source passes on: a person it quotes, or "X zufolge" inside what it says."""
    if statement.inherited:
        return ()
    if source.kind in {SourceKind.OUTLET, SourceKind.AGENCY}:
        return (
            _correspondent(reading, statement)
            or _quoted_person(reading, statement, sentence)
            or _relayed_within(reading, statement)
        )
    return _relayed_within(reading, statement)


def _correspondent(reading: Reading, statement: Statement) -> tuple[NamedSource, ...]:
    """Find the name of the outlet's own correspondent: die BBC-Korrespondentin in Rom, Ada Berg."""
    if statement.source is None:
        return ()
    staff = reading.lexicon.suffixes["press_people"]
    for mention in reading.mentions_in(statement.source):
        if mention.compound and mention.compound.lower().endswith(staff):
            behind = reading.position_of(mention.end - 1, statement.source) + 1
            pieces = [index + 1 for index in range(behind, statement.source[1]) if reading.words[index] == ","]
            for start in (behind, *pieces):
                named = name_sources(reading, (start, statement.source[1])) if start < statement.source[1] else ()
                if named and named[0].is_name:
                    return named[:1]
    return ()


def _relayed_within(reading: Reading, statement: Statement) -> tuple[NamedSource, ...]:
    """Find "X zufolge" inside what a source says."""
    if statement.rule.startswith("trailing") or statement.rule in {"wie", "das-berichtet"}:
        within = find_prepositional(reading, Sentence(statement.claims[0], (), opens_paragraph=False))
        if within and within.source:
            return name_sources(reading, within.source)[:1]
    return ()


def _unnamed_phrase(reading: Reading, start: int, end: int) -> Range | None:
    """Read a noun phrase that may open with "nicht namentlich"."""
    index = start
    while index < end and reading.lowered[index] in {"nicht", "namentlich", "näher", "weiter"}:
        index += 1
    phrase = noun_phrase(reading, index, end)
    return (start, phrase[1]) if phrase else None


def _quoted_person(reading: Reading, statement: Statement, sentence: Sentence) -> tuple[NamedSource, ...]:
    """Find whom an outlet quotes: "zitiert X", or the speaker inside "X sagte laut Y"."""
    if statement.source is None:
        return ()
    for cue in sentence.cues:
        if cue.lemma in reading.lexicon.words["quoting"] and set(cue.ranges) <= set(statement.cue):
            behind = max(cue.position + 1, _outlet_end(reading, statement.source))
            if cue.passive:
                behind = statement.scope[0] + (reading.lowered[statement.scope[0]] == "wie")
            phrase = noun_phrase(reading, behind, sentence.words[1])
            return name_sources(reading, phrase)[:1] if phrase else ()
        inside = any(claim[0] <= cue.position < claim[1] for claim in statement.claims)
        if inside and cue.group in _UTTERING and cue.ranges != statement.cue:
            phrase = find_subject(reading, cue, sentence.words)
            if phrase and not _overlap(phrase, statement.source):
                named = name_sources(reading, phrase)[0]
                return (named,) if named.outlet is None and not named.is_pronoun else ()
    return ()


def _outlet_end(reading: Reading, source: Range) -> int:
    """Find where the outlet's own name ends in a phrase that runs on: zitiert die New York Times Jo Berg."""
    return max((reading.named[index] for index in range(*source) if index in reading.named), default=source[1])


def _overlap(left: Range, right: Range) -> bool:
    return left[0] < right[1] and right[0] < left[1]


def _outer_outlet(reading: Reading, statement: Statement) -> NamedSource | None:
    """Find the outlet of "sagte X laut Y"."""
    start, end = statement.scope
    for index in range(start, end):
        if reading.is_quoted(index):
            continue
        if reading.lowered[index] == "laut":
            phrase = noun_phrase(reading, index + 1, end)
            named = name_sources(reading, phrase)[0] if phrase and phrase != statement.source else None
            if named and named.outlet:
                return named
        if reading.lowered[index] == "zufolge":
            mentions = reading.mentions_in((max(start, index - _MEDIUM_WINDOW), index))
            if mentions:
                return outlet_source(mentions[-1])
    return None


def _medium(reading: Reading, statement: Statement, relied: Range | None) -> OutletMention | None:
    """Find the outlet that somebody spoke to or wrote in: among the frame's words, outside source and claim."""
    for mention in reading.mentions_in(statement.scope):
        if mention.credit or _inside(reading, mention, statement, relied):
            continue
        if _is_addressed(reading, mention, statement):
            return mention
    return None


def _inside(reading: Reading, mention: OutletMention, statement: Statement, relied: Range | None) -> bool:
    taken = [statement.source, relied]
    if statement.claims != (statement.scope,):
        taken.extend(statement.claims)
    return any(
        words is not None and reading.cut(words)[0] <= mention.start < reading.cut(words)[1] for words in taken
    )


def _is_addressed(reading: Reading, mention: OutletMention, statement: Statement) -> bool:
    """Whether the words before the outlet make it the place of speech."""
    first = reading.position_of(mention.start, statement.scope)
    start = statement.scope[0]
    before = [reading.lowered[index] for index in range(max(start, first - 8), first)]
    words = reading.lexicon.words
    if first > start and reading.lowered[start] in words["spoken_to"]:
        return True
    if any(word in words["towards"] for word in before) or any(_is_interview(reading, word) for word in before):
        return True
    cue = statement.cue[0][0] if statement.cue else start
    if first <= cue:
        return mention.compound is not None and mention.compound.lower().endswith(
            ("anfrage", "interview", "gespräch")
        )
    near = before[-_MEDIUM_WINDOW:]
    return (
        any(word in words["within"] or word in words["addressing"] for word in near)
        or first - cue <= _MEDIUM_WINDOW
    )


def _is_interview(reading: Reading, word: str) -> bool:
    return word.endswith(reading.lexicon.suffixes["interview"])
