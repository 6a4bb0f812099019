"""Statements of one story as they are compared: weighted terms, parties, and where each stands.

In: a batch of stories. Out: the statements of one of them, prepared as they are asked for. A party is a country, or
a person with the country that any article of the story ties the person to: Moskau, der Kreml's adjective and
"Russlands Präsident" all lead to one.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from dedup.model import Span
from dedup.provenance.claims.batches import Batch
from dedup.provenance.claims.kinship import Kinship
from dedup.statements import Quantity, Statement, families_of
from dedup.statements.packed import (
    DATES,
    PARTIES,
    PREDICATES,
    QUANTITIES,
    QUANTITY_VALUE,
    TERMS,
    YEARS,
    Row,
    read_row,
)
from dedup.statements.words import keys_of

Value = TypeVar("Value")

_NOTHING: frozenset[str] = frozenset()
_MOST_ALIKE = 20
"""Statements of the same terms but other parties, figures or dates that are looked through for a copy."""
_LONG_AGO = 3
"""Years before the latest one that a story names from which a sentence is background. Chosen by hand."""
_SMALL = 3
"""Figures up to here agree by chance."""
_UNITS_OF_TIME = frozenset({"uhr", "stund", "tag", "tage", "woch", "minut", "hour", "day", "week", "minute"})


def is_telling(value: float, unit: Sequence[str]) -> bool:
    """Say whether a figure is more than a small number or a time."""
    return value > _SMALL and _UNITS_OF_TIME.isdisjoint(unit)


@dataclass(frozen=True, slots=True)
class Prepared:
    """One statement of a story.

    Statements with the same number of `content` are equal to a comparison, but for the articles they stand in.
    `keys` map each term and each of its families to the term; `weighed` are the terms with weight and families,
    `weight` is the sum. `parties` are those that the statement names, `around` those that its surroundings name.
    `people` are persons in full, `actions` its predicates with their families. `days` are its dates, `weekdays`
    those that name no more than a day of the week; `counts` says whether it gives a telling figure.
    """

    article: int
    document: str
    number: int
    content: int
    statement: Statement
    keys: Mapping[str, str]
    weighed: tuple[tuple[str, float, tuple[str, ...]], ...]
    weight: float
    parties: frozenset[str]
    around: frozenset[str]
    people: frozenset[str]
    actions: frozenset[str]
    years: frozenset[str]
    days: frozenset[str]
    weekdays: frozenset[str]
    counts: bool
    is_past: bool

    @property
    def span(self) -> Span:
        """Where the statement stands in its document."""
        return self.statement.span

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        """The figures of the statement."""
        return self.statement.quantities

    @property
    def place(self) -> tuple[str, int]:
        """Its document and its number there, which no other statement has."""
        return self.document, self.number


class Terms:
    """What the terms of a story weigh, and in which of its statements each stands, looked up when asked for.

    `weighed` remembers what two contents of statements have in common: log-odds, and whether both have the same
    wording.
    """

    def __init__(self, batch: Batch, story: int, articles: Sequence[int], kinship: Kinship) -> None:
        keys, weights, counts = batch.terms_of(story)
        numbers = dict(zip(keys, range(len(keys)), strict=True))
        self.weights: Mapping[str, float] = dict(zip(keys, weights, strict=True))
        self.counts: Mapping[str, int] = dict(zip(keys, counts, strict=True))
        self.holders: Mapping[str, frozenset[int]] = LookedUp(
            lambda key: frozenset(batch.statements_with(story, numbers[key]).tolist())
        )
        self.articles = len(articles)
        self._rows = {article: row for row, article in enumerate(articles)}
        self._kinship = kinship.among(articles)
        self.weighed: dict[tuple[int, int], tuple[float, bool] | None] = {}

    def kinship(self, left: int, right: int) -> float:
        """How alike two articles of the story are, in [0, 1]."""
        return float(self._kinship[self._rows[left], self._rows[right]])


class LookedUp(dict[str, Value], Generic[Value]):
    """Values by key, each worked out when it is first asked for."""

    def __init__(self, look_up: Callable[[str], Value]) -> None:
        self._look_up = look_up

    def __missing__(self, key: str) -> Value:
        value = self[key] = self._look_up(key)
        return value


class _Weighed(NamedTuple):
    """The terms of a statement, as `Prepared` has them."""

    keys: Mapping[str, str]
    terms: tuple[tuple[str, float, tuple[str, ...]], ...]
    weight: float


class StoryStatements(Mapping[int, Prepared]):
    """The statements of a story by their number in it, each prepared when it is first asked for."""

    def __init__(self, batch: Batch, story: int, documents: Mapping[int, str], terms: Terms) -> None:
        self._part = slice(batch.first[story], batch.first[story + 1])
        self._articles = batch.articles[self._part].tolist()
        self._numbers = batch.numbers[self._part].tolist()
        self._rows = {article: batch.stated.rows_of(article) for article in documents}
        self._documents = documents
        self._weights = terms.weights
        rows = [row for each in self._rows.values() for row in each if len(row) > YEARS]
        self._parties = _parties(rows)
        self._latest = max((year for row in rows for year in row[YEARS]), default="")
        self._prepared: dict[int, Prepared] = {}
        self._alike: dict[str, list[tuple[Row, Prepared]]] = {}
        self._contents = 0
        self._weighed: dict[tuple[str, ...], _Weighed] = {}

    def __len__(self) -> int:
        return len(self._articles)

    def __iter__(self) -> Iterator[int]:
        return iter(range(len(self)))

    def __getitem__(self, number: int) -> Prepared:
        found = self._prepared.get(number)
        if found is None:
            found = self._prepared[number] = self._prepare(self._articles[number], self._numbers[number])
        return found

    def _prepare(self, article: int, number: int) -> Prepared:
        """Prepare a statement; what copies have in common is worked out once."""
        row = self._rows[article][number]
        statement = read_row(row)
        place = article, self._documents[article], number
        alike = self._alike.setdefault(row[TERMS], [])
        for other, copy in alike:
            if _is_copy(row, other):
                return _move(copy, place, statement)
        is_past = _is_past(statement.years, self._latest)
        terms = self._weigh(statement.terms)
        found = _prepare(place, self._contents, statement, terms, self._parties, is_past=is_past)
        self._contents += 1
        if len(alike) < _MOST_ALIKE:
            alike.append((row, found))
        return found

    def _weigh(self, terms: tuple[str, ...]) -> "_Weighed":
        """Weigh the terms of a statement, those of copies once."""
        found = self._weighed.get(terms)
        if found is None:
            keys = {key: term for term in reversed(terms) for key in reversed(keys_of(term))}
            weighed = tuple([(term, self._weights[term], families_of(term)) for term in terms])
            found = self._weighed[terms] = _Weighed(keys, weighed, sum([weight for _, weight, _ in weighed]))
        return found

    def place(self, number: int) -> tuple[str, int]:
        """The document of a statement and its number there."""
        return self._documents[self._articles[number]], self._numbers[number]


def _is_past(years: Sequence[str], latest: str) -> bool:
    """Whether a sentence speaks of years long before the story."""
    return bool(years) and int(max(years)) + _LONG_AGO < int(latest)


def _parties(rows: Iterable[Row]) -> dict[str, str]:
    """The country of each person, by full name and by last word, as most places of the story have it."""
    seen: dict[str, Counter[str]] = {}
    for row in rows:
        if len(row) > PARTIES:
            for person, country in row[PARTIES]:
                for name in (person, person.split()[-1]):
                    seen.setdefault(name, Counter())[country] += 1
    return {name: min(found, key=lambda code: (-found[code], code)) for name, found in sorted(seen.items())}


def _is_copy(row: Row, other: Row) -> bool:
    """Whether two rows with the same terms are equal in all that a comparison looks at."""
    if row[PREDICATES:QUANTITIES] != other[PREDICATES:QUANTITIES]:
        return False
    return len(row) <= QUANTITIES >= len(other) or _counted(row) == _counted(other)


def _counted(row: Row) -> tuple[list[object], list[object]]:
    """The figures and dates of a row, wherever they stand."""
    figures, dates = (row[place] if len(row) > place else () for place in (QUANTITIES, DATES))
    return [figure[QUANTITY_VALUE:] for figure in figures], [date[0] for date in dates]


def _move(copy: Prepared, place: tuple[int, str, int], statement: Statement) -> Prepared:
    """The same content in another place."""
    article, document, number = place
    return Prepared(
        article=article,
        document=document,
        number=number,
        content=copy.content,
        statement=statement,
        keys=copy.keys,
        weighed=copy.weighed,
        weight=copy.weight,
        parties=copy.parties,
        around=copy.around,
        people=copy.people,
        actions=copy.actions,
        years=copy.years,
        days=copy.days,
        weekdays=copy.weekdays,
        counts=copy.counts,
        is_past=copy.is_past,
    )


def _party(parties: Mapping[str, str], name: str) -> str:
    """The country of a person; empty where none is known."""
    return parties.get(name) or parties.get(name.rsplit(maxsplit=1)[-1], "")


def _prepare(
    place: tuple[int, str, int],
    content: int,
    statement: Statement,
    weighed: _Weighed,
    parties: Mapping[str, str],
    *,
    is_past: bool,
) -> Prepared:
    dates = [date for date, _ in statement.dates]
    people = frozenset(statement.persons)
    named = [_party(parties, name) for name in people]
    around = [_party(parties, name) if " " in name else name for name in statement.context]
    article, document, number = place
    return Prepared(
        article=article,
        document=document,
        number=number,
        content=content,
        statement=statement,
        keys=weighed.keys,
        weighed=weighed.terms,
        weight=weighed.weight,
        parties=frozenset(filter(None, (*statement.countries, *named))),
        around=frozenset(filter(None, around)),
        people=people,
        actions=frozenset([key for term in statement.predicates for key in keys_of(term)]),
        years=frozenset([date[:4] for date in dates if date[:2] in {"19", "20"}]) if dates else _NOTHING,
        days=frozenset([date for date in dates if date[0] != "w"]) if dates else _NOTHING,
        weekdays=frozenset([date for date in dates if date[0] == "w"]) if dates else _NOTHING,
        counts=any(each.unit and is_telling(each.value, each.unit) for each in statement.quantities),
        is_past=is_past,
    )
