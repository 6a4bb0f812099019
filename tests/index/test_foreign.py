"""Signatures of datasketch: imported from an LSH in this process, they compare with signatures made alike only."""

import random

import pytest
from datasketch import LeanMinHash, MinHash, MinHashLSH

from dedup.errors import InputError, SettingsMismatchError
from dedup.index import Index
from dedup.index.foreign import import_lsh, look_up_signature


def signed(seed: int, changed: int = 0, num_perm: int = 128) -> MinHash:
    words = [f"{seed}-{number}".encode() for number in range(200)]
    words[:changed] = [f"new-{seed}-{number}".encode() for number in range(changed)]
    minhash = MinHash(num_perm=num_perm)
    minhash.update_batch(words)
    return minhash


@pytest.fixture
def lsh() -> MinHashLSH:
    filled = MinHashLSH(threshold=0.7, num_perm=128)
    for seed in range(20):
        filled.insert(f"alt-{seed}", signed(seed))
    return filled


def test_an_imported_entry_is_found_by_a_signature_like_its_own(index: Index, lsh: MinHashLSH) -> None:
    assert import_lsh(index, lsh) == 20
    assert import_lsh(index, lsh) == 0
    (same,) = look_up_signature(index, LeanMinHash(signed(3)), threshold=0.7)
    assert (same.document, same.jaccard, same.standard_error) == ("alt-3", 1.0, 0.0)
    (near,) = look_up_signature(index, signed(4, changed=10), threshold=0.7)
    assert near.document == "alt-4"
    assert abs(near.jaccard - 190 / 210) < 3 * 0.03
    assert look_up_signature(index, signed(77), threshold=0.1) == ()


def test_an_index_without_imported_entries_knows_none(index: Index) -> None:
    assert look_up_signature(index, signed(1), threshold=0.5) == ()


def test_signatures_made_otherwise_are_refused(index: Index, lsh: MinHashLSH) -> None:
    import_lsh(index, lsh)
    with pytest.raises(SettingsMismatchError, match="64 values"):
        look_up_signature(index, signed(1, num_perm=64), threshold=0.5)
    other = MinHashLSH(threshold=0.5, num_perm=128)
    other.insert("x", signed(random.randint(100, 200)))
    with pytest.raises(SettingsMismatchError, match="use another index"):
        import_lsh(index, other)


def test_an_lsh_that_hides_its_signatures_is_refused(index: Index) -> None:
    hashed = MinHashLSH(threshold=0.7, num_perm=128, hashfunc=lambda data: data[:8])
    hashed.insert("x", signed(1))
    with pytest.raises(InputError, match="hashes its bands or pickles its keys"):
        import_lsh(index, hashed)
    with pytest.raises(InputError, match="does not say how"):
        import_lsh(index, MinHashLSH(threshold=0.7, num_perm=128))
