"""Stories: which articles are about the same events.

In: the statements of each article and its date. Out: groups of two or more articles. An article is a vector of
its terms and names, weighted by TF-IDF. Groups are joined in order of falling similarity, and only where the mean
cosine of all their articles reaches the threshold (average link), so that stories do not chain; articles that lie
more than a month apart need a higher one. Only the nearest articles of each are looked at: the cost grows with the
collection, not with its square.
"""

import datetime as dt
import itertools
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from dedup.model import DocumentSummary, Story
from dedup.provenance.claims.rarity import weigh
from dedup.settings import ClaimSettings
from dedup.statements import Statement
from dedup.statements.words import keys_of
from dedup.text.countries import load_countries

_BLOCK = 1_000
"""Articles whose similarities are worked out at a time."""
_COMMON_SHARE = 0.1
"""Share of the articles of a large collection in which a term says nothing about a story."""
_LARGE = 100
_NAME_WEIGHT = np.float32(1.5)
"""How much more a name says about a story than another term of the same rarity. Chosen by hand."""
_TITLE_TERMS = 8

Statements = Sequence[tuple[Statement, ...]]


def find_stories(
    documents: Sequence[DocumentSummary], statements: Statements, settings: ClaimSettings
) -> tuple[tuple[Story, ...], tuple[str, ...]]:
    """Group articles into stories of two or more; with notes on limits that were reached."""
    rows = [index for index, each in enumerate(statements) if each]
    if len(rows) < 2:  # noqa: PLR2004 - a story has two articles
        return (), ()
    weights, names = _vectors([_terms(statements[row]) for row in rows])
    days = [_day(documents[row].published) for row in rows]
    groups, is_capped = _group(weights, days, settings)
    stories = [
        _story(documents, [rows[member] for member in group], weights[group], names, statements)
        for group in groups
        if len(group) > 1
    ]
    limit = f"{settings.max_story_documents} articles (claims.max_story_documents)"
    notes = (f"stories: a story reached {limit} and took no more",) if is_capped else ()
    stories.sort(key=lambda story: story.documents)
    return tuple(replace(story, id=f"s{number}") for number, story in enumerate(stories, start=1)), notes


def _terms(statements: Sequence[Statement]) -> Counter[str]:
    """How often an article has each term: stems, families of special words, names."""
    found: list[str] = []
    for statement in statements:
        found.extend(itertools.chain.from_iterable(map(keys_of, statement.terms)))
        found.extend(f"@{name}" for name in statement.countries)
        found.extend(f"@{word}" for name in statement.persons for word in name.split())
    return Counter(found)


def _vectors(terms: Sequence[Mapping[str, int]]) -> tuple[Any, npt.NDArray[Any]]:
    """Weighted terms of each article, rows of length 1, and the term of each column."""
    from scipy.sparse import csr_matrix

    held = Counter(itertools.chain.from_iterable(terms))
    least, most = (2, _COMMON_SHARE * len(terms)) if len(terms) >= _LARGE else (1, len(terms))
    names = sorted(term for term, count in held.items() if least <= count <= most)
    columns = {name: column for column, name in enumerate(names)}
    entries = [sorted((columns[term], count) for term, count in each.items() if term in columns) for each in terms]
    lengths = np.array([len(each) for each in entries], np.int64)
    flat = np.array(list(itertools.chain.from_iterable(entries)), np.int64).reshape(-1, 2)
    rarity = weigh(names, np.bincount(flat[:, 0], minlength=len(names)), len(terms))
    rarity[[name[0] == "@" for name in names]] *= _NAME_WEIGHT
    data = (1 + np.log(flat[:, 1].astype(np.float32))) * rarity[flat[:, 0]]
    rows = np.repeat(np.arange(len(terms)), lengths)
    norms = np.sqrt(np.bincount(rows, data * data, minlength=len(terms)))
    pointers = np.concatenate(([0], np.cumsum(lengths)))
    unit = (data / norms[rows]).astype(np.float32)
    return csr_matrix((unit, flat[:, 0], pointers), shape=(len(terms), len(names))), np.array(names, object)


def _day(published: str | None) -> int | None:
    """A date as a number; a month is its middle."""
    text = (published or "")[:10]
    try:
        return dt.date.fromisoformat(f"{text}-15" if len(text) == 7 else text).toordinal()  # noqa: PLR2004 - 2024-06
    except ValueError:
        return None


def _group(weights: Any, days: Sequence[int | None], settings: ClaimSettings) -> tuple[list[list[int]], bool]:
    """Join groups in order of falling similarity of two of their articles."""
    count = weights.shape[0]
    home = list(range(count))
    members: dict[int, list[int]] = {index: [index] for index in range(count)}
    sums: dict[int, Any] = {}
    is_capped = False
    for _, left, right in _edges(weights, settings):
        one, other = home[left], home[right]
        if one == other:
            continue
        if len(members[one]) + len(members[other]) > settings.max_story_documents:
            is_capped = True
            continue
        mean = _mean_cosine(weights, sums, members, one, other)
        if mean < _needed(days, members[one], members[other], settings):
            continue
        kept, gone = min(one, other), max(one, other)
        sums[kept] = _sum(weights, sums, kept) + _sum(weights, sums, gone)
        sums.pop(gone, None)
        for member in members[gone]:
            home[member] = kept
        members[kept] = sorted(members[kept] + members.pop(gone))
    return [group for _, group in sorted(members.items())], is_capped


def _edges(weights: Any, settings: ClaimSettings) -> list[tuple[float, int, int]]:
    """Pairs of near articles (-cosine, left, right), the nearest first."""
    found: dict[tuple[int, int], float] = {}
    transposed = weights.T.tocsr()
    for first in range(0, weights.shape[0], _BLOCK):
        block = (weights[first : first + _BLOCK] @ transposed).tocsr()
        for offset in range(block.shape[0]):
            row = first + offset
            span = slice(block.indptr[offset], block.indptr[offset + 1])
            columns, cosines = block.indices[span], block.data[span]
            near = np.flatnonzero((cosines >= settings.story_cosine) & (columns != row))
            near = near[np.lexsort((columns[near], -np.round(cosines[near], 5)))][: settings.story_neighbours]
            for column, cosine in zip(columns[near].tolist(), cosines[near].tolist(), strict=True):
                found[min(row, column), max(row, column)] = round(cosine, 5)
    return sorted((-cosine, left, right) for (left, right), cosine in found.items())


def _sum(weights: Any, sums: dict[int, Any], group: int) -> Any:
    return sums.get(group, weights[group])


def _mean_cosine(weights: Any, sums: dict[int, Any], members: dict[int, list[int]], one: int, other: int) -> float:
    product = _sum(weights, sums, one).multiply(_sum(weights, sums, other)).sum()
    return round(float(product) / (len(members[one]) * len(members[other])), 5)


def _needed(days: Sequence[int | None], one: Sequence[int], other: Sequence[int], settings: ClaimSettings) -> float:
    """The mean cosine that two groups need, by how many days lie between them."""
    lefts, rights = ([day for each in group if (day := days[each]) is not None] for group in (one, other))
    if not lefts or not rights:
        return settings.story_cosine
    gap = max(min(lefts) - max(rights), min(rights) - max(lefts))
    return settings.story_late_cosine if gap > settings.story_days else settings.story_cosine


def _story(
    documents: Sequence[DocumentSummary],
    rows: list[int],
    weights: Any,
    names: npt.NDArray[Any],
    statements: Statements,
) -> Story:
    used = np.unique(weights.indices)  # a story has few of the words of the collection
    weights, names = weights[:, used].astype(np.float64), names[used]
    totals = np.asarray(weights.sum(axis=0)).ravel()
    typical = np.asarray(weights @ totals).ravel().round(5)
    best = rows[int(np.lexsort((np.arange(len(rows)), -typical))[0])]
    dates = sorted(date for row in rows if (date := documents[row].published))
    order = np.lexsort((names, -totals.round(5)))
    words = [
        name
        for name in names[order[: 5 * _TITLE_TERMS]].tolist()
        if name[:2] not in {"a:", "t:"} and name[0] != "@"
    ]
    ids = tuple(documents[row].id for row in rows)
    return Story(
        id="",
        title=documents[best].title or documents[best].id,
        documents=ids,
        terms=tuple(words[:_TITLE_TERMS]),
        names=_shared_names([statements[row] for row in rows]),
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
    )


def _shared_names(statements: Sequence[tuple[Statement, ...]]) -> tuple[str, ...]:
    """Persons and countries that at least half of the articles name, the most frequent first."""
    counts = Counter(name for each in statements for name in {n for s in each for n in (*s.countries, *s.persons)})
    shared = [name for name, count in counts.items() if 2 * count >= len(statements) and count > 1]
    countries = load_countries()
    ordered = sorted(shared, key=lambda name: (-counts[name], name))
    return tuple(countries[name].names[0] if name in countries else name for name in ordered)
