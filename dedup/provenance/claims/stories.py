"""Stories: which articles are about the same events.

In: what each article states, and its date. Out: groups of two or more articles. An article is a vector of its terms
and names, weighted by TF-IDF. Groups are joined in order of falling similarity, and only where the mean cosine of
all their articles reaches the threshold (average link), so that stories do not chain; articles that lie more than a
month apart need a higher one. Only the nearest articles of each are looked at: the cost grows with the collection,
not with its square.
"""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from dedup.model import DocumentSummary, Story
from dedup.provenance.claims.reading import Int32s
from dedup.provenance.claims.stated import Stated
from dedup.provenance.claims.vectors import Float32s, Vectors
from dedup.settings import ClaimSettings
from dedup.text.countries import load_countries

_TITLE_TERMS = 8


def find_stories(
    documents: Sequence[DocumentSummary], stated: Stated, settings: ClaimSettings, *, threads: int = 1
) -> tuple[tuple[Story, ...], tuple[str, ...]]:
    """Group articles into stories of two or more; with notes on limits that were reached."""
    articles = np.flatnonzero(np.diff(stated.articles))
    if len(articles) < 2:  # noqa: PLR2004 - a story has two articles
        return (), ()
    vectors = Vectors(stated, articles)
    days = [_day(documents[article].published) for article in articles.tolist()]
    groups, is_capped = _Grouping(vectors, days, settings).group(threads)
    stories = [_story(documents, group, vectors, stated) for group in groups]
    stories.sort(key=lambda story: story.documents)
    return (
        tuple(replace(story, id=f"s{number}") for number, story in enumerate(stories, start=1)),
        tuple(_notes(vectors, settings, is_capped=is_capped)),
    )


def _notes(vectors: Vectors, settings: ClaimSettings, *, is_capped: bool) -> Sequence[str]:
    notes = []
    if is_capped:
        limit = f"{settings.max_story_documents} articles (claims.max_story_documents)"
        notes.append(f"stories: a story reached {limit} and took no more")
    common = vectors.count_common(settings.max_term_articles)
    if common:
        limit = f"{settings.max_term_articles} articles (claims.max_term_articles)"
        notes.append(f"stories: {common} terms stand in more than {limit} and led to no pair of articles")
    return notes


def _day(published: str | None) -> int | None:
    """A date as a number; a month is its middle."""
    text = (published or "")[:10]
    try:
        return dt.date.fromisoformat(f"{text}-15" if len(text) == 7 else text).toordinal()  # noqa: PLR2004 - 2024-06
    except ValueError:
        return None


class _Grouping:
    """Groups of articles while they are joined."""

    def __init__(self, vectors: Vectors, days: Sequence[int | None], settings: ClaimSettings) -> None:
        self._vectors = vectors
        self._days = days
        self._settings = settings
        self._home = list(range(len(vectors)))
        self._members: dict[int, list[int]] = {}
        self._sums: dict[int, tuple[Int32s, Float32s]] = {}
        self._refused: dict[tuple[int, int], int] = {}
        self._line = np.zeros(len(vectors.names), np.float32)

    def group(self, threads: int) -> tuple[list[list[int]], bool]:
        """Join groups in order of falling similarity of two of their articles; those of two and more."""
        is_capped = False
        edges = self._vectors.find_edges(self._settings, threads)
        home = self._home
        for cosine, left, right in zip(
            edges.cosines.tolist(), edges.lefts.tolist(), edges.rights.tolist(), strict=True
        ):
            kept, gone = sorted((home[left], home[right]))
            if kept == gone:
                continue
            ones, others = self._of(kept), self._of(gone)
            size = len(ones) + len(others)
            if size > self._settings.max_story_documents:
                is_capped = True
            elif self._refused.get((kept, gone)) != size:
                mean = cosine if size == 2 else self._mean_cosine(kept, gone)  # noqa: PLR2004 - one and one
                if mean >= self._needed(ones, others):
                    self._join(kept, gone)
                else:
                    self._refused[kept, gone] = size
        return [group for _, group in sorted(self._members.items()) if len(group) > 1], is_capped

    def _of(self, group: int) -> list[int]:
        return self._members.get(group) or [group]

    def _join(self, kept: int, gone: int) -> None:
        (columns, weights), (more, others) = self._sum(kept), self._sum(gone)
        self._line[columns] = weights
        united = np.concatenate((columns, more[self._line[more] == 0]))  # no weight is 0
        self._line[more] += others
        self._sums[kept] = united, self._line[united]
        self._line[united] = 0
        self._sums.pop(gone, None)
        joined = self._members.pop(gone, None) or [gone]
        for member in joined:
            self._home[member] = kept
        self._members[kept] = sorted(self._of(kept) + joined)

    def _sum(self, group: int) -> tuple[Int32s, Float32s]:
        return self._sums.get(group) or self._vectors.row(group)

    def _mean_cosine(self, one: int, other: int) -> float:
        (columns, weights), (more, others) = self._sum(one), self._sum(other)
        self._line[columns] = weights
        product = float((self._line[more] * others).sum())
        self._line[columns] = 0
        return round(product / (len(self._of(one)) * len(self._of(other))), 5)

    def _needed(self, one: Sequence[int], other: Sequence[int]) -> float:
        """The mean cosine that two groups need, by how many days lie between them."""
        settings = self._settings
        lefts, rights = ([day for each in group if (day := self._days[each]) is not None] for group in (one, other))
        if not lefts or not rights:
            return settings.story_cosine
        gap = max(min(lefts) - max(rights), min(rights) - max(lefts))
        return settings.story_late_cosine if gap > settings.story_days else settings.story_cosine


def _story(documents: Sequence[DocumentSummary], group: list[int], vectors: Vectors, stated: Stated) -> Story:
    parts = [vectors.row(row) for row in group]
    columns, weights = (np.concatenate(each) for each in zip(*parts, strict=True))
    used, places = np.unique(columns, return_inverse=True)  # a story has few of the words of the collection
    weights = weights.astype(np.float64)
    totals = np.bincount(places, weights).astype(np.float64)
    rows = np.repeat(np.arange(len(group)), [len(row) for row, _ in parts])
    typical = np.bincount(rows, weights * totals[places], minlength=len(group)).round(5)
    articles = vectors.articles[group].tolist()
    best = articles[int(np.lexsort((np.arange(len(group)), -typical))[0])]
    dates = sorted(date for article in articles if (date := documents[article].published))
    return Story(
        id="",
        title=documents[best].title or documents[best].id,
        documents=tuple(documents[article].id for article in articles),
        terms=_terms(vectors.names[used], totals),
        names=_shared_names([stated.names_of(article) for article in articles]),
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
    )


def _terms(names: npt.NDArray[np.object_], totals: npt.NDArray[np.float64]) -> tuple[str, ...]:
    """The words that tell a story from others; `names` are sorted."""
    order = np.argsort(-totals.round(5), kind="stable")[: 5 * _TITLE_TERMS]
    words = [name for name in names[order].tolist() if name[:2] not in {"a:", "t:"} and name[0] != "@"]
    return tuple(words[:_TITLE_TERMS])


def _shared_names(named: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Persons and countries that at least half of the articles name, the most frequent first."""
    counts = Counter(name for names in named for name in names)
    shared = [name for name, count in counts.items() if 2 * count >= len(named) and count > 1]
    countries = load_countries()
    ordered = sorted(shared, key=lambda name: (-counts[name], name))
    return tuple(countries[name].names[0] if name in countries else name for name in ordered)
