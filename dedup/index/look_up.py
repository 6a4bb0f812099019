"""One look-up: a batch of articles against the accepted documents, and against one another where they are added.

In: prepared articles and a view of the index. Out: the matches of each article. What can be done for all articles
at once is done on construction; only articles that have candidates cost more.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from dedup.index.comparison import NO_SEEDS, Aligned, Comparison, Judge, SeedPlaces, align_all, conclude
from dedup.index.documents import Filling, Known
from dedup.index.matches import EstimatedDuplicate, Matches
from dedup.index.prepared import Prepared
from dedup.index.questions import ask
from dedup.index.related import find_related
from dedup.index.run import build_run
from dedup.index.segments import Shared
from dedup.index.site_text import find_site_text
from dedup.index.source import Source
from dedup.reuse.minhash import estimate_jaccard
from dedup.settings import IndexSettings, ReuseSettings

Fetch = Callable[[Sequence[int]], Mapping[int, Prepared]]
"""Gives stored documents by their numbers; those that are gone are left out."""

_PREFETCHED = 1_000
"""Documents that are fetched for a whole batch at once; more are fetched article by article."""

_MOST_WORDS = 200_000
"""Words of articles and documents that are aligned together; it bounds the memory."""


@dataclass(frozen=True, slots=True)
class View:
    """What a transaction sees: the runs of all documents up to a filling of the index."""

    sources: tuple[Source, ...]
    filling: Filling
    knows_sites: bool

    @property
    def next_number(self) -> int:
        """The number that the next document will have."""
        return self.filling.next_number


@dataclass(frozen=True, slots=True)
class Stored:
    """Articles of a batch whose ids the index holds: the numbers of those documents, and which have the same text.

    What an article shares does not depend on its own stored version, so that asking again gives the same answer.
    """

    numbers: Mapping[int, int]
    identical: frozenset[int]

    @classmethod
    def of(cls, prepared: Sequence[Prepared], known: Mapping[str, Known]) -> "Stored":
        """Find the articles of a batch among what is known of their ids."""
        numbers: dict[int, int] = {}
        identical = set()
        for article, item in enumerate(prepared):
            row = known[item.document.id].active if item.document.id in known else None
            if row is not None:
                numbers[article] = row.number
                if bytes(row.content) == item.content:
                    identical.add(article)
        return cls(numbers, frozenset(identical))

    def alone(self, article: int) -> "Stored":
        """The same for one article, as a batch of its own."""
        numbers = {0: self.numbers[article]} if article in self.numbers else {}
        return Stored(numbers, frozenset({0} if article in self.identical else ()))


@dataclass(frozen=True, slots=True)
class _Counts:
    """Rows of the questions, and in how many places the seed of each stands."""

    rows: npt.NDArray[np.int64]
    counts: npt.NDArray[np.int64]


class LookUp:
    """A batch of articles that is being looked up."""

    def __init__(
        self,
        prepared: Sequence[Prepared],
        view: View,
        fetch: Fetch,
        settings: ReuseSettings,
        bounds: IndexSettings,
        *,
        stored: Stored,
        together: bool,
    ) -> None:
        """Find the candidates of all articles; `together` lets later ones see earlier ones that were accepted."""
        self._prepared = prepared
        self._view = view
        self._fetch = fetch
        self._settings = settings
        self._bounds = bounds
        self._stored = stored
        self._questions = ask(prepared, fetch_versions(prepared, stored, fetch), settings)
        self._batch = None
        if together and len(prepared) > 1:
            self._batch = build_run(prepared, [-1 - article for article in range(len(prepared))], settings)
        self._knows_sites = view.knows_sites or bool(self._questions.sites.any())
        self._related = find_related(
            self._questions, view.sources, self._batch, settings, bounds, knows_sites=self._knows_sites
        )
        self._rows = _rows_of_articles(self._questions.documents, len(prepared))
        self._fetched = self._prefetch()
        self._ahead: dict[int, tuple[tuple[int, ...], Aligned]] = {}

    def matches(self, article: int, accepted: npt.NDArray[np.bool_], dropped: frozenset[int]) -> Matches:
        """Compare one article; `accepted`, shape (articles,), says which of the batch it may see.

        `dropped` are numbers of documents that this transaction has retired.
        """
        own = self._stored.numbers.get(article)
        numbers = [
            number
            for number in self._related.documents.get(article, ())
            if number != own and number not in dropped
            if not self._is_of_batch(number) or accepted[-1 - number]
        ]
        if not numbers:
            return Matches()
        asked = self._count_again(article, accepted)
        if self._knows_sites and (asked.counts >= self._settings.boilerplate_documents).any():
            return self._ask_again(article, accepted, dropped)
        limit = self._bounds.max_candidates
        others = self._documents(numbers[:limit])
        estimated = self._estimate(self._prepared[article], others.values())
        readable = {number: other for number, other in others.items() if not other.is_signature_only}
        banded = self._related.banded.get(article, {})
        frequent = asked.rows[asked.counts > self._questions.limits[asked.rows]]
        matches = conclude(
            self._align(article, readable, frequent),
            [other for number, other in readable.items() if number in banded],
            is_site_text=self._judge(article, accepted),
            settings=self._settings,
        )
        reached = (
            f"{len(numbers)} accepted documents share wording with it; it was compared with the {limit} that share "
            "most (index.max_candidates)"
        )
        return replace(matches, estimated=estimated, notes=(reached,) if len(numbers) > limit else ())

    def _align(self, article: int, readable: Mapping[int, Prepared], frequent: npt.NDArray[np.int64]) -> Aligned:
        """Align an article with documents, by their numbers, without seeds that have become too frequent."""
        if article not in self._ahead:
            self._align_ahead(article)
        numbers, aligned = self._ahead.pop(article, ((), None))
        if aligned is not None and not len(frequent) and numbers == tuple(readable):
            return aligned
        return align_all([self._comparison(article, readable, frequent)], self._settings)[0]

    def _align_ahead(self, start: int) -> None:
        """Align articles from `start` on, together, with what they will be compared with as far as that is known.

        That is where no article of the batch stands in between, and nothing was removed.
        """
        expected: dict[int, dict[int, Prepared]] = {}
        words = 0
        for article in range(start, len(self._prepared)):
            ranked = self._related.documents.get(article, ())
            own = self._stored.numbers.get(article)
            numbers = [number for number in ranked if number != own and not self._is_of_batch(number)]
            numbers = numbers[: self._bounds.max_candidates]
            if not numbers or any(number not in self._fetched for number in numbers):
                continue
            members = {number: self._fetched[number] for number in numbers}
            readable = {number: other for number, other in members.items() if not other.is_signature_only}
            expected[article] = readable
            words += sum(len(other.words.hashes) for other in (self._prepared[article], *readable.values()))
            if words > _MOST_WORDS:
                break
        nothing = np.zeros(0, np.int64)
        comparisons = [self._comparison(article, readable, nothing) for article, readable in expected.items()]
        if comparisons:
            found = align_all(comparisons, self._settings)
            for (article, readable), aligned in zip(expected.items(), found, strict=True):
                self._ahead[article] = tuple(readable), aligned

    def _comparison(
        self, article: int, readable: Mapping[int, Prepared], frequent: npt.NDArray[np.int64]
    ) -> Comparison:
        shared = self._related.shared.get(article, {})
        seeds = [_seeds(shared.get(number), frequent) for number in readable]
        return Comparison(self._prepared[article], list(readable.values()), seeds)

    def _count_again(self, article: int, accepted: npt.NDArray[np.bool_]) -> "_Counts":
        """Count the seeds that other articles of the batch hold too, with those that were accepted before.

        They may have become too frequent, or site text: what another article of the batch holds too was not yet
        judged as that.
        """
        if self._batch is None or not (accepted.any() or self._knows_sites):
            return _Counts(np.zeros(0, np.int64), np.zeros(0, np.int64))
        rows = self._rows[article]
        rows = rows[self._related.usable[rows] & ~self._questions.alone[rows]]
        found = self._batch.seeds.find(self._questions.hashes[rows])
        counts = self._related.counts[rows]
        counts[found.rows] += Source(self._batch, ~accepted).sizes(found)
        return _Counts(rows, counts)

    def _ask_again(self, article: int, accepted: npt.NDArray[np.bool_], dropped: frozenset[int]) -> Matches:
        """Look one article up alone, with the accepted ones of the batch as one more run of the index."""
        if self._batch is None:
            raise AssertionError("only a batch is asked again")
        sources = (*self._view.sources, Source(self._batch, ~accepted))
        look_up = LookUp(
            [self._prepared[article]],
            View(sources, self._view.filling, self._knows_sites),
            self._fetch_any,
            self._settings,
            self._bounds,
            stored=self._stored.alone(article),
            together=False,
        )
        return look_up.matches(0, np.zeros(1, np.bool_), dropped)

    def _fetch_any(self, numbers: Sequence[int]) -> dict[int, Prepared]:
        return dict(self._documents(numbers))

    def _is_of_batch(self, number: int) -> bool:
        return number < 0 and self._batch is not None

    def _prefetch(self) -> dict[int, Prepared]:
        limit = self._bounds.max_candidates
        ranked = self._related.documents.values()
        wanted = sorted(
            {number for numbers in ranked for number in numbers[:limit] if not self._is_of_batch(number)}
        )
        return dict(self._fetch(wanted[:_PREFETCHED])) if wanted else {}

    def _documents(self, numbers: Sequence[int]) -> dict[int, Prepared]:
        """Documents by number, those of the batch among them; what was compacted away since is left out."""
        missing = [number for number in numbers if not self._is_of_batch(number) and number not in self._fetched]
        known = {**self._fetched, **(self._fetch(missing) if missing else {})}
        known.update((number, self._prepared[-1 - number]) for number in numbers if self._is_of_batch(number))
        return {number: known[number] for number in numbers if number in known}

    def _judge(self, article: int, accepted: npt.NDArray[np.bool_]) -> Judge:
        """Tell site text among all that the article may see, and itself."""
        if not self._knows_sites:
            return lambda hashes: np.zeros(len(hashes), np.bool_)
        if self._batch is None:
            itself = Source(build_run([self._prepared[article]], [-1], self._settings))
        else:
            hidden = ~accepted
            hidden[article] = False
            itself = Source(self._batch, hidden)
        sources = (*self._view.sources, itself)
        return lambda hashes: find_site_text(hashes, sources, self._settings, self._bounds.site_text_places)

    def _estimate(self, article: Prepared, others: Iterable[Prepared]) -> tuple[EstimatedDuplicate, ...]:
        estimated = []
        for other in others:
            if other.is_signature_only:
                jaccard = estimate_jaccard(article.signature, other.signature)
                if jaccard >= self._settings.near_duplicate_jaccard:
                    error = (jaccard * (1 - jaccard) / len(article.signature)) ** 0.5
                    estimated.append(
                        EstimatedDuplicate(document=other.document.id, jaccard=jaccard, standard_error=error)
                    )
        return tuple(sorted(estimated, key=lambda item: (-item.jaccard, item.document)))


def fetch_versions(prepared: Sequence[Prepared], stored: Stored, fetch: Fetch) -> dict[int, Prepared]:
    """The versions of articles that the index holds; one of the same text is the article itself."""
    versions = {article: prepared[article] for article in stored.identical}
    others = {article: number for article, number in stored.numbers.items() if article not in versions}
    found = fetch(list(others.values())) if others else {}
    versions.update((article, found[number]) for article, number in others.items() if number in found)
    return versions


def _seeds(shared: Shared | None, frequent: npt.NDArray[np.int64]) -> SeedPlaces:
    """The seeds of an article and a document, without those that have become too frequent."""
    if shared is None:
        return NO_SEEDS
    kept = ~np.isin(shared.rows, frequent) if len(frequent) else slice(None)
    return shared.asked[kept], shared.places[kept]


def _rows_of_articles(documents: npt.NDArray[np.int64], count: int) -> list[npt.NDArray[np.int64]]:
    order = np.argsort(documents, kind="stable")
    return np.split(order, np.cumsum(np.bincount(documents, minlength=count))[:-1])
