"""Statements that claim the same, grouped so that groups do not chain.

In: confidences of pairs. Out: groups of statements. Two groups become one in order of falling confidence, where
their statements agree on the whole (mean confidence of all pairs) and no pair of them excludes the other.
"""

import itertools
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from dedup.settings import ClaimSettings

_MEAN_SHARE = 0.7
"""Share of the least confidence that the mean of all pairs of two groups must reach. Chosen by hand."""

Pair = tuple[int, int]
Compare = Callable[[int, int], float | None]
Excludes = Callable[[int, int], bool]


def group_statements(
    place: Callable[[int], tuple[str, int]],
    found: Mapping[Pair, float],
    compare: Compare,
    excludes: Excludes,
    settings: ClaimSettings,
) -> tuple[list[list[int]], bool]:
    """Group statements; with whether any group had no room for more.

    `found` are the confidences that reach the least one, `place` orders equal ones. `compare` gives those of other
    pairs, None where two statements exclude each other; `excludes` tells most of that sooner.
    """
    groups = _Groups(found, compare, excludes)
    is_full = False
    for one, other in sorted(found, key=lambda pair: (-found[pair], place(pair[0]), place(pair[1]))):
        kept, gone = sorted((groups.home(one), groups.home(other)))
        if kept == gone:
            continue
        if groups.size(kept) + groups.size(gone) > settings.max_mentions:
            is_full = True
        elif groups.agree(kept, gone, _MEAN_SHARE * settings.min_confidence):
            groups.join(kept, gone)
    return groups.of_several(), is_full


class _Groups:
    """Groups of statements while they are joined, each named by its first statement."""

    def __init__(self, found: Mapping[Pair, float], compare: Compare, excludes: Excludes) -> None:
        self._compare = compare
        self._excludes = excludes
        self._known: dict[Pair, float | None] = dict(found)
        self._home: dict[int, int] = {}
        self._members: dict[int, list[int]] = {}
        self._apart: dict[int, set[int]] = defaultdict(set)
        self._refused: dict[Pair, int] = {}

    def home(self, statement: int) -> int:
        """The group of a statement."""
        group = self._home.setdefault(statement, statement)
        if group == statement:
            self._members.setdefault(statement, [statement])
        return group

    def size(self, group: int) -> int:
        """How many statements a group has."""
        return len(self._members[group])

    def of_several(self) -> list[list[int]]:
        """The groups of two statements and more."""
        return [group for _, group in sorted(self._members.items()) if len(group) > 1]

    def agree(self, one: int, other: int, least: float) -> bool:
        """Whether all pairs of two groups have such a mean confidence, and none of them excludes the other."""
        size = self.size(one) + self.size(other)
        if other in self._apart[one] or self._refused.get((one, other)) == size:
            return False
        mean = self._mean(self._members[one], self._members[other])
        if mean is None:
            self._apart[one].add(other)
            self._apart[other].add(one)
        elif mean < least:
            self._refused[one, other] = size
        return mean is not None and mean >= least

    def join(self, kept: int, gone: int) -> None:
        """Make one group of two; what is apart from one of them is apart from it."""
        members = self._members.pop(gone)
        for member in members:
            self._home[member] = kept
        self._members[kept] = sorted(self._members[kept] + members)
        for other in self._apart.pop(gone, ()):
            self._apart[other].discard(gone)
            self._apart[other].add(kept)
            self._apart[kept].add(other)

    def _mean(self, one: Sequence[int], other: Sequence[int]) -> float | None:
        """The mean confidence of all pairs of two groups; None where two statements exclude each other."""
        known = self._known
        pairs = [(left, right) if left < right else (right, left) for left, right in itertools.product(one, other)]
        fresh = [pair for pair in pairs if pair not in known]
        for pair in fresh:
            if self._excludes(*pair):
                known[pair] = None
                return None
        for pair in fresh:
            known[pair] = confidence = self._compare(*pair)
            if confidence is None:
                return None
        total = 0.0
        for pair in pairs:
            confidence = known[pair]
            if confidence is None:
                return None
            total += confidence
        return total / len(pairs)
