"""Whether two statements claim the same.

In: two prepared statements of a story. Out: how sure it is, or nothing where they exclude each other; and the
terms that they share. What both say is weighed by the rarity of their common words; figures of one thing that agree
count most; figures, years or parties that exclude each other make two claims of it.
"""

from dedup.provenance.claims.evidence import KIN_RANGE, ROUNDED, SAME_WORDING, USUAL_KIN, Evidence, confidence
from dedup.provenance.claims.prepared import Prepared, Terms, is_telling
from dedup.provenance.claims.wording import Wording, read_wording
from dedup.statements import Quantity, families_of

_NEAR = 0.9
_FEW_TERMS = 6
_FEW_HOLDERS = 3


def compare(
    left: Prepared, right: Prepared, terms: Terms, least: float = 0.0, wording: Wording | None = None
) -> float | None:
    """The confidence that two statements claim the same, in [0, 1]; None where something excludes that.

    What cannot reach the `least` confidence may be None too. Statements of equal content are weighed once.
    `wording` is what both have in common, where that is known.
    """
    pair = left.content, right.content
    if pair not in terms.weighed:
        evidence = weigh_evidence(left, right, terms, wording)
        terms.weighed[pair] = (evidence.log_odds, evidence.wording.dice >= SAME_WORDING) if evidence else None
    weighed = terms.weighed[pair]
    if weighed is None:
        return None
    log_odds, is_copy = weighed
    if not is_copy and confidence(log_odds, KIN_RANGE[1]) < least - ROUNDED:
        return None
    kin = USUAL_KIN if is_copy else _kin(left, right, terms)
    return round(confidence(log_odds, kin), 3)


def weigh_evidence(
    left: Prepared, right: Prepared, terms: Terms, wording: Wording | None = None
) -> Evidence | None:
    """Weigh what two statements have in common, wherever they stand; None where they exclude each other."""
    if are_apart(left, right):
        return None
    wording = wording or read_wording(left, right, terms.weights)
    quantity = _quantities(left, right) if left.quantities and right.quantities else None
    if _excluded(left, right, quantity, wording.dice):
        return None
    return Evidence(
        wording=wording,
        quantity=quantity == "agree",
        counting=0 if quantity else left.counts + right.counts,
        date=not left.days.isdisjoint(right.days),
        other_day=_is_other_day(left, right),
        parties=_shared_parties(left, right),
        said=_says_the_same(left, right),
        joint=_is_joint(left, right, terms),
    )


def _kin(left: Prepared, right: Prepared, terms: Terms) -> float:
    """How alike the articles of two statements are; one article tells nothing of that."""
    if left.document == right.document:
        return USUAL_KIN
    least, most = KIN_RANGE
    return min(most, max(least, terms.kinship(left.article, right.article)))


def _is_joint(left: Prepared, right: Prepared, terms: Terms) -> bool:
    """Whether what both have in common stands together in hardly another statement of the story.

    Two families that are frequent alone, satellites and technology, may name one claim where they meet.
    """
    shared = left.keys.keys() & right.keys.keys()
    if len(shared) < 2:  # noqa: PLR2004 - two words of each side
        return False
    words = {left.keys[key] for key in shared}, {right.keys[key] for key in shared}
    if min(map(len, words)) < 2:  # noqa: PLR2004
        return False
    few = max(_FEW_HOLDERS, terms.articles)
    if min([terms.counts[key] for key in shared]) <= few:
        return True
    return len(frozenset.intersection(*[terms.holders[key] for key in shared])) <= few


def are_apart(left: Prepared, right: Prepared) -> bool:
    """Whether both name years or parties, and none is the same, which makes two claims whatever else they share."""
    return _differ(left.years, right.years) or _differ(left.parties, right.parties)


def _excluded(left: Prepared, right: Prepared, quantity: str | None, dice: float) -> bool:
    """Whether figures, tense or persons say that these are two claims, for all that years and parties allow."""
    if quantity == "differ" and dice < SAME_WORDING:
        return True
    if left.is_past != right.is_past and quantity != "agree" and dice < SAME_WORDING:
        return True
    if left.people and right.people and not _same_people(left, right):
        is_copy = dice >= SAME_WORDING and len(left.statement.terms) >= _FEW_TERMS
        return not is_copy and not left.parties & right.parties
    return False


def _is_other_day(left: Prepared, right: Prepared) -> bool:
    """Whether both name days, and no day is the same."""
    return _differ(left.weekdays, right.weekdays) or _differ(left.days, right.days)


def _differ(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether both sides name something, and nothing is the same."""
    return bool(one) and bool(other) and one.isdisjoint(other)


def _says_the_same(left: Prepared, right: Prepared) -> bool:
    """Whether a predicate of one side stands in the other, as the same word or one of its family."""
    return not (right.keys.keys().isdisjoint(left.actions) and left.keys.keys().isdisjoint(right.actions))


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
            elif agree(one, other):
                if is_telling(max(one.value, other.value), one.unit):
                    return "agree"
            else:
                differs = True
    return "differ" if differs else None


def agree(one: Quantity, other: Quantity) -> bool:
    """Whether two figures may be one: their ranges meet, and they are no more than a tenth apart."""
    meet = one.low <= other.high and other.low <= one.high
    return meet and min(one.value, other.value) >= _NEAR * max(one.value, other.value)


def same_unit(one: Quantity, other: Quantity) -> bool:
    """Whether two figures count the same thing, by word or by family."""
    if not one.unit or not other.unit:
        return False
    if set(one.unit) & set(other.unit):
        return True
    lefts, rights = ({f for stem in each.unit for f in families_of(stem) if f[0] == "t"} for each in (one, other))
    return bool(lefts & rights)


def shared_terms(left: Prepared, right: Prepared) -> tuple[tuple[str, str], ...]:
    """Terms of the left statement with those of the right one that are the same or of one family."""
    found = []
    for term in left.statement.terms:
        keys = [key for key in (term, *families_of(term)) if key in right.keys]
        if keys:
            found.append((term, right.keys[keys[0]]))
    return tuple(found)
