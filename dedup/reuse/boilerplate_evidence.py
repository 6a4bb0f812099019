"""Evidence that a piece of standing text is a site's and not a story's.

In: a piece of standing text, the sites and days of documents. Out: a confidence. A site's text stands
in many documents that have nothing else in common, of one site where sites are known, else at the head or the foot
of them, as lines of its own or at least word for word in many. What twelve sites print once each, what stands in
articles of one story, and what makes up whole articles is reuse.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from dedup.reuse.boilerplate_outlook import rising
from dedup.reuse.relatedness import Rests, Spans
from dedup.reuse.sites import UNKNOWN, Sites
from dedup.reuse.standing_text import MAX_VARIABLE_WORDS, StandingText, Stretches
from dedup.reuse.words import Int64s, Words
from dedup.settings import ReuseSettings

_SAMPLE = 12
"""Documents of a piece that are looked into; 66 pairs are enough to tell a story. Chosen by hand."""
_FIRST_LOOK = 4
_CHANCE = 1e-3
"""Probability, by the site's share of the collection, below which it is no chance that all are of one site."""
_DOCUMENTS_OF_SITE = 5
"""Documents a site from which a text on several sites is their publisher's: an agency's stands once a site."""
_WHOLE_DOCUMENT = 0.8
"""Share of standing text from which documents may be versions of one article."""
_FEWEST_OWN_WORDS = 3
"""Words in a row that three quarters of a site's documents have beside its text: a headline at least."""
_NEWS_DAYS, _LONG_DAYS = 3, 14
"""Days in which a story is printed, and days of a collection from which so few say something. Chosen by hand."""
_WITHIN_NEWS_DAYS = 0.5
_KNOWN_SITE, _LINE = 0.95, 0.9
"""How much the site says, and a line of its own, in [0, 1]. Chosen by hand."""
NO_DAY = -1
"""Stands for an unknown day."""


@dataclass(frozen=True, slots=True)
class Origins:
    """Where and when documents were printed.

    `sites` and `days` have shape (documents,): numbers of sites, -1 where none is known, and counted days,
    `NO_DAY` where none is. `site_sizes`, shape (sites,), are documents of each, `long` the days of the collection
    without the first and the last tenth.
    """

    sites: npt.NDArray[np.int32]
    days: Int64s
    site_sizes: Int64s
    long: float

    @classmethod
    def of(cls, sites: Sites, published: Iterable[str | None]) -> "Origins":
        """Tell the origins of documents by their sites and by the times of their publication, ISO."""
        days = np.fromiter(map(_day, published), np.int64)
        known = sites.numbers[sites.numbers != UNKNOWN]
        return cls(
            sites.numbers, days, np.bincount(known, minlength=len(sites.names)), _spread(days[days != NO_DAY])
        )


class Judge:
    """Weighs the evidence for the pieces of one collection."""

    def __init__(
        self,
        words: Words,
        standing: StandingText,
        origins: Origins,
        *,
        aside: Stretches,
        settings: ReuseSettings,
        spans: Spans,
    ) -> None:
        """Take what is known of the collection; nothing is computed before the first question."""
        self._words = words
        self._standing = standing
        self._origins = origins
        self._settings = settings
        self._spans = spans
        self._rests: Rests | None = None
        self._aside = aside
        self._ranks = np.argsort(np.argsort(standing.sums, kind="stable"))

    def judge(self, piece: int, edge: float, covered: float) -> tuple[float, int]:
        """Say how sure it is that a piece is site text, and of which site, -1 where none is known.

        `edge` and `covered` are what a first look at the piece gave.
        """
        occurrences = self._occurrences(piece)
        documents = self._standing.documents[occurrences]
        count = len(documents)
        site, of_site, known, distinct = self._sites_of(documents)
        is_one_site = of_site >= self._settings.boilerplate_share * count
        is_telling = (
            is_one_site
            and count >= self._settings.boilerplate_documents
            and of_site * math.log(self._origins.site_sizes[site] / len(self._origins.days)) <= math.log(_CHANCE)
        )
        if not is_one_site and 2 * known >= count and count < _DOCUMENTS_OF_SITE * distinct:
            return 0.0, UNKNOWN
        sample = occurrences[np.argsort(self._ranks[documents])[:_SAMPLE]]
        place = max(edge, _KNOWN_SITE if is_telling else 0.0)
        if place < self._settings.boilerplate_confidence:
            place = _LINE * float(rising(np.array(self._share_of_lines(sample))))
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
        sites = self._origins.sites[documents]
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
        longest = [
            self._standing.covered.longest_gap(*self._words.offsets[document : document + 2].tolist())
            for document in self._standing.documents[sample].tolist()
        ]
        return float(np.quantile(longest, 0.25)) < _FEWEST_OWN_WORDS

    def _unrelated(self, sample: Int64s) -> float | None:
        if self._rests is None:
            self._rests = Rests(self._words, self._standing.sums, self._aside, self._spans)
        standing = self._standing
        return self._rests.compare(
            standing.documents[sample].tolist(), standing.starts[sample].tolist(), standing.ends[sample].tolist()
        )

    def _date_evidence(self, documents: Int64s) -> float:
        """Less than 1 where the documents are of few days and the collection is of many."""
        days = self._origins.days[documents]
        days = days[days != NO_DAY]
        if 2 * len(days) < len(documents) or self._origins.long < _LONG_DAYS:
            return 1.0
        return _WITHIN_NEWS_DAYS if _spread(days) <= _NEWS_DAYS else 1.0


def _day(published: str | None) -> int:
    """The day of an ISO date or time, counted."""
    try:
        return date.fromisoformat((published or "")[:10]).toordinal()
    except ValueError:
        return NO_DAY


def _spread(days: Int64s) -> float:
    """Days between the first and the last tenth."""
    return float(np.subtract(*np.quantile(days, (0.9, 0.1)))) if len(days) else 0.0
