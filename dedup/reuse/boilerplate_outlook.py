"""A first look at pieces of standing text: which of them stand where site text does.

In: pieces of standing text. Out: columns over pieces, of all at once: how much their places say, and which of them
are worth a closer look.
"""

from dataclasses import dataclass

import numpy as np

from dedup.reuse.relatedness import Floats
from dedup.reuse.standing_text import Bools, StandingText, Stretches, distinct
from dedup.reuse.words import Int64s, Words
from dedup.settings import ReuseSettings

_EDGE_WORDS, _FAR_EDGE_WORDS = 6, 15
"""Own words that may stand between a piece and the end of its document: a date, a template's variable parts."""
_MIN_WORDS, _MIN_EDGE_WORDS = 8, 6
"""Words from which a piece is no set phrase, wherever it stands, and at the edge of few documents."""
_HALF, _NEARLY_ALL = 0.5, 0.9
_EDGE, _FAR_EDGE = 1.0, 0.8
"""How much the place in the documents says, in [0, 1]. Chosen by hand."""
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
    aside = at_edge[standing.pieces]
    return Outlook(
        edges, figures.covered, at_edge, worth, Stretches.of(standing.starts[aside], standing.ends[aside])
    )


def _measure(words: Words, standing: StandingText) -> _Figures:
    """Compute the figures of all pieces at once."""
    documents = standing.documents
    kept = standing.first_copies[documents]
    firsts, lasts = words.offsets[documents], words.offsets[documents + 1]
    covered = standing.covered.words_before
    up_to = covered(words.offsets)
    before = standing.starts - firsts - covered(standing.starts) + up_to[documents]
    after = lasts - standing.ends - up_to[documents + 1] + covered(standing.ends)
    pieces, count = standing.pieces, len(standing)

    def documents_with(chosen: Bools) -> Int64s:
        pairs = distinct(pieces[chosen] * len(standing.first_copies) + documents[chosen])
        return np.bincount(pairs // len(standing.first_copies), minlength=count)

    occurrences = np.maximum(np.bincount(pieces[kept], minlength=count), 1)
    in_documents = documents_with(kept)
    at_edge, near_edge = (
        np.maximum(documents_with(kept & (before <= reach)), documents_with(kept & (after <= reach)))
        / np.maximum(in_documents, 1)
        for reach in (_EDGE_WORDS, _FAR_EDGE_WORDS)
    )
    lengths = (standing.ends - standing.starts)[kept]
    shares = (np.diff(up_to) / np.maximum(words.counts, 1))[documents[kept]]
    return _Figures(
        documents=in_documents,
        words=np.bincount(pieces[kept], lengths, count) / occurrences,
        at_edge=at_edge,
        near_edge=near_edge,
        covered=np.bincount(pieces[kept], shares, count) / occurrences,
    )


def rising(shares: Floats) -> Floats:
    """0 for half of the documents, 1 from nine tenths on."""
    risen: Floats = np.clip((shares - _HALF) / (_NEARLY_ALL - _HALF), 0, 1)
    return risen
