"""Signatures travel to datasketch and back, and nothing else is taken for one."""

import numpy as np
import pytest
from datasketch import LeanMinHash, MinHash

from dedup.errors import SettingsMismatchError
from dedup.reuse.lean_minhash import from_lean_minhash, to_lean_minhash
from dedup.reuse.minhash import Signatures, estimate_jaccard
from dedup.reuse.sketch import sketch

ARTICLE = "Der Hafen meldet am Montag weniger Container als im Vorjahr, doch die Reeder rechnen mit mehr Fracht. "


def signatures_of(*texts: str) -> Signatures:
    return sketch(texts, shingle_size=5, num_perm=256).signatures


def test_the_estimate_of_converted_signatures_is_ours() -> None:
    left, right = signatures_of(
        ARTICLE + "Das sagt der Verband.", ARTICLE + "Dem widerspricht der Betriebsrat heute."
    )
    expected = estimate_jaccard(left, right)
    assert 0.3 < expected < 1
    leans = [to_lean_minhash(side, shingle_size=5) for side in (left, right)]
    assert leans[0].jaccard(leans[1]) == expected


def test_a_signature_comes_back_without_loss() -> None:
    (signature,) = signatures_of(ARTICLE)
    lean = to_lean_minhash(signature, shingle_size=5)
    assert from_lean_minhash(lean, num_perm=256, shingle_size=5).tolist() == signature.tolist()


def test_a_signature_survives_the_file_format_of_datasketch() -> None:
    (signature,) = signatures_of(ARTICLE)
    lean = to_lean_minhash(signature, shingle_size=5)
    buffer = bytearray(lean.bytesize())
    lean.serialize(buffer)
    read = LeanMinHash.deserialize(buffer)
    assert from_lean_minhash(read, num_perm=256, shingle_size=5).tolist() == signature.tolist()


def test_datasketch_refuses_to_compare_its_own_sketches_with_ours() -> None:
    ours = to_lean_minhash(signatures_of(ARTICLE)[0], shingle_size=5)
    with pytest.raises(ValueError, match="seed"):
        ours.jaccard(LeanMinHash(MinHash(num_perm=256, seed=1)))


@pytest.mark.parametrize(
    ("lean", "reason"),
    [
        (LeanMinHash(seed=1, hashvalues=np.ones(256, np.uint64), scheme="legacy"), "scheme 'legacy'"),
        (LeanMinHash(seed=1, hashvalues=np.ones(256, np.uint32), scheme="affine32"), "another program"),
        (to_lean_minhash(np.ones(256, np.uint16), shingle_size=4), "another shingle_size"),
        (to_lean_minhash(np.ones(128, np.uint16), shingle_size=5), "has 128 values"),
        (LeanMinHash(seed=0x6F7068310005, hashvalues=np.full(256, 70_000), scheme="affine32"), "more than 16 bits"),
    ],
    ids=["scheme", "seed", "shingle size", "number of values", "values"],
)
def test_a_foreign_sketch_is_refused_with_the_reason(lean: LeanMinHash, reason: str) -> None:
    with pytest.raises(SettingsMismatchError, match=reason):
        from_lean_minhash(lean, num_perm=256, shingle_size=5)
