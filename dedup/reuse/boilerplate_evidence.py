"""Evidence that a piece of standing text is a site's and not a story's.

In: pieces of standing text, the sites and days of documents. Out: for each piece a confidence. A site's text stands
in many documents that have nothing else in common, of one site where sites are known, else at the head or the foot
of them, as lines of its own or at least word for word in many. What twelve sites print once each, what stands in
articles of one story, and what makes up whole articles is reuse.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from dedup.model import Document
from dedup.reuse.relatedness import Floats, Rests, Spans
from dedup.reuse.sites import UNKNOWN, Sites
from dedup.reuse.standing_text import MAX_VARIABLE_WORDS, Bools, StandingText, Stretches, distinct
from dedup.reuse.words import Int64s, Words
from dedup.settings import ReuseSettings

_SAMPLE = 12
"""Documents of a piece that are looked into; 66 pairs are enough to tell a story. Chosen by hand."""
_FIRST_LOOK = 4
_EDGE_WORDS, _FAR_EDGE_WORDS = 6, 15
"""Own words that may stand between a piece and the end of its document: a date, a template's variable parts."""
_MIN_WORDS, _MIN_EDGE_WORDS = 8, 6
"""Words from which a piece is no set phrase, wherever it stands, and at the edge of few documents."""
_CHANCE = 1e-3
"""Probability, by the site's share of the collection, below which it is no chance that all are of one site."""
_DOCUMENTS_OF_SITE = 5
"""Documents a site from which a text on several sites is their publisher's: an agency's stands once a site."""
_HALF, _NEARLY_ALL = 0.5, 0.9
_WHOLE_DOCUMENT = 0.8
"""Share of standing text from which documents may be versions of one article."""
_FEWEST_OWN_WORDS = 3
"""Words in a row that three quarters of a site's documents have beside its text: a headline at least."""
_NEWS_DAYS, _LONG_DAYS = 3, 14
"""Days in which a story is printed, and days of a collection from which so few say something. Chosen by hand."""
_WITHIN_NEWS_DAYS = 0.5
_KNOWN_SITE, _EDGE, _FAR_EDGE, _LINE = 0.95, 1.0, 0.8, 0.9
"""How much the site and the place in the documents say, in [0, 1]. Chosen by hand."""
_LEAST_DOCUMENTS = 0.62
"""Weight of the smallest number of documents; from `boilerplate_documents` on it is 1."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """For each piece the confidence that it is site text and the number of its site, -1 where none is known.

    `at_edge` says which stand at the head or the foot of their documents, nearly always.
    """

    confidence: Floats
    sites: Int64s
    at_edge: Bools


@dataclass(frozen=True, slots=True)
class _Figures:
    """Columns over pieces: documents, words, the share at and near an edge, the standing part of the documents."""

    documents: Int64s
    words: Floats
    at_edge: Floats
    near_edge: Floats
    covered: Floats


class Judge:
    """Weighs the evidence for the pieces of one collection."""

    def __init__(
        self,
        words: Words,
        standing: StandingText,
        documents: Sequence[Document],
        sites: Sites,
        *,
        settings: ReuseSettings,
        spans: Spans,
    ) -> None:
        """Take what is known of the collection; nothing is computed before the first question."""
        self._words = words
        self._standing = standing
        self._documents = documents
        self._sites = sites
        self._site_sizes = np.bincount(sites.numbers[sites.numbers != UNKNOWN], minlength=len(sites.names))
        self._settings = settings
        self._spans = spans
        self._rests: Rests | None = None
        self._aside = standing.covered
        self._days = [_day(document.published) for document in documents]
        self._collection_days = _spread([day for day in self._days if day is not None])
        self._ranks = np.argsort(np.argsort(standing.sums, kind="stable"))

    def judge(self) -> Judgement:
        """Judge every piece; only those that stand where site text does are looked into."""
        standing, settings = self._standing, self._settings
        figures = _measure(self._words, standing)
        many, least = settings.boilerplate_documents, settings.boilerplate_least_documents
        numbers = np.clip((figures.documents - least) / max(many - least, 1), 0, 1)
        weights = (_LEAST_DOCUMENTS + (1 - _LEAST_DOCUMENTS) * numbers) * (figures.documents >= least)
        edges = np.maximum(_EDGE * _rising(figures.at_edge), _FAR_EDGE * _rising(figures.near_edge)) * weights
        at_edge = edges >= settings.boilerplate_confidence
        is_frequent = figures.documents >= many
        worth = at_edge & (is_frequent | (figures.words >= _MIN_EDGE_WORDS))
        worth |= is_frequent & (figures.words >= _MIN_WORDS)
        aside = at_edge[standing.pieces]
        self._aside = Stretches.of(standing.starts[aside], standing.ends[aside])
        confidence = np.zeros(len(standing))
        sites = np.full(len(standing), UNKNOWN, np.int64)
        for piece in np.flatnonzero(worth).tolist():
            edge, covered = float(edges[piece]), float(figures.covered[piece])
            confidence[piece], sites[piece] = self._judge_piece(piece, edge, covered)
        return Judgement(confidence, sites, at_edge)

    def _judge_piece(self, piece: int, edge: float, covered: float) -> tuple[float, int]:
        occurrences = self._occurrences(piece)
        documents = self._standing.documents[occurrences]
        count = len(documents)
        site, of_site, known, distinct = self._sites_of(documents)
        is_one_site = of_site >= self._settings.boilerplate_share * count
        is_telling = (
            is_one_site
            and count >= self._settings.boilerplate_documents
            and of_site * math.log(self._site_sizes[site] / len(self._documents)) <= math.log(_CHANCE)
        )
        if not is_one_site and 2 * known >= count and count < _DOCUMENTS_OF_SITE * distinct:
            return 0.0, UNKNOWN
        sample = occurrences[np.argsort(self._ranks[documents])[:_SAMPLE]]
        place = max(edge, _KNOWN_SITE if is_telling else 0.0)
        if place < self._settings.boilerplate_confidence:
            place = _LINE * float(_rising(np.array(self._share_of_lines(sample))))
        place *= self._date_evidence(documents)
        if place < self._settings.boilerplate_confidence or self._makes_up_documents(sample, covered):
            return 0.0, UNKNOWN
        unrelated = self._unrelated(sample)
        if unrelated is None:
            unrelated = 1.0 if is_one_site else 0.0
        elif is_telling:
            unrelated = min(1.0, 2 * unrelated)
        return place * unrelated, site if is_one_site else UNKNOWN

    def _occurrences(self, piece: int) -> Int64s:
        """One occurrence for each different document that holds a piece."""
        standing = self._standing
        numbers = np.arange(standing.offsets[piece], standing.offsets[piece + 1])
        documents = standing.documents[numbers]
        kept = standing.first_copies[documents] & np.concatenate(([True], documents[1:] != documents[:-1]))
        return numbers[kept]

    def _sites_of(self, documents: Int64s) -> tuple[int, int, int, int]:
        """The most frequent site, its documents, the documents of known sites, the different sites."""
        sites = self._sites.numbers[documents]
        numbers, counts = np.unique(sites[sites != UNKNOWN], return_counts=True)
        if not len(numbers):
            return UNKNOWN, 0, 0, 0
        most = int(np.argmax(counts))
        return int(numbers[most]), int(counts[most]), int(counts.sum()), len(numbers)

    def _share_of_lines(self, sample: Int64s) -> float:
        """In how many documents a piece is a line; 0 where it is not in the first few."""
        found = [self._is_line(number) for number in sample[:_FIRST_LOOK].tolist()]
        if 2 * sum(found) < len(found):
            return 0.0
        found += [self._is_line(number) for number in sample[_FIRST_LOOK:].tolist()]
        return sum(found) / len(found)

    def _is_line(self, occurrence: int) -> bool:
        """Whether a line begins and ends where the piece does, up to a variable part."""
        document = int(self._standing.documents[occurrence])
        first = int(self._words.offsets[document])
        text, starts, ends = self._spans(document)
        start, end = int(self._standing.starts[occurrence]) - first, int(self._standing.ends[occurrence]) - first
        before, after = start - MAX_VARIABLE_WORDS, end + MAX_VARIABLE_WORDS
        head = text[int(ends[before - 1]) : int(starts[start])] if before > 0 else "\n"
        tail = text[int(ends[end - 1]) : int(starts[after])] if after < len(starts) else "\n"
        return "\n" in head and "\n" in tail

    def _makes_up_documents(self, sample: Int64s, covered: float) -> bool:
        """Whether the documents are copies of one text: nothing stands in them but what stands in the others."""
        if covered < _WHOLE_DOCUMENT:
            return False
        longest = [self._longest_own_words(document) for document in self._standing.documents[sample].tolist()]
        return float(np.quantile(longest, 0.25)) < _FEWEST_OWN_WORDS

    def _longest_own_words(self, document: int) -> int:
        first, last = self._words.offsets[document : document + 2].tolist()
        covered = self._standing.covered
        inside = slice(np.searchsorted(covered.ends, first, "right"), np.searchsorted(covered.starts, last))
        starts = np.concatenate(([first], np.minimum(covered.ends[inside], last)))
        ends = np.concatenate((np.maximum(covered.starts[inside], first), [last]))
        return int((ends - starts).max())

    def _unrelated(self, sample: Int64s) -> float | None:
        if self._rests is None:
            self._rests = Rests(self._words, self._standing.sums, self._aside, self._spans)
        standing = self._standing
        return self._rests.compare(
            standing.documents[sample].tolist(), standing.starts[sample].tolist(), standing.ends[sample].tolist()
        )

    def _date_evidence(self, documents: Int64s) -> float:
        """Less than 1 where the documents are of few days and the collection is of many."""
        days = [day for number in documents.tolist() if (day := self._days[number]) is not None]
        if 2 * len(days) < len(documents) or self._collection_days < _LONG_DAYS:
            return 1.0
        return _WITHIN_NEWS_DAYS if _spread(days) <= _NEWS_DAYS else 1.0


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


def _rising(shares: Floats) -> Floats:
    """0 for half of the documents, 1 from nine tenths on."""
    risen: Floats = np.clip((shares - _HALF) / (_NEARLY_ALL - _HALF), 0, 1)
    return risen


def _day(published: str | None) -> int | None:
    """The day of an ISO date or time, counted; None where it is none."""
    try:
        return date.fromisoformat((published or "")[:10]).toordinal()
    except ValueError:
        return None


def _spread(days: Sequence[int]) -> float:
    """Days between the first and the last tenth."""
    return float(np.subtract(*np.quantile(days, (0.9, 0.1)))) if days else 0.0
