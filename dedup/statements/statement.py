"""What a statement is made of: frozen data, small enough to travel from workers by the hundred thousand."""

from dataclasses import dataclass
from typing import NamedTuple

from dedup.model import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A figure with what it counts.

    It stands for anything from `low` to `high`: "fast fünf Millionen" is 4.25 to 5 million. `unit` are stems of the
    words for what is counted. `is_vague` marks figures that name only an order of magnitude: Tausende.
    """

    span: Span
    value: float
    low: float
    high: float
    unit: tuple[str, ...]
    is_vague: bool = False


class Statement(NamedTuple):
    """A clause or sentence that states something; a tuple, which is made faster than a frozen dataclass.

    `span` counts characters of the text as read; `sentence` and `paragraph` are numbers within the document.
    `terms` are stems in the order of the text; behind `cuts` of them a comma stands. `predicates` are those terms
    that may be what is said of somebody, verbs above all. `countries` are codes, also by adjective and capital;
    `persons` are names as the document prints them in full, `places` are towns as printed. `context` are countries
    and persons of the sentence around and of those before, for what the statement leaves to a pronoun. `dates` are
    as precise as printed: 2023-09-05, 09-14, 2019, w3 (Wednesday); `years` are those of the whole sentence.
    `parties` are (person, country) as the text ties them. `hedge` is what weakens the statement, as printed.
    `denial` is the place of a verb of denying.
    """

    span: Span
    sentence: int
    paragraph: int
    terms: tuple[str, ...]
    cuts: tuple[int, ...] = ()
    predicates: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    places: tuple[tuple[str, Span], ...] = ()
    context: tuple[str, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    dates: tuple[tuple[str, Span], ...] = ()
    years: tuple[str, ...] = ()
    parties: tuple[tuple[str, str], ...] = ()
    hedge: str | None = None
    denial: Span | None = None
    is_negated: bool = False
    is_planned: bool = False
    is_reported: bool = False
    refers_back: bool = False
    is_headline: bool = False
