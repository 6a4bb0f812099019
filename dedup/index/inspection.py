"""What an index says of itself, and whether it is sound.

In: an open index. Out: figures, and problems in words. A check reads everything: it recomputes every signature from
its text, and looks for every band and every shingle of every document in the columns that answer look-ups.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import Connection, func, select

from dedup.errors import StoreCorruptError
from dedup.index.documents import StoredRow, count_documents, read_meta, read_rows, read_signature
from dedup.index.index import Index
from dedup.index.memory import restore_rows
from dedup.index.postings import Postings
from dedup.index.prepared import Prepared, hash_content, prepare
from dedup.index.run import build_run
from dedup.index.run_files import BLOCK, Piece, digest
from dedup.index.schema import DOCUMENTS
from dedup.index.shape import stored_settings


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexInfo:
    """Figures of an index.

    `bytes` are those of each part: signatures and bands (near-duplicates), shingles and words (passages), texts.
    """

    location: str
    documents: int
    retired: int
    schema_version: int
    hashing_version: int
    settings: Mapping[str, Any]
    bytes: Mapping[str, int]


def describe_index(index: Index) -> IndexInfo:
    """Say how many documents an index holds, what shaped it and how large its parts are."""
    with index.store.reading() as connection:
        entries = read_meta(connection)
        documents, retired = count_documents(connection)
        index.memory.catch_up(connection)
        sizes = connection.execute(_STORED_BYTES).one()
    pieces = index.memory.pieces
    return IndexInfo(
        location=index.store.name,
        documents=documents,
        retired=retired,
        schema_version=int(entries["schema_version"]),
        hashing_version=int(entries["hashing_version"]),
        settings=stored_settings(entries).model_dump(mode="json"),
        bytes={
            "near_duplicates": int(sizes[0] or 0) + sum(piece.run.near_duplicate_bytes for piece in pieces),
            "passages": sum(piece.run.passage_bytes for piece in pieces),
            "texts": int(sizes[1] or 0),
        },
    )


def check_index(index: Index) -> Iterator[str]:
    """Name every problem of an index; none means that it is sound."""
    if index.store.is_sqlite:
        yield from _check_file(index)
    with index.store.reading() as connection:
        index.memory.catch_up(connection)
        yield from _check_ids(connection)
        for piece in index.memory.pieces:
            yield from _check_piece(connection, piece, index)


def _check_file(index: Index) -> Iterator[str]:
    with index.store.reading() as connection:
        for (line,) in connection.exec_driver_sql("PRAGMA integrity_check"):
            if line != "ok":
                yield f"the file is damaged: {line}"


def _check_ids(connection: Connection) -> Iterator[str]:
    columns = DOCUMENTS.c
    twice = select(columns.id).where(columns.retired.is_(None)).group_by(columns.id).having(func.count() > 1)
    for (name,) in connection.execute(twice):
        yield f"{name!r} is in the index twice"
    highest = connection.execute(select(func.max(columns.number))).scalar()
    if highest is not None and highest >= int(read_meta(connection)["next_number"]):
        yield f"document {highest} has a number that is still to be given"


def _check_piece(connection: Connection, piece: Piece, index: Index) -> Iterator[str]:
    where = f"columns of documents {piece.first} to {piece.end}"
    if piece.path is not None and digest(piece.run) != piece.digest:
        yield f"{where}: the file {piece.path.name} is damaged; compact the index to make it anew"
    shingles = bands = 0
    numbers: list[int] = []
    for first in range(piece.first, piece.end, BLOCK):
        rows = read_rows(connection, first, min(first + BLOCK, piece.end))
        try:
            prepared = restore_rows(rows, index.settings)
        except StoreCorruptError as error:
            yield str(error)
            return
        yield from _check_rows(rows, prepared, index)
        missing, counts = _missing(piece, len(numbers), prepared, index)
        if missing:
            yield f"{where}: {missing} shingles and bands of documents from {first} on are missing; compact it"
        shingles, bands = shingles + counts[0], bands + counts[1]
        numbers.extend(row.number for row in rows)
    if piece.run.numbers.tolist() != numbers:
        yield f"{where}: hold other documents than the index; compact the index to make them anew"
    elif (len(piece.run.seeds.keys), len(piece.run.bands.keys)) != (shingles, bands):
        yield f"{where}: hold shingles or bands that no document has; compact the index to make them anew"


def _check_rows(rows: Sequence[StoredRow], prepared: Sequence[Prepared], index: Index) -> Iterator[str]:
    again = prepare([item.document for item in prepared], index.settings)
    for row, item in zip(rows, again, strict=True):
        if row.record is None:
            continue
        if hash_content(item.document.text) != bytes(row.content):
            yield f"{row.id!r}: its text is not the one that was accepted; restore the index from a backup"
        elif (item.signature != read_signature(row.signature)).any():
            yield f"{row.id!r}: its signature does not belong to its text; export the index and import it anew"


def _missing(piece: Piece, before: int, prepared: Sequence[Prepared], index: Index) -> tuple[int, tuple[int, int]]:
    """How many keys of documents a run lacks, and how many shingles and bands they have."""
    own = build_run(prepared, list(range(len(prepared))), index.settings)
    start = int(piece.run.offsets[min(before, len(piece.run))])
    missing = _lacking(own.seeds, piece.run.seeds, start) + _lacking(own.bands, piece.run.bands, before)
    return missing, (len(own.seeds.keys), len(own.bands.keys))


def _lacking(part: Postings, whole: Postings, shift: int) -> int:
    bits, own = np.uint64(whole.number_bits), np.uint64(part.number_bits)
    numbers = (part.keys & ((np.uint64(1) << own) - np.uint64(1))) + np.uint64(shift)
    keys = np.sort((part.keys >> bits << bits) | numbers)
    if not len(whole.keys):
        return len(keys)
    places = np.minimum(np.searchsorted(whole.keys, keys), len(whole.keys) - 1)
    return int(np.count_nonzero(whole.keys[places] != keys))


_STORED_BYTES = select(func.sum(func.length(DOCUMENTS.c.signature)), func.sum(func.length(DOCUMENTS.c.record)))
