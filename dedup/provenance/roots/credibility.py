"""The credibility digit of a claim: how well it is confirmed, on the Admiralty scale from 1 to 6.

In: what the count of roots found. Out: the digit and the row of the table that gave it, in words. The digit speaks
of sources, not of the claim: a 1 says that two named parties state it independently, a 6 that nothing can be
judged. The table stands in docs/PROVENANCE.md; the first row that holds counts.
"""

from collections.abc import Iterator
from dataclasses import dataclass

_SEVERAL = 2
_MANY = 3
_CANNOT_BE_JUDGED = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """What the table looks at.

    `named` counts the roots of `low` that a named person, document or institution belongs to; `narrators` the
    parties that state it in their own voice; `contradicting` the named roots apart from those that say the
    opposite.
    """

    low: int
    high: int
    named: int
    narrators: int
    contradicting: int = 0
    denied: bool = False
    is_forecast: bool = False
    is_settled: bool = False
    is_quoted_speech: bool = False


@dataclass(frozen=True, slots=True)
class Credibility:
    """A digit of the Admiralty scale and what gave it."""

    digit: int
    reason: str


def rate_credibility(found: Confirmation) -> Credibility:
    """Look the digit up.

    >>> rate_credibility(Confirmation(low=1, high=2, named=1, narrators=0, denied=True))
    Credibility(digit=2, reason='at least one root, perhaps more')
    """
    if found.contradicting:
        return _contradicted(found.contradicting)
    digit, row = next(_rows(found))
    limits = [(3, "a forecast or intention: 3 at best")] if found.is_forecast else []
    limits += [(2, "denied by the accused: 2 at best")] if found.denied else []
    for limit, why in limits:
        if digit < limit:
            return Credibility(limit, f"{row}; {why}")
    return Credibility(digit, row)


def _rows(found: Confirmation) -> Iterator[tuple[int, str]]:
    """The rows that hold, in the order of the table."""
    if found.is_quoted_speech:
        yield 2, "a speech act with a direct quote"
    if found.low >= _SEVERAL and found.named >= _SEVERAL and not (found.denied or found.is_forecast):
        yield 1, "two or more independent roots, two of them named"
    if found.high >= _SEVERAL and found.low >= 1:
        several = found.low >= _SEVERAL
        yield 2, "two or more independent roots" if several else "at least one root, perhaps more"
    if found.low >= 1:
        yield 3, "one root"
    if found.high >= 1:
        yield _CANNOT_BE_JUDGED, "only inherited roots"
    if found.narrators >= _MANY and found.is_settled:
        yield 2, "no root; three or more narrators; can be looked up"
    if found.narrators >= _MANY:
        yield 3, "no root; three or more narrators"
    if found.narrators == _SEVERAL:
        yield 3, "no root; two narrators"
    yield _CANNOT_BE_JUDGED, "no root, and too few narrators to judge by"


def _contradicted(roots: int) -> Credibility:
    if roots >= _SEVERAL:
        return Credibility(5, "two or more independent named roots contradict it")
    return Credibility(4, "an independent named root contradicts it")
