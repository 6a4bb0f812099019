"""Runs: the columns of consecutive documents, which answer every look-up.

In: prepared documents with their numbers. Out: sorted seeds with their places, sorted band keys, the words in 32
bits each, and for each document its id, its site and a sum that equal texts share. A run is a function of its
documents and the settings alone; runs that follow one another merge into what one run of all their documents would
be.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dedup.index.postings import Postings, merge, pack
from dedup.index.prepared import Prepared, Signature
from dedup.reuse.words import Int64s, UInt64s
from dedup.settings import ReuseSettings

WORD_BITS = 32
MOST_WORDS = 1 << 31
"""Words of a run that is merged of others: places are packed into 32 bits where seeds are sorted."""
MARGIN = 32
"""Words of filling at the end of the column of words, so that windows at any place stay inside it."""

ShortWords = npt.NDArray[np.uint32]

_STEP = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xFF51AFD7ED558CCD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Columns over documents, words, seeds and bands.

    `numbers`, `sums` and `sites` have shape (documents,), `offsets` (documents + 1,): words of document d are
    `offsets[d]:offsets[d + 1]`; `name_offsets` leads in the same way to its id in `names`, in UTF-8. `words`, shape
    (words + 2 * MARGIN,), holds the top bits of each word's hash; place p stands at p + MARGIN. Numbers in
    `seeds` are places, numbers in `bands` documents of this run.
    """

    numbers: Int64s
    offsets: Int64s
    sums: UInt64s
    sites: UInt64s
    names: npt.NDArray[np.uint8]
    name_offsets: Int64s
    words: ShortWords
    seeds: Postings
    bands: Postings

    def __len__(self) -> int:
        return len(self.numbers)

    def documents_at(self, places: Int64s) -> Int64s:
        """The document of each place, counted within the run."""
        return np.searchsorted(self.offsets, places, "right") - 1

    def name(self, document: int) -> str:
        """The id of a document, counted within the run."""
        first, end = self.name_offsets[document : document + 2]
        return self.names[first:end].tobytes().decode()

    @property
    def nbytes(self) -> int:
        """Bytes of all columns."""
        return self.near_duplicate_bytes + self.passage_bytes

    @property
    def near_duplicate_bytes(self) -> int:
        """Bytes of what near-duplicates are found by."""
        return self.bands.keys.nbytes + self.bands.buckets.nbytes + self.numbers.nbytes

    @property
    def passage_bytes(self) -> int:
        """Bytes of what passages are found by."""
        columns = (self.offsets, self.sums, self.sites, self.words, self.names, self.name_offsets)
        return sum(column.nbytes for column in (*columns, self.seeds.keys, self.seeds.buckets))


def build_run(prepared: Sequence[Prepared], numbers: Sequence[int], settings: ReuseSettings) -> Run:
    """Make the run of documents whose numbers ascend."""
    offsets = _offsets([len(item.words.hashes) for item in prepared])
    names = [item.document.id.encode() for item in prepared]
    hashes = _join([item.words.hashes for item in prepared])
    places = _join([item.seeds.positions + offset for item, offset in zip(prepared, offsets, strict=False)])
    totals = np.concatenate((np.zeros(1, np.uint64), np.cumsum(hashes, dtype=np.uint64)))
    keys, owners = _band_keys(prepared, settings)
    return Run(
        numbers=np.array(numbers, np.int64),
        offsets=offsets,
        sums=totals[offsets[1:]] - totals[offsets[:-1]],
        sites=np.array([item.site for item in prepared], np.uint64),
        names=np.frombuffer(b"".join(names), np.uint8),
        name_offsets=_offsets([len(name) for name in names]),
        words=short_words(hashes),
        seeds=pack(_join([item.seeds.hashes for item in prepared]), places.astype(np.int64), _bits(offsets)),
        bands=pack(keys, owners, len(prepared).bit_length()),
    )


def merge_runs(runs: Sequence[Run]) -> Run:
    """Join runs that follow one another."""
    documents = _offsets([len(run) for run in runs]).tolist()
    starts = _offsets([int(run.offsets[-1]) for run in runs]).tolist()
    offsets = _join_offsets([run.offsets for run in runs])
    filling = np.zeros(MARGIN, np.uint32)
    return Run(
        numbers=np.concatenate([run.numbers for run in runs]),
        offsets=offsets,
        sums=np.concatenate([run.sums for run in runs]),
        sites=np.concatenate([run.sites for run in runs]),
        names=np.concatenate([run.names for run in runs]),
        name_offsets=_join_offsets([run.name_offsets for run in runs]),
        words=np.concatenate([filling, *(run.words[MARGIN:-MARGIN] for run in runs), filling]),
        seeds=merge([run.seeds for run in runs], starts[:-1], _bits(offsets)),
        bands=merge([run.bands for run in runs], documents[:-1], documents[-1].bit_length()),
    )


def short_words(hashes: UInt64s) -> ShortWords:
    """The top bits of word hashes, with a margin of zeros around them."""
    short = np.zeros(len(hashes) + 2 * MARGIN, np.uint32)
    short[MARGIN : len(short) - MARGIN] = hashes >> np.uint64(64 - WORD_BITS)
    return short


def band_keys(signatures: Signature, *, bands: int, rows: int) -> UInt64s:
    """One key a band, shape (documents, bands); different bands never share keys but by chance."""
    values = signatures[:, : bands * rows].reshape(len(signatures), bands, rows).astype(np.uint64)
    keys = np.broadcast_to(np.arange(1, bands + 1, dtype=np.uint64), values.shape[:2]) * _MIX
    for row in range(rows):
        keys = (keys * _STEP + values[:, :, row] + np.uint64(1)) * _MIX
        keys ^= keys >> np.uint64(32)
    return keys * _STEP


def _band_keys(prepared: Sequence[Prepared], settings: ReuseSettings) -> tuple[UInt64s, Int64s]:
    """Keys and documents of all bands; a document without words has none, and one without text still has."""
    present = np.flatnonzero([bool(len(item.words.hashes)) or bool(item.signature.any()) for item in prepared])
    if not len(present):
        return np.zeros(0, np.uint64), np.zeros(0, np.int64)
    signatures = np.stack([prepared[number].signature for number in present.tolist()])
    keys = band_keys(signatures, bands=settings.bands, rows=settings.rows)
    return keys.ravel(), np.repeat(present, settings.bands)


def _join(columns: Sequence[npt.NDArray[np.generic]]) -> UInt64s:
    return np.concatenate(columns) if columns else np.zeros(0, np.uint64)


def _offsets(lengths: Sequence[int]) -> Int64s:
    return np.concatenate(([0], np.cumsum(lengths, dtype=np.int64))).astype(np.int64)


def _join_offsets(parts: Sequence[Int64s]) -> Int64s:
    starts = _offsets([int(part[-1]) for part in parts])
    return np.concatenate(
        [np.zeros(1, np.int64), *(part[1:] + start for part, start in zip(parts, starts, strict=False))]
    )


def _bits(offsets: Int64s) -> int:
    return int(offsets[-1]).bit_length()
