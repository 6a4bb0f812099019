"""What all articles state, in columns: every term a number, every article the keys that its terms are found by.

In: the statements of each article. Out: columns over statements and articles. A key is a stem, a family of special
words, or a name, which begins with @. Objects are made only of those statements that are asked for.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import accumulate, chain
from typing import Any

import numpy as np
import numpy.typing as npt

from dedup.provenance.claims.rarity import expect, rarity
from dedup.provenance.claims.reading import Int32s, Int64s, Numbers, ReadBatch, in_batches, read_batch
from dedup.reuse.spread import Spread, map_over
from dedup.statements import Statement, Statements, pack_statements
from dedup.statements.packed import Row
from dedup.statements.words import keys_of

Floats = npt.NDArray[np.float64]

ACTION, THING = 1, 2
"""Kinds of families that a key may name."""


class Stated:
    """The statements of a collection.

    `articles` and `statements` are bounds: the statements of article n are those from `articles[n]` to
    `articles[n + 1]`, the terms of statement n those from `statements[n]`. `terms` number the words, `of_term` the
    keys of a word: itself and its families. `held` are bounds of `held_keys`, the keys of each article without
    repetition, rising, and of `held_counts`, how often it has each. `marks` say what each statement holds, `units`
    are the words for what it counts, those of statement `unit_owners`. Before the terms `cuts` a comma stands.
    """

    def __init__(self, statements: Iterable[Sequence[Statement]], *, spread: Spread | None = None) -> None:
        """Read them where `spread` says, without it here."""
        self.packed: list[Statements] = list(map(pack_statements, statements))
        self._words, self._keys, self._units = Numbers(), Numbers(), Numbers()
        self._names: list[tuple[str, ...]] = []
        with map_over(spread, read_batch, in_batches(self.packed)) as batches:
            read = list(map(self._take_in, batches))
        self.terms: Int32s = _joined(np.int32, (batch.terms.numbers for batch in read))
        self.cuts: Int64s = _shifted((batch.cuts for batch in read), (len(batch.terms.numbers) for batch in read))
        self.marks: npt.NDArray[np.uint8] = _joined(np.uint8, (batch.marks for batch in read))
        self.unit_owners: Int64s = _shifted(
            (batch.unit_owners for batch in read), (len(batch.marks) for batch in read)
        )
        self.units: Int32s = _joined(np.int32, (batch.units.numbers for batch in read))
        self.statements = _bounds([batch.lengths for batch in read])
        self.articles = _bounds([batch.sizes for batch in read])
        self._number_keys()
        self._count(read)

    def __len__(self) -> int:
        return len(self.packed)

    def __getitem__(self, article: int) -> tuple[Statement, ...]:
        """The statements of an article."""
        return self.packed[article][:]

    def part(self, articles: Sequence[int]) -> "Stated":
        """What some articles state, with the rarity that their terms have in all; without the names of articles.

        Words, keys and units keep their order, so that whatever is summed up or sorted comes out the same.
        """
        found = Stated(())
        members = np.array(articles, np.int64)
        found.packed = [self.packed[article] for article in articles]
        sizes = np.diff(self.articles)[members]
        rows = ranges(self.articles[members], sizes)
        found.articles = _bounds([sizes])
        lengths = np.diff(self.statements)[rows]
        places = ranges(self.statements[rows], lengths)
        found.statements = _bounds([lengths])
        words, terms = np.unique(self.terms[places], return_inverse=True)
        found.terms = terms.astype(np.int32)
        behind = np.searchsorted(self.cuts, places, side="right")
        found.cuts = np.flatnonzero(behind > np.searchsorted(self.cuts, places))
        found.marks = self.marks[rows]
        firsts, lasts = (np.searchsorted(self.unit_owners, rows, side=side) for side in ("left", "right"))
        found.unit_owners = np.repeat(np.arange(len(rows)), lasts - firsts)
        found.units = self.units[ranges(firsts, lasts - firsts)]
        self._give_keys(found, members, words)
        return found

    def _give_keys(self, found: "Stated", members: Int64s, words: Int32s) -> None:
        """Number the keys of some articles and words anew, in the same order."""
        places, keys = self.keys_of_terms(words)
        found.of_term = np.searchsorted(places, np.arange(len(words) + 1))
        lengths = np.diff(self.held)[members]
        held = ranges(self.held[members], lengths)
        used = np.unique(np.concatenate((keys, self.held_keys[held])))
        found.term_keys = np.searchsorted(used, keys).astype(np.int32)
        found.held_keys = np.searchsorted(used, self.held_keys[held]).astype(np.int32)
        found.held_counts = self.held_counts[held]
        found.held = _bounds([lengths])
        found.keys, found.kinds, found.rarity = self.keys[used], self.kinds[used], self.rarity[used]

    def give_up(self, articles: Iterable[int]) -> None:
        """Forget the statements of some articles, to which nobody will come back; columns stay."""
        for article in articles:
            self.packed[article] = Statements()

    def rows_of(self, article: int) -> list[Row]:
        """The statements of an article as rows of plain values."""
        return self.packed[article].rows()

    def names_of(self, article: int) -> tuple[str, ...]:
        """The countries and persons that an article names, each once."""
        return self._names[article]

    @cached_property
    def keys(self) -> npt.NDArray[np.object_]:
        """The name of each key."""
        return np.array(list(self._keys), object)

    @cached_property
    def holders(self) -> Int64s:
        """In how many articles each key stands."""
        return np.bincount(self.held_keys, minlength=len(self._keys))

    @cached_property
    def expected(self) -> Floats:
        """In how many of a thousand articles each key is expected."""
        return np.fromiter(map(expect, self._keys), np.float64, len(self._keys))

    @cached_property
    def rarity(self) -> npt.NDArray[np.float32]:
        """How rare each key is."""
        return rarity(self.expected, self.holders, len(self))

    def _take_in(self, batch: ReadBatch) -> ReadBatch:
        """The batch with words, names and units by their numbers in the collection."""
        self._names += batch.names_in_full
        return replace(
            batch,
            terms=batch.terms.among(self._words),
            names=batch.names.among(self._keys),
            units=batch.units.among(self._units),
            names_in_full=(),
        )

    def _number_keys(self) -> None:
        """Number the keys of each word."""
        found = [keys_of(word) for word in self._words]
        self.of_term = _bounds([np.fromiter(map(len, found), np.int64, len(found))])
        count = int(self.of_term[-1])
        self.term_keys: Int32s = np.fromiter(
            map(self._keys.__getitem__, chain.from_iterable(found)), np.int32, count
        )
        families = np.array([{"a:": ACTION, "t:": THING}.get(key[:2], 0) for key in self._keys], np.uint8)
        self.kinds: npt.NDArray[np.uint8] = families

    def _count(self, read: Iterable[ReadBatch]) -> None:
        """Count the keys of each article."""
        held: list[Int32s] = []
        counts: list[Int32s] = []
        lengths: list[Int64s] = []
        size = max(1, len(self._keys))
        for batch in read:
            articles = np.arange(len(batch.sizes))
            rows, keys = self.keys_of_terms(batch.terms.numbers)
            owners = np.repeat(np.repeat(articles, batch.sizes), batch.lengths)
            pairs = np.concatenate(
                (
                    owners[rows] * size + keys,
                    np.repeat(articles, batch.named) * size + batch.names.numbers,
                )
            )
            pairs, count = np.unique(pairs, return_counts=True)
            held.append((pairs % size).astype(np.int32))
            counts.append(count.astype(np.int32))
            lengths.append(np.bincount(pairs // size, minlength=len(articles)))
        self.held_keys, self.held_counts = _joined(np.int32, held), _joined(np.int32, counts)
        self.held = _bounds(lengths)

    def keys_of_terms(self, terms: Int32s) -> tuple[Int64s, Int32s]:
        """The keys of terms, each with the place of its term."""
        lengths = self.of_term[terms + 1] - self.of_term[terms]
        rows = np.repeat(np.arange(len(terms)), lengths)
        return rows, self.term_keys[ranges(self.of_term[terms], lengths)]


def ranges(firsts: Int64s, lengths: Int64s) -> Int64s:
    """All numbers of ranges, one range behind the other.

    >>> ranges(np.array([5, 9]), np.array([2, 1])).tolist()
    [5, 6, 9]
    """
    before = np.cumsum(lengths) - lengths
    found: Int64s = np.arange(int(lengths.sum())) + np.repeat(firsts - before, lengths)
    return found


def _joined(kind: type[Any], columns: Iterable[npt.NDArray[Any]]) -> npt.NDArray[Any]:
    return np.concatenate((np.zeros(0, kind), *columns))


def _shifted(columns: Iterable[Int64s], sizes: Iterable[int]) -> Int64s:
    """Columns one behind the other, each raised by the sizes of those before it."""
    return _joined(np.int64, map(np.add, columns, accumulate(sizes, initial=0)))


def _bounds(lengths: Sequence[Int64s]) -> Int64s:
    return np.cumsum(np.concatenate((np.zeros(1, np.int64), *lengths)))
