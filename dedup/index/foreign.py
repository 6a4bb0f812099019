"""Signatures of datasketch in an index: entries that compare with other signatures of datasketch only.

In: a MinHashLSH, in this process (nothing is unpickled). Out: entries, and for a MinHash those that look alike. The
hashes of datasketch are not ours, nor do we know over which shingles they were made: whoever asks must sign
articles in the same way. A MinHashLSH keeps the values of its bands, so that the estimate rests on bands * rows
values.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, insert, select

from dedup.errors import InputError, SettingsMismatchError
from dedup.index.documents import read_meta, write_meta
from dedup.index.index import Index
from dedup.index.matches import EstimatedDuplicate
from dedup.index.schema import SIGNATURES

_ENTRY = "datasketch"
_SCHEMES = {"affine32": np.uint32, "affine64": np.uint64, "legacy": np.uint64}
_BATCH = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """How signatures were made; all of an index are of one scheme."""

    permutations: str
    num_perm: int
    seed: int
    bands: int
    rows: int

    def values(self, data: bytes) -> npt.NDArray[Any]:
        """The values of a signature as datasketch keeps them: big-endian, band after band."""
        return np.frombuffer(data, np.dtype(_SCHEMES[self.permutations]).newbyteorder(">"))


def import_lsh(index: Index, lsh: Any, *, seed: int = 1) -> int:
    """Bring the signatures of a `datasketch.MinHashLSH` into an index; gives how many were new.

    `seed` is that of its MinHash objects, which the LSH does not know.

    Raises:
        InputError: The signatures cannot be told from it: it hashes its bands, pickles its keys, or is empty.
        SettingsMismatchError: The index holds signatures of another scheme.
    """
    scheme = _scheme_of(lsh, seed)
    with index.store.writing() as connection:
        _agree(connection, scheme, index.store.name)
        known = set(connection.execute(select(SIGNATURES.c.id)).scalars())
        rows = [row for row in _rows(lsh, scheme) if row["id"] not in known]
        for start in range(0, len(rows), _BATCH):
            connection.execute(insert(SIGNATURES), rows[start : start + _BATCH])
    return len(rows)


def look_up_signature(index: Index, minhash: Any, *, threshold: float) -> tuple[EstimatedDuplicate, ...]:
    """Say which imported entries share a band with a MinHash or LeanMinHash and are as similar as `threshold`.

    Raises:
        SettingsMismatchError: It was made in another way than the entries.
    """
    with index.store.reading() as connection:
        entry = read_meta(connection).get(_ENTRY)
        if entry is None:
            return ()
        scheme = Scheme(**json.loads(entry))
        _check_signature(minhash, scheme)
        asked = np.asarray(minhash.hashvalues)[: scheme.bands * scheme.rows]
        found = []
        for names, values in _matrix(connection, scheme):
            equal = values == asked
            in_band = equal.reshape(len(names), scheme.bands, scheme.rows).all(axis=2).any(axis=1)
            for row in np.flatnonzero(in_band):
                jaccard = float(equal[row].mean())
                if jaccard >= threshold:
                    error = (jaccard * (1 - jaccard) / len(asked)) ** 0.5
                    found.append(EstimatedDuplicate(document=names[row], jaccard=jaccard, standard_error=error))
    return tuple(sorted(found, key=lambda item: (-item.jaccard, item.document)))


def _scheme_of(lsh: Any, seed: int) -> Scheme:
    permutations = getattr(lsh, "_minhash_scheme", None)
    if lsh.hashfunc is not None or lsh.prepickle:
        raise InputError("the MinHashLSH hashes its bands or pickles its keys: its signatures cannot be read back")
    if permutations not in _SCHEMES:
        raise InputError(
            "the MinHashLSH does not say how its signatures were made; insert one with datasketch 2 first"
        )
    return Scheme(permutations=permutations, num_perm=lsh.h, seed=seed, bands=lsh.b, rows=lsh.r)


def _rows(lsh: Any, scheme: Scheme) -> Iterator[dict[str, object]]:
    for key in lsh.keys.keys():  # noqa: SIM118 - a storage of datasketch, not a dictionary
        name = key.decode() if isinstance(key, bytes) else str(key)
        yield {"id": name, "scheme": scheme.permutations, "signature": b"".join(lsh.keys.get(key))}


def _agree(connection: Connection, scheme: Scheme, where: str) -> None:
    entry = read_meta(connection).get(_ENTRY)
    if entry is None:
        write_meta(connection, {_ENTRY: json.dumps({name: getattr(scheme, name) for name in Scheme.__slots__})})
    elif Scheme(**json.loads(entry)) != scheme:
        raise SettingsMismatchError(
            f"{where}: holds signatures that datasketch made with {entry}; use another index"
        )


def _check_signature(minhash: Any, scheme: Scheme) -> None:
    made = (getattr(minhash, "scheme", None), len(minhash.hashvalues), minhash.seed)
    if made != (scheme.permutations, scheme.num_perm, scheme.seed):
        raise SettingsMismatchError(
            f"the signature was made with {made[0]}, {made[1]} values, seed {made[2]}; the entries with "
            f"{scheme.permutations}, {scheme.num_perm} values, seed {scheme.seed}"
        )


def _matrix(connection: Connection, scheme: Scheme) -> Iterator[tuple[list[str], npt.NDArray[Any]]]:
    statement = select(SIGNATURES.c.id, SIGNATURES.c.signature).order_by(SIGNATURES.c.id)
    for rows in connection.execution_options(yield_per=_BATCH).execute(statement).partitions():
        yield [row.id for row in rows], np.stack([scheme.values(row.signature) for row in rows])
