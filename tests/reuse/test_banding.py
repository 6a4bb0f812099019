"""Banding finds what its formula promises, at a cost that does not square."""

import random
import time

import numpy as np
import pytest

from dedup.reuse.banding import find_candidates, sort_pairs
from dedup.reuse.minhash import Signatures


def random_signatures(documents: int, seed: int = 1) -> Signatures:
    return np.random.default_rng(seed).integers(0, 1 << 16, (documents, 256), np.uint16)


def pairs_of(signatures: Signatures) -> set[tuple[int, int]]:
    found = find_candidates(signatures, np.ones(len(signatures), np.bool_), bands=51, rows=5)
    return {(left, right) for left, right in found.tolist()}


def test_documents_that_share_one_band_are_candidates() -> None:
    signatures = random_signatures(40)
    signatures[31, 50:55] = signatures[7, 50:55]
    assert pairs_of(signatures) == {(7, 31)}


def test_four_values_of_a_band_are_not_enough() -> None:
    signatures = random_signatures(40)
    signatures[31, 50:54] = signatures[7, 50:54]
    assert pairs_of(signatures) == set()


@pytest.mark.parametrize("jaccard", [0.4, 0.5, 0.6, 0.7])
def test_recall_is_that_of_the_formula(jaccard: float) -> None:
    signatures = random_signatures(4000, seed=3)
    agree = np.random.default_rng(4).random((2000, 256)) < jaccard
    signatures[1::2][agree] = signatures[::2][agree]
    found = pairs_of(signatures)
    recall = sum((2 * n, 2 * n + 1) in found for n in range(2000)) / 2000
    promised = 1 - (1 - jaccard**5) ** 51
    assert recall == pytest.approx(promised, abs=4 * np.sqrt(promised * (1 - promised) / 2000) + 0.001)


def test_documents_without_words_are_nobodys_candidates() -> None:
    signatures = np.zeros((3, 256), np.uint16)
    assert len(find_candidates(signatures, np.array([False, False, True]), bands=51, rows=5)) == 0


def test_all_pairs_of_a_small_group_are_candidates() -> None:
    signatures = random_signatures(60)
    signatures[10:40] = signatures[10]
    signatures[10:40, 255] = np.arange(30)  # thirty versions of one text
    assert pairs_of(signatures) == {(left, right) for left in range(10, 40) for right in range(left + 1, 40)}


def test_a_large_group_of_versions_is_joined_without_all_its_pairs() -> None:
    signatures = np.repeat(random_signatures(1), 2000, axis=0)
    signatures[:, 255] = np.arange(2000)
    found = pairs_of(signatures)
    assert {(0, right) for right in range(1, 2000)} <= found
    assert len(found) < 6 * 2000


def test_ten_thousand_copies_are_joined_in_linear_time() -> None:
    signatures = np.repeat(random_signatures(1), 10_000, axis=0)
    started = time.process_time()
    found = pairs_of(signatures)
    assert time.process_time() - started < 2
    assert {(0, right) for right in range(1, 10_000)} <= found
    assert len(found) < 10_000


def test_copies_of_two_versions_meet_each_other() -> None:
    signatures = random_signatures(40)
    signatures[20, :100] = signatures[10, :100]
    signatures[11:15] = signatures[10]
    signatures[21:25] = signatures[20]
    versions = [*range(10, 15), *range(20, 25)]
    assert {(left, right) for left in versions for right in versions if left < right} == pairs_of(signatures)


def test_the_order_of_documents_changes_nothing_in_small_groups() -> None:
    signatures = random_signatures(300)
    signatures[100:200, :200] = signatures[:100, :200]
    signatures[200:206] = signatures[5]
    order = list(range(300))
    random.Random(2).shuffle(order)
    shuffled = pairs_of(signatures[order])
    assert {tuple(sorted((order[left], order[right]))) for left, right in shuffled} == pairs_of(signatures)


@pytest.mark.parametrize("documents", [0, 1])
def test_a_pair_takes_two(documents: int) -> None:
    assert find_candidates(random_signatures(documents), np.ones(documents, np.bool_), bands=51, rows=5).shape == (
        0,
        2,
    )


def test_pairs_are_sorted_each_once_and_smaller_first() -> None:
    assert sort_pairs(np.array([[5, 2], [1, 9], [2, 5]])).tolist() == [[1, 9], [2, 5]]
