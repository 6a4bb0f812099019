"""Statements that claim the same, grouped so that groups do not chain.

In: comparisons of pairs. Out: groups of statements. Two groups become one in order of falling confidence, where
their statements agree on the whole (mean confidence of all pairs) and no pair of them excludes the other.
"""

from collections.abc import Callable, Mapping, Sequence

from dedup.provenance.claims.comparing import Comparison
from dedup.provenance.claims.prepared import Prepared

_MEAN_SHARE = 0.7
"""Share of the least confidence that the mean of all pairs of two groups must reach. Chosen by hand."""
_MOST_STATEMENTS = 60

Pair = tuple[int, int]
Compare = Callable[[int, int], Comparison | None]


def group_statements(
    statements: Sequence[Prepared],
    found: Mapping[Pair, Comparison],
    compare: Compare,
    least: float,
) -> list[list[int]]:
    """Group statements; `found` are the comparisons that reach the least confidence."""
    home: dict[int, int] = {}
    members: dict[int, list[int]] = {}
    known: dict[Pair, float | None] = {pair: each.confidence for pair, each in found.items()}

    def agree(one: Sequence[int], other: Sequence[int]) -> bool:
        total = 0.0
        for left in one:
            for right in other:
                pair = (min(left, right), max(left, right))
                if pair not in known:
                    fresh = compare(*pair)
                    known[pair] = fresh.confidence if fresh else None
                confidence = known[pair]
                if confidence is None:
                    return False
                total += confidence
        return total / (len(one) * len(other)) >= _MEAN_SHARE * least

    for pair in sorted(found, key=lambda pair: (-found[pair].confidence, _places(statements, pair))):
        left, right = pair
        one, other = home.setdefault(left, left), home.setdefault(right, right)
        for each in (left, right):
            members.setdefault(home[each], [each])
        if one == other or len(members[one]) + len(members[other]) > _MOST_STATEMENTS:
            continue
        if agree(members[one], members[other]):
            kept, gone = min(one, other), max(one, other)
            for member in members[gone]:
                home[member] = kept
            members[kept] = sorted(members[kept] + members.pop(gone))
    return [group for _, group in sorted(members.items()) if len(group) > 1]


def _places(statements: Sequence[Prepared], pair: Pair) -> tuple[tuple[str, int], tuple[str, int]]:
    return statements[pair[0]].place, statements[pair[1]].place
