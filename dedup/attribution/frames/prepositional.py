"""Sources behind a preposition: laut X, X zufolge, nach Angaben von X, aus Sicht des X."""

from dedup.attribution.clause_shape import behind_relative, claim_end
from dedup.attribution.frames.statement import Sentence, Statement
from dedup.attribution.likelihood import SPEAKS, speaker_likelihood
from dedup.attribution.noun_phrases import is_attribute, noun_phrase
from dedup.attribution.reading import MARKS, OUTSIDE, Range, Reading
from dedup.model import CitationType

_SHORTEST_CLAIM = 3
_LONGEST_LEFT = 16
_LONGEST_ATTRIBUTE = 6
_LINKS = frozenset({"von", "vom", "der", "des", "für", "aus", "und", "sowie"})


_Frame = tuple[str, Range, Range, Range]
"""Rule, words of the whole frame, source, cue."""


def find_prepositional(reading: Reading, sentence: Sentence) -> Statement | None:
    """Find the first prepositional frame of a sentence that leaves a statement."""
    for index in reading.triggers_in(sentence.words):
        finder = _FINDERS.get(reading.lowered[index])
        if finder is None or reading.is_quoted(index):
            continue
        frame = finder(reading, index, sentence)
        if frame:
            statement = _statement(reading, sentence, frame)
            if statement:
                return statement
    return None


def _statement(reading: Reading, sentence: Sentence, frame: _Frame) -> Statement | None:
    rule, taken, source, cue = frame
    start, end = _own_clause(reading, taken, sentence.words)
    pieces = (reading.trim((start, taken[0])), reading.trim((behind_relative(reading, taken[1], end), end)))
    claims = tuple(piece for piece in pieces if piece[0] < piece[1])
    if sum(claim[1] - claim[0] for claim in claims) < _SHORTEST_CLAIM:
        return None
    quoted = _whole_quotation(reading, claims)
    return Statement(
        rule=rule,
        type=CitationType.DIRECT if quoted else CitationType.INDIRECT,
        claims=(quoted,) if quoted else claims,
        source=source,
        cue=(cue,),
        scope=sentence.words,
    )


def _own_clause(reading: Reading, taken: Range, words: Range) -> Range:
    """Find the clause that a frame vouches for: the relative or subordinate one it stands in, else the sentence."""
    start, end = words
    comma = next(
        (i for i in range(taken[0] - 1, max(start, taken[0] - _LONGEST_LEFT) - 1, -1) if reading.words[i] == ","),
        None,
    )
    kinds = reading.lexicon.words
    if comma is None or comma + 1 >= taken[0] or reading.is_quoted(comma):
        first = reading.lowered[start]
        opens = start < taken[0] and first in kinds["subordinators"]
        return (start, claim_end(reading, taken[1], end, before_verb=True)) if opens else words
    opener = comma + 1
    if reading.lowered[opener] in kinds["places"] and opener + 1 < taken[0]:
        opener += 1
    is_relative = reading.lowered[opener] in kinds["relatives"] and not _agrees(reading, opener, taken)
    if not is_relative and reading.lowered[opener] not in kinds["subordinators"] | kinds["certain_openers"]:
        return words
    return comma + 1, claim_end(reading, taken[1], end, before_verb=True)


def _agrees(reading: Reading, opener: int, taken: Range) -> bool:
    """Whether "der" is an article: the noun it belongs to comes before the frame, and a verb behind that noun."""
    behind = opener + 1
    return behind < taken[0] and (reading.is_name(behind) or is_attribute(reading, behind))


def _whole_quotation(reading: Reading, claims: tuple[Range, ...]) -> Range | None:
    """Find the quotation that is all of the statement but an adverbial: In diesem Zusammenhang laut X „...“."""
    start, end = claims[-1]
    number = reading.quote_at[start]
    if number == OUTSIDE:
        return None
    outer = reading.quotes[number].outer
    return outer if outer[0] == start and outer[1] >= end - 1 else None


def _laut(reading: Reading, index: int, sentence: Sentence) -> _Frame | None:
    """Laut X. The adverb ("rief laut um Hilfe") has no noun phrase behind it, or a word of degree before it."""
    source = noun_phrase(reading, index + 1, sentence.words[1])
    if source is None or reading.lowered[source[0]] in reading.lexicon.words["pronouns"]:
        return None
    if index > sentence.words[0] and reading.lowered[index - 1] in _INTENSIFIERS:
        return None
    return "laut", (index, source[1]), source, (index, index + 1)


_INTENSIFIERS = frozenset({"zu", "so", "sehr", "ganz", "ziemlich", "besonders", "wie", "extrem", "recht", "lang"})


def _gemaess(reading: Reading, index: int, sentence: Sentence) -> _Frame | None:
    frame = _laut(reading, index, sentence)
    if frame is None:
        return None
    source = frame[2]
    kinds = reading.lexicon.words
    is_statement = any(
        reading.lowered[word] in kinds["statement"] or reading.lowered[word] in kinds["group"]
        for word in range(*source)
    )
    speaks = is_statement or speaker_likelihood(reading, source) >= SPEAKS
    return ("gemaess", *frame[1:]) if speaks else None


def _nach(reading: Reading, index: int, sentence: Sentence) -> _Frame | None:
    """Nach Angaben von X / nach eigenen Angaben / meiner Ansicht nach is left to its own frame."""
    end = sentence.words[1]
    noun = index + 1
    while noun < min(end, index + _LONGEST_ATTRIBUTE) and not reading.is_name(noun):
        inside = is_attribute(reading, noun) or reading.lowered[noun] in reading.lexicon.words["determiners"]
        if not inside:
            return _postposed(reading, index, sentence)
        noun += 1
    if noun < end and not _is_statement(reading, noun) and reading.words[noun].endswith(("s", "’", "'")):
        noun += 1  # a name in the genitive: nach Bergs Meinung
    if noun >= end or not _is_statement(reading, noun):
        return _postposed(reading, index, sentence)
    source = noun_phrase(reading, index + 1, end) or (index + 1, noun + 1)
    after = source[1]
    closing = after + 1 if reading.lowered[after : after + 1] == ("zufolge",) else after
    return "nach-angaben", (index, closing), source, (index, index + 1)


def _postposed(reading: Reading, index: int, sentence: Sentence) -> _Frame | None:
    """Seiner Meinung nach."""
    start = sentence.words[0]
    if index - 1 <= start or reading.lowered[index - 1] not in reading.lexicon.words["before_nach"]:
        return None
    edge = _left_edge(reading, index, start)
    return ("nach-angaben", (edge, index + 1), (edge, index), (index, index + 1)) if edge < index else None


def _is_statement(reading: Reading, position: int) -> bool:
    word = reading.lowered[position]
    lexicon = reading.lexicon
    return word in lexicon.words["after_nach"] or (word.endswith(reading.lexicon.suffixes["statement_suffixes"]))


def _zufolge(reading: Reading, index: int, sentence: Sentence) -> _Frame | None:
    start = _left_edge(reading, index, sentence.words[0])
    return ("zufolge", (start, index + 1), (start, index), (index, index + 1)) if start < index else None


def _left_edge(reading: Reading, index: int, start: int) -> int:
    """Find where the noun phrase before "zufolge" begins."""
    words = reading.lexicon.words
    edge = index
    while edge > max(start, index - _LONGEST_LEFT):
        position = edge - 1
        lowered = reading.lowered[position]
        inside = (
            (reading.is_name(position) and lowered not in words["stop"])
            or lowered in words["determiners"]
            or lowered in _LINKS
            or reading.words[position] in MARKS
            or reading.words[position] in {"(", ")"}
            or (is_attribute(reading, position) and reading.words[position] not in reading.lexicon.subjunctives)
            or (position == start and reading.is_name(position))
        )
        if not inside:
            break
        edge = position
    while edge < index and (reading.lowered[edge] in _LINKS - words["determiners"]):
        edge += 1
    return _first_determiner(reading, edge, index)


def _first_determiner(reading: Reading, edge: int, index: int) -> int:
    """Cut off nouns that belong to the clause: verbs between them end the phrase already, articles start it."""
    for position in range(index - 1, edge, -1):
        if reading.lowered[position] in {"dem", "den", "einem", "einer"}:
            return position
    return edge


def _aus(reading: Reading, index: int, sentence: Sentence) -> _Frame | None:
    """Aus Sicht des X."""
    noun = index + 2 if reading.lowered[index + 1 : index + 2] == ("der",) else index + 1
    if noun >= sentence.words[1] or reading.lowered[noun] not in reading.lexicon.words["view"]:
        return None
    source = noun_phrase(reading, noun + 1, sentence.words[1])
    return ("aus-sicht", (index, source[1]), source, (index, noun + 1)) if source else None


def _reliance(reading: Reading, index: int, sentence: Sentence) -> _Frame | None:
    """Unter Berufung auf X, when no verb of the sentence says who relies on X."""
    if reading.lowered[index + 1 : index + 2] not in {("berufung",), ("bezug",), ("bezugnahme",)} or sentence.cues:
        return None
    source = noun_phrase(reading, index + 3, sentence.words[1])
    return ("unter-berufung", (index, source[1]), source, (index, index + 3)) if source else None


_FINDERS = {
    "laut": _laut,
    "gemäß": _gemaess,
    "nach": _nach,
    "zufolge": _zufolge,
    "aus": _aus,
    "unter": _reliance,
}
