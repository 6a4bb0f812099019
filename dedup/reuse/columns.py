"""What reuse keeps of every document of a collection: word hashes, a signature, and nothing else.

In: documents, read once and in order. Out: columns, in memory or on disk. Shingles are not kept: those of a few
documents are hashed again when they are asked for.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import chain

import numpy as np
import numpy.typing as npt

from dedup.model import Document
from dedup.reuse.column import Column
from dedup.reuse.elsewhere import finished
from dedup.reuse.files import Array, read_at_random, take_rows
from dedup.reuse.headers import Header, Headers, Named
from dedup.reuse.minhash import Signatures, sign
from dedup.reuse.on_demand import OnDemand
from dedup.reuse.shingles import Shingles, hash_shingles
from dedup.reuse.sketch import Batch, sketch_batches
from dedup.reuse.texts import TextColumn
from dedup.reuse.words import Int64s, Words, rows_of
from dedup.reuse.workspace import Stages
from dedup.settings import ReuseSettings
from dedup.text import normalize

_BATCH_WORDS = 1 << 20
_WORDS = "words"
_DOCUMENTS_PER_PART = 400
"""Documents whose texts go to another process together: about a million characters of news."""

Tell = Callable[[int, int], None]
"""Called with the steps done and the steps in all."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The words of a collection, without their places, and a signature and the header of each document."""

    words: Words
    signatures: Signatures
    headers: Sequence[Header]


def read_columns(
    documents: Sequence[Document],
    settings: ReuseSettings,
    stages: Stages,
    tell: Tell,
) -> Columns:
    """Read every document once, or the columns that a finished stage left."""
    headers = Headers()
    found = stages.columns(_WORDS, lambda: _read(documents, settings, stages, headers, tell))
    return Columns(Words(found["hashes"], found["offsets"]), found["signatures"], headers.of(documents))


def open_words(stages: Stages, *, at_random: bool = False) -> Words:
    """The words of a finished stage; read in order, or `at_random`."""
    columns = finished(stages, _WORDS)
    if at_random:
        read_at_random(columns["hashes"])
    return Words(columns["hashes"], columns["offsets"])


@dataclass(frozen=True, slots=True)
class OwnShingles:
    """The shingles of documents that hold no site text, hashed when they are asked for.

    `site_text`, shape (words,), says at which words a shingle of site text starts.
    """

    words: Words
    size: int
    site_text: npt.NDArray[np.bool_]

    def take(self, documents: Int64s) -> Shingles:
        """The shingles of some documents, in that order; positions are words numbered through the collection."""
        rows, offsets = rows_of(self.words.offsets, documents)
        ranges = self.words.offsets[documents], self.words.offsets[documents + 1]
        found = hash_shingles(Words(take_rows(self.words.hashes, *ranges), offsets), self.size)
        shingles = Shingles(found.hashes, rows[found.positions], found.offsets)
        return shingles.without(self.site_text) if take_rows(self.site_text, *ranges).any() else shingles


class TextsById(Mapping[str, str]):
    """The texts of documents by id, each read when it is asked for."""

    def __init__(self, documents: Sequence[Document], headers: Sequence[Named] | None = None) -> None:
        self._documents = documents
        self._numbers = {header.id: number for number, header in enumerate(headers or documents)}

    def __getitem__(self, identity: str) -> str:
        return self._documents[self._numbers[identity]].text

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)


def sign_anew(columns: Columns, own: OwnShingles) -> npt.NDArray[np.bool_]:
    """Sign the documents with site text again, without it; say which documents have own shingles at all."""
    present = columns.words.counts > 0
    for touched in _batches(_documents_with(own.site_text, columns.words.offsets), columns.words.counts):
        shingles = own.take(touched)
        columns.signatures[touched] = sign(shingles, columns.signatures.shape[1])
        present[touched] = np.diff(shingles.offsets) > 0
    return present


def _read(
    documents: Sequence[Document], settings: ReuseSettings, stages: Stages, headers: Headers, tell: Tell
) -> dict[str, Array | Column]:
    hashes = stages.column(np.uint64)
    signatures = stages.column(np.uint16, row=(settings.num_perm,))
    counts = [np.zeros(0, np.int64)]
    done = 0
    with _sketched(documents, settings, stages, headers) as batches:
        for batch in batches:
            hashes.append(batch.words.hashes)
            signatures.append(batch.signatures)
            counts.append(batch.words.counts)
            done += len(counts[-1])
            tell(done, len(documents))
    offsets = np.concatenate(([0], np.cumsum(np.concatenate(counts))))
    return {"hashes": hashes, "offsets": offsets, "signatures": signatures}


@contextmanager
def _sketched(
    documents: Sequence[Document], settings: ReuseSettings, stages: Stages, headers: Headers
) -> Iterator[Iterator[Batch]]:
    """Sketch documents in order, here or in other processes, for which their texts are kept on the way."""
    sketch = partial(_sketch, shingle_size=settings.shingle_size, num_perm=settings.num_perm)
    if stages.spread is None or not stages.workers:
        yield sketch(map(headers.take, documents))
        return
    texts = TextColumn(stages)
    count = math.ceil(len(documents) / _DOCUMENTS_PER_PART)
    parts = OnDemand(count, partial(_keep_part, documents=documents, headers=headers, column=texts))
    with stages.spread.map(partial(_sketch_part, sketch=sketch), parts) as sketches:
        yield chain.from_iterable(sketches)
    texts.finish()


def _sketch(texts: Iterable[str], *, shingle_size: int, num_perm: int) -> Iterator[Batch]:
    return sketch_batches((normalize(text).text for text in texts), shingle_size=shingle_size, num_perm=num_perm)


def _sketch_part(texts: Sequence[str], sketch: Callable[[Iterable[str]], Iterator[Batch]]) -> list[Batch]:
    return list(sketch(texts))


def _keep_part(part: int, *, documents: Sequence[Document], headers: Headers, column: TextColumn) -> list[str]:
    """The texts of a part of the documents, which are kept with their headers: to be asked for once, in order."""
    first = part * _DOCUMENTS_PER_PART
    texts = [headers.take(document) for document in documents[first : first + _DOCUMENTS_PER_PART]]
    column.add(texts)
    return texts


def _documents_with(marked: npt.NDArray[np.bool_], offsets: Int64s) -> Int64s:
    """The documents in which any word is marked, in order."""
    return np.unique(np.searchsorted(offsets, np.flatnonzero(marked), side="right") - 1)


def _batches(documents: Int64s, counts: Int64s) -> Iterator[Int64s]:
    """Cut documents into batches of about a million words."""
    before = np.cumsum(counts[documents])
    yield from np.split(documents, np.flatnonzero(np.diff(before // _BATCH_WORDS)) + 1) if len(documents) else ()
