"""Shared shingles: the same answer for any memory, checked against a slow and obvious index."""

from collections import defaultdict
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedup.errors import InputError
from dedup.reuse.shared import find_shared, index_shingles
from dedup.reuse.words import Words, hash_words
from dedup.reuse.workspace import Workspace
from dedup.settings import ReuseSettings

WORDS = ("kim", "putin", "reist", "nach", "seoul", "und")
TEXTS = st.lists(st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join), max_size=8)
SETTINGS = ReuseSettings(
    shingle_size=4, max_document_frequency=4, seed_words=3, max_seed_places=2, boilerplate_least_documents=3
)


def places_by_shingle(words: Words, size: int) -> list[list[int]]:
    """The reference: places of each shingle that stands twice and more; a tiny text is one shingle."""
    found: dict[tuple[int, ...], list[int]] = defaultdict(list)
    hashes = words.hashes.tolist()
    for first, end in pairwise(words.offsets.tolist()):
        for place in range(first, max(end - size + 1, min(first + 1, end))):
            found[tuple(hashes[place : min(place + size, end)])].append(place)
    return [places for places in found.values() if len(places) > 1]


@settings(deadline=None)
@given(TEXTS)
def test_pairs_and_frequent_places_are_those_of_the_reference(texts: list[str]) -> None:
    words = hash_words(texts)
    expected = places_by_shingle(words, 4)
    seeds = [places for places in places_by_shingle(words, 3) if len(places) == 2]
    shared = find_shared(words, SETTINGS)
    paired = [*seeds, *(places for places in expected if len(places) <= 4)]
    of_tiny_texts = {first for first, end in pairwise(words.offsets.tolist()) if 0 < end - first < 3}
    pairs = sorted({pair for places in paired for pair in combinations(places, 2) if pair[0] not in of_tiny_texts})
    assert list(zip(shared.lefts.tolist(), shared.rights.tolist(), strict=True)) == pairs
    frequent = sorted((places[0], place) for places in expected if len(places) >= 3 for place in places)
    assert list(zip(shared.frequent_runs.tolist(), shared.frequent_places.tolist(), strict=True)) == frequent
    assert shared.common == sum(len(places) > 4 for places in expected)


@settings(deadline=None, max_examples=30)
@given(TEXTS, st.integers(1, 400))
def test_memory_and_partitions_do_not_change_the_answer(texts: list[str], memory: int) -> None:
    words = hash_words(texts)
    whole = find_shared(words, SETTINGS)
    with Workspace(memory=memory) as workspace:
        index = index_shingles(words, SETTINGS, workspace.open("index", {}))
    shared = index.unpack(index.parts)
    assert np.array_equal(shared.lefts, whole.lefts)
    assert np.array_equal(shared.rights, whole.rights)
    assert np.array_equal(index.frequent_shingles().frequent_places, whole.frequent_places)
    assert np.array_equal(index.frequent_shingles().frequent_runs, whole.frequent_runs)
    assert index.common == whole.common


def test_a_shingle_in_too_many_places_makes_no_pair_and_is_counted() -> None:
    shared = find_shared(hash_words(["heute reist kim nach seoul"] * 51), ReuseSettings(seed_words=5))
    assert len(shared.lefts) == 0
    assert shared.common == 1
    assert shared.frequent_places.tolist() == list(range(0, 255, 5))


def test_a_collection_that_numbers_cannot_count_is_refused() -> None:
    words = Words(np.broadcast_to(np.uint64(1), (1 << 32,)), np.array([0, 1 << 32]))
    with pytest.raises(InputError, match="4,294,967,296 words"):
        find_shared(words, ReuseSettings())
