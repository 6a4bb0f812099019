"""What all articles state, in columns: every term a number, every article the keys that its terms are found by.

In: the statements of each article. Out: columns over statements and articles. A key is a stem, a family of special
words, or a name, which begins with @. Objects are made only of those statements that are asked for.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt

from dedup.provenance.claims.rarity import expect, rarity
from dedup.statements import Statement, Statements, pack_statements
from dedup.statements.packed import (
    COUNTRIES,
    CUTS,
    DATES,
    DENIAL,
    FLAGS,
    NEGATED,
    PERSONS,
    QUANTITIES,
    QUANTITY_UNIT,
    TERMS,
    Row,
)
from dedup.statements.words import keys_of

Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

_BATCH = 2_000
"""Articles whose keys are counted at a time."""


COUNTS, DATED, DENIES = 1, 2, 4
"""What a statement holds beside terms: figures, dates, a denial that is not negated."""


ACTION, THING = 1, 2
"""Kinds of families that a key may name."""


class Numbers(dict[str, int]):
    """A number for each word, given when it is first asked for."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


class Stated:
    """The statements of a collection.

    `articles` and `statements` are bounds: the statements of article n are those from `articles[n]` to
    `articles[n + 1]`, the terms of statement n those from `statements[n]`. `terms` number the words, `of_term` the
    keys of a word: itself and its families. `held` are bounds of `held_keys`, the keys of each article without
    repetition, rising, and of `held_counts`, how often it has each. `marks` say what each statement holds, `units`
    are the words for what it counts, those of statement `unit_owners`. Before the terms `cuts` a comma stands.
    """

    def __init__(self, statements: Iterable[Sequence[Statement]]) -> None:
        self.packed: list[Statements] = list(map(pack_statements, statements))
        self._words, self._keys, self._units = Numbers(), Numbers(), Numbers()
        self._names: list[tuple[str, ...]] = []
        batches = [self._read(first) for first in range(0, len(self.packed), _BATCH)]
        terms, lengths, sizes, names, named, marks, owners, units, cuts = (
            zip(*batches, strict=True) if batches else ((),) * 9
        )
        self.terms: Int32s = np.concatenate((np.zeros(0, np.int32), *terms))
        starts = _bounds([np.array(list(map(len, terms)), np.int64)])[:-1].tolist()
        self.cuts: Int64s = np.concatenate(
            (np.zeros(0, np.int64), *(first + each for first, each in zip(starts, cuts, strict=True)))
        )
        self.marks: npt.NDArray[np.uint8] = np.concatenate((np.zeros(0, np.uint8), *marks))
        before = _bounds([np.array(list(map(len, lengths)), np.int64)])[:-1].tolist()
        self.unit_owners: Int64s = np.concatenate(
            (np.zeros(0, np.int64), *(first + each for first, each in zip(before, owners, strict=True)))
        )
        self.units: Int32s = np.concatenate((np.zeros(0, np.int32), *units))
        self.statements = _bounds(lengths)
        self.articles = _bounds(sizes)
        self._number_keys()
        self._count(names, named)

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

    def _read(self, first: int) -> tuple[Any, ...]:
        """Read a batch of articles.

        Out: terms, those of each statement, its statements, its names, those of each article, the marks of each
        statement, statements of units, units, terms before which a comma stands.
        """
        words: list[str] = []
        names: list[str] = []
        units: list[str] = []
        owners: list[int] = []
        cuts: list[int] = []
        start = 0
        lengths, sizes, named = [], [], []
        marks: list[int] = []
        for each in self.packed[first : first + _BATCH]:
            rows = each.rows()
            sizes.append(len(rows))
            for row in rows:
                terms = row[TERMS].split()
                lengths.append(len(terms))
                words.extend(terms)
                if len(row) > CUTS:
                    cuts.extend([start + cut for cut in row[CUTS]])
                start += len(terms)
                mark = 0
                if len(row) > QUANTITIES:
                    mark = _mark(row)
                    counted = {unit for quantity in row[QUANTITIES] for unit in quantity[QUANTITY_UNIT]}
                    units.extend(sorted(counted))
                    owners.extend([len(marks)] * len(counted))
                marks.append(mark)
            before = len(names)
            self._names.append(_name(rows, names))
            named.append(len(names) - before)
        return (
            _numbered(self._words, words),
            np.array(lengths, np.int64),
            np.array(sizes, np.int64),
            _numbered(self._keys, names),
            np.array(named, np.int64),
            np.array(marks, np.uint8),
            np.array(owners, np.int64),
            _numbered(self._units, units),
            np.array(cuts, np.int64),
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

    def _count(self, names: Sequence[Int32s], named: Sequence[Int64s]) -> None:
        """Count the keys of each article."""
        held: list[Int32s] = [np.zeros(0, np.int32)]
        counts: list[Int32s] = [np.zeros(0, np.int32)]
        lengths: list[Int64s] = []
        size = max(1, len(self._keys))
        for number, first in enumerate(range(0, len(self.packed), _BATCH)):
            last = min(first + _BATCH, len(self.packed))
            ends = self.statements[self.articles[first : last + 1]]
            owners = np.repeat(np.arange(last - first), np.diff(ends))
            rows, keys = self.keys_of_terms(self.terms[ends[0] : ends[-1]])
            pairs = np.concatenate(
                (
                    owners[rows] * size + keys,
                    np.repeat(np.arange(last - first), named[number]) * size + names[number],
                )
            )
            pairs, count = np.unique(pairs, return_counts=True)
            held.append((pairs % size).astype(np.int32))
            counts.append(count.astype(np.int32))
            lengths.append(np.bincount(pairs // size, minlength=last - first))
        self.held_keys, self.held_counts = np.concatenate(held), np.concatenate(counts)
        self.held = _bounds(lengths)

    def keys_of_terms(self, terms: Int32s) -> tuple[Int64s, Int32s]:
        """The keys of terms, each with the place of its term."""
        lengths = self.of_term[terms + 1] - self.of_term[terms]
        rows = np.repeat(np.arange(len(terms)), lengths)
        return rows, self.term_keys[ranges(self.of_term[terms], lengths)]


def _numbered(numbers: Numbers, words: list[str]) -> Int32s:
    return np.fromiter(map(numbers.__getitem__, words), np.int32, len(words))


def _mark(row: Row) -> int:
    """What a row holds that goes as far as figures."""
    denies = len(row) > DENIAL and row[DENIAL] and not row[FLAGS] & NEGATED
    return COUNTS * bool(row[QUANTITIES]) | DATED * (len(row) > DATES and bool(row[DATES])) | DENIES * bool(denies)


def ranges(firsts: Int64s, lengths: Int64s) -> Int64s:
    """All numbers of ranges, one range behind the other.

    >>> ranges(np.array([5, 9]), np.array([2, 1])).tolist()
    [5, 6, 9]
    """
    before = np.cumsum(lengths) - lengths
    found: Int64s = np.arange(int(lengths.sum())) + np.repeat(firsts - before, lengths)
    return found


def _name(rows: Iterable[Row], names: list[str]) -> tuple[str, ...]:
    """Add the keys of all names of an article; give the names, each once."""
    found: dict[str, None] = {}
    for row in rows:
        if len(row) > COUNTRIES:
            for country in row[COUNTRIES]:
                names.append(f"@{country}")
                found[country] = None
            for person in row[PERSONS] if len(row) > PERSONS else ():
                names.extend([f"@{word}" for word in person.split()])
                found[person] = None
    return tuple(found)


def _bounds(lengths: Sequence[Int64s]) -> Int64s:
    return np.cumsum(np.concatenate((np.zeros(1, np.int64), *lengths)))
