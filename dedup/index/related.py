"""Accepted documents that are worth comparing with an article, word by word.

In: prepared articles and the runs of the index. Out: for each article the documents that share a band of its
signature, or wording. Nothing here reads a text: rare seeds lead to places, and places to documents.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dedup.index.questions import Questions, breaks_of, find_seeds
from dedup.index.run import Run
from dedup.index.segments import Places, Shared, find_shared
from dedup.index.site_text import gather_documents, judge_rows
from dedup.index.source import Source
from dedup.reuse.words import Int64s
from dedup.settings import IndexSettings, ReuseSettings

_HIGH = 32
_LOW = (1 << _HIGH) - 1


@dataclass(frozen=True, slots=True)
class Related:
    """`counts`, shape (seeds of the questions,), are places in the sources and the article itself.

    `usable`, of the same shape, says which of them may start overlaps. `documents[a]` are the numbers of the
    documents to compare article a with, best first; `shared[a]` is the wording it shares with some of them, by
    number, and `banded[a]` are those of them that share a band.
    """

    counts: Int64s
    usable: npt.NDArray[np.bool_]
    documents: dict[int, list[int]]
    shared: dict[int, dict[int, Shared]]
    banded: dict[int, dict[int, int]]


Weights = tuple[Int64s, Int64s, Int64s]
"""Columns: article, number of a document, and how much they share."""


def find_related(
    questions: Questions,
    sources: Sequence[Source],
    batch: Run | None,
    settings: ReuseSettings,
    bounds: IndexSettings,
    *,
    knows_sites: bool,
) -> Related:
    """Find the documents to compare each article with, in the sources and among earlier articles of the batch.

    `batch` is the run of the articles themselves, numbered -1, -2, ...; None where they must not see one another.
    `knows_sites` says that the site of any document or article is known.
    """
    found = [find_seeds(questions, source.run) for source in sources]
    counts = questions.own.copy()
    for source, hits in zip(sources, found, strict=True):
        if len(hits):
            counts[hits.rows] += source.sizes(hits)
    usable = counts <= questions.limits
    if knows_sites:
        usable &= ~_site_text(questions, sources, counts, settings, bounds)
    places: list[Places] = []
    bands = [sharing_bands(questions, source, settings, bounds) for source in sources]
    for source, hits in zip(sources, found, strict=True):
        places.append(Places(source.run, *source.seed_places(hits.take(usable[hits.rows]))))
    if batch is not None:
        places.append(places_within(questions, batch, usable))
        articles, numbers, weights = sharing_bands(questions, Source(batch), settings, bounds)
        earlier = -1 - numbers < articles
        bands.append((articles[earlier], numbers[earlier], weights[earlier]))
    by_article: dict[int, dict[int, Shared]] = defaultdict(dict)
    for item in find_shared(questions, places, settings):
        by_article[item.article][item.number] = item
    banded: dict[int, dict[int, int]] = defaultdict(dict)
    for column in bands:
        for article, number, count in zip(*(part.tolist() for part in column), strict=True):
            banded[article][number] = count
    return Related(counts, usable, _rank(by_article, banded), by_article, banded)


def places_within(questions: Questions, batch: Run, usable: npt.NDArray[np.bool_]) -> Places:
    """Where seeds of articles stand in earlier ones of their batch."""
    asked = np.flatnonzero(usable & ~questions.alone)
    rows, places = batch.seeds.expand(batch.seeds.find(questions.hashes[asked]))
    rows = asked[rows]
    earlier = batch.documents_at(places) < questions.documents[rows]
    return Places(batch, rows[earlier], places[earlier])


def sharing_bands(questions: Questions, source: Source, settings: ReuseSettings, bounds: IndexSettings) -> Weights:
    """How many bands articles share with documents.

    Of more identical texts than are ever compared the earliest do: what is left out shows as a reached bound.
    """
    found = source.run.bands.find(questions.bands.ravel()).first(bounds.max_candidates + 1)
    if not len(found):
        return found.rows, found.rows, found.rows
    rows, documents = source.band_documents(found)
    shared = np.sort((rows // settings.bands << _HIGH) | documents)
    firsts = np.flatnonzero(breaks_of(shared))
    pairs, counts = shared[firsts], np.diff(np.append(firsts, len(shared)))
    return pairs >> _HIGH, source.run.numbers[pairs & _LOW], counts


def _rank(
    shared: Mapping[int, Mapping[int, Shared]], banded: Mapping[int, Mapping[int, int]]
) -> dict[int, list[int]]:
    """The documents of each article, those that share most first, then in the order they were accepted."""
    ranked = {}
    for article in {**shared, **banded}:
        totals = dict(banded.get(article, {}))
        for number, item in shared.get(article, {}).items():
            totals[number] = totals.get(number, 0) + item.words
        ranked[article] = sorted(totals, key=lambda number: (-totals[number], number < 0, abs(number)))
    return ranked


def _site_text(
    questions: Questions,
    sources: Sequence[Source],
    counts: Int64s,
    settings: ReuseSettings,
    bounds: IndexSettings,
) -> npt.NDArray[np.bool_]:
    """Which seeds are site text for their article, among those that could still start an overlap.

    Where another article of the batch has the seed too, it is left to the exact comparison.
    """
    marked = np.zeros(len(counts), np.bool_)
    frequent = (counts >= settings.boilerplate_documents) & (counts <= questions.limits)
    asked = np.flatnonzero(frequent & questions.alone)
    if not len(asked):
        return marked
    columns = [gather_documents(source, questions.hashes[asked], bounds.site_text_places) for source in sources]
    owners = questions.documents[asked]
    columns.append((np.arange(len(asked)), questions.sums[owners], questions.sites[owners]))
    rows, sums, sites = (np.concatenate(parts) for parts in zip(*columns, strict=True))
    marked[asked] = judge_rows(rows, sums, sites, len(asked), settings)
    return marked
