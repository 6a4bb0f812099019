"""A glance leaves out only places around which the words cannot match."""

import numpy as np
import pytest

from dedup.reuse.glance import best_gains, may_be_dense, word_bytes

REACH = 16


def slow_best_gain(equal: list[bool]) -> int:
    best = gain = 0
    for same in equal:
        gain = max(0, gain + (1 if same else -1))
        best = max(best, gain)
    return best


@pytest.mark.parametrize("width", [1, 8, 33, 89])
def test_best_gains_are_those_of_kadane(width: int) -> None:
    equal = np.random.default_rng(width).random((300, width)) < 0.5
    assert best_gains(equal).tolist() == [slow_best_gain(row) for row in equal.tolist()]


def test_places_with_enough_equal_words_are_kept() -> None:
    generator = np.random.default_rng(1)
    hashes = generator.integers(1 << 60, size=400, dtype=np.uint64)
    hashes[300:308] = hashes[100:108]
    dense = may_be_dense(word_bytes(hashes), np.array([104, 50]), np.array([200, 200]), REACH, 7)
    assert dense.tolist() == [True, False]


def test_places_near_the_ends_of_the_collection_are_kept() -> None:
    hashes = np.arange(1, 101, dtype=np.uint64)
    assert may_be_dense(word_bytes(hashes), np.array([3, 50]), np.array([40, 45]), REACH, 7).all()


def test_a_tiny_collection_is_kept() -> None:
    assert may_be_dense(word_bytes(np.ones(9, np.uint64)), np.array([2]), np.array([4]), REACH, 7).all()
