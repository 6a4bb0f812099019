"""What agrees between two mentions, as both print it.

In: two statements and their wording. Out: aspects in printed words.
"""

import re
from collections.abc import Mapping
from functools import cached_property, lru_cache

from dedup.provenance.claims.comparing import agree, same_unit, shared_terms
from dedup.provenance.claims.prepared import Prepared
from dedup.statements.words import country_of
from dedup.text.stems import stem

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_MOST_WORDS = 8

Aspect = tuple[str, str, str]


class Printer:
    """The words of one mention by stem and by country."""

    def __init__(self, text: str, prepared: Prepared) -> None:
        self.prepared = prepared
        self.text = text

    @cached_property
    def by_stem(self) -> Mapping[str, str]:
        """The first word of each stem as printed."""
        return _by_stem(self.prepared.span.within(self.text))

    @cached_property
    def by_country(self) -> Mapping[str, str]:
        """The first word for each country as printed."""
        words = _words_backwards(self.prepared.span.within(self.text))
        return {code: word for word in words if (code := country_of(word))}

    def party(self, code: str) -> str:
        """How a statement prints a party; the persons who stand for it where it does not."""
        known = self.by_country.get(code)
        if known:
            return known
        tied = dict(self.prepared.statement.parties)
        people = [name for name in sorted(self.prepared.people) if tied.get(name) == code]
        return (people or sorted(self.prepared.people) or [code])[0]


def printed_aspects(
    left: Printer, right: Printer, weights: Mapping[str, float]
) -> tuple[tuple[Aspect, ...], tuple[Aspect, ...]]:
    """What agrees and what differs, as printed, the most telling words first."""
    agrees = [*_figures(left, right, agreeing=True)]
    shared = sorted(shared_terms(left.prepared, right.prepared), key=lambda pair: (-weights[pair[0]], pair))
    words = [("wording", left.by_stem.get(one, one), right.by_stem.get(two, two)) for one, two in shared]
    agrees += words[:_MOST_WORDS]
    agrees += [
        ("name", left.party(code), right.party(code))
        for code in sorted(left.prepared.parties & right.prepared.parties)
    ]
    return tuple(agrees), tuple(_differs(left, right))


def _figures(left: Printer, right: Printer, *, agreeing: bool) -> list[Aspect]:
    return [
        ("quantity", one.span.within(left.text), other.span.within(right.text))
        for one in left.prepared.quantities
        for other in right.prepared.quantities
        if same_unit(one, other) and agree(one, other) == agreeing
    ]


def _differs(left: Printer, right: Printer) -> list[Aspect]:
    found = _figures(left, right, agreeing=False)
    for aspect, lefts, rights in (
        ("date", left.prepared.statement.dates, right.prepared.statement.dates),
        ("place", left.prepared.statement.places, right.prepared.statement.places),
    ):
        kinds = {name for name, _ in lefts} & {name for name, _ in rights}
        if lefts and rights and not kinds:
            found.append((aspect, lefts[0][1].within(left.text), rights[0][1].within(right.text)))
    people = left.prepared.people, right.prepared.people
    words = {word for name in people[0] for word in name.split()}
    if all(people) and not any(word in words for name in people[1] for word in name.split()):
        found.append(("name", min(people[0]), min(people[1])))
    return found


@lru_cache(maxsize=512)  # copies of a sentence are printed one after the other
def _by_stem(wording: str) -> Mapping[str, str]:
    return {stem(word.lower()): word for word in _words_backwards(wording)}


def _words_backwards(wording: str) -> list[str]:
    return _WORD.findall(wording)[::-1]
