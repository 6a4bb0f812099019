"""A sieve of pairs leaves all that segments are found in."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedup.reuse.glance import word_bytes
from dedup.reuse.owners import Owners
from dedup.reuse.seeds import content_sums, find_segments
from dedup.reuse.shared import SharedShingles, find_shared, pack_places, unpack_places
from dedup.reuse.sieve import Sieve
from dedup.reuse.words import Words, hash_words
from dedup.settings import ReuseSettings

SETTINGS = ReuseSettings(shingle_size=5, seed_words=3, min_passage_words=6)
SENTENCE = "heute reist kim nach seoul und trifft dort den alten freund aus busan der dort lebt"
WORDS = [*SENTENCE.split(), "die", "das", "in", "zu", "von", "für", "mit", "auf", "dem", "sich", "nicht"]


def sieve_of(words: Words, settings: ReuseSettings, site_text: list[int] | None = None) -> Sieve:
    starts = np.zeros(len(words.hashes), np.bool_)
    starts[site_text or []] = True
    return Sieve(
        glance=word_bytes(words.hashes),
        starts=starts,
        sums=content_sums(words),
        owners=Owners(words.offsets),
        settings=settings,
    )


def sift(shared: SharedShingles, sieve: Sieve) -> SharedShingles:
    pairs = sieve.sift(pack_places(shared.lefts, shared.rights))
    pairs.sort()
    return SharedShingles(*unpack_places(pairs), shared.frequent_places, shared.frequent_runs, shared.common)


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 1_000_000), st.integers(2, 12))
def test_segments_of_what_is_left_are_all_segments(seed: int, vocabulary: int) -> None:
    chance = np.random.default_rng(seed)
    drawn = [
        [*chance.choice(WORDS[: vocabulary + 8], 60), *SENTENCE.split()[: chance.integers(16)]] for _ in range(6)
    ]
    words = hash_words([" ".join(text) for text in drawn])
    shared = find_shared(words, SETTINGS)
    left = sift(shared, sieve_of(words, SETTINGS))
    assert len(left.lefts) <= len(shared.lefts)
    found, wanted = find_segments(words, left, SETTINGS), find_segments(words, shared, SETTINGS)
    for name in wanted.__slots__:
        assert np.array_equal(getattr(found, name), getattr(wanted, name)), name


def test_what_is_shared_by_chance_is_dropped() -> None:
    rest = ["eins zwei drei vier fünf sechs sieben acht neun zehn", "rot grün blau gelb lila rosa braun grau ocker"]
    texts = [f"{part} {part[::-1]} und in zu den {part[::-1]} {part}" for part in rest]
    words = hash_words([*texts, f"{texts[0]} {SENTENCE}", SENTENCE])
    shared = find_shared(words, SETTINGS)
    owners = Owners(words.offsets)
    kept = sift(shared, sieve_of(words, SETTINGS))
    pairs = set(zip(owners.of(shared.lefts).tolist(), owners.of(shared.rights).tolist(), strict=True))
    left = set(zip(owners.of(kept.lefts).tolist(), owners.of(kept.rights).tolist(), strict=True))
    assert {(0, 1), (1, 2)} <= pairs - left
    assert {(0, 2), (2, 3)} <= left


@pytest.mark.parametrize("place", [0, 6])
def test_site_text_on_either_side_makes_no_pairs(place: int) -> None:
    settings = ReuseSettings(seed_words=5, min_passage_words=6)
    words = hash_words(["heute reist kim nach seoul ab"] * 2)
    shared = find_shared(words, settings)
    assert shared.lefts.tolist() == [0, 1]
    assert sift(shared, sieve_of(words, settings)).lefts.tolist() == [0, 1]
    assert sift(shared, sieve_of(words, settings, [place, place + 1])).lefts.tolist() == []


def test_nothing_is_left_of_nothing() -> None:
    words = hash_words(["heute", ""])
    assert len(sift(find_shared(words, SETTINGS), sieve_of(words, SETTINGS)).lefts) == 0
