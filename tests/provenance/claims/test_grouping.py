"""Groups of statements are those of the plain method, and nothing is asked twice."""

import itertools
import random
from collections.abc import Mapping

import pytest

from dedup.provenance.claims.grouping import group_statements
from dedup.settings import ClaimSettings

Pair = tuple[int, int]

LEAST = 0.55
SHARE = 0.7
SETTINGS = ClaimSettings(min_confidence=LEAST, max_mentions=7)


def group_plainly(found: Mapping[Pair, float], table: Mapping[Pair, float | None]) -> tuple[list[list[int]], bool]:
    """Ask for every pair of two groups each time that they might be joined."""
    groups = {statement: [statement] for pair in found for statement in pair}
    is_full = False
    for pair in sorted(found, key=lambda pair: (-found[pair], pair)):
        one, other = (groups[each] for each in pair)
        if one is other:
            continue
        if len(one) + len(other) > SETTINGS.max_mentions:
            is_full = True
            continue
        confidences = [table[min(two), max(two)] for two in itertools.product(one, other)]
        known = [each for each in confidences if each is not None]
        if len(known) == len(confidences) and sum(known) / len(known) >= SHARE * LEAST:
            joined = sorted(one + other)
            groups.update(dict.fromkeys(joined, joined))
    distinct = {tuple(group) for group in groups.values() if len(group) > 1}
    return sorted(map(list, distinct)), is_full


@pytest.mark.parametrize("seed", range(40))
def test_groups_are_those_of_the_plain_method(seed: int) -> None:
    source = random.Random(seed)
    table = {
        pair: None if source.random() < seed / 100 else round(source.betavariate(1.2, 1.2), 3)
        for pair in itertools.combinations(range(18), 2)
    }
    found = {pair: each for pair, each in table.items() if each is not None and each >= LEAST}
    asked: list[Pair] = []

    def compare(left: int, right: int) -> float | None:
        asked.append((left, right))
        return table[left, right]

    def excludes(left: int, right: int) -> bool:
        return table[left, right] is None and (left + right) % 2 == 0

    groups = group_statements(lambda number: ("d", number), found, compare, excludes, SETTINGS)
    assert groups == group_plainly(found, table)
    assert len(asked) == len(set(asked))
    assert not set(asked) & found.keys()


def test_what_excludes_is_told_before_anything_is_compared() -> None:
    found = {(0, 1): 0.9, (2, 3): 0.9, (1, 2): 0.8}
    asked: list[Pair] = []

    def compare(left: int, right: int) -> float:
        asked.append((left, right))
        return 1.0

    groups, _ = group_statements(
        lambda number: ("d", number), found, compare, lambda *pair: pair == (0, 3), SETTINGS
    )
    assert groups == [[0, 1], [2, 3]]
    assert not asked
