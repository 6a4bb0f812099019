"""Expected components against an enumeration of all states."""

import itertools
import random

import pytest

from dedup.provenance.roots.expectation import expected_components
from dedup.provenance.roots.merging import merge

_BOUND = 65_536


def enumerate_components(presence: dict[str, float], edges: list[tuple[str, str, float]]) -> float:
    """Go through every state: slow and obvious."""
    uncertain = [node for node, share in presence.items() if share < 1]
    total = 0.0
    for absent in itertools.product([False, True], repeat=len(uncertain)):
        gone = {node for node, is_absent in zip(uncertain, absent, strict=True) if is_absent}
        there = [node for node in presence if node not in gone]
        weight = 1.0
        for node in uncertain:
            weight *= 1 - presence[node] if node in gone else presence[node]
        for holding in itertools.product([False, True], repeat=len(edges)):
            probability = weight
            for (_, _, prior), holds in zip(edges, holding, strict=True):
                probability *= prior if holds else 1 - prior
            joined = [(left, right) for (left, right, _), holds in zip(edges, holding, strict=True) if holds]
            total += probability * len(set(merge(there, joined).named().values()))
    return total


@pytest.mark.parametrize("seed", range(40))
def test_the_expectation_is_that_of_all_states(seed: int) -> None:
    source = random.Random(seed)
    nodes = "abcdef"[: source.randint(1, 6)]
    presence = {node: source.choice([1.0, 1.0, 0.5, 0.3]) for node in nodes}
    pairs = list(itertools.combinations(nodes, 2))
    edges = [(*pair, source.choice([0.3, 0.5, 0.8])) for pair in source.sample(pairs, min(len(pairs), 7))]
    found = expected_components(presence, edges, _BOUND)
    assert found.exact
    assert found.value == pytest.approx(enumerate_components(presence, edges), abs=1e-9)


@pytest.mark.parametrize(
    ("presence", "edges", "expected"),
    [
        ({}, [], 0),
        ({"a": 1}, [], 1),
        ({"a": 1, "b": 1}, [("a", "b", 0.5)], 1.5),
        ({"a": 1, "b": 1, "c": 1}, [("a", "b", 0.5), ("b", "c", 0.5)], 2.0),
        ({"a": 1, "b": 1, "c": 1}, [("a", "b", 0.5), ("b", "c", 0.5), ("a", "c", 0.5)], 1.625),
        ({"a": 1, "x": 0.5}, [("a", "x", 0.8)], 1.1),
        ({"a": 1}, [("a", "z", 0.5), ("a", "a", 0.5)], 1),
    ],
)
def test_known_graphs_have_their_expectation(
    presence: dict[str, float], edges: list[tuple[str, str, float]], expected: float
) -> None:
    assert expected_components(presence, edges, _BOUND).value == pytest.approx(expected)


def test_two_reasons_for_one_pair_hold_if_one_of_them_does() -> None:
    found = expected_components({"a": 1, "b": 1}, [("a", "b", 0.5), ("b", "a", 0.8)], _BOUND)
    assert found.value == pytest.approx(1.1)


def test_a_forest_of_a_thousand_roots_is_exact() -> None:
    presence = {f"n{number:04}": 1.0 for number in range(1_000)}
    edges = [(f"n{number // 2:04}", f"n{number:04}", 0.3) for number in range(1, 1_000)]
    found = expected_components(presence, edges, 10)
    assert found.exact
    assert found.value == pytest.approx(1_000 - 0.3 * 999)


def complete(size: int, prior: float) -> list[tuple[str, str, float]]:
    return [(*pair, prior) for pair in itertools.combinations([f"g{number:02}" for number in range(size)], 2)]


def test_eight_allied_governments_are_exact_within_the_usual_bound() -> None:
    presence = {f"g{number:02}": 1.0 for number in range(8)}
    assert expected_components(presence, complete(8, 0.5), _BOUND).exact


def test_past_the_bound_the_expectation_is_sampled_and_says_so() -> None:
    presence = {f"g{number:02}": 1.0 for number in range(7)}
    exact = expected_components(presence, complete(7, 0.2), _BOUND)
    sampled = expected_components(presence, complete(7, 0.2), 10)
    assert (exact.exact, sampled.exact) == (True, False)
    assert sampled.value == pytest.approx(exact.value, abs=0.1)
    assert sampled == expected_components(presence, complete(7, 0.2), 10)
