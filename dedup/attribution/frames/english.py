"""Frames of English, and of other languages that put the subject before the verb.

X said that ..., "...," said X, according to X, X told the Y, as X put it. The words are in the cue file. English
has no mood that marks reported speech and few inflected articles, so the order of words decides: the source stands
next to the verb, and a comma or a quotation mark parts it from what it says.
"""

from dedup.attribution.clause_shape import behind_relative
from dedup.attribution.cue_search import Cue
from dedup.attribution.frames.statement import Sentence, Statement
from dedup.attribution.lexicon import CueGroup
from dedup.attribution.reading import MARKS, Range, Reading
from dedup.model import CitationType

_SHORTEST_CLAIM = 3
_LONGEST_SOURCE = 18
_LONGEST_TAIL = 30
_LONGEST_ADDRESSEE = 14
_BREAKS = frozenset(",.;:()–—…") | MARKS


def find_english(reading: Reading, sentence: Sentence) -> Statement | None:
    """Find the main statement of an English sentence."""
    return (
        _as_put(reading, sentence)
        or _trailing(reading, sentence)
        or _according(reading, sentence)
        or _leading(reading, sentence)
        or _reported(reading, sentence)
    )


def source_right(reading: Reading, start: int, end: int) -> Range | None:
    """Read a source to the right of a place, up to a comma, a verb or a preposition of time."""
    lexicon = reading.lexicon
    index = start
    while index < min(end, start + _LONGEST_SOURCE):
        lowered = reading.lowered[index]
        stops = lowered in lexicon.words["stop"] and not (
            lowered in lexicon.words["inside_source"]
            and index + 1 < end
            and reading.is_name(index + 1)
            and reading.lowered[index + 1] not in lexicon.words["times"]
        )
        if reading.words[index] in _BREAKS or lowered in lexicon.words["times"] or (stops and index > start):
            break
        if (
            lowered in lexicon.cues
            and index > start
            and not reading.is_name(index)
            and lowered not in lexicon.words["document"]
        ):
            break
        index += 1
    return _acceptable(reading, (start, index))


def source_left(reading: Reading, end: int, start: int) -> Range | None:
    """Read a source to the left of its verb; an apposition between commas belongs to it."""
    index = end
    if index - 1 > start and reading.words[index - 1] == ",":
        opening = next(
            (i for i in range(index - 2, max(start, index - _LONGEST_SOURCE), -1) if reading.words[i] == ","), None
        )
        return source_left(reading, opening, start) if opening else None
    while index > max(start, end - _LONGEST_SOURCE) and reading.words[index - 1] not in _BREAKS:
        if reading.lowered[index - 1] in reading.lexicon.words["clause_words"] and not _joins_names(
            reading, index - 1
        ):
            break
        index -= 1
    while index < end and reading.lowered[index] in reading.lexicon.words["leaders"]:
        index += 1
    stop = end
    while stop > index and (
        reading.lowered[stop - 1] in reading.lexicon.words["auxiliaries"]
        or reading.lowered[stop - 1].endswith(reading.lexicon.suffixes["adverb_suffixes"])
        or reading.lowered[stop - 1] in reading.lexicon.words["before_verb"]
    ):
        stop -= 1
    return _acceptable(reading, (index, stop))


def _joins_names(reading: Reading, index: int) -> bool:
    return (
        reading.lowered[index] in reading.lexicon.words["joins"]
        and reading.is_name(index - 1)
        and reading.is_name(index + 1)
    )


def _acceptable(reading: Reading, words: Range) -> Range | None:
    """Whether a stretch can be a source: a name, a pronoun, a group or something with a determiner."""
    start, end = words
    if start >= end:
        return None
    kinds = reading.lexicon.words
    first = reading.lowered[start]
    if first in kinds["pronouns"]:
        return (start, start + 1)
    if first in kinds["expletives"] or (first in kinds["stop"] and first not in kinds["determiners"]):
        return None
    known = any(
        reading.is_name(index)
        or reading.lowered[index] in kinds["group"]
        or reading.lowered[index] in kinds["document"]
        or reading.lowered[index] in kinds["institution"]
        for index in range(start, end)
    )
    return words if known or first in kinds["determiners"] else None


def _type(reading: Reading, claim: Range) -> CitationType:
    """A claim that opens and ends inside quotation marks is direct speech."""
    quoted = reading.is_quoted(claim[0]) and reading.is_quoted(claim[1] - 1)
    return CitationType.DIRECT if quoted else CitationType.INDIRECT


def _statement(
    reading: Reading, rule: str, *, claims: tuple[Range, ...], source: Range, cue: tuple[Range, ...], scope: Range
) -> Statement | None:
    trimmed = tuple(claim for claim in map(reading.trim, claims) if claim[0] < claim[1])
    if sum(end - start for start, end in trimmed) < _SHORTEST_CLAIM:
        return None
    kind = _type(reading, max(trimmed, key=lambda claim: claim[1] - claim[0]))
    return Statement(rule=rule, type=kind, claims=trimmed, source=source, cue=cue, scope=scope)


def _according(reading: Reading, sentence: Sentence) -> Statement | None:
    start, end = sentence.words
    for index in reading.triggers_in(sentence.words):
        size = _according_size(reading, index)
        if size == 0 or reading.is_quoted(index):
            continue
        source = source_right(reading, index + size, end)
        if source:
            claims = ((start, index), (behind_relative(reading, source[1], end), end))
            return _statement(
                reading,
                "according-to",
                claims=claims,
                source=source,
                cue=((index, index + size),),
                scope=sentence.words,
            )
    return None


def _according_size(reading: Reading, index: int) -> int:
    """Count the words of a preposition that names a source; 0 where none stands."""
    for phrase in reading.lexicon.suffixes["according"]:
        words = tuple(phrase.split())
        if reading.lowered[index : index + len(words)] == words:
            return len(words)
    return 0


def _as_put(reading: Reading, sentence: Sentence) -> Statement | None:
    """..., as X put it, ..."""
    start, end = sentence.words
    for index in reading.triggers_in(sentence.words):
        if reading.lowered[index : index + 2] != ("put", "it") or reading.is_quoted(index):
            continue
        opening = next(
            (
                i
                for i in range(index - 1, max(start, index - _LONGEST_SOURCE) - 1, -1)
                if reading.lowered[i] in reading.lexicon.words["manner"]
            ),
            None,
        )
        source = _acceptable(reading, (opening + 1, index)) if opening is not None else None
        if source and opening is not None:
            claims = ((start, opening), (index + 2, end))
            return _statement(
                reading,
                "as-put",
                claims=claims,
                source=source,
                cue=((index, index + 2),),
                scope=(opening, index + 2),
            )
    return None


def _trailing(reading: Reading, sentence: Sentence) -> Statement | None:
    """..., X said. / ..., said X. / "...," X said, "..."."""
    start, end = sentence.words
    if reading.lowered[start] in reading.lexicon.words["spoken_to"]:
        return None
    for cue in sentence.cues:
        verb = cue.position
        if cue.passive or verb - start < _SHORTEST_CLAIM or end - verb > _LONGEST_TAIL:
            continue
        found = _tail_source(reading, cue, sentence.words)
        if found is None:
            continue
        source, claim_end, behind = found
        if _is_setting(reading, start, claim_end):
            continue
        claims: tuple[Range, ...] = ((start, claim_end),)
        further = _second_quotation(reading, behind, end)
        if further and reading.is_quoted(start):
            claims = (*claims, further)
        manner = reading.lexicon.words["manner"]
        as_put = reading.lowered[source[0] - 1] in manner or manner.issuperset(
            reading.lowered[claim_end : claim_end + 1]
        )
        rule = "as-put" if as_put else "said-trailing"
        return _statement(reading, rule, claims=claims, source=source, cue=cue.ranges, scope=(claim_end, end))
    return None


def _is_setting(reading: Reading, start: int, end: int) -> bool:
    """Whether the words before the verb set the scene: The Guardian, citing X, said / In an interview, X said."""
    kinds = reading.lexicon.words
    stop = end - 1 if reading.words[end - 1] == "," else end
    opening = next((i for i in range(stop - 1, start, -1) if reading.words[i] == ","), None)
    if opening is not None:
        return reading.lowered[opening + 1] in kinds["reliance"] | kinds["spoken_to"]
    talks = reading.lexicon.suffixes["interview"]
    return reading.lowered[start] in kinds["places"] and any(
        reading.lowered[index].endswith(talks) for index in range(start, end)
    )


def _tail_source(reading: Reading, cue: Cue, words: Range) -> tuple[Range, int, int] | None:
    """Find source, end of the claim and what follows, when a comma or a mark stands before source and verb."""
    start, end = words
    verb = cue.position
    if reading.words[cue.verb - 1] in MARKS | {",", "—"}:
        source = source_right(reading, verb + 1, end)
        return (source, cue.verb, source[1]) if source and not _opens_claim(reading, source[1], end) else None
    source = source_left(reading, cue.verb, start)
    if source is None or source[0] - start < _SHORTEST_CLAIM or _opens_claim(reading, verb + 1, end):
        return None
    edge = source[0] - 1
    if reading.lowered[edge] in reading.lexicon.words["manner"]:
        edge -= 1
    return (source, edge + 1, verb + 1) if reading.words[edge] in MARKS | {",", "—"} else None


def _opens_claim(reading: Reading, start: int, end: int) -> bool:
    """Whether the words behind the verb are the statement: said that ..., told X that ..."""
    return any(
        reading.lowered[index] in reading.lexicon.words["certain_openers"]
        for index in range(start, min(end, start + _LONGEST_ADDRESSEE))
    )


def _second_quotation(reading: Reading, start: int, end: int) -> Range | None:
    first = next((index for index in range(start, end) if reading.is_quoted(index)), None)
    return reading.quotes[reading.quote_at[first]].outer if first is not None else None


def _leading(reading: Reading, sentence: Sentence) -> Statement | None:
    """X said that ... / X said ... / X told the Y: "..."."""
    start, end = sentence.words
    for cue in sentence.cues:
        if cue.passive:
            continue
        claim = _claim_start(reading, cue, end)
        source = source_left(reading, cue.verb, start) if claim else None
        if claim and source:
            rule, position = claim
            return _statement(
                reading, rule, claims=((position, end),), source=source, cue=cue.ranges, scope=(start, position)
            )
    return None


def _claim_start(reading: Reading, cue: Cue, end: int) -> tuple[str, int] | None:
    first = cue.position + 1
    for index in range(first, min(end, first + _LONGEST_ADDRESSEE)):
        if reading.lowered[index] in reading.lexicon.words["certain_openers"]:
            return "said-that", index
        if reading.is_quoted(index):
            return ("said-that", index) if cue.group is not CueGroup.THINK else None
        if reading.words[index] in {",", ":"} and index + 1 < end and reading.is_quoted(index + 1):
            return "said-that", index + 1
    bare = cue.lemma in reading.lexicon.words["bare"] and first < end and reading.words[first] not in _BREAKS
    return ("said-bare", first) if bare else None


def _reported(reading: Reading, sentence: Sentence) -> Statement | None:
    """X praised the deal."""
    for cue in sentence.cues:
        if cue.lemma in reading.lexicon.reported_verbs and not cue.passive:
            source = source_left(reading, cue.verb, sentence.words[0])
            if source:
                return Statement(
                    rule="reported-act",
                    type=CitationType.REPORTED,
                    claims=(reading.trim(sentence.words),),
                    source=source,
                    cue=cue.ranges,
                    scope=sentence.words,
                )
    return None
