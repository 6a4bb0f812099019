"""Whether a text names a country: Russland, russisch, Moskau, Russian.

In: the countries of `dedup.text.countries`. Out: whether the words before a name point to a country (der US-Sender
ABC, der serbische Sender RTS), which is only asked for names that several countries share.
"""

import re
from functools import cache

from dedup.text.countries import load_countries


def points_to(country: str, before: str) -> bool:
    """Whether the text before a name names its country, as an adjective or by its capital.

    >>> points_to("RS", "berichtete der serbische Sender")
    True
    """
    pattern = _pointers(country)
    return pattern is not None and pattern.search(before) is not None


@cache
def _pointers(country: str) -> re.Pattern[str] | None:
    known = load_countries().get(country)
    if known is None:
        return None
    beginnings = (
        *(adjective.removesuffix("e") for adjective in known.adjectives),
        *known.capitals,
        *known.towns,
        *known.near,
    )
    beginnings = tuple(text for text in beginnings if text != "US")  # the town of Usedom is not American
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, beginnings))})", re.IGNORECASE)


def is_named(country: str, text: str) -> bool:
    """Whether a text names a country or uses its adjective; a capital alone is a place, no country.

    >>> is_named("AT", "Die österreichische Regierung"), is_named("AT", "WIEN")
    (True, False)
    """
    pattern = _namers(country)
    return pattern is not None and pattern.search(text) is not None


@cache
def _namers(country: str) -> re.Pattern[str] | None:
    known = load_countries().get(country)
    if known is None:
        return None
    names = [re.escape(name) + "s?" for name in known.names]
    stems = [re.escape(each.removesuffix("e")) for each in known.adjectives if each != "US"]
    adjectives = [f"(?i:{each})(?:e[nmrs]?)?" for each in stems]
    return re.compile(rf"\b(?:{'|'.join((*names, *adjectives))}{'|US' if country == 'US' else ''})\b")
