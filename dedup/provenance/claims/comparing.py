"""Whether two statements claim the same.

In: two prepared statements of a story. Out: how sure it is, or nothing where they exclude each other; and the
terms that they share. What both say is weighed by the rarity of their common words; figures of one thing that agree
count most; figures, years or parties that exclude each other make two claims of it.
"""

import itertools
from collections.abc import Collection, Mapping, Sequence

from dedup.provenance.claims.evidence import KIN_RANGE, ROUNDED, SAME_WORDING, USUAL_KIN, Evidence, confidence
from dedup.provenance.claims.prepared import Prepared, Terms, is_telling
from dedup.statements import Quantity, families_of

FAMILY_SHARE = 0.6
"""Weight of a word that the other side has in another word of its family. Chosen by hand."""
PART_SHARE = 0.15
"""Share of a part between commas that must match for it to be about the same. Chosen by hand."""
_NEAR = 0.9
_FEW_TERMS = 6
_FEW_HOLDERS = 3


def compare(left: Prepared, right: Prepared, terms: Terms, least: float = 0.0) -> float | None:
    """The confidence that two statements claim the same, in [0, 1]; None where something excludes that.

    What cannot reach the `least` confidence may be None too. Statements of equal content are weighed once.
    """
    pair = left.content, right.content
    if pair not in terms.weighed:
        evidence = weigh_evidence(left, right, terms)
        terms.weighed[pair] = (evidence.log_odds, evidence.dice >= SAME_WORDING) if evidence else None
    weighed = terms.weighed[pair]
    if weighed is None:
        return None
    log_odds, is_copy = weighed
    if not is_copy and confidence(log_odds, KIN_RANGE[1]) < least - ROUNDED:
        return None
    kin = USUAL_KIN if is_copy else _kin(left, right, terms)
    return round(confidence(log_odds, kin), 3)


def weigh_evidence(left: Prepared, right: Prepared, terms: Terms) -> Evidence | None:
    """Weigh what two statements have in common, wherever they stand; None where they exclude each other."""
    if are_apart(left, right):
        return None
    weights = terms.weights
    lefts, rights = _matches(left, right, weights), _matches(right, left, weights)
    in_left, in_right = sum(lefts), sum(rights)
    total = left.weight + right.weight
    dice = (in_left + in_right) / total if total else 0.0
    quantity = _quantities(left, right) if left.quantities and right.quantities else None
    if _excluded(left, right, quantity, dice):
        return None
    common = left.keys.keys() & right.keys.keys()
    focus = [_focus(left, lefts), _focus(right, rights)]
    actions = sum([key.startswith("a:") for key in common])
    things = sum([key.startswith("t:") for key in common])
    return Evidence(
        common=min(in_left, in_right),
        dice=dice,
        focused=(focus[0][0] + focus[1][0]) / max(0.1, focus[0][1] + focus[1][1]),
        contained=max(in_left / max(0.1, left.weight), in_right / max(0.1, right.weight)),
        quantity=quantity == "agree",
        counting=0 if quantity else left.counts + right.counts,
        date=not left.days.isdisjoint(right.days),
        other_day=_is_other_day(left, right),
        parties=_shared_parties(left, right),
        actions=actions,
        said=_says_the_same(left, right),
        things=things,
        exact=len(common) - actions - things,
        joint=_is_joint(left, right, common, terms),
    )


def _kin(left: Prepared, right: Prepared, terms: Terms) -> float:
    """How alike the articles of two statements are; one article tells nothing of that."""
    if left.document == right.document:
        return USUAL_KIN
    least, most = KIN_RANGE
    return min(most, max(least, terms.kinship(left.article, right.article)))


def _is_joint(left: Prepared, right: Prepared, shared: Collection[str], terms: Terms) -> bool:
    """Whether what both have in common stands together in hardly another statement of the story.

    Two families that are frequent alone, satellites and technology, may name one claim where they meet.
    """
    words = {left.keys[key] for key in shared}, {right.keys[key] for key in shared}
    if min(map(len, words)) < 2:  # noqa: PLR2004 - two words of each side
        return False
    few = max(_FEW_HOLDERS, terms.articles)
    if min([terms.counts[key] for key in shared]) <= few:
        return True
    return len(frozenset.intersection(*[terms.holders[key] for key in shared])) <= few


def _matches(left: Prepared, right: Prepared, weights: Mapping[str, float]) -> list[float]:
    """For each term of the left statement the weight that the right one has of it."""
    found = []
    keys = right.keys
    for term, weight, families in left.weighed:
        if term in keys:
            found.append(weight)
            continue
        shared = [weights[key] for key in families if key in keys] if families else None
        found.append(min(weight, FAMILY_SHARE * weight + 0.2 * max(shared)) if shared else 0.0)
    return found


def _focus(side: Prepared, matches: Sequence[float]) -> tuple[float, float]:
    """Matched and total weight of those parts between commas that match at all."""
    cuts = side.statement.cuts
    if not cuts:
        matched = sum(matches)
        return (matched, side.weight) if matched >= PART_SHARE * side.weight else (0.0, 0.0)
    matched_weight, total_weight = 0.0, 0.0
    for first, last in itertools.pairwise((0, *cuts, len(matches))):
        matched = sum(matches[first:last])
        total = sum([weight for _, weight, _ in side.weighed[first:last]])
        if matched >= PART_SHARE * total:
            matched_weight += matched
            total_weight += total
    return matched_weight, total_weight


def are_apart(left: Prepared, right: Prepared) -> bool:
    """Whether both name years or parties, and none is the same, which makes two claims whatever else they share."""
    return any(
        one and other and one.isdisjoint(other)
        for one, other in ((left.years, right.years), (left.parties, right.parties))
    )


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
    return any(
        one and other and one.isdisjoint(other)
        for one, other in ((left.weekdays, right.weekdays), (left.days, right.days))
    )


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
