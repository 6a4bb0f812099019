"""The articles of a batch as columns: what is asked of every run of the index."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dedup.index.prepared import Prepared
from dedup.index.run import ShortWords, band_keys, short_words
from dedup.reuse.words import Int64s, UInt64s
from dedup.settings import ReuseSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """Columns over the seeds of all articles of a batch, ordered by hash.

    `hashes`, `documents` and `places` have shape (seeds,): the hash, the article, the place among the words of the
    batch; `limits` says in how many places a seed may stand and still start overlaps. `own` is how often the
    article has it, less the places in its stored version, which it replaces. `alone` says that no other article of
    the batch has it. Words of article a are `offsets[a]:offsets[a + 1]`, with
    a margin in front as in a run.
    """

    names: tuple[str, ...]
    hashes: UInt64s
    documents: Int64s
    places: Int64s
    limits: Int64s
    own: Int64s
    alone: npt.NDArray[np.bool_]
    offsets: Int64s
    words: ShortWords
    bands: UInt64s
    sums: UInt64s
    sites: UInt64s


def ask(prepared: Sequence[Prepared], stored: Mapping[int, Prepared], settings: ReuseSettings) -> Questions:
    """Put the seeds of a batch into columns; `stored` are the versions of some articles that the index holds."""
    lengths = [len(item.words.hashes) for item in prepared]
    offsets = np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)
    hashes = np.concatenate([item.seeds.hashes for item in prepared])
    documents = np.repeat(np.arange(len(prepared)), [len(item.seeds.hashes) for item in prepared])
    places = np.concatenate([item.seeds.positions for item in prepared]) + offsets[documents]
    order = np.argsort(hashes, kind="stable")
    hashes, documents, places = hashes[order], documents[order], places[order]
    limits = np.concatenate([_limits(item, settings) for item in prepared])[order]
    words = np.concatenate([item.words.hashes for item in prepared])
    totals = np.concatenate((np.zeros(1, np.uint64), np.cumsum(words, dtype=np.uint64)))
    own = _group_sizes(breaks_of(hashes) | breaks_of(documents))
    signatures = np.stack([item.signature for item in prepared])
    return Questions(
        names=tuple(item.document.id for item in prepared),
        hashes=hashes,
        documents=documents,
        places=places,
        limits=limits,
        own=own - _in_stored(hashes, documents, stored),
        alone=_group_sizes(breaks_of(hashes)) == own,
        offsets=offsets,
        words=short_words(words),
        bands=band_keys(signatures, bands=settings.bands, rows=settings.rows),
        sums=totals[offsets[1:]] - totals[offsets[:-1]],
        sites=np.array([item.site for item in prepared], np.uint64),
    )


def _limits(item: Prepared, settings: ReuseSettings) -> Int64s:
    shingles = len(item.shingles.hashes)
    return np.repeat(
        [settings.max_document_frequency, settings.max_seed_places], [shingles, len(item.seeds.hashes) - shingles]
    )


def breaks_of(column: npt.NDArray[np.generic]) -> npt.NDArray[np.bool_]:
    """Where a value differs from the one before; the first always does."""
    breaks = np.ones(len(column), np.bool_)
    np.not_equal(column[1:], column[:-1], out=breaks[1:])
    return breaks


def _group_sizes(breaks: npt.NDArray[np.bool_]) -> Int64s:
    """The size of the group that each row belongs to."""
    starts = np.flatnonzero(breaks)
    sizes = np.diff(np.concatenate((starts, [len(breaks)])))
    return np.repeat(sizes, sizes)


def _in_stored(hashes: UInt64s, documents: Int64s, stored: Mapping[int, Prepared]) -> Int64s:
    """In how many places the stored version of its article has each seed."""
    places = np.zeros(len(hashes), np.int64)
    for article, version in stored.items():
        rows = np.flatnonzero(documents == article)
        ordered = np.sort(version.seeds.hashes)
        wanted = hashes[rows]
        places[rows] = np.searchsorted(ordered, wanted, "right") - np.searchsorted(ordered, wanted, "left")
    return places
