"""Articles as vectors of their terms and names, and which of them are near each other.

In: what articles state. Out: rows of length 1, weighted by TF-IDF, and pairs of near articles. What stands in more
articles than a bound leads to no pair: the cost grows with the collection, not with its square.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

import numpy as np
import numpy.typing as npt

from dedup.provenance.claims.rarity import rarity
from dedup.provenance.claims.reading import Int32s, Int64s
from dedup.provenance.claims.stated import Floats, Stated
from dedup.settings import ClaimSettings

Float32s = npt.NDArray[np.float32]

_BLOCK = 250
"""Articles whose similarities are worked out at a time, in each thread."""
_COMMON_SHARE = 0.1
"""Share of the articles of a large collection in which a term says nothing about a story."""
_LARGE = 100
_NAME_WEIGHT = np.float32(1.5)
"""How much more a name says about a story than another term of the same rarity. Chosen by hand."""
_PROMISING = 0.5
"""Share of the least cosine that rare terms alone must reach where common ones lead to no pair. Chosen by hand."""


@dataclass(frozen=True, slots=True)
class Edges:
    """Pairs of near articles, rows of the vectors, the nearest first."""

    cosines: Floats
    lefts: Int64s
    rights: Int64s


class Vectors:
    """The weighted terms of articles.

    `articles` are the articles of the rows, all that state anything; `bounds` are those of the rows in `columns`
    and `weights`; `names` are the terms of the columns, sorted.
    """

    def __init__(self, stated: Stated, articles: Int64s) -> None:
        self.articles = articles
        lengths = np.diff(stated.held)[articles]
        keys, counts = stated.held_keys, stated.held_counts  # articles without statements hold none
        chosen = _telling(stated.holders, len(articles))
        chosen = chosen[np.argsort(stated.keys[chosen], kind="stable")]
        self.names = stated.keys[chosen]
        rank = np.full(len(stated.keys), -1, np.int32)
        rank[chosen] = np.arange(len(chosen), dtype=np.int32)
        rows, columns = np.repeat(np.arange(len(articles), dtype=np.int32), lengths), rank[keys]
        is_used = columns >= 0
        rows, columns, counts = rows[is_used], columns[is_used], counts[is_used]
        self._held = np.bincount(columns, minlength=len(chosen))
        rare = rarity(stated.expected[chosen], self._held, len(articles))
        rare[[name[0] == "@" for name in self.names]] *= _NAME_WEIGHT
        data = (1 + np.log(counts.astype(np.float32))) * rare[columns]
        norms = np.sqrt(np.bincount(rows, data * data, minlength=len(articles)))
        self.bounds = np.concatenate(([0], np.cumsum(np.bincount(rows, minlength=len(articles)))))
        self.columns, self.weights = _sort_columns(rows, columns, (data / norms[rows]).astype(np.float32))

    def __len__(self) -> int:
        return len(self.articles)

    def row(self, number: int) -> tuple[Int32s, Float32s]:
        """The columns and weights of a row."""
        part = slice(self.bounds[number], self.bounds[number + 1])
        return self.columns[part], self.weights[part]

    def count_common(self, most: int) -> int:
        """How many terms stand in more articles than a bound."""
        return int((self._held > most).sum())

    def find_edges(self, settings: ClaimSettings, threads: int = 1) -> Edges:
        """Find pairs of near articles, each article with its nearest only."""
        is_rare = self._held <= settings.max_term_articles
        matrix = self._matrix if is_rare.all() else self._matrix[:, np.flatnonzero(is_rare)]
        near = partial(
            self._near, matrix=matrix, transposed=matrix.T.tocsr(), is_whole=bool(is_rare.all()), settings=settings
        )
        with ThreadPoolExecutor(threads) as pool:  # products of matrices leave the lock of the interpreter
            found = list(pool.map(near, range(0, len(self), _BLOCK)))
        rows, others, cosines = map(np.concatenate, zip(*found, strict=True))
        return _distinct(rows, others, cosines, len(self))

    def _near(
        self, first: int, *, matrix: Any, transposed: Any, is_whole: bool, settings: ClaimSettings
    ) -> tuple[Int64s, Int64s, npt.NDArray[Any]]:
        """The nearest others of a block of articles, by all terms, found by those of a matrix."""
        least = settings.story_cosine
        rows, others, cosines = _near(
            matrix[first : first + _BLOCK] @ transposed, first, least if is_whole else least * _PROMISING
        )
        if not is_whole:
            cosines = self._cosines(rows, others)
            near = cosines >= least
            rows, others, cosines = rows[near], others[near], cosines[near]
        return _nearest(rows, others, cosines, settings.story_neighbours)

    def _cosines(self, lefts: Int64s, rights: Int64s) -> Float32s:
        products = self._matrix[lefts].multiply(self._matrix[rights]).sum(axis=1)
        cosines: Float32s = np.asarray(products, np.float32).ravel()
        return cosines

    @cached_property
    def _matrix(self) -> Any:
        from scipy.sparse import csr_matrix

        return csr_matrix((self.weights, self.columns, self.bounds), shape=(len(self), len(self.names)))


def _telling(holders: Int64s, articles: int) -> Int64s:
    """The keys that stand in enough articles to join two, and not in too many."""
    least, most = (2, _COMMON_SHARE * articles) if articles >= _LARGE else (1, articles)
    return np.flatnonzero((holders >= least) & (holders <= most))


def _sort_columns(rows: Int32s, columns: Int32s, weights: Float32s) -> tuple[Int32s, Float32s]:
    order = np.lexsort((columns, rows))
    return columns[order], weights[order]


def _near(block: Any, first: int, least: float) -> tuple[Int64s, Int64s, Float32s]:
    """Pairs of a block of products that reach a cosine: row, other row, cosine."""
    near = np.flatnonzero(block.data >= least)
    rows = np.searchsorted(block.indptr, near, side="right") - 1 + first
    others, cosines = block.indices[near].astype(np.int64), block.data[near]
    is_other = others != rows
    return rows[is_other], others[is_other], cosines[is_other]


def _nearest(
    rows: Int64s, others: Int64s, cosines: Float32s, most: int
) -> tuple[Int64s, Int64s, npt.NDArray[np.floating[Any]]]:
    """The nearest others of each row."""
    rounded = np.round(cosines, 5)
    order = np.lexsort((others, -rounded, rows))
    rows, others, rounded = rows[order], others[order], rounded[order]
    kept = np.arange(len(rows)) - np.searchsorted(rows, rows) < most
    return rows[kept], others[kept], rounded[kept]


def _distinct(rows: Int64s, others: Int64s, cosines: npt.NDArray[Any], size: int) -> Edges:
    """Each pair once, the nearest first."""
    pairs = np.minimum(rows, others) * size + np.maximum(rows, others)
    pairs, places = np.unique(pairs[::-1], return_index=True)
    found = np.round(np.asarray(cosines[::-1][places], np.float64), 5)
    order = np.lexsort((pairs, -found))
    lefts, rights = np.divmod(pairs[order], size)
    return Edges(found[order].astype(np.float64), lefts, rights)
