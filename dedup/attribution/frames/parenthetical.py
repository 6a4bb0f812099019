"""Sources in brackets: the agency codes of a paragraph, and the pointer to the own reports."""

from dedup.attribution.frames.statement import Statement
from dedup.attribution.reading import MARKS, OUTSIDE, Range, Reading
from dedup.model import CitationType

_DASHES = frozenset("–—-")
_STOPS = frozenset(".!?…") | MARKS
_LONGEST_DATELINE = 5
_LONGEST_CODE = 14
_SHORTEST_CLAIM = 3


def find_bracket(reading: Reading, opening: int, sentence: Range, before: Range | None) -> Statement | None:
    """Read a bracket that names an outlet: (t-online berichtete), (dpa/Reuters), (Quelle: X)."""
    closing = _closing(reading, opening)
    if closing is None:
        return None
    inside = (opening + 1, closing)
    mentions = reading.mentions_in(inside)
    if not mentions:
        return None
    first = reading.position_of(mentions[0].start, inside)
    verb = next((i for i in range(*inside) if reading.lowered[i] in reading.lexicon.words["self_reports"]), None)
    if verb is not None:
        claim = _claim(reading, (sentence[0], opening), before)
        end = verb if verb > first else reading.position_of(mentions[0].end - 1, inside) + 1
        return _statement("self-reference", claim, (first, end), ((verb, verb + 1),))
    if not mentions[0].credit or first - inside[0] > 2:  # noqa: PLR2004 - "Quelle:" before the name
        return None
    return _statement("agency-code", _paragraph(reading, opening, closing, before), inside, (inside,))


def _paragraph(reading: Reading, opening: int, closing: int, before: Range | None) -> Range | None:
    """Find what an agency code vouches for: the paragraph it closes, or the one that its dateline opens."""
    line_start, line_end = reading.line_of(opening)
    start = reading.position_of(line_start, (0, opening))
    if opening - start <= _LONGEST_DATELINE:
        end = reading.position_of(line_end, (closing, len(reading.words)))
        return _claim(reading, (closing + 1, end), before)
    ends = reading.view.tokens.ends
    closes_line = reading.text[ends[closing] : ends[closing] + 1] in {"", "\n"}
    if closes_line or reading.words[opening - 1] in _STOPS:
        return _claim(reading, (start, opening), before)
    return None


def find_dash_credit(reading: Reading, sentence: Range) -> Statement | None:
    """Read a source between dashes: – Analyse von X –. It has said the quotation around it, or the sentence."""
    for mention in reading.mentions_in(sentence):
        first = reading.position_of(mention.start, sentence)
        last = reading.position_of(mention.end - 1, sentence)
        opening = next(
            (i for i in range(first - 1, max(sentence[0], first - 6) - 1, -1) if reading.words[i] in _DASHES), None
        )
        closed = last + 1 < len(reading.words) and reading.words[last + 1] in _DASHES
        if opening is None or not closed:
            continue
        inside = (opening + 1, last + 1)
        kinds = reading.lexicon.words
        if not any(
            reading.lowered[i] in kinds["statement"] or reading.lowered[i] in kinds["document"]
            for i in range(*inside)
        ):
            continue
        number = reading.quote_at[first]
        claim = sentence if number == OUTSIDE else reading.quotes[number].outer
        return Statement(
            rule="dash-credit",
            type=CitationType.INDIRECT if number == OUTSIDE else CitationType.DIRECT,
            claims=(claim,),
            source=inside,
            cue=((opening + 1, opening + 2),),
            scope=inside,
        )
    return None


def _closing(reading: Reading, opening: int) -> int | None:
    for index in range(opening + 1, min(len(reading.words), opening + _LONGEST_CODE)):
        if reading.words[index] == ")":
            return index
    return None


def _claim(reading: Reading, words: Range, before: Range | None) -> Range | None:
    """Take the words before a bracket, or the sentence before when the bracket stands alone."""
    trimmed = reading.trim(words)
    if trimmed[1] - trimmed[0] >= _SHORTEST_CLAIM:
        return trimmed
    previous = reading.trim(before) if before else (0, 0)
    return previous if previous[0] < previous[1] else None


def _statement(rule: str, claim: Range | None, source: Range, cue: tuple[Range, ...]) -> Statement | None:
    if claim is None:
        return None
    return Statement(rule=rule, type=CitationType.INDIRECT, claims=(claim,), source=source, cue=cue, scope=source)
