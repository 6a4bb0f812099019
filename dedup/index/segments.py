"""Which stored documents may have an overlap with an article, told from columns alone.

In: places where an article and a document hold the same seed. Out: the pairs whose seeds make segments that an
audit would align, by the test of an audit itself (dedup.reuse.seeds), on 32 bits of each word: two words that agree
in these by chance can only make a pair be looked at in vain.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from dedup.index.first_look import Seeds, worth_a_look
from dedup.index.postings import distinct, windows_of
from dedup.index.questions import Questions, breaks_of
from dedup.index.run import MARGIN, WORD_BITS, Run, ShortWords
from dedup.reuse.alignment import may_align
from dedup.reuse.chains import link_segments
from dedup.reuse.seeds import find_segments
from dedup.reuse.shared import SharedShingles
from dedup.reuse.words import Int64s, UInt64s, Words, rows_of
from dedup.settings import ReuseSettings

_MOST_SEEDS = 20_000
"""Seeds that are looked at together, and those of one article more at most: it bounds the memory."""
_HIGH, _LOW = np.uint64(32), np.uint64(0xFFFFFFFF)
_NONE: Int64s = np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True)
class Places:
    """Rows of questions and the places of a run where their seed stands, both of shape (places,)."""

    run: Run
    rows: Int64s
    places: Int64s


@dataclass(frozen=True, slots=True)
class Shared:
    """An article and a document that may share wording, with all their seeds.

    `rows`, shape (seeds,), are rows of the questions; `asked` and `places` say where a seed begins in the article
    and in the document, counted from the start of each text. `words` are those of the segments they make.
    """

    article: int
    number: int
    rows: Int64s
    asked: Int64s
    places: Int64s
    words: int


def find_shared(questions: Questions, found: Sequence[Places], settings: ReuseSettings) -> list[Shared]:
    """Find the documents of some runs that are worth comparing with an article, word by word."""
    common = min(settings.shingle_size, settings.seed_words)
    runs = [part.run for part in found]
    starts = np.concatenate(([0], np.cumsum([len(run) for run in runs]))).astype(np.int64)
    columns = [_see(questions, part, common, start) for part, start in zip(found, starts.tolist(), strict=False)]
    if not columns:
        return []
    seeds = Seeds(*(np.concatenate([getattr(part, field.name) for part in columns]) for field in fields(Seeds)))
    seeds = seeds.take(worth_a_look(questions, runs, starts, seeds, settings))
    return [item for part in _parts(seeds) for item in _find_in_part(questions, runs, starts, part, settings)]


def _see(questions: Questions, found: Places, size: int, start: int) -> Seeds:
    """Say where seeds stand, without those whose hashes agree only as far as a posting holds them."""
    run, rows, places = found.run, found.rows, found.places
    own = windows_of(questions.words, size)[questions.places[rows] + MARGIN]
    other = windows_of(run.words, size)[places + MARGIN]
    same = (own == other).all(axis=1)
    rows, places = rows[same], places[same]
    articles, documents = questions.documents[rows], run.documents_at(places)
    asked = questions.places[rows] - questions.offsets[articles]
    return Seeds(rows, articles, documents + start, asked, places - run.offsets[documents])


def _parts(seeds: Seeds) -> Iterator[Seeds]:
    """Cut seeds into those of some articles at a time."""
    if not len(seeds.rows):
        return
    order = np.argsort(seeds.articles, kind="stable")
    starts = np.flatnonzero(breaks_of(seeds.articles[order]))
    cuts = starts[np.diff(starts // _MOST_SEEDS, prepend=0) > 0]  # an article begins there
    for own in np.split(order, cuts):
        yield seeds.take(own)


def _find_in_part(
    questions: Questions, runs: Sequence[Run], starts: Int64s, seeds: Seeds, settings: ReuseSettings
) -> Iterator[Shared]:
    """Look at one small collection: the articles and, behind them, the documents."""
    articles, documents = distinct(seeds.articles), distinct(seeds.documents)
    columns = [_Column(questions.words, questions.offsets, questions.sums, articles)]
    columns += [_Column(run.words, run.offsets, run.sums, own) for run, own in _by_run(runs, starts, documents)]
    words = _gather_words(columns)
    left, right = articles.searchsorted(seeds.articles), documents.searchsorted(seeds.documents) + len(articles)
    pairs = pair_places(seeds.asked + words.offsets[left], seeds.places + words.offsets[right])
    sums = np.concatenate([column.sums[column.documents] for column in columns])
    glance = (words.hashes >> np.uint64(64 - WORD_BITS)).astype(np.uint8)
    segments = find_segments(words, pairs, settings, sums=sums, glance=glance)
    pairs_to_align = may_align(words, link_segments(segments, settings), settings)
    if not pairs_to_align:
        return
    of_segments = _pair_keys(segments.left_documents, segments.right_documents)
    of_seeds = _pair_keys(left, right)
    order = np.argsort(of_seeds, kind="stable")
    for key in sorted(min(pair) << 32 | max(pair) for pair in pairs_to_align):
        first, end = np.searchsorted(of_seeds, [key, key + 1], sorter=order)
        own = order[first:end]
        chosen = of_segments == key
        document = int(seeds.documents[own[0]])
        run = int(np.searchsorted(starts, document, "right")) - 1
        yield Shared(
            article=int(seeds.articles[own[0]]),
            number=int(runs[run].numbers[document - starts[run]]),
            rows=seeds.rows[own],
            asked=seeds.asked[own],
            places=seeds.places[own],
            words=int((segments.left_ends[chosen] - segments.left_starts[chosen]).sum()),
        )


def pair_places(own: Int64s, other: Int64s) -> SharedShingles:
    """Bring pairs of places into the form in which an audit has them: in order, each once, smaller first.

    A shingle and a shorter run may begin at the same places.
    """
    left, right = np.minimum(own, other).astype(np.uint64), np.maximum(own, other).astype(np.uint64)
    packed = distinct((left << _HIGH) | right)
    return SharedShingles((packed >> _HIGH).view(np.int64), (packed & _LOW).view(np.int64), _NONE, _NONE, 0)


def _pair_keys(left: npt.NDArray[np.signedinteger], right: npt.NDArray[np.signedinteger]) -> Int64s:
    keys: Int64s = np.minimum(left, right).astype(np.int64) << np.int64(32) | np.maximum(left, right)
    return keys


@dataclass(frozen=True, slots=True)
class _Column:
    """Some documents of a column of words."""

    words: ShortWords
    offsets: Int64s
    sums: UInt64s
    documents: Int64s


def _by_run(runs: Sequence[Run], starts: Int64s, documents: Int64s) -> Iterator[tuple[Run, Int64s]]:
    """Split documents that are numbered through all runs; those of each run are numbered within it."""
    bounds = np.searchsorted(documents, starts).tolist()
    for run, start, (first, end) in zip(runs, starts.tolist(), pairwise(bounds), strict=False):
        if first < end:
            yield run, documents[first:end] - start


def _gather_words(columns: Sequence[_Column]) -> Words:
    """The words of all documents as a collection; what is known of their hashes stands in its own bits."""
    rows, offsets = zip(*(rows_of(column.offsets, column.documents) for column in columns), strict=True)
    short = [column.words.take(own + MARGIN) for column, own in zip(columns, rows, strict=True)]
    lengths = np.concatenate([np.diff(part) for part in offsets])
    return Words(
        hashes=np.concatenate(short).astype(np.uint64) << np.uint64(64 - WORD_BITS),
        offsets=np.concatenate(([0], np.cumsum(lengths))),
    )
