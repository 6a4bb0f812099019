"""Statements of one story as they are compared: weighted terms, parties, and where each stands.

In: the statements of the articles of a story. Out: prepared statements. A party is a country, or a person with the
country that any article of the story ties the person to: Moskau, der Kreml's adjective and "Russlands Präsident"
all lead to one.
"""

import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dedup.model import Span
from dedup.provenance.claims.kinship import Kinship
from dedup.statements import Quantity, Statement, families_of
from dedup.statements.words import keys_of

_LONG_AGO = 3
"""Years before the latest one that a story names from which a sentence is background. Chosen by hand."""
_STORY_SHARE = 0.5
"""How much of a term's weight depends on how rare it is within the story. Chosen by hand."""


_SMALL = 3
"""Figures up to here agree by chance."""
_UNITS_OF_TIME = frozenset({"uhr", "stund", "tag", "tage", "woch", "minut", "hour", "day", "week", "minute"})


def is_telling(value: float, unit: Sequence[str]) -> bool:
    """Say whether a figure is more than a small number or a time."""
    return value > _SMALL and _UNITS_OF_TIME.isdisjoint(unit)


@dataclass(frozen=True, slots=True)
class Prepared:
    """One statement of a story.

    `keys` map each term and each of its families to the term; `weighed` are the terms with weight and families,
    `weight` is the sum. `parties` are those that the statement names, `around` those that its surroundings name.
    `people` are persons in full, `actions` its predicates with their families. `days` are its dates, `weekdays`
    those that name no more than a day of the week; `counts` says whether it gives a telling figure.
    """

    document: str
    number: int
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


@dataclass(frozen=True, slots=True)
class Terms:
    """What the terms of a story weigh, and in how many of its statements each stands."""

    weights: Mapping[str, float]
    places: Mapping[str, int]
    holders: Mapping[str, frozenset[int]]
    articles: int
    kinship: Kinship


def prepare(
    documents: Sequence[str], statements: Sequence[tuple[Statement, ...]], rarity: Mapping[str, float]
) -> tuple[list[Prepared], Terms]:
    """Prepare the statements of a story; `rarity` are weights of terms in the collection."""
    places = Counter(
        itertools.chain.from_iterable(
            set(itertools.chain.from_iterable(map(keys_of, statement.terms)))
            for each in statements
            for statement in each
        )
    )
    total = sum(map(len, statements))
    weights = {key: _weight(rarity.get(key, 5.0), count, total) for key, count in places.items()}
    parties = _parties(statements)
    latest = max((year for each in statements for statement in each for year in statement.years), default="")
    prepared = [
        _prepare(document, number, statement, weights, parties, is_past=_is_past(statement.years, latest))
        for document, each in zip(documents, statements, strict=True)
        for number, statement in enumerate(each)
    ]
    holders: dict[str, set[int]] = defaultdict(set)
    for index, item in enumerate(prepared):
        for key in item.keys:
            holders[key].add(index)
    frozen = {key: frozenset(found) for key, found in holders.items()}
    kinship = Kinship(dict(zip(documents, statements, strict=True)), rarity)
    return prepared, Terms(weights, places, frozen, len(documents), kinship)


def _is_past(years: Sequence[str], latest: str) -> bool:
    """Whether a sentence speaks of years long before the story."""
    return bool(years) and int(max(years)) + _LONG_AGO < int(latest)


def _weight(rarity: float, count: int, total: int) -> float:
    """Weigh a term by its rarity in the language and the collection, less where the story is full of it."""
    return rarity * (1 - _STORY_SHARE + _STORY_SHARE * math.log((total + 2) / (count + 1)) / math.log(total + 2))


def _parties(statements: Sequence[tuple[Statement, ...]]) -> dict[str, str]:
    """The country of each person, by full name and by last word, as most places of the story have it."""
    seen: dict[str, Counter[str]] = {}
    for each in statements:
        for statement in each:
            for person, country in statement.parties:
                for name in (person, person.split()[-1]):
                    seen.setdefault(name, Counter())[country] += 1
    return {name: min(found, key=lambda code: (-found[code], code)) for name, found in sorted(seen.items())}


def _prepare(
    document: str,
    number: int,
    statement: Statement,
    weights: Mapping[str, float],
    parties: Mapping[str, str],
    *,
    is_past: bool,
) -> Prepared:
    keys = {key: term for term in reversed(statement.terms) for key in reversed(keys_of(term))}
    weighed = tuple([(term, weights[term], families_of(term)) for term in statement.terms])
    dates = [date for date, _ in statement.dates]
    people = frozenset(statement.persons)
    named = {parties.get(name, parties.get(name.split()[-1], "")) for name in people}
    around = {
        parties.get(name, parties.get(name.split()[-1], "")) if " " in name else name for name in statement.context
    }
    return Prepared(
        document=document,
        number=number,
        statement=statement,
        keys=keys,
        weighed=weighed,
        weight=sum([weight for _, weight, _ in weighed]),
        parties=frozenset({*statement.countries, *named} - {""}),
        around=frozenset(around - {""}),
        people=people,
        actions=frozenset(key for term in statement.predicates for key in keys_of(term)),
        years=frozenset([date[:4] for date in dates if date[:2] in {"19", "20"}]),
        days=frozenset([date for date in dates if date[0] != "w"]),
        weekdays=frozenset([date for date in dates if date[0] == "w"]),
        counts=any(each.unit and is_telling(each.value, each.unit) for each in statement.quantities),
        is_past=is_past,
    )
