"""Chains: from the source nearest the reader to the one that knows.

In: a statement and its named source. Out: hops and the medium. Three things lengthen a chain: the source leans on
another ("zitiert X"; "unter Berufung auf X" is in `reliance`), a speaker spoke to an outlet ("sagte er der BBC", a
medium, first hop), and an outlet passes on what somebody said ("sagte X laut Y").
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from dedup.attribution.clause_shape import has_reported_mood
from dedup.attribution.cue_search import Cue
from dedup.attribution.frames.english import source_left
from dedup.attribution.frames.prepositional import find_prepositional
from dedup.attribution.frames.statement import Sentence, Statement
from dedup.attribution.lexicon import CueGroup
from dedup.attribution.likelihood import WRITTEN, speaker_likelihood
from dedup.attribution.noun_phrases import noun_phrase
from dedup.attribution.reading import Range, Reading
from dedup.attribution.registry import OutletMention
from dedup.attribution.reliance import grounded_on, relied_on, relied_on_next, source_at
from dedup.attribution.sources import NamedSource, name_sources, outlet_source
from dedup.attribution.subjects import find_subject
from dedup.model import SourceKind

_ACCUSATIVES = frozenset({"das", "die"})
_MEDIUM_WINDOW = 4
_OF = frozenset({"von", "vom", "of", "by"})
_OWNERS = _OF | {"des", "der", "eines", "einer"}
_OUTLET_CUES = frozenset({"laut", "zufolge"})
_UTTERING = frozenset({CueGroup.SAY, CueGroup.REPORT})


@dataclass(frozen=True, slots=True)
class Relay:
    """What a statement's surroundings add to its source."""

    medium: OutletMention | None
    outer: NamedSource | None
    inner: tuple[NamedSource, ...]


def find_relay(reading: Reading, statement: Statement, sentence: Sentence, source: NamedSource) -> Relay:
    """Find who stands before and behind the source of a statement."""
    relied = relied_on(reading, sentence.words) or grounded_on(reading, sentence.words, statement.claims)
    if relied and statement.source and source.outlet is None and _overlap(relied, statement.source):
        relied = None
    inner = _passed_on(reading, statement, sentence, source)
    if relied:
        inner = (*name_sources(reading, relied), *_said_within(reading, statement, inner, reading.cut(relied)))
    elif not inner and source.outlet is not None and not statement.inherited:
        later = relied_on_next(reading, sentence.words)
        inner = name_sources(reading, later) if later else ()
    inner = tuple(hop for hop in inner if hop.hop != source.hop)
    if source.outlet is not None:
        return Relay(None, None, inner)
    outer = _outer_outlet(reading, statement)
    medium = None if outer else _medium(reading, statement, relied)
    return Relay(medium, outer, inner)


def _said_within(
    reading: Reading, statement: Statement, inner: tuple[NamedSource, ...], relied: Range
) -> tuple[NamedSource, ...]:
    """Keep of the hops found otherwise what speaks inside the claim: X, citing Y, reports that Z has said so."""
    spoken = [reading.cut(claim) for claim in statement.claims]
    return tuple(
        hop
        for hop in inner
        if any(start <= hop.mention[0] < end for start, end in spoken) and not _overlap(hop.mention, relied)
    )


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
            or _relayed_within(reading, statement, source)
        )
    return _found_by(reading, statement, sentence) or _relayed_within(reading, statement, source)


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


def _relayed_within(reading: Reading, statement: Statement, source: NamedSource) -> tuple[NamedSource, ...]:
    """Find "X zufolge" inside what a source says."""
    if statement.rule == "das-berichtet" and source.kind not in {SourceKind.OUTLET, SourceKind.AGENCY}:
        return ()
    if statement.rule.startswith("trailing") or statement.rule in {"wie", "das-berichtet"}:
        for claim in _vouched_for(reading, statement):
            within = find_prepositional(reading, Sentence(claim, (), opens_paragraph=False))
            if within and within.source and _has_voice(reading, statement, within.source):
                return name_sources(reading, within.source)[:1]
    return ()


def _has_voice(reading: Reading, statement: Statement, source: Range) -> bool:
    """Whether a source named in a sentence before is one, and not a noun behind a relative pronoun."""
    return statement.rule != "das-berichtet" or speaker_likelihood(reading, source) >= WRITTEN


def _vouched_for(reading: Reading, statement: Statement) -> Iterator[Range]:
    """List the claim, and the sentence that it goes on from: Laut X .... Er soll .... Das berichtet Y."""
    claim = statement.claims[0]
    yield claim
    number = bisect_left(reading.sentences, claim[0], key=lambda sentence: sentence[1] - 1)
    if statement.rule == "das-berichtet" and number > 0 and has_reported_mood(reading, claim):
        yield reading.sentences[number - 1]


def _quoted_person(reading: Reading, statement: Statement, sentence: Sentence) -> tuple[NamedSource, ...]:
    """Find whom an outlet quotes: "zitiert X", or the speaker inside "X sagte laut Y"."""
    if statement.source is None:
        return ()
    for cue in sentence.cues:
        if cue.lemma in reading.lexicon.words["quoting"] and set(cue.ranges) <= set(statement.cue):
            phrase = _object(reading, statement, sentence, cue)
            return name_sources(reading, phrase)[:1] if phrase else ()
        inside = any(claim[0] <= cue.position < claim[1] for claim in statement.claims)
        if inside and cue.group in _UTTERING and cue.ranges != statement.cue:
            phrase = _speaker_within(reading, cue, sentence)
            if phrase and not _overlap(phrase, statement.source):
                named = name_sources(reading, phrase)[0]
                is_named = reading.lowered[phrase[0]] not in reading.lexicon.words["pronouns"]
                return (named,) if named.outlet is None and is_named else ()
    return ()


def _object(reading: Reading, statement: Statement, sentence: Sentence, cue: Cue) -> Range | None:
    """Find whom or what a verb of quoting quotes: zitiert X, zitiert aus X, X wird zitiert."""
    behind = max(cue.position + 1, _outlet_end(reading, statement.source or (0, 0)))
    if cue.passive:
        behind = statement.scope[0] + (reading.lowered[statement.scope[0]] == "wie")
    if reading.lowered[behind : behind + 1] and reading.lowered[behind] in reading.lexicon.words["excerpt_from"]:
        return source_at(reading, behind + 1, sentence.words[1])
    return noun_phrase(reading, behind, sentence.words[1])


def _speaker_within(reading: Reading, cue: Cue, sentence: Sentence) -> Range | None:
    """Find who speaks inside what is said; things that show and firms that inform their customers do not."""
    if not reading.lexicon.verb_second:
        return source_left(reading, cue.verb, sentence.words[0]) if not cue.passive else None
    as_adjective = reading.lowered[cue.verb - 1] in reading.lexicon.words["articles"] and reading.is_name(
        cue.verb + 1
    )
    aside = as_adjective or _is_aside(reading, cue, sentence)
    phrase = None if aside else find_subject(reading, cue, sentence.words)
    return phrase if phrase and speaker_likelihood(reading, phrase) >= WRITTEN else None


def _is_aside(reading: Reading, cue: Cue, sentence: Sentence) -> bool:
    """Whether a verb stands in a clause beside the statement: obwohl Y es bestreitet."""
    kinds = reading.lexicon.words
    comma = next((i for i in range(cue.verb - 1, sentence.words[0], -1) if reading.words[i] == ","), None)
    return comma is not None and reading.lowered[comma + 1] in kinds["subordinators"]


def _found_by(reading: Reading, statement: Statement, sentence: Sentence) -> tuple[NamedSource, ...]:
    """Find whose finding a source passes on: bestätigte die Befunde des X, wonach ...."""
    kinds = reading.lexicon.words
    if statement.rule != "clause-dass":
        return ()
    for cue in sentence.cues:
        if cue.lemma not in kinds["passing_on"] or not set(cue.ranges) <= set(statement.cue):
            continue
        noun = next((i for i in range(cue.verb + 1, sentence.words[1]) if _is_finding(reading, i)), None)
        within = noun is not None and noun + 1 < statement.claims[0][0]
        if noun is not None and within and reading.lowered[noun + 1] in _OWNERS:
            phrase = source_at(reading, noun + 1 + (reading.lowered[noun + 1] in _OF), statement.claims[0][0])
            return name_sources(reading, phrase)[:1] if phrase else ()
    return ()


def _is_finding(reading: Reading, index: int) -> bool:
    kinds = reading.lexicon.words
    return any(reading.lowered[index] in kinds[name] for name in ("findings", "statement", "document"))


def _outlet_end(reading: Reading, source: Range) -> int:
    """Find where the outlet's own name ends in a phrase that runs on: zitiert die New York Times Jo Berg."""
    return max((reading.named[index] for index in range(*source) if index in reading.named), default=source[1])


def _overlap(left: Range, right: Range) -> bool:
    return left[0] < right[1] and right[0] < left[1]


def _outer_outlet(reading: Reading, statement: Statement) -> NamedSource | None:
    """Find the outlet of "sagte X laut Y"."""
    start, end = statement.scope
    if _OUTLET_CUES.isdisjoint(reading.lowered[start:end]):
        return None
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
    if first - start > 1 and before[-1] in _OWNERS and _is_text(reading, first - 2):
        return False  # wies Berichte der Times zurück: somebody speaks about the outlet
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
    if any(word in words["within"] or word in words["addressing"] for word in near):
        return True
    return first - cue <= _MEDIUM_WINDOW and not _is_acted_on(reading, cue, first)


def _is_acted_on(reading: Reading, cue: int, first: int) -> bool:
    """Whether an outlet is the object of an act, by its article or verb: forderte Twitter auf, nannte CNN."""
    if not reading.lexicon.verb_second:
        return False
    forms = reading.lexicon.cues.get(reading.words[cue], ())
    judges = bool(forms) and all(form.group is CueGroup.JUDGE for form in forms)
    return judges or any(reading.lowered[index] in _ACCUSATIVES for index in range(cue, first))


def _is_text(reading: Reading, index: int) -> bool:
    """Whether a noun names what an outlet has published."""
    suffixes = reading.lexicon.suffixes
    is_talk = _is_interview(reading, reading.lowered[index])
    return (
        not is_talk and reading.is_name(index) and reading.lowered[index].endswith(suffixes["compound_statement"])
    )


def _is_interview(reading: Reading, word: str) -> bool:
    return word.endswith(reading.lexicon.suffixes["interview"])
