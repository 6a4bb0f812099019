"""Which statements of a story are worth comparing: those that share rare words, or figures of one thing.

In: prepared statements. Out: pairs of numbers, each statement with its most promising partners only.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

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
    found: set[tuple[int, int]] = set()
    for first in range(0, len(statements), _BLOCK):
        block = (matrix[first : first + _BLOCK] @ transposed).tocsr()
        for offset in range(block.shape[0]):
            row = first + offset
            span = slice(block.indptr[offset], block.indptr[offset + 1])
            columns, common = block.indices[span], block.data[span]
            share = common / np.minimum(sums[row], sums[columns])
            worth = np.flatnonzero((common >= _LEAST_COMMON) & (share >= _LEAST_SHARE) & (columns != row))
            likely = 2 * common[worth] / (sums[row] + sums[columns[worth]])
            best = worth[np.lexsort((columns[worth], -np.round(likely, 4)))][: settings.max_candidates]
            found.update((min(row, other), max(row, other)) for other in columns[best].tolist())
    yield from sorted(found)


def _matrix(statements: Sequence[Prepared], terms: Terms, settings: ClaimSettings) -> Any:
    """Statements by keys; the product of two rows is the weight of their common keys."""
    from scipy.sparse import csr_matrix

    numbers: dict[str, int] = {}
    rows: list[int] = []
    columns: list[int] = []
    weights: list[float] = []
    for row, each in enumerate(statements):
        entries = {
            key: terms.weights[key] for key in each.keys if terms.places[key] <= settings.max_statement_places
        }
        entries |= {f"q:{unit}": _UNIT_WEIGHT for quantity in each.quantities for unit in quantity.unit}
        for key, weight in entries.items():
            rows.append(row)
            columns.append(numbers.setdefault(key, len(numbers)))
            weights.append(weight**0.5)
    return csr_matrix(
        (np.array(weights, np.float32), (rows, columns)), shape=(len(statements), max(1, len(numbers)))
    )
