"""A claim from the statements that make it.

In: the statements of one claim, who is credited for each, and how they compare. Out: the claim with its mentions,
why they are one claim, and where they do not say the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from hashlib import blake2b
from sys import intern

from dedup.model import Claim, ClaimKind, Evidence, Join, Location, Mention, Scope, Span, Stance
from dedup.provenance.claims.attributing import Credit
from dedup.provenance.claims.conflicts import find_conflicts
from dedup.provenance.claims.joins import keep_strongest
from dedup.provenance.claims.prepared import Prepared
from dedup.provenance.claims.printing import Aspect, Printer, printed_aspects
from dedup.statements import Statement

Pair = tuple[int, int]

_WANTS = {"a:want", "a:pledge"}
_SPEECH = {"a:accuse", "a:fear", "a:name"}
TELLING = 3
"""Figures up to here are no claim of their own."""


def build_claim(
    printers: Sequence[Printer],
    credited: Sequence[Credit | None],
    confidences: Mapping[Pair, float],
    *,
    story: str,
    most_joins: int,
    weights: Mapping[str, float],
) -> Claim:
    """Build a claim, still without a number.

    `printers` and `credited` follow its statements in the order of the text; `confidences` are those of statements
    that were joined, by their places in `printers`, of which no more than `most_joins` are printed.
    """
    prepared = [printer.prepared for printer in printers]
    kind = _kind(prepared)
    is_forecast = kind in {ClaimKind.FORECAST, ClaimKind.INTENTION}
    mentions = tuple(map(_mention, printers, credited))
    if is_forecast:  # what is planned supports a claim about the future
        mentions = tuple(replace(m, stance=Stance.SUPPORTS) if m.stance is Stance.FORECAST else m for m in mentions)
    fullest = max(range(len(prepared)), key=lambda number: (prepared[number].weight, -number))
    printed = keep_strongest(confidences, most_joins)
    return Claim(
        id=blake2b(repr([mention.location for mention in mentions]).encode(), digest_size=8).hexdigest(),
        text=prepared[fullest].span.within(printers[fullest].text),
        kind=kind,
        forecast=is_forecast,
        story=story,
        mentions=mentions,
        joins=tuple(_join(pair, printed[pair], printers, weights) for pair in sorted(printed)),
        conflicts=find_conflicts(mentions, printers, confidences) if len(mentions) > 1 else (),
    )


def _join(
    pair: Pair,
    confidence: float,
    printers: Sequence[Printer],
    weights: Mapping[str, float],
) -> Join:
    """Say why two mentions are one claim."""
    left, right = pair
    agrees, differs = (
        tuple(map(_kept_once, aspects)) for aspects in printed_aspects(printers[left], printers[right], weights)
    )
    return Join(left=left, right=right, confidence=confidence, agrees=agrees, differs=differs)


@lru_cache(maxsize=1 << 15)
def _kept_once(aspect: Aspect) -> Aspect:
    """The aspect as it came first: many joins of a story are told by the same words, which fill the memory."""
    kind, left, right = map(intern, aspect)
    return kind, left, right


def _mention(printer: Printer, credit: Credit | None) -> Mention:
    prepared = printer.prepared
    statement = prepared.statement
    return Mention(
        location=Location(prepared.document, prepared.span),
        stance=Stance.DENIES if credit and credit.denies else _stance(statement),
        scope=credit.scope if credit else Scope.SENTENCE,
        evidence=credit.evidence if credit else Evidence.TOLD,
        citation=credit.citation.id if credit else None,
        chain=credit.citation.chain if credit else (),
        hedge=statement.hedge,
        value=_value(statement, printer.text),
    )


def _stance(statement: Statement) -> Stance:
    if statement.denial is not None and not statement.is_negated:
        return Stance.DENIES
    return Stance.FORECAST if statement.is_planned else Stance.SUPPORTS


def _value(statement: Statement, text: str) -> str | None:
    """The figure, else the date, else the town that a statement gives, as printed."""
    spans: list[Span] = [quantity.span for quantity in statement.quantities]
    spans += [span for _, span in statement.dates]
    spans += [span for _, span in statement.places]
    return spans[0].within(text) if spans else None


def _kind(prepared: Sequence[Prepared]) -> ClaimKind:
    """What is claimed, as most mentions have it."""
    half = len(prepared) / 2
    planned = sum(each.statement.is_planned for each in prepared)
    figures = sum(any(q.value > TELLING and q.unit for q in each.quantities) for each in prepared)
    if planned > half:
        return ClaimKind.INTENTION if any(_count(prepared, key) for key in _WANTS) else ClaimKind.FORECAST
    if figures > half:
        return ClaimKind.QUANTITY
    if any(_count(prepared, key) > half for key in _WANTS):
        return ClaimKind.INTENTION
    if any(_count(prepared, key) > half for key in _SPEECH):
        return ClaimKind.SPEECH_ACT
    return ClaimKind.EVENT if any(each.actions for each in prepared) else ClaimKind.BACKGROUND


def _count(prepared: Sequence[Prepared], key: str) -> int:
    return sum(key in each.keys for each in prepared)
