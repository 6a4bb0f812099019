"""Copies of statements: of what stands word for word in very many articles, so many as are enough.

In: a list of what each article states. Out: the same list without the later copies. An agency's text in a hundred
papers is one voice; all hundred would make its words look common, and then nothing would be found of it at all.
"""

from collections.abc import Sequence
from hashlib import blake2b
from itertools import chain

import numpy as np

from dedup.provenance.claims.reading import Int64s, in_batches
from dedup.reuse.spread import Spread, map_over
from dedup.statements import Statements
from dedup.statements.packed import (
    COUNTRIES,
    DATES,
    DENIAL,
    FLAGS,
    HEDGE,
    PERSONS,
    PLACES,
    QUANTITIES,
    QUANTITY_VALUE,
    TERMS,
    Row,
)

_KEY_BYTES = 8


def set_copies_aside(
    statements: list[Statements], published: Sequence[str | None], most: int, *, spread: Spread | None = None
) -> int:
    """Keep the first `most` copies of each statement in a list of articles; say how many were left out.

    First are those of articles with the earliest ISO time in `published`, then those without one, in order. What
    statements say is read where `spread` says, without it here.
    """
    with map_over(spread, _keys, in_batches(statements)) as batches:
        read = list(batches)
    keys = np.concatenate((np.zeros(0, np.int64), *(keys for keys, _ in read)))
    counts = np.concatenate((np.zeros(0, np.int64), *(counts for _, counts in read)))
    owners = np.repeat(np.arange(len(statements)), counts)
    left_out = np.flatnonzero(_are_late(keys, owners, published, most))
    firsts = np.searchsorted(owners, np.arange(len(statements)))
    for rows in np.split(left_out, np.flatnonzero(np.diff(owners[left_out])) + 1) if len(left_out) else ():
        article = int(owners[rows[0]])
        statements[article] = statements[article].leave_out((rows - firsts[article]).tolist())
    return len(left_out)


def _are_late(
    keys: Int64s, owners: Int64s, published: Sequence[str | None], most: int
) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """Which statements have `most` copies before them."""
    order = sorted(range(len(published)), key=lambda number: (published[number] is None, published[number] or ""))
    ranks = np.empty(len(order), np.int64)
    ranks[order] = np.arange(len(order))
    rows = np.lexsort((ranks[owners], keys))
    firsts = np.flatnonzero(np.diff(keys[rows], prepend=keys[rows][:1] - 1)) if len(rows) else rows
    copies = np.diff(firsts, append=len(rows))
    late = np.zeros(len(keys), np.bool_)
    late[rows] = np.arange(len(rows)) - np.repeat(firsts, copies) >= most
    return late


def _keys(articles: Sequence[Statements]) -> tuple[Int64s, Int64s]:
    """A number for the content of each statement, wherever it stands, and how many each article has."""
    digests = [list(map(_digest, each.rows())) for each in articles]
    keys = np.frombuffer(b"".join(chain.from_iterable(digests)), "<i8").astype(np.int64)
    return keys, np.array(list(map(len, digests)), np.int64)


def _digest(row: Row) -> bytes:
    return blake2b(_content(row).encode("utf-8", "surrogatepass"), digest_size=_KEY_BYTES).digest()


def _content(row: Row) -> str:
    """What a statement says, without where: words, who and what it names, figures, dates, whether it denies."""
    words = row[TERMS], row[FLAGS]
    if len(row) <= COUNTRIES:  # that is all, as of most
        return repr(words)

    def held(column: int) -> Row:
        return (row[column] or []) if len(row) > column else []

    more = (
        held(COUNTRIES),
        held(PERSONS),
        [each[QUANTITY_VALUE:] for each in held(QUANTITIES)],
        [name for name, *_ in held(DATES)],
        [name for name, *_ in held(PLACES)],
        held(HEDGE),
        bool(held(DENIAL)),
    )
    return repr((*words, more) if any(more) else words)
