"""The articles of a batch as columns: what is asked of every run of the index."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dedup.index.postings import Found
from dedup.index.prepared import Prepared
from dedup.index.run import Run, ShortWords, band_keys, short_words
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
    longer: "Longer"


@dataclass(frozen=True, slots=True)
class Longer:
    """Shingles in which shorter seeds begin and end; all columns are rows of the questions.

    Where one of the two is missing from a run of the index, so is the shingle. `others`, shape (others,), are all
    other seeds; `rows`, `starts` and `ends` have shape (shingles,).
    """

    others: Int64s
    rows: Int64s
    starts: Int64s
    ends: Int64s


def ask(prepared: Sequence[Prepared], stored: Mapping[int, Prepared], settings: ReuseSettings) -> Questions:
    """Put the seeds of a batch into columns; `stored` are the versions of some articles that the index holds."""
    lengths = [len(item.words.hashes) for item in prepared]
    offsets = np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)
    hashes = np.concatenate([item.seeds.hashes for item in prepared])
    sizes = np.array([len(item.seeds.hashes) for item in prepared])
    documents = np.repeat(np.arange(len(prepared)), sizes)
    places = np.concatenate([item.seeds.positions for item in prepared]) + offsets[documents]
    order = np.argsort(hashes, kind="stable")
    unordered = documents
    hashes, documents, places = hashes[order], documents[order], places[order]
    shingles = np.array([len(item.shingles.hashes) for item in prepared])
    is_shingle = (np.arange(len(order)) - (np.cumsum(sizes) - sizes + shingles)[unordered] < 0)[order]
    words = np.concatenate([item.words.hashes for item in prepared])
    totals = np.concatenate((np.zeros(1, np.uint64), np.cumsum(words, dtype=np.uint64)))
    breaks = breaks_of(hashes)
    of_all = _group_sizes(breaks)
    own = of_all if len(prepared) == 1 else _group_sizes(breaks | breaks_of(documents))
    signatures = np.stack([item.signature for item in prepared])
    return Questions(
        names=tuple(item.document.id for item in prepared),
        hashes=hashes,
        documents=documents,
        places=places,
        limits=np.where(is_shingle, settings.max_document_frequency, settings.max_seed_places),
        own=own - _in_stored(hashes, documents, stored),
        alone=of_all == own,
        offsets=offsets,
        words=short_words(words),
        bands=band_keys(signatures, bands=settings.bands, rows=settings.rows),
        sums=totals[offsets[1:]] - totals[offsets[:-1]],
        sites=np.array([item.site for item in prepared], np.uint64),
        longer=_find_longer(is_shingle, places, np.array(lengths, np.int64)[documents], len(words), settings),
    )


def find_seeds(questions: Questions, run: Run, asked: npt.NDArray[np.bool_] | None = None) -> Found:
    """Find the seeds of all articles in a run, shingles only where the shorter seeds in them stand.

    `asked`, shape (seeds,), leaves some of them out; whoever asks for a shingle asks for the seeds in it too.
    """
    longer = questions.longer
    others = longer.others if asked is None else longer.others[asked[longer.others]]
    found = _find_rows(questions, run, others)
    if not len(longer.rows) or not len(found):
        return found
    stands = np.zeros(len(questions.hashes), np.bool_)
    stands[found.rows] = True
    wanted = stands[longer.starts] & stands[longer.ends]
    if asked is not None:
        wanted &= asked[longer.rows]
    further = _find_rows(questions, run, longer.rows[wanted])
    if not len(further):
        return found
    rows = np.concatenate((found.rows, further.rows))
    order = np.argsort(rows)
    return Found(
        rows[order],
        np.concatenate((found.starts, further.starts))[order],
        np.concatenate((found.ends, further.ends))[order],
    )


def _find_rows(questions: Questions, run: Run, rows: Int64s) -> Found:
    found = run.seeds.find(questions.hashes[rows])
    return Found(rows[found.rows], found.starts, found.ends)


def _find_longer(
    is_shingle: npt.NDArray[np.bool_], places: Int64s, lengths: Int64s, words: int, settings: ReuseSettings
) -> Longer:
    """Tell which seeds hold others; a text shorter than a shingle, of these `lengths`, has its own kind of seed."""
    reach = settings.shingle_size - settings.seed_words
    is_longer = is_shingle & (lengths >= settings.shingle_size) if reach > 0 else np.zeros(len(places), np.bool_)
    others, rows = (~is_longer).nonzero()[0], is_longer.nonzero()[0]
    at_place = np.zeros(words + 1, np.int64)
    at_place[places[others]] = others
    starts = places[rows]
    return Longer(others, rows, at_place[starts], at_place[starts + reach] if reach > 0 else rows)


def breaks_of(column: npt.NDArray[np.generic]) -> npt.NDArray[np.bool_]:
    """Where a value differs from the one before; the first always does."""
    breaks = np.ones(len(column), np.bool_)
    np.not_equal(column[1:], column[:-1], out=breaks[1:])
    return breaks


def _group_sizes(breaks: npt.NDArray[np.bool_]) -> Int64s:
    """The size of the group that each row belongs to."""
    starts = breaks.nonzero()[0]
    sizes = np.append(starts[1:], len(breaks)) - starts
    return sizes.repeat(sizes)


def _in_stored(hashes: UInt64s, documents: Int64s, stored: Mapping[int, Prepared]) -> Int64s:
    """In how many places the stored version of its article has each seed."""
    places = np.zeros(len(hashes), np.int64)
    for article, version in stored.items():
        rows = np.flatnonzero(documents == article)
        ordered = np.sort(version.seeds.hashes)
        wanted = hashes[rows]
        places[rows] = np.searchsorted(ordered, wanted, "right") - np.searchsorted(ordered, wanted, "left")
    return places
