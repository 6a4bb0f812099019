"""Shingles and signatures keep the promises of their papers."""

import random

import numpy as np
import pytest
from datasketch import MinHash

from dedup.errors import SettingsMismatchError
from dedup.reuse.minhash import estimate_jaccard, sign
from dedup.reuse.shingles import STEP, Shingles, hash_shingles
from dedup.reuse.words import hash_words

MODULUS = 1 << 64


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


def edited_texts(words: int, pairs: int, seed: int) -> list[str]:
    """Texts and their edited versions, one behind the other; every twelfth word or so is another one."""
    generator = random.Random(seed)
    vocabulary = [f"wort{number}" for number in range(3000)]
    texts = []
    for _ in range(pairs):
        text = generator.choices(vocabulary, k=words)
        rate = generator.choice([0.01, 0.03, 0.08])
        edited = [generator.choice(vocabulary) if generator.random() < rate else word for word in text]
        texts += [" ".join(text), " ".join(edited)]
    return texts


def reference_signature(values: list[int], num_perm: int) -> list[int | None]:
    """The smallest low half of the hashes whose high bits name a position, before empty ones are filled."""
    bits = num_perm.bit_length() - 1
    columns: list[list[int]] = [[] for _ in range(num_perm)]
    for value in values:
        columns[value >> (64 - bits)].append(min(value % (1 << 32), 0xFFFFFFFE))
    return [min(column) & 0xFFFF if column else None for column in columns]


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


@pytest.mark.parametrize(("words", "wider"), [(40, 2.7), (120, 1.7), (400, 1.3), (1500, 1.15)])
def test_the_estimate_holds_on_texts_of_all_lengths(words: int, wider: float) -> None:
    """From short texts the error grows to that of as many positions as the text has shingles."""
    shingles = hash_shingles(hash_words(edited_texts(words, 300, seed=words)), 5)
    signatures = sign(shingles, 256)
    errors, variances = [], []
    for number in range(300):
        left, right = (set(shingles.of(2 * number + side).tolist()) for side in (0, 1))
        exact = len(left & right) / len(left | right)
        errors.append(estimate_jaccard(signatures[2 * number], signatures[2 * number + 1]) - exact)
        variances.append(exact * (1 - exact) / 256)
    promised = float(np.sqrt(np.mean(variances)))
    assert abs(float(np.mean(errors))) < 4 * wider * promised / np.sqrt(300)
    assert float(np.sqrt(np.mean(np.square(errors)))) < wider * promised


def test_the_estimate_agrees_with_datasketch() -> None:
    for left, right in shingle_sets(5, 20, 500, 0.6):
        signatures = sign(as_shingles([left, right]), 256)
        peers = []
        for values in (left, right):
            peer = MinHash(num_perm=256, seed=1)
            peer.update_batch([value.to_bytes(8, "little") for value in values])
            peers.append(peer)
        assert estimate_jaccard(signatures[0], signatures[1]) == pytest.approx(peers[0].jaccard(peers[1]), abs=0.15)


@pytest.mark.parametrize("size", [1, 3, 40, 300])
def test_filled_positions_are_those_of_the_reference_and_empty_ones_borrow_from_them(size: int) -> None:
    generator = random.Random(size)
    values = [generator.getrandbits(64) for _ in range(size)]
    (signature,) = sign(as_shingles([set(values)]), 64).tolist()
    reference = reference_signature(values, 64)
    filled = {value for value in reference if value is not None}
    for found, expected in zip(signature, reference, strict=True):
        assert found == expected if expected is not None else found in filled


def test_borrowing_depends_on_which_positions_are_filled_and_not_on_other_documents() -> None:
    sets = [values for pair in shingle_sets(8, 6, 30, 0.4) for values in pair]
    together = sign(as_shingles(sets), 256)
    assert all(np.array_equal(together[n], sign(as_shingles([values]), 256)[0]) for n, values in enumerate(sets))


def test_a_shingle_whose_hash_is_the_mark_of_emptiness_is_no_empty_position() -> None:
    (signature,) = sign(as_shingles([{0x12345678FFFFFFFF}]), 256)
    assert set(signature.tolist()) == {0xFFFE}


def test_equal_texts_have_equal_signatures() -> None:
    words = hash_words(["Der Kreml teilt mit, dass die Reise am Dienstag beginnt."] * 2)
    signatures = sign(hash_shingles(words, 5), 256)
    assert estimate_jaccard(signatures[0], signatures[1]) == 1.0


def test_signatures_of_different_lengths_are_refused() -> None:
    with pytest.raises(SettingsMismatchError, match="same num_perm"):
        estimate_jaccard(np.zeros(128, np.uint16), np.zeros(256, np.uint16))


def test_documents_without_words_have_a_signature_of_zeros() -> None:
    signatures = sign(hash_shingles(hash_words(["", "ein Text von fünf Worten hier"]), 5), 256)
    assert not signatures[0].any()
    assert signatures[1].any()


@pytest.mark.parametrize("size", [2, 3, 5, 8, 13])
def test_shingles_are_those_of_python_integers(size: int) -> None:
    words = hash_words(["eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn", "a b"])
    shingles = hash_shingles(words, size)
    hashes = words.hashes.tolist()
    runs = [hashes[start : start + size] for start in range(14 - size + 1)]
    runs += [hashes[14:16]]
    expected = []
    for run in runs:
        value = 0
        for word in run:
            value = (value * STEP + word) % MODULUS
        value ^= value >> 32
        value = value * 0xFF51AFD7ED558CCD % MODULUS
        expected.append(value ^ (value >> 29))
    assert shingles.hashes.tolist() == expected
    assert shingles.positions.tolist() == [*range(14 - size + 1), 14]


def test_a_tiny_document_has_one_shingle_of_all_its_words() -> None:
    shingles = hash_shingles(hash_words(["Kim reist", "", "kim REIST", "eins zwei drei vier fünf sechs"]), 5)
    assert shingles.offsets.tolist() == [0, 1, 1, 2, 4]
    assert shingles.hashes[0] == shingles.hashes[1]


def test_tiny_documents_alone_have_shingles_too() -> None:
    shingles = hash_shingles(hash_words(["Kim", "Kim", "Kim reist"]), 5)
    assert shingles.offsets.tolist() == [0, 1, 2, 3]
    assert shingles.hashes[0] == shingles.hashes[1] != shingles.hashes[2]


def test_a_shingle_never_crosses_two_documents() -> None:
    apart = hash_shingles(hash_words(["a b c d e", "f g h i j"]), 5)
    together = hash_shingles(hash_words(["a b c d e f g h i j"]), 5)
    assert len(apart.hashes) == 2
    assert apart.hashes.tolist() == [together.hashes[0], together.hashes[5]]


def test_site_text_can_be_left_out() -> None:
    words = hash_words(["a b c d e f", "g h i j k"])
    site_text = np.zeros(len(words.hashes), np.bool_)
    site_text[[0, 6]] = True
    kept = hash_shingles(words, 5).without(site_text)
    assert (kept.positions.tolist(), kept.offsets.tolist()) == ([1], [0, 1, 1])
