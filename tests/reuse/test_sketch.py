"""Sketches: batches, compiled or not, change the time and nothing else."""

import importlib.util
import random

import numpy as np
import pytest

from dedup.reuse import compiled
from dedup.reuse.minhash import sign, sign_words
from dedup.reuse.shingles import hash_shingles
from dedup.reuse.sketch import sketch, sketch_batches
from dedup.reuse.words import hash_words

ALPHABET = "aäßÉİ9_ .,\0😀жЖ\ud800 \n"


def random_texts(seed: int) -> list[str]:
    generator = random.Random(seed)
    sizes = [0, 1, 7, 40, 400, 3000]
    return ["".join(generator.choices(ALPHABET, k=generator.choice(sizes))) for _ in range(generator.randrange(12))]


def test_batches_together_are_the_collection() -> None:
    texts = [f"Artikel {n} berichtet über den Hafen und nennt {n * n} Container. " * 300 for n in range(50)]
    batches = list(sketch_batches(texts, shingle_size=5, num_perm=256))
    assert len(batches) > 2
    shingles = hash_shingles(hash_words(texts), 5)
    assert np.concatenate([batch.words.hashes for batch in batches]).tolist() == hash_words(texts).hashes.tolist()
    expected = sign(shingles, 256)
    assert np.array_equal(np.concatenate([batch.signatures for batch in batches]), expected)
    assert np.array_equal(sketch(texts, shingle_size=5, num_perm=256).signatures, expected)


def test_a_sketch_makes_the_shingles_of_some_documents() -> None:
    texts = ["eins zwei drei vier fünf sechs", "", "kurz", "a b c d e f g"]
    taken = sketch(texts, shingle_size=5, num_perm=256).take(np.array([3, 2]))
    expected = hash_shingles(hash_words([texts[3], texts[2]]), 5)
    assert taken.hashes.tolist() == expected.hashes.tolist()
    assert taken.offsets.tolist() == [0, 3, 4]


@pytest.mark.parametrize("texts", [[], ["", ""]])
def test_nothing_has_an_empty_sketch(texts: list[str]) -> None:
    found = sketch(texts, shingle_size=5, num_perm=256)
    assert found.signatures.shape == (len(texts), 256)
    assert not found.signatures.any()
    assert len(found.words.hashes) == 0


@pytest.mark.skipif(importlib.util.find_spec("numba") is None, reason="numba is not installed (extra `fast`)")
@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize(("shingle_size", "num_perm"), [(5, 256), (2, 32)])
def test_the_compiled_loops_give_the_same_bits(seed: int, shingle_size: int, num_perm: int) -> None:
    texts = random_texts(seed)
    words = hash_words(texts)
    shingles = hash_shingles(words, shingle_size)
    found = compiled.Sketcher(shingle_size=shingle_size, num_perm=num_perm).sketch(texts)
    assert found[0].hashes.tolist() == words.hashes.tolist()
    assert found[0].offsets.tolist() == words.offsets.tolist()
    assert np.array_equal(found[1], sign(shingles, num_perm))


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize(("shingle_size", "num_perm"), [(1, 16), (5, 256), (2, 32)])
def test_signing_words_is_signing_their_shingles(seed: int, shingle_size: int, num_perm: int) -> None:
    words = hash_words(random_texts(seed))
    expected = sign(hash_shingles(words, shingle_size), num_perm)
    assert np.array_equal(sign_words(words, shingle_size, num_perm), expected)


def test_small_collections_do_not_wait_for_a_compiler() -> None:
    compiled.compile_loops.cache_clear()
    assert not compiled.is_worth_it(1_000_000)
