"""A first look at seeds: which pairs of article and document cannot have a segment that an audit would align.

In: seeds that an article and documents share. Out: those of the pairs that are worth collecting words for. Nearly
all pairs share one set phrase and nothing around it. What is left out here `find_segments` would drop too
(dedup.reuse.seeds): segments are made in the same way, and looked at without regard to where texts end, so that a
look finds too much, never too little.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from dedup.index.postings import distinct, windows_of
from dedup.index.questions import Questions, breaks_of
from dedup.index.run import MARGIN, Run
from dedup.reuse.glance import best_gains
from dedup.reuse.seeds import NEEDED_GAIN, REACH_WORDS, SENTENCE_WORDS
from dedup.reuse.words import Int64s
from dedup.settings import ReuseSettings

_WIDTH = 2 * REACH_WORDS + 3
"""Words around the middle of a segment, one more on each side for those that are shifted."""
_BATCH = 4_096
"""Segments compared at a time: their matrix stays in the cache."""

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Seeds:
    """Rows of questions, and the documents that hold their seeds, all of shape (seeds,).

    Documents are numbered through all runs; `asked` and `places` count from the start of each text.
    """

    rows: Int64s
    articles: Int64s
    documents: Int64s
    asked: Int64s
    places: Int64s

    def take(self, chosen: npt.NDArray[np.generic]) -> "Seeds":
        """Keep some of the seeds."""
        return Seeds(*(getattr(self, field.name)[chosen] for field in fields(self)))


@dataclass(frozen=True, slots=True)
class _Segments:
    """Rows of their first seeds, words from there to the middle, and matched words; shape (segments,)."""

    firsts: Int64s
    halves: Int64s
    matched: Int64s


def worth_a_look(
    questions: Questions, runs: Sequence[Run], starts: Int64s, seeds: Seeds, settings: ReuseSettings
) -> Bools:
    """Say which seeds belong to pairs that may have a segment; shape (seeds,).

    `starts` are the numbers of the first documents of the runs.
    """
    if not len(seeds.rows):
        return np.zeros(0, np.bool_)
    pairs = seeds.articles << 32 | seeds.documents
    order = np.lexsort((seeds.asked, seeds.places - seeds.asked, pairs))
    pairs = pairs[order]
    numbered = np.cumsum(breaks_of(pairs)) - 1
    segments = _link(seeds.asked[order], (seeds.places - seeds.asked)[order], numbered, settings)
    promising = segments.matched >= settings.min_passage_words
    unsure = np.flatnonzero(~promising)
    first = seeds.take(order[segments.firsts[unsure]])
    promising[unsure] = _are_dense(questions, runs, starts, first, segments.halves[unsure])
    owners = numbered[segments.firsts]
    count = int(numbered[-1]) + 1
    sentences = np.bincount(owners[segments.matched >= SENTENCE_WORDS], minlength=count)
    kept = (np.bincount(owners[promising], minlength=count) > 0) | (sentences > 1)
    worth = np.zeros(len(order), np.bool_)
    worth[order] = kept[numbered]
    return worth


def _link(asked: Int64s, diagonals: Int64s, pairs: Int64s, settings: ReuseSettings) -> _Segments:
    """Make segments of seeds in order; a shingle and a shorter run may begin at the same places."""
    same_line = ~(breaks_of(pairs) | breaks_of(diagonals))
    steps = np.diff(asked, prepend=0)
    firsts = np.flatnonzero(~(same_line & (steps <= settings.max_gap_words)))
    ends = np.append(firsts[1:], len(asked))
    before = np.concatenate(([0], np.cumsum(same_line & (steps == 0))))
    size = min(settings.seed_words, settings.shingle_size)
    return _Segments(
        firsts=firsts,
        halves=(asked[ends - 1] - asked[firsts] + size) // 2,
        matched=ends - firsts - before[ends] + before[firsts] + size - 1,
    )


def _are_dense(questions: Questions, runs: Sequence[Run], starts: Int64s, first: Seeds, halves: Int64s) -> Bools:
    """Say around which segments, given by their first seeds, enough words match on the diagonal, or beside it."""
    middles = halves - (REACH_WORDS + 1) + MARGIN
    articles, documents = first.articles, first.documents
    owners = np.searchsorted(starts, documents, "right") - 1
    own_windows = windows_of(questions.words, _WIDTH)
    own_places = questions.offsets[articles] + first.asked + middles
    dense = np.zeros(len(halves), np.bool_)
    for number, rows in _batches(owners):
        run = runs[number]
        local = documents[rows] - starts[number]
        own = own_windows[own_places[rows]]
        other = windows_of(run.words, _WIDTH)[run.offsets[local] + first.places[rows] + middles[rows]]
        turned = questions.sums[articles[rows]] > run.sums[local]
        swapped = np.where(turned[:, np.newaxis], own, other)
        own = np.where(turned[:, np.newaxis], other, own)[:, 1:-1]
        equal = (own == swapped[:, 1:-1]) | (own == swapped[:, :-2]) | (own == swapped[:, 2:])
        dense[rows] = best_gains(equal) >= NEEDED_GAIN
    return dense


def _batches(owners: Int64s) -> Iterator[tuple[int, Int64s]]:
    """Rows of each run, not too many at a time."""
    for number in distinct(owners).tolist():
        rows = np.flatnonzero(owners == number)
        for start in range(0, len(rows), _BATCH):
            yield number, rows[start : start + _BATCH]
