"""Which statements of a story are worth comparing: those that share rare words, or figures of one thing.

In: prepared statements. Out: pairs of numbers, each statement with its most promising partners only.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from dedup.provenance.claims.prepared import Prepared, Terms
from dedup.settings import ClaimSettings

_BLOCK = 2_000
_LEAST_COMMON = 2.0
"""Weight of common words below which two statements share nothing worth comparing."""
_LEAST_SHARE = 0.18
_UNIT_WEIGHT = 4.0


def find_candidates(
    statements: Sequence[Prepared], terms: Terms, settings: ClaimSettings
) -> Iterator[tuple[int, int]]:
    """Find pairs of statements, left before right, in order."""
    if len(statements) < 2:  # noqa: PLR2004 - a pair
        return
    matrix = _matrix(statements, terms, settings)
    sums = np.array([max(each.weight, 1.0) for each in statements], np.float32)
    transposed = matrix.T.tocsr()
    found = [
        _best_of_block(matrix, transposed, sums, first, settings.max_candidates)
        for first in range(0, len(statements), _BLOCK)
    ]
    for pair in np.unique(np.concatenate(found)).tolist():
        yield divmod(pair, len(statements))


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


def _matrix(statements: Sequence[Prepared], terms: Terms, settings: ClaimSettings) -> Any:
    """Statements by keys; the product of two rows is the weight of their common keys."""
    from scipy.sparse import csr_matrix

    numbers: dict[str, int] = {}
    roots = {
        key: weight**0.5
        for key, weight in terms.weights.items()
        if terms.places[key] <= settings.max_statement_places
    }
    rows: list[int] = []
    columns: list[int] = []
    weights: list[float] = []
    for row, each in enumerate(statements):
        entries = {key: roots[key] for key in each.keys if key in roots}
        for quantity in each.quantities:
            entries |= {f"q:{unit}": _UNIT_WEIGHT**0.5 for unit in quantity.unit}
        rows.extend([row] * len(entries))
        columns.extend([numbers.setdefault(key, len(numbers)) for key in entries])
        weights.extend(entries.values())
    return csr_matrix(
        (np.array(weights, np.float32), (rows, columns)), shape=(len(statements), max(1, len(numbers)))
    )
