"""Distinct rows of a table, in order, and which of them each row is.

In: rows of whole numbers. Out: what `numpy.unique` says of them by `axis=0`, without its comparisons of whole rows.
"""

import numpy as np

from dedup.reuse.words import Int64s


def distinct_rows(rows: Int64s) -> tuple[Int64s, Int64s]:
    """The distinct rows, ordered, and the number of that of each row; `rows` has shape (rows, columns).

    >>> found, numbers = distinct_rows(np.array([[2, 1], [1, 3], [2, 1]]))
    >>> found.tolist(), numbers.tolist()
    ([[1, 3], [2, 1]], [1, 0, 1])
    """
    order = np.lexsort(rows.T[::-1])
    ordered = rows[order]
    is_new = np.ones(len(order), np.bool_)
    is_new[1:] = (ordered[1:] != ordered[:-1]).any(axis=1)
    numbers = np.empty(len(order), np.int64)
    numbers[order] = np.cumsum(is_new) - 1
    return ordered[is_new], numbers
