"""How alike two articles of a story are.

In: the statements of each. Out: the cosine of their terms and names, weighed by rarity. Articles of one day's event
have much in common and often claim the same; where two are only of one kind of event, a likely sentence is chance.
"""

import itertools
import math
from collections.abc import Iterable, Mapping
from functools import cache

from dedup.statements import Statement
from dedup.statements.words import keys_of

_NAME = 6.0
"""Weight of a name, which the collection's weights of terms do not hold."""
_UNKNOWN = 5.0


class Kinship:
    """The likeness of any two articles of a story, each worked out when it is first asked for."""

    def __init__(self, statements: Mapping[str, Iterable[Statement]], rarity: Mapping[str, float]) -> None:
        self._weights = {name: _weights(each, rarity) for name, each in statements.items()}
        self._lengths = {
            name: math.sqrt(sum(weight * weight for weight in each.values()))
            for name, each in self._weights.items()
        }
        self.between = cache(self._between)

    def _between(self, left: str, right: str) -> float:
        """The cosine of two articles, in [0, 1]."""
        one, other = self._weights[left], self._weights[right]
        common = sum(one[key] ** 2 for key in sorted(one.keys() & other.keys()))
        return common / max(1.0, self._lengths[left] * self._lengths[right])


def _weights(statements: Iterable[Statement], rarity: Mapping[str, float]) -> dict[str, float]:
    found: dict[str, float] = {}
    for statement in statements:
        for key in itertools.chain.from_iterable(map(keys_of, statement.terms)):
            found[key] = rarity.get(key, _UNKNOWN)
        for name in (*statement.countries, *(word for person in statement.persons for word in person.split())):
            found["@" + name] = _NAME
    return found
