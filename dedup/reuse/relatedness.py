"""Relatedness: do documents that share a piece of text have anything else in common?

In: documents, by number, and the words in which they hold the piece. Out: how surely what is left of them is about
different things, and the piece about none of these. So it is with a notice, and not with an agency's text, a quote
or a lead that articles of one story repeat. Words are weighted by rarity (TF-IDF after Salton). Short ones are left
out: in a small collection nothing else tells the words of grammar from those of a story.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from dedup.reuse.standing_text import Stretches
from dedup.reuse.words import Int64s, UInt64s, Words

Floats = npt.NDArray[np.float64]
Spans = Callable[[int], tuple[str, Int64s, Int64s]]
"""Give the normalised text of a document, by number, and the code points where its words start and end."""

_MIN_LETTERS = 5
_MAX_WORDS = 600
"""Words from a document's beginning that are compared; a story shows in its first paragraphs."""
_REFERENCE_DOCUMENTS = 300
"""Documents from which the rarity of words is known."""
_PRIOR_DOCUMENTS = 20
_FEWEST_WORDS = 4
"""Long words from which the rest of a document says what it is about."""
_FEWEST_RESTS = 3
_CACHED_DOCUMENTS = 4096
_COMPARED_PAIRS = 0.75
"""Share of the pairs that counts, the most alike left out: a site may print one article twice."""
_UNRELATED, _RELATED = 0.025, 0.06
"""Mean cosine of articles with nothing in common, and of a story's. Measured: .012 for German news, .028 in a
collection of twelve; .065 to .19 for articles of one event."""
_FIRST_LOOK, _PLAINLY_RELATED = 4, 0.12
"""Documents compared first, and the cosine from which each two of them leave no doubt: twice `_RELATED`."""
_LONG_REST = 60
_FOREIGN, _OWN = 0.1, 0.25
"""Share of a headline's weight that stands in another article's text, and in its own. Measured: .95 quantile .06 to
.15 against a median of .43 to .63."""


class Rests:
    """What is left of documents beside standing text, as weighted words; computed when asked for."""

    def __init__(self, words: Words, sums: UInt64s, aside: Stretches, spans: Spans) -> None:
        """Learn the rarity of words from a part of the documents, chosen by content.

        `aside` is the text that stands at the edges of many documents; it says nothing of any of them.
        """
        self._words = words
        self._aside = aside
        self._own_words = lru_cache(maxsize=_CACHED_DOCUMENTS)(self._find_own_words)
        self._spans = spans
        reference = np.argsort(sums, kind="stable")[:_REFERENCE_DOCUMENTS]
        known = [np.unique(self._rest(document), return_counts=True)[0] for document in reference.tolist()]
        self._total = len(known)
        self._known, self._frequencies = np.unique(np.concatenate(known), return_counts=True)

    def compare(self, documents: Sequence[int], starts: Sequence[int], ends: Sequence[int]) -> float | None:
        """Say how surely documents share nothing but a piece, in [0, 1]; None where too little is left of them.

        `starts` and `ends` are the words in which each document holds the piece.
        """
        places = list(zip(documents, starts, ends, strict=True))
        rests = [self._rest(*place) for place in places[:_FIRST_LOOK]]
        if len(places) > _FIRST_LOOK and self._are_plainly_related(rests):
            return 0.0
        rests += [self._rest(*place) for place in places[_FIRST_LOOK:]]
        sizes = [len(rest) for rest in rests]
        told = [rest for rest in rests if len(rest) >= _FEWEST_WORDS]
        if len(told) < _FEWEST_RESTS or 2 * len(told) < len(rests):
            return None
        vocabulary, counts = _count(told)
        rarity = self._rarity(vocabulary)
        cosine = float(np.mean(_least(_cosines(_dampened(counts) * rarity))))
        piece, _ = np.unique(self._piece(documents[0], starts[0], ends[0]), return_counts=True)
        share = self._common_share(piece, vocabulary, (counts > 0) * rarity)
        strictness = min(1.0, float(np.median(sizes)) / _LONG_REST) ** 0.5
        apart = _falling(cosine, _UNRELATED * strictness, _RELATED * strictness)
        return min(apart, _falling(share, _FOREIGN, _OWN))

    def _are_plainly_related(self, rests: Sequence[UInt64s]) -> bool:
        """Whether the first few rests are alike far beyond doubt, each with each: then the others are not read."""
        if min(map(len, rests)) < _FEWEST_WORDS:
            return False
        vocabulary, counts = _count(rests)
        return float(_cosines(_dampened(counts) * self._rarity(vocabulary)).min()) >= _PLAINLY_RELATED

    def _common_share(self, piece: UInt64s, vocabulary: UInt64s, weights: Floats) -> float:
        """The share of the piece that stands in the rests as well, or of these in it: that of the lighter side."""
        columns = np.minimum(np.searchsorted(vocabulary, piece), len(vocabulary) - 1)
        common = weights[:, columns[vocabulary[columns] == piece]].sum(axis=1)
        lighter = np.minimum(weights.sum(axis=1), self._rarity(piece).sum())
        return float(np.median(common / np.maximum(lighter, 1e-9)))

    def _rarity(self, hashes: UInt64s) -> Floats:
        if not len(self._known):
            return np.full(len(hashes), 1.0)
        index = np.minimum(np.searchsorted(self._known, hashes), len(self._known) - 1)
        frequencies = np.where(self._known[index] == hashes, self._frequencies[index], 0)
        rarity: Floats = np.maximum(np.log((self._total + _PRIOR_DOCUMENTS) / (frequencies + 0.4)), 0)
        return rarity

    def _rest(self, document: int, start: int = 0, end: int = 0) -> UInt64s:
        """The long words of a document, from its beginning, that are neither set aside nor in a range."""
        hashes, places = self._own_words(document)
        return hashes[(places < start) | (places >= end)]

    def _find_own_words(self, document: int) -> tuple[UInt64s, Int64s]:
        first, last = self._words.offsets[document : document + 2].tolist()
        hashes, places = self._long_words(document, first, min(last, first + _MAX_WORDS))
        inside = self._aside.words_before(places + 1) > self._aside.words_before(places)
        return hashes[~inside], places[~inside]

    def _piece(self, document: int, start: int, end: int) -> UInt64s:
        hashes, _ = self._long_words(document, start, end)
        return hashes

    def _long_words(self, document: int, start: int, end: int) -> tuple[UInt64s, Int64s]:
        first = int(self._words.offsets[document])
        _, starts, ends = self._spans(document)
        letters = ends[start - first : end - first] - starts[start - first : end - first]
        places = start + np.flatnonzero(letters >= _MIN_LETTERS)
        return self._words.hashes[places], places


def _count(rests: Sequence[UInt64s]) -> tuple[UInt64s, Int64s]:
    """The words of rests, and how often each rest has them, shape (rests, words)."""
    vocabulary, columns = np.unique(np.concatenate(rests), return_inverse=True)
    rows = np.repeat(np.arange(len(rests)), [len(rest) for rest in rests])
    counts = np.bincount(rows * len(vocabulary) + columns, minlength=len(rests) * len(vocabulary))
    return vocabulary, counts.reshape(len(rests), len(vocabulary))


def _dampened(counts: Int64s) -> Floats:
    """Counts of words as weights that grow with their logarithm."""
    return np.where(counts, 1 + np.log(np.maximum(counts, 1)), 0)


def _cosines(vectors: Floats) -> Floats:
    """The cosine of each pair of rows, the least first."""
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors = vectors / np.where(norms == 0, 1, norms)
    return np.sort((vectors @ vectors.T)[np.triu_indices(len(vectors), 1)])


def _least(cosines: Floats) -> Floats:
    """The pairs that count."""
    return cosines[: max(1, round(_COMPARED_PAIRS * len(cosines)))]


def _falling(value: float, full: float, none: float) -> float:
    """1 up to `full`, 0 from `none` on, straight in between."""
    return min(1.0, max(0.0, (none - value) / (none - full)))
