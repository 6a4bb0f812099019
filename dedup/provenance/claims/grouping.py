"""Statements that claim the same, grouped so that groups do not chain.

In: comparisons of pairs. Out: groups of statements. Two groups become one in order of falling confidence, where
their statements agree on the whole (mean confidence of all pairs) and no pair of them excludes the other.
"""

import itertools
from collections.abc import Callable, Mapping, Sequence

from dedup.provenance.claims.comparing import Comparison
from dedup.settings import ClaimSettings

_MEAN_SHARE = 0.7
"""Share of the least confidence that the mean of all pairs of two groups must reach. Chosen by hand."""

Pair = tuple[int, int]
Compare = Callable[[int, int], Comparison | None]


def group_statements(
    place: Callable[[int], tuple[str, int]],
    found: Mapping[Pair, Comparison],
    compare: Compare,
    settings: ClaimSettings,
) -> tuple[list[list[int]], bool]:
    """Group statements; with whether any group had no room for more.

    `found` are the comparisons that reach the least confidence, `place` orders equal ones.
    """
    known = _Known(found, compare)
    home: dict[int, int] = {}
    members: dict[int, list[int]] = {}
    is_full = False
    for pair in sorted(found, key=lambda pair: (-found[pair].confidence, place(pair[0]), place(pair[1]))):
        one, other = (home.setdefault(each, each) for each in pair)
        for each in pair:
            members.setdefault(home[each], [each])
        if one == other:
            continue
        if len(members[one]) + len(members[other]) > settings.max_mentions:
            is_full = True
        elif known.mean(members[one], members[other]) >= _MEAN_SHARE * settings.min_confidence:
            kept, gone = min(one, other), max(one, other)
            for member in members[gone]:
                home[member] = kept
            members[kept] = sorted(members[kept] + members.pop(gone))
    return [group for _, group in sorted(members.items()) if len(group) > 1], is_full


class _Known:
    """Confidences of pairs, each worked out when it is first asked for."""

    def __init__(self, found: Mapping[Pair, Comparison], compare: Compare) -> None:
        self._compare = compare
        self._known: dict[Pair, float | None] = {pair: each.confidence for pair, each in found.items()}

    def mean(self, one: Sequence[int], other: Sequence[int]) -> float:
        """The mean confidence of all pairs of two groups; 0 where two statements exclude each other."""
        total = 0.0
        for pair in itertools.product(one, other):
            confidence = self._confidence((min(pair), max(pair)))
            if confidence is None:
                return 0.0
            total += confidence
        return total / (len(one) * len(other))

    def _confidence(self, pair: Pair) -> float | None:
        if pair not in self._known:
            fresh = self._compare(*pair)
            self._known[pair] = fresh.confidence if fresh else None
        return self._known[pair]
