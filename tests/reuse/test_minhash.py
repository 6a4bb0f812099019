"""Shingles, signatures and banding keep the promises of their papers."""

import random

import numpy as np
import pytest
from datasketch import MinHash

from dedup.errors import SettingsMismatchError
from dedup.reuse.banding import find_candidates
from dedup.reuse.minhash import estimate_jaccard, sign
from dedup.reuse.shingles import Shingles, hash_shingles
from dedup.reuse.words import hash_words


def shingle_sets(random_state: int, pairs: int, size: int, jaccard: float) -> list[tuple[set[int], set[int]]]:
    """Pairs of sets of random 64-bit values with a given Jaccard similarity."""
    generator = random.Random(random_state)
    common = round(size * 2 * jaccard / (1 + jaccard))
    result = []
    for _ in range(pairs):
        values = [generator.getrandbits(64) for _ in range(2 * size - common)]
        result.append((set(values[:size]), set(values[size - common :])))
    return result


def as_shingles(sets: list[set[int]]) -> Shingles:
    hashes = np.array([value for values in sets for value in sorted(values)], np.uint64)
    offsets = np.concatenate(([0], np.cumsum([len(values) for values in sets])))
    return Shingles(hashes, np.zeros(len(hashes), np.int64), offsets)


@pytest.mark.parametrize("jaccard", [0.3, 0.5, 0.8])
@pytest.mark.parametrize("size", [60, 600])
def test_the_estimate_is_unbiased_with_its_standard_error(jaccard: float, size: int) -> None:
    pairs = shingle_sets(11, 400, size, jaccard)
    signatures = sign(as_shingles([side for pair in pairs for side in pair]), 256)
    exact = np.array([len(left & right) / len(left | right) for left, right in pairs])
    estimates = np.array([estimate_jaccard(signatures[2 * n], signatures[2 * n + 1]) for n in range(len(pairs))])
    promised = float(np.sqrt(jaccard * (1 - jaccard) / 256))
    assert abs(float(np.mean(estimates - exact))) < 4 * promised / np.sqrt(len(pairs))
    # Sets smaller than the signature fill it by borrowing, which costs precision.
    assert float(np.std(estimates - exact)) < (1.1 if size > 256 else 2.0) * promised


def test_the_estimate_agrees_with_datasketch() -> None:
    for left, right in shingle_sets(5, 20, 500, 0.6):
        signatures = sign(as_shingles([left, right]), 256)
        peers = []
        for values in (left, right):
            peer = MinHash(num_perm=256, seed=1)
            peer.update_batch([value.to_bytes(8, "little") for value in values])
            peers.append(peer)
        assert estimate_jaccard(signatures[0], signatures[1]) == pytest.approx(peers[0].jaccard(peers[1]), abs=0.15)


def test_equal_texts_have_equal_signatures() -> None:
    words = hash_words(["Der Kreml teilt mit, dass die Reise am Dienstag beginnt."] * 2)
    signatures = sign(hash_shingles(words, 5), 256)
    assert estimate_jaccard(signatures[0], signatures[1]) == 1.0


def test_signatures_of_different_lengths_are_refused() -> None:
    with pytest.raises(SettingsMismatchError, match="same num_perm"):
        estimate_jaccard(np.zeros(128, np.uint16), np.zeros(256, np.uint16))


def test_banding_reaches_the_recall_of_its_formula() -> None:
    pairs = shingle_sets(3, 500, 400, 0.5)
    signatures = sign(as_shingles([side for pair in pairs for side in pair]), 256)
    found = {
        tuple(pair) for pair in find_candidates(signatures, np.ones(1000, np.bool_), bands=51, rows=5).tolist()
    }
    recall = sum((2 * n, 2 * n + 1) in found for n in range(500)) / 500
    assert recall == pytest.approx(1 - (1 - 0.5**5) ** 51, abs=0.06)


def test_documents_without_words_are_nobodys_candidates() -> None:
    signatures = sign(hash_shingles(hash_words(["", "", "ein Text von fünf Worten hier"]), 5), 256)
    assert len(find_candidates(signatures, np.array([False, False, True]), bands=51, rows=5)) == 0


def test_a_thousand_equal_texts_make_no_quadratic_number_of_candidates() -> None:
    signatures = np.ones((1000, 256), np.uint16)
    assert len(find_candidates(signatures, np.ones(1000, np.bool_), bands=51, rows=5)) < 17_000


def test_a_tiny_document_has_one_shingle_of_all_its_words() -> None:
    shingles = hash_shingles(hash_words(["Kim reist", "", "kim REIST", "eins zwei drei vier fünf sechs"]), 5)
    assert shingles.offsets.tolist() == [0, 1, 1, 2, 4]
    assert shingles.hashes[0] == shingles.hashes[1]


def test_a_shingle_never_crosses_two_documents() -> None:
    apart = hash_shingles(hash_words(["a b c d e", "f g h i j"]), 5)
    together = hash_shingles(hash_words(["a b c d e f g h i j"]), 5)
    assert len(apart.hashes) == 2
    assert apart.hashes.tolist() == [together.hashes[0], together.hashes[5]]
