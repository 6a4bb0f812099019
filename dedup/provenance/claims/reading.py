"""What articles state, read a batch at a time: words, names and units as numbers, here or on other processes.

In: packed statements. Out: columns, in which a word is its number among the words of the batch.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dedup.reuse.on_demand import OnDemand
from dedup.statements import Statements
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

Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]

BATCH = 1_000
"""Articles that are read, and whose keys are counted, at a time."""

COUNTS, DATED, DENIES = 1, 2, 4
"""What a statement holds beside terms: figures, dates, a denial that is not negated."""


class Numbers(dict[str, int]):
    """A number for each word, given when it is first asked for."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


@dataclass(frozen=True, slots=True)
class Numbered:
    """Words that were met, as numbers; `words` are in the order of their numbers."""

    words: Collection[str]
    numbers: Int32s

    def among(self, known: Numbers) -> "Numbered":
        """The same words by the numbers of a larger collection, which takes in those it lacks."""
        numbers = np.fromiter(map(known.__getitem__, self.words), np.int32, len(self.words))
        return Numbered(known, numbers[self.numbers])


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadBatch:
    """The statements of a batch of articles in columns.

    `terms` are those of all statements, `lengths` how many each has, `marks` what else it holds; before the terms
    `cuts` a comma stands. `units` are the words for what statements `unit_owners` count. `sizes` are the
    statements of each article, `names` the keys of its names, `named` how many it has, `names_in_full` each once.
    """

    terms: Numbered
    lengths: Int64s
    marks: npt.NDArray[np.uint8]
    cuts: Int64s
    units: Numbered
    unit_owners: Int64s
    sizes: Int64s
    names: Numbered
    named: Int64s
    names_in_full: Sequence[tuple[str, ...]]


def in_batches(statements: Sequence[Statements]) -> Sequence[Sequence[Statements]]:
    """What articles state, in batches that are cut out when they are asked for."""
    return OnDemand(-(-len(statements) // BATCH), lambda batch: statements[batch * BATCH : (batch + 1) * BATCH])


def read_batch(articles: Sequence[Statements]) -> ReadBatch:
    """Read a batch of articles."""
    words: list[str] = []
    names: list[str] = []
    units: list[str] = []
    owners: list[int] = []
    cuts: list[int] = []
    lengths: list[int] = []
    marks: list[int] = []
    sizes, named, names_in_full = [], [], []
    start = 0
    for each in articles:
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
        names_in_full.append(_name(rows, names))
        named.append(len(names) - before)
    return ReadBatch(
        terms=_number(words),
        lengths=np.array(lengths, np.int64),
        marks=np.array(marks, np.uint8),
        cuts=np.array(cuts, np.int64),
        units=_number(units),
        unit_owners=np.array(owners, np.int64),
        sizes=np.array(sizes, np.int64),
        names=_number(names),
        named=np.array(named, np.int64),
        names_in_full=names_in_full,
    )


def _number(met: list[str]) -> Numbered:
    known = Numbers()
    numbers = np.fromiter(map(known.__getitem__, met), np.int32, len(met))
    return Numbered(list(known), numbers)


def _mark(row: Row) -> int:
    """What a row holds that goes as far as figures."""
    denies = len(row) > DENIAL and row[DENIAL] and not row[FLAGS] & NEGATED
    return COUNTS * bool(row[QUANTITIES]) | DATED * (len(row) > DATES and bool(row[DATES])) | DENIES * bool(denies)


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
