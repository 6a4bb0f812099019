"""Signatures as objects of datasketch, and back.

In: one row of signatures. Out: a `LeanMinHash` whose `jaccard` equals our estimate, so that it can be put into
datasketch's indexes and files. datasketch 2.0 marks every sketch with a scheme; ours are marked "affine32", the one
with 32-bit values, and with a seed that no sketch of datasketch has: it names our hash family and the shingle size,
so that datasketch refuses to compare the two kinds. Sketches of datasketch itself come from another family and
cannot become signatures: importing one is an error. The smaller of two of our values is no minimum (16 bits of each
are kept), so converted sketches are compared, not merged.
"""

from typing import TYPE_CHECKING

import numpy as np

from dedup.errors import SettingsMismatchError
from dedup.reuse.minhash import Signatures

if TYPE_CHECKING:
    from datasketch import LeanMinHash

SCHEME = "affine32"
_FAMILY = 0x6F70_6831_0000
"""Seed of our hash family, version 1; the shingle size is added. A new family needs a new number."""
_LARGEST = 0xFFFF


def to_lean_minhash(signature: Signatures, *, shingle_size: int) -> "LeanMinHash":
    """Make a LeanMinHash from one signature of shape (num_perm,)."""
    from datasketch import LeanMinHash

    return LeanMinHash(seed=_FAMILY + shingle_size, hashvalues=signature.astype(np.uint32), scheme=SCHEME)


def from_lean_minhash(lean: "LeanMinHash", *, num_perm: int, shingle_size: int) -> Signatures:
    """Read a signature back from a LeanMinHash that was made by `to_lean_minhash`.

    Raises:
        SettingsMismatchError: It comes from another scheme, hash family, shingle size or number of values.
    """
    if lean.scheme != SCHEME:
        raise SettingsMismatchError(
            f"the LeanMinHash has scheme {lean.scheme!r}, ours have {SCHEME!r}: its values come from other hash "
            "functions and do not compare; make it anew from the text"
        )
    if lean.seed - shingle_size != _FAMILY:
        raise SettingsMismatchError(
            f"the LeanMinHash has seed {lean.seed}, signatures of {shingle_size}-word shingles have "
            f"{_FAMILY + shingle_size}: it was made by another program or with another shingle_size; make it anew "
            "from the text"
        )
    if len(lean) != num_perm:
        raise SettingsMismatchError(
            f"the LeanMinHash has {len(lean)} values, the signatures here have {num_perm}; use the same num_perm"
        )
    values = np.asarray(lean.hashvalues)
    if values.max() > _LARGEST:
        raise SettingsMismatchError("the LeanMinHash holds values of more than 16 bits: it was merged or changed")
    return values.astype(np.uint16)
