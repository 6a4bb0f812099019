"""A sieve of pairs leaves all that segments are found in."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedup.reuse.glance import word_bytes
from dedup.reuse.owners import Owners
from dedup.reuse.seeds import Segments, choose_segments, content_sums, find_segments
from dedup.reuse.shared import SharedShingles, find_shared, pack_places
from dedup.reuse.sieve import Sieve
from dedup.reuse.words import Words, hash_words
from dedup.settings import ReuseSettings

SETTINGS = ReuseSettings(shingle_size=5, seed_words=3, min_passage_words=6)
SENTENCE = "heute reist kim nach seoul und trifft dort den alten freund aus busan der dort lebt"
WORDS = [*SENTENCE.split(), "die", "das", "in", "zu", "von", "für", "mit", "auf", "dem", "sich", "nicht"]


def sieve_of(words: Words, settings: ReuseSettings) -> Sieve:
    return Sieve(
        glance=word_bytes(words.hashes),
        sums=content_sums(words),
        counts=words.counts,
        owners=Owners(words.offsets),
        settings=settings,
    )


def sift(shared: SharedShingles, sieve: Sieve) -> Segments:
    pairs = pack_places(shared.lefts, shared.rights)
    return sieve.sift(np.concatenate((pairs, pairs[::3])))  # some come twice


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 1_000_000), st.integers(2, 12))
def test_segments_of_what_is_left_are_all_segments(seed: int, vocabulary: int) -> None:
    chance = np.random.default_rng(seed)
    drawn = [
        [*chance.choice(WORDS[: vocabulary + 8], 60), *SENTENCE.split()[: chance.integers(16)]] for _ in range(6)
    ]
    words = hash_words([" ".join(text) for text in drawn])
    shared = find_shared(words, SETTINGS)
    found = choose_segments(words, sift(shared, sieve_of(words, SETTINGS)), SETTINGS)
    wanted = find_segments(words, shared, SETTINGS)
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
    columns = np.sort(np.stack([kept.left_documents, kept.right_documents]), axis=0).tolist()
    left = set(zip(*columns, strict=True))
    assert {(0, 1), (1, 2)} <= pairs - left
    assert {(0, 2), (2, 3)} <= left


def test_nothing_is_left_of_nothing() -> None:
    words = hash_words(["heute", ""])
    assert len(sift(find_shared(words, SETTINGS), sieve_of(words, SETTINGS))) == 0


@pytest.mark.parametrize(("first", "runs"), [("kim reist", 0), ("kim reist ab", 1)])
def test_documents_with_fewer_words_than_a_seed_make_no_runs(first: str, runs: int) -> None:
    texts = [first, "ab heute", "nach seoul", "und busan"] * 2
    words = hash_words(texts)
    settings = ReuseSettings(seed_words=3, min_passage_words=5)
    found = sieve_of(words, settings).sift(pack_places(np.array([0]), words.offsets[4:5]))
    assert len(found) == runs
