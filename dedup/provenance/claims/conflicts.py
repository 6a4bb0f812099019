"""Where the mentions of one claim do not say the same.

In: a claim's mentions with their statements. Out: conflicts, one for each aspect and pair of different things said.
Nothing decides who is right: "24" beside "fast 25" is listed with the remark that both agree within what is
printed.
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence

from dedup.model import Conflict, Mention, Stance
from dedup.provenance.claims.comparing import agree, same_unit
from dedup.provenance.claims.printing import Printer
from dedup.statements import Quantity

_CLOSE = 0.7
"""Confidence of a join from which a hedge that only one side has was lost, not left out for good reason."""

Numbered = tuple[int, Mention, Printer]


def find_conflicts(
    mentions: Sequence[Mention], printers: Sequence[Printer], joined: Mapping[tuple[int, int], float]
) -> tuple[Conflict, ...]:
    """Find the conflicts among the mentions of a claim; `joined` are confidences by numbers of mentions."""
    numbered = [(number, *pair) for number, pair in enumerate(zip(mentions, printers, strict=True))]
    found: dict[tuple[str, tuple[str, str]], Conflict] = {}
    telling = [_tells(each) for each in numbered]
    for left, right in itertools.combinations(numbered, 2):
        if not (telling[left[0]] and telling[right[0]]) and _are_told_alike(left[1], right[1]):
            continue
        for conflict in _conflicts(left, right, joined.get((left[0], right[0]), 0.0)):
            said = min(conflict.said, conflict.said[::-1])
            found.setdefault((conflict.aspect, said), conflict)
    return tuple(found[key] for key in sorted(found))


def _tells(numbered: Numbered) -> bool:
    """Whether a mention gives figures, dates or places."""
    statement = numbered[2].prepared.statement
    return bool(statement.quantities or statement.dates or statement.places)


def _are_told_alike(left: Mention, right: Mention) -> bool:
    """Whether neither hedges or stance make a conflict, as with nearly all of many copies."""
    return bool(left.hedge) == bool(right.hedge) and left.stance is right.stance


def _conflicts(left: Numbered, right: Numbered, confidence: float) -> Iterator[Conflict]:
    yield from _quantity(left, right)
    for aspect in ("date", "place"):
        yield from _set_apart(aspect, left, right)
    yield from _hedge(left, right, confidence)
    yield from _stance(left, right)


def _quantity(left: Numbered, right: Numbered) -> Iterator[Conflict]:
    for one, other in itertools.product(left[2].prepared.quantities, right[2].prepared.quantities):
        if not same_unit(one, other):
            continue
        said = one.span.within(left[2].text), other.span.within(right[2].text)
        is_one = agree(one, other)
        if one.value != other.value:
            remark = "agree within what is printed" if is_one else "exclude each other"
            yield _conflict("quantity", left, right, said, f"“{said[0]}” and “{said[1]}” {remark}")
        elif is_one and not one.is_vague:
            yield from _attribution(left, right, one, said)


def _attribution(left: Numbered, right: Numbered, figure: Quantity, said: tuple[str, str]) -> Iterator[Conflict]:
    """One figure for which two sources are named."""
    del figure
    chains = left[1].chain, right[1].chain
    if all(chains) and not set(chains[0]) & set(chains[1]):
        named = chains[0][-1], chains[1][-1]
        yield _conflict(
            "attribution", left, right, named, f"“{said[0]}” is credited to {named[0]} and to {named[1]}"
        )


def _set_apart(aspect: str, left: Numbered, right: Numbered) -> Iterator[Conflict]:
    """Dates of one precision, or towns, of which each side gives another."""
    field = "dates" if aspect == "date" else "places"
    lefts, rights = (getattr(side[2].prepared.statement, field) for side in (left, right))
    for one, span in lefts:
        for other, other_span in rights:
            comparable = aspect == "place" or (len(one) == len(other) and one[:1] == other[:1])
            if comparable and one != other and one not in dict(rights) and other not in dict(lefts):
                said = span.within(left[2].text), other_span.within(right[2].text)
                yield _conflict(aspect, left, right, said, f"one says “{said[0]}”, the other “{said[1]}”")


def _hedge(left: Numbered, right: Numbered, confidence: float) -> Iterator[Conflict]:
    """A hedge that one mention has and another one of the same source, or nearly the same wording, has not."""
    mentions = left[1], right[1]
    if bool(mentions[0].hedge) == bool(mentions[1].hedge) or any(m.stance is not Stance.SUPPORTS for m in mentions):
        return
    if set(mentions[0].chain) & set(mentions[1].chain) or confidence >= _CLOSE:
        said = mentions[0].hedge or "", mentions[1].hedge or ""
        yield _conflict("hedge", left, right, said, f"“{said[0] or said[1]}” stands in one mention only")


def _stance(left: Numbered, right: Numbered) -> Iterator[Conflict]:
    stances = {left[1].stance, right[1].stance}
    if Stance.DENIES in stances and len(stances) > 1:
        said = left[1].stance.value, right[1].stance.value
        yield _conflict("stance", left, right, said, "one mention denies what the other states")


def _conflict(aspect: str, left: Numbered, right: Numbered, said: tuple[str, str], message: str) -> Conflict:
    return Conflict(aspect=aspect, left=left[0], right=right[0], said=said, message=message)
