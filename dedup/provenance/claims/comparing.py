"""Whether two statements claim the same.

In: two prepared statements of a story. Out: a comparison with its confidence and the terms they share, or nothing. What both say is weighed by the rarity of their common words; figures of one thing that agree count most;
figures, years or parties that exclude each other make two claims of it.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from dedup.provenance.claims.prepared import Prepared
from dedup.statements import Quantity, families_of

_FAMILY_SHARE = 0.6
"""Weight of a word that the other side has in another word of its family. Chosen by hand."""
_SMALL = 3
"""Figures up to here agree by chance."""
_SAME_WORDING = 0.85
_UNITS_OF_TIME = frozenset({"uhr", "stund", "tag", "tage", "woch", "minut", "hour", "day", "week", "minute"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a comparison rests on.

    `common` is the weight of what both say, `dice` its share in both, `contained` its share in the one that says
    less. `quantity` tells whether a telling figure agrees, `parties` the share of parties in common (0.5 where one
    side names none), `action` whether they share a family of actions, `exact` how many terms are the same.
    """

    common: float
    dice: float
    contained: float
    quantity: bool
    parties: float
    action: bool
    exact: int
    kinds: bool

    @property
    def confidence(self) -> float:
        """How sure it is that both claim the same; weights chosen on the development articles."""
        z = (
            -6.2
            + 5.0 * self.dice
            + 1.6 * self.contained
            + 0.16 * min(self.common, 22.0)
            + 2.2 * self.quantity
            + 1.0 * (self.parties - 0.5)
            + 0.5 * self.action
            + 0.3 * min(self.exact, 4)
            + 0.3 * self.kinds
        )
        return 1 / (1 + math.exp(-z))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two statements that may claim the same, with the terms that they share, (left, right)."""

    evidence: Evidence
    confidence: float
    shared: tuple[tuple[str, str], ...]


def compare(left: Prepared, right: Prepared, weights: Mapping[str, float]) -> Comparison | None:
    """Compare two statements; None where something excludes that both claim the same."""
    evidence = weigh_evidence(left, right, weights)
    if evidence is None:
        return None
    return Comparison(evidence, round(evidence.confidence, 3), _shared_terms(left, right))


def weigh_evidence(left: Prepared, right: Prepared, weights: Mapping[str, float]) -> Evidence | None:
    """Weigh what two statements have in common; None where they exclude each other."""
    in_left, exact = _matched(left, right, weights)
    in_right, _ = _matched(right, left, weights)
    total = left.weight + right.weight
    dice = (in_left + in_right) / total if total else 0.0
    quantity = _quantities(left, right)
    if _excluded(left, right, quantity, dice):
        return None
    return Evidence(
        common=min(in_left, in_right),
        dice=dice,
        contained=max(in_left / left.weight if left.weight else 0, in_right / right.weight if right.weight else 0),
        quantity=quantity == "agree",
        parties=_shared_parties(left, right),
        action=bool(left.actions & right.actions),
        exact=exact,
        kinds=left.statement.is_planned == right.statement.is_planned,
    )


def _matched(left: Prepared, right: Prepared, weights: Mapping[str, float]) -> tuple[float, int]:
    """The weight of the terms of the left statement that the right one has, and how many are the same word."""
    weight, exact = 0.0, 0
    for term in left.statement.terms:
        if term in right.keys:
            weight += weights[term]
            exact += 1
            continue
        families = [weights[key] for key in families_of(term) if key in right.keys]
        if families:
            weight += min(weights[term], _FAMILY_SHARE * weights[term] + 0.2 * max(families))
    return weight, exact


def _excluded(left: Prepared, right: Prepared, quantity: str | None, dice: float) -> bool:
    """Whether figures, years, parties or persons say that these are two claims."""
    if quantity == "differ" and dice < _SAME_WORDING:
        return True
    if left.years and right.years and not left.years & right.years:
        return True
    old = left.years ^ right.years
    if old and quantity != "agree" and dice < _SAME_WORDING and _is_past(left, right):
        return True
    both = left.parties and right.parties
    if both and not left.parties & right.parties:
        return True
    if left.people and right.people and not _same_people(left, right) and dice < _SAME_WORDING:
        return not (left.parties & right.parties)
    if left.statement.is_negated != right.statement.is_negated and left.statement.denial is None:
        return dice < 0.5  # noqa: PLR2004 - unless nearly the same words are denied
    return False


def _is_past(left: Prepared, right: Prepared) -> bool:
    """Whether only one side gives a year: what it tells may be long past."""
    return bool(left.years) != bool(right.years)


def _same_people(left: Prepared, right: Prepared) -> bool:
    words = {word for name in left.people for word in name.split()}
    return any(word in words for name in right.people for word in name.split())


def _shared_parties(left: Prepared, right: Prepared) -> float:
    """Share of parties in common; what a side leaves to its surroundings counts as named there."""
    lefts = left.parties or left.around
    rights = right.parties or right.around
    if not lefts or not rights:
        return 0.5
    common = lefts & rights
    return len(common) / min(len(lefts), len(rights)) if common else 0.0


def _quantities(left: Prepared, right: Prepared) -> str | None:
    """Whether telling figures of one thing agree or differ; None where no two count the same."""
    differs = False
    for one in left.quantities:
        for other in right.quantities:
            if not same_unit(one, other):
                continue
            if one.is_vague != other.is_vague:
                differs = True
            elif one.low <= other.high and other.low <= one.high:
                if max(one.value, other.value) > _SMALL and not _UNITS_OF_TIME.intersection(one.unit):
                    return "agree"
            else:
                differs = True
    return "differ" if differs else None


def same_unit(one: Quantity, other: Quantity) -> bool:
    """Whether two figures count the same thing, by word or by family."""
    if not one.unit or not other.unit:
        return False
    if set(one.unit) & set(other.unit):
        return True
    lefts, rights = ({f for stem in each.unit for f in families_of(stem) if f[0] == "t"} for each in (one, other))
    return bool(lefts & rights)


def _shared_terms(left: Prepared, right: Prepared) -> tuple[tuple[str, str], ...]:
    """Terms of the left statement with those of the right one that are the same or of one family."""
    found = []
    for term in left.statement.terms:
        keys = [key for key in (term, *families_of(term)) if key in right.keys]
        if keys:
            found.append((term, right.keys[keys[0]]))
    return tuple(found)
