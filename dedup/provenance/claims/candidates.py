"""Which statements of a story are worth comparing: those that share rare words, or figures of one thing.

In: the statements of some stories. Out: pairs of numbers, each statement with its most promising partners only.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from dedup.provenance.claims.batches import Batch
from dedup.provenance.claims.reading import Int64s
from dedup.settings import ClaimSettings

_BLOCK = 2_000
_LEAST_COMMON = 2.0
"""Weight of common words below which two statements share nothing worth comparing."""
_LEAST_SHARE = 0.18
_UNIT_WEIGHT = 4.0

Pairs = tuple[Int64s, Int64s]


def find_candidates(batch: Batch, settings: ClaimSettings) -> Pairs:
    """Find pairs of statements of one story, left before right, in order."""
    matrix = _matrix(batch, settings)
    sums = np.maximum(batch.sums, 1.0).astype(np.float32)
    transposed = matrix.T.tocsr()
    found = [
        _best_of_block(matrix, transposed, sums, first, settings.max_candidates)
        for first in range(0, len(batch), _BLOCK)
    ]
    pairs = np.unique(np.concatenate((np.zeros(0, np.int64), *found)))
    lefts, rights = np.divmod(pairs, max(1, len(batch)))
    return lefts, rights


def _best_of_block(
    matrix: Any, transposed: Any, sums: npt.NDArray[np.float32], first: int, most: int
) -> npt.NDArray[np.int64]:
    """The best partners of the statements of a block, each pair as left * statements + right."""
    block = (matrix[first : first + _BLOCK] @ transposed).tocsr()
    rows = np.repeat(np.arange(block.shape[0], dtype=np.int64) + first, np.diff(block.indptr))
    columns, common = block.indices.astype(np.int64), block.data
    share = common / np.minimum(sums[rows], sums[columns])
    worth = np.flatnonzero((common >= _LEAST_COMMON) & (share >= _LEAST_SHARE) & (columns != rows))
    rows, columns, common = rows[worth], columns[worth], common[worth]
    likely = np.round(2 * common / (sums[rows] + sums[columns]), 4)
    order = np.lexsort((columns, -likely, rows))
    rows, columns = rows[order], columns[order]
    rank = np.arange(len(rows)) - np.searchsorted(rows, rows)
    rows, columns = rows[rank < most], columns[rank < most]
    pairs: npt.NDArray[np.int64] = np.minimum(rows, columns) * len(sums) + np.maximum(rows, columns)
    return pairs


def _matrix(batch: Batch, settings: ClaimSettings) -> Any:
    """Statements by terms; the product of two rows is the weight of their common terms."""
    from scipy.sparse import csr_matrix

    is_telling = batch.counts[batch.held] <= settings.max_statement_places
    codes = batch.held[is_telling]
    owners, units = _units(batch)
    rows = np.concatenate((batch.held_owners[is_telling], owners))
    columns = np.concatenate((codes, units + len(batch.counts)))
    weights = np.concatenate((batch.code_weights[codes] ** 0.5, np.full(len(units), _UNIT_WEIGHT**0.5)))
    size = len(batch.counts) + int(units.max(initial=0)) + 1
    return csr_matrix((weights.astype(np.float32), (rows, columns)), shape=(len(batch), size))


def _units(batch: Batch) -> Pairs:
    """What each statement counts, numbered for each story."""
    stated = batch.stated
    firsts, lasts = (np.searchsorted(stated.unit_owners, batch.rows, side=side) for side in ("left", "right"))
    lengths = lasts - firsts
    places = np.arange(int(lengths.sum())) + np.repeat(firsts - (np.cumsum(lengths) - lengths), lengths)
    owners = np.repeat(np.arange(len(batch)), lengths)
    size = int(stated.units.max(initial=0)) + 1
    _, units = np.unique(batch.stories[owners] * size + stated.units[places], return_inverse=True)
    return owners, units.astype(np.int64)
