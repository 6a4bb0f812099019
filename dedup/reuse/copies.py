"""Copies: documents that hold exactly the words of others.

In: words. Out: groups of three and more such documents. Only the first two of a group need to be compared with
others and with each other: what they share, all copies share. So fifty copies of a long text cost little more than
two, where all pairs of their shingles would be 1,225 times as many.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product

import numpy as np
import numpy.typing as npt

from dedup.reuse.aligned import Alignment
from dedup.reuse.owners import Owners
from dedup.reuse.words import Int64s, UInt64s, Words

_COMPARED = 2
"""Documents of a group that are compared with others."""


@dataclass(frozen=True)
class Copies:
    """Groups of documents with the same words, each in rising order; `offsets` are the first words of documents."""

    groups: tuple[tuple[int, ...], ...]
    offsets: Int64s

    @cached_property
    def _owners(self) -> Owners:
        return Owners(self.offsets)

    @cached_property
    def _rows(self) -> npt.NDArray[np.int32]:
        """The group whose second document each is, by order of these, shape (documents,); -1 for all others."""
        seconds, _, _, _ = self._seconds
        rows = np.full(len(self.offsets) - 1, -1, np.int32)
        rows[seconds] = np.arange(len(seconds))
        return rows

    def __bool__(self) -> bool:
        return bool(self.groups)

    @cached_property
    def left_out(self) -> npt.NDArray[np.bool_]:
        """Which documents are not compared because others stand for them, shape (documents,)."""
        left_out = np.zeros(len(self.offsets) - 1, np.bool_)
        for group in self.groups:
            left_out[list(group[_COMPARED:])] = True
        return left_out

    @cached_property
    def _seconds(self) -> tuple[Int64s, Int64s, Int64s, Int64s]:
        """The second documents of groups, in order; how many are left out, where they begin, and which."""
        ordered = sorted(group[1:] for group in self.groups)
        counts = np.array([len(rest) - 1 for rest in ordered], np.int64)
        left_out = np.array([document for rest in ordered for document in rest[1:]], np.int64)
        return np.array([rest[0] for rest in ordered], np.int64), counts, np.cumsum(counts) - counts, left_out

    def count_left_out(self, places: UInt64s) -> Int64s:
        """How many places each place stands for besides its own, shape (places,).

        The second document of a group stands for those left out.
        """
        if not self.groups:
            return np.zeros(len(places), np.int64)
        return self._find(places)[1]

    def restore(self, runs: UInt64s, places: UInt64s) -> tuple[UInt64s, UInt64s]:
        """Add the places that were left out, with their runs; both of shape (places,)."""
        if not self.groups:
            return runs, places
        seconds, _, first_left_out, left_out = self._seconds
        rows, counts = self._find(places)
        repeated = np.repeat(np.arange(len(places)), counts)
        number = np.arange(len(repeated)) - np.repeat(np.cumsum(counts) - counts, counts)
        group = rows[repeated]
        moved = self.offsets[left_out[first_left_out[group] + number]] - self.offsets[seconds[group]]
        more = (places[repeated].view(np.int64) + moved).view(np.uint64)
        return np.concatenate((runs, runs[repeated])), np.concatenate((places, more))

    def _find(self, places: UInt64s) -> tuple[npt.NDArray[np.int32], Int64s]:
        """The group whose second document holds each place, -1 for none, and how many that one stands for."""
        _, counts, _, _ = self._seconds
        rows = self._rows[self._owners.of(places.view(np.int64))]
        return rows, np.where(rows >= 0, counts[rows], 0)

    def alike_in(self, *columns: npt.NDArray[np.bool_]) -> "Copies":
        """Keep the groups whose documents also agree in columns over words."""
        kept = tuple(
            group
            for group in self.groups
            if all(
                np.array_equal(self._own(column, document), self._own(column, group[0]))
                for column in columns
                for document in group[1:]
            )
        )
        return Copies(kept, self.offsets)

    def _own(self, column: npt.NDArray[np.bool_], document: int) -> npt.NDArray[np.bool_]:
        return column[self.offsets[document] : self.offsets[document + 1]]

    def spread(self, alignments: Sequence[Alignment]) -> list[Alignment]:
        """The alignments of all documents, from those of the documents that were compared; not in order."""
        if not self.groups:
            return list(alignments)
        groups = {group[0]: group for group in self.groups}
        found: list[Alignment] = []
        for item in alignments:
            if item.left_document in groups or item.right_document in groups:
                found.extend(self._copies_of(item, groups))
            else:
                found.append(item)
        return found

    def _copies_of(self, item: Alignment, groups: dict[int, tuple[int, ...]]) -> Iterable[Alignment]:
        pair = item.left_document, item.right_document
        left, right = (groups.get(document, (document,)) for document in pair)
        pairs: Iterable[tuple[int, int]]
        if pair[0] == pair[1]:
            pairs = ((document, document) for document in _standing_for(left))
        elif pair[1] in left:
            pairs = combinations(left, 2)
        else:
            pairs = product(_standing_for(left), _standing_for(right))
        for one, other in pairs:
            moved = item.moved(
                one,
                other,
                int(self.offsets[one] - self.offsets[pair[0]]),
                int(self.offsets[other] - self.offsets[pair[1]]),
            )
            yield moved if one <= other else moved.turned()


def _standing_for(group: tuple[int, ...]) -> tuple[int, ...]:
    """The documents for which the first of a group stands: itself, and those left out."""
    return group[0], *group[_COMPARED:]


def find_copies(words: Words, sums: UInt64s) -> Copies:
    """Group documents with the same words; `sums` are their content sums."""
    counts = words.counts
    order = np.lexsort((counts, sums))
    order = order[counts[order] > 0]
    is_other = (np.diff(sums[order]) != 0) | (np.diff(counts[order]) != 0)
    bounds = np.concatenate(([0], np.flatnonzero(is_other) + 1, [len(order)]))
    groups = []
    for row in np.flatnonzero(np.diff(bounds) > _COMPARED).tolist():
        first, *others = np.sort(order[bounds[row] : bounds[row + 1]]).tolist()
        groups.append((first, *(other for other in others if _are_equal(words, first, other))))
    return Copies(tuple(sorted(group for group in groups if len(group) > _COMPARED)), words.offsets)


def _are_equal(words: Words, left: int, right: int) -> bool:
    one = words.hashes[words.offsets[left] : words.offsets[left + 1]]
    return np.array_equal(one, words.hashes[words.offsets[right] : words.offsets[right + 1]])
