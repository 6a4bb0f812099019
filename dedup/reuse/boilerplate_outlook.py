"""A first look at pieces of standing text: which of them stand where site text does.

In: pieces of standing text. Out: columns over pieces, of all at once: how much their places say, and which of them
are worth a closer look.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from functools import partial

import numpy as np

from dedup.reuse.relatedness import Floats
from dedup.reuse.standing_text import Bools, Numbers, StandingText, Stretches, distinct
from dedup.reuse.words import Int64s, Words
from dedup.settings import ReuseSettings

_EDGE_WORDS, _FAR_EDGE_WORDS = 6, 15
"""Own words that may stand between a piece and the end of its document: a date, a template's variable parts."""
_MIN_WORDS, _MIN_EDGE_WORDS = 8, 6
"""Words from which a piece is no set phrase, wherever it stands, and at the edge of few documents."""
_HALF, _NEARLY_ALL = 0.5, 0.9
_EDGE, _FAR_EDGE = 1.0, 0.8
"""How much the place in the documents says, in [0, 1]. Chosen by hand."""
_MOST_OCCURRENCES = 1 << 21
"""Occurrences of pieces that are looked at together: bounds memory."""
_LEAST_DOCUMENTS = 0.62
"""Weight of the smallest number of documents; from `boilerplate_documents` on it is 1."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """Columns over pieces: how much their place says, in [0, 1], and the standing part of their documents.

    `at_edge` says which stand at the head or the foot of their documents, nearly always; `aside` is the text of
    those, which says nothing of any document. `worth` says which pieces are worth a closer look.
    """

    edges: Floats
    covered: Floats
    at_edge: Bools
    worth: Bools
    aside: Stretches


@dataclass(frozen=True, slots=True)
class _Figures:
    """Columns over pieces: documents, words, the share at and near an edge, the standing part of the documents."""

    documents: Int64s
    words: Floats
    at_edge: Floats
    near_edge: Floats
    covered: Floats


def look_over(words: Words, standing: StandingText, settings: ReuseSettings) -> Outlook:
    """Look at the places of all pieces; only those that stand where site text does are worth more."""
    figures = _measure(words, standing)
    many, least = settings.boilerplate_documents, settings.boilerplate_least_documents
    numbers = np.clip((figures.documents - least) / max(many - least, 1), 0, 1)
    weights = (_LEAST_DOCUMENTS + (1 - _LEAST_DOCUMENTS) * numbers) * (figures.documents >= least)
    edges = np.maximum(_EDGE * rising(figures.at_edge), _FAR_EDGE * rising(figures.near_edge)) * weights
    at_edge = edges >= settings.boilerplate_confidence
    is_frequent = figures.documents >= many
    worth = at_edge & (is_frequent | (figures.words >= _MIN_EDGE_WORDS))
    worth |= is_frequent & (figures.words >= _MIN_WORDS)
    aside = np.repeat(at_edge, np.diff(standing.offsets))
    return Outlook(
        edges, figures.covered, at_edge, worth, Stretches.of(standing.starts[aside], standing.ends[aside])
    )


def _measure(words: Words, standing: StandingText) -> _Figures:
    """Compute the figures of all pieces, of many at once."""
    covered = partial(standing.covered.words_before, find=standing.covered.finder(len(words.hashes)))
    up_to = covered(words.offsets)
    shares = np.diff(up_to) / np.maximum(words.counts, 1)
    parts = [
        _measure_some(words, standing, pieces, covered=covered, up_to=up_to, shares=shares)
        for pieces in _blocks(standing.offsets)
    ]
    return _Figures(*(np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(_Figures)))


def _blocks(offsets: Int64s) -> Iterator[tuple[int, int]]:
    """Cut pieces into ranges of bounded numbers of occurrences, or of one piece; one range where there are none."""
    first, last = 0, len(offsets) - 1
    while True:
        end = int(np.searchsorted(offsets, offsets[first] + _MOST_OCCURRENCES, side="right")) - 1
        end = min(max(end, first + 1), last)
        yield first, end
        if end == last:
            return
        first = end


def _measure_some(
    words: Words,
    standing: StandingText,
    pieces: tuple[int, int],
    *,
    covered: Callable[[Numbers], Int64s],
    up_to: Int64s,
    shares: Floats,
) -> _Figures:
    """Compute the figures of a range of pieces.

    `covered` counts covered words in front of places; `up_to` are those in front of each document, `shares` the
    covered part of it.
    """
    offsets = standing.offsets[pieces[0] : pieces[1] + 1]
    rows = slice(int(offsets[0]), int(offsets[-1]))
    documents, starts, ends = standing.documents[rows], standing.starts[rows], standing.ends[rows]
    count = len(offsets) - 1
    numbers = np.repeat(np.arange(count), np.diff(offsets))
    kept = standing.first_copies[documents]
    before = starts - words.offsets[documents] - covered(starts) + up_to[documents]
    after = words.offsets[documents + 1] - ends - up_to[documents + 1] + covered(ends)

    def documents_with(chosen: Bools) -> Int64s:
        pairs = distinct(numbers[chosen] * len(standing.first_copies) + documents[chosen])
        return np.bincount(pairs // len(standing.first_copies), minlength=count)

    occurrences = np.maximum(np.bincount(numbers[kept], minlength=count), 1)
    in_documents = documents_with(kept)
    at_edge, near_edge = (
        np.maximum(documents_with(kept & (before <= reach)), documents_with(kept & (after <= reach)))
        / np.maximum(in_documents, 1)
        for reach in (_EDGE_WORDS, _FAR_EDGE_WORDS)
    )
    return _Figures(
        documents=in_documents,
        words=np.bincount(numbers[kept], (ends - starts)[kept], count) / occurrences,
        at_edge=at_edge,
        near_edge=near_edge,
        covered=np.bincount(numbers[kept], shares[documents[kept]], count) / occurrences,
    )


def rising(shares: Floats) -> Floats:
    """0 for half of the documents, 1 from nine tenths on."""
    risen: Floats = np.clip((shares - _HALF) / (_NEARLY_ALL - _HALF), 0, 1)
    return risen
