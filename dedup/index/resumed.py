"""Look-ups that go on from where another process left off: only documents that came since are asked about.

In: articles with what they share with all documents up to a filling of the index, and a view of the index now.
Out: the matches of each article, the same as of a look-up from the start. What was foreseen holds where nothing
came that bears on it: no candidate, no seed that has become too frequent, nothing that site text could be told by,
nothing retired. All other articles are looked up anew, each by itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from dedup.index.documents import Filling
from dedup.index.look_up import Fetch, LookUp, Stored, View, fetch_versions
from dedup.index.matches import Matches
from dedup.index.prepared import Prepared
from dedup.index.questions import Questions, ask, find_seeds
from dedup.index.related import places_within, sharing_bands
from dedup.index.run import Run, build_run
from dedup.index.segments import Places, find_shared
from dedup.index.source import Source
from dedup.reuse.words import Int64s
from dedup.settings import IndexSettings, ReuseSettings

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """What an article shares with all documents up to a filling, and the number of the one with its id then."""

    filling: Filling
    stored: int | None
    matches: Matches


@dataclass(frozen=True, kw_only=True)
class Resumed:
    """A batch of articles of which it is foreseen what they share."""

    prepared: Sequence[Prepared]
    foreseen: Sequence[Foreseen | None]
    view: View
    fetch: Fetch
    settings: ReuseSettings
    bounds: IndexSettings
    stored: Stored
    together: bool

    def matches(self, article: int, accepted: Bools, dropped: frozenset[int]) -> Matches:
        """Compare one article, as `LookUp.matches` does."""
        foreseen = self.foreseen[article]
        if foreseen is None or dropped or self._is_doubtful[article]:
            return self._look_up(article, accepted, dropped)
        return foreseen.matches

    def _look_up(self, article: int, accepted: Bools, dropped: frozenset[int]) -> Matches:
        sources = self.view.sources
        if self._batch is not None and accepted.any():
            sources = (*sources, Source(self._batch, ~accepted))
        knows_sites = self.view.knows_sites or any(item.site for item in self.prepared)
        look_up = LookUp(
            [self.prepared[article]],
            View(sources, self.view.filling, knows_sites),
            self._fetch_any,
            self.settings,
            self.bounds,
            stored=self.stored.alone(article),
            together=False,
        )
        return look_up.matches(0, np.zeros(1, np.bool_), dropped)

    def _fetch_any(self, numbers: Sequence[int]) -> dict[int, Prepared]:
        """Documents by number, those of the batch among them."""
        own = {number: self.prepared[-1 - number] for number in numbers if number < 0}
        others = [number for number in numbers if number >= 0]
        return own | dict(self.fetch(others)) if others else own

    @cached_property
    def _batch(self) -> Run | None:
        if not self.together or len(self.prepared) == 1:
            return None
        return build_run(self.prepared, [-1 - article for article in range(len(self.prepared))], self.settings)

    @cached_property
    def _is_doubtful(self) -> Bools:
        """Which articles have to be looked up anew, for all that their batch may bring; shape (articles,)."""
        filling = next((item.filling for item in self.foreseen if item is not None), None)
        doubtful = np.array([not self._is_continued(article, filling) for article in range(len(self.prepared))])
        if filling is None or doubtful.all():
            return doubtful
        if self.view.next_number == filling.next_number and self._batch is None:
            return doubtful
        earlier, later = split_sources(self.view.sources, filling.next_number)
        questions = ask(self.prepared, fetch_versions(self.prepared, self.stored, self.fetch), self.settings)
        doubtful[self._touched(questions, earlier, later)] = True
        if self.view.knows_sites or questions.sites.any():
            doubtful |= [item is not None and item.matches != Matches() for item in self.foreseen]
        return doubtful

    def _is_continued(self, article: int, filling: Filling | None) -> bool:
        """Whether the index has only grown since, and without a new text for the article's id."""
        foreseen, now = self.foreseen[article], self.view.filling
        if foreseen is None or foreseen.filling != filling:
            return False
        if (filling.epoch, filling.retirements) != (now.epoch, now.retirements):
            return False
        is_same = article in self.stored.identical or article not in self.stored.numbers
        return is_same and foreseen.stored == self.stored.numbers.get(article)

    def _touched(self, questions: Questions, earlier: Sequence[Source], later: Sequence[Source]) -> Int64s:
        """Articles for which something has come that may change what they share."""
        counts, batch = np.zeros(len(questions.hashes), np.int64), self._batch
        found = [find_seeds(questions, source.run) for source in later]
        for source, hits in zip(later, found, strict=True):
            if len(hits):
                counts[hits.rows] += source.sizes(hits)
        if batch is not None:
            rows = np.flatnonzero(~questions.alone)  # an article's own places count twice: that only raises doubts
            hits = batch.seeds.find(questions.hashes[rows])
            counts[rows[hits.rows]] += hits.ends - hits.starts
        before = self._count(questions, earlier, counts > 0)
        after = before + counts
        was_usable = before <= questions.limits
        turned = was_usable & (counts > 0) & (after > questions.limits)
        if self.view.knows_sites or questions.sites.any():
            turned |= was_usable & (counts > 0) & (after >= self.settings.boilerplate_documents)
        usable = after <= questions.limits
        places = [
            Places(source.run, *source.seed_places(hits.take(usable[hits.rows])))
            for source, hits in zip(later, found, strict=True)
        ]
        banded = [sharing_bands(questions, source, self.settings, self.bounds)[:2] for source in later]
        if batch is not None:
            places.append(places_within(questions, batch, usable))
            articles, numbers, _ = sharing_bands(questions, Source(batch), self.settings, self.bounds)
            is_earlier = -1 - numbers < articles
            banded.append((articles[is_earlier], numbers[is_earlier]))
        pairs = [(item.article, item.number) for item in find_shared(questions, places, self.settings)]
        for articles, numbers in banded:
            pairs += zip(articles.tolist(), numbers.tolist(), strict=True)
        related = {article for article, number in pairs if self.stored.numbers.get(article) != number}
        return np.concatenate([questions.documents[turned], np.array(sorted(related), np.int64)])

    def _count(self, questions: Questions, earlier: Sequence[Source], asked: Bools) -> Int64s:
        """In how many places of earlier documents, and of the article, each seed stands that is asked for."""
        counts = questions.own.copy()
        for source in earlier:
            hits = find_seeds(questions, source.run, asked)
            if len(hits):
                counts[hits.rows] += source.sizes(hits)
        return counts


def split_sources(sources: Sequence[Source], number: int) -> tuple[list[Source], list[Source]]:
    """Tell the documents before a number from the others; a run that holds both kinds stands in both lists."""
    earlier, later = [], []
    for source in sources:
        numbers = source.run.numbers
        if not len(numbers):
            continue
        is_later = numbers >= number
        if not is_later.all():
            earlier.append(source.without(is_later) if is_later.any() else source)
        if is_later.any():
            later.append(source if is_later.all() else source.without(~is_later))
    return earlier, later
