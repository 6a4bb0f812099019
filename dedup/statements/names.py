"""Countries, persons and towns that a text names.

In: the tokens of a text. Out: places of each. A person is two to four capitalised words in a row of which none is a
common noun as far as endings, families and titles tell; a part of the name alone means the person whose name the
text prints in full most often. A person belongs to the country that stands before the title: der russische
Präsident Wladimir Putin, Nordkoreas Machthaber Kim Jong Un.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from dedup.statements.traits import (
    CAPITAL_TOWN,
    COUNTRY,
    COUNTRY_OPENING,
    MAY_BE_NAME,
    MAY_BE_TOWN,
    MAY_OPEN_NAME,
    NAME,
    TOWN_BEFORE,
    Traits,
    is_common,
    numbers,
)
from dedup.statements.words import country_of, country_words

_LONGEST_NAME = 4


@dataclass(frozen=True, slots=True)
class Names:
    """Names by the number of their first token: countries, persons in full, towns; and whose person each is."""

    countries: tuple[tuple[int, str], ...]
    persons: tuple[tuple[int, str], ...]
    towns: tuple[tuple[int, str], ...]
    parties: Mapping[str, str]
    tokens: frozenset[int]


def find_names(texts: Sequence[str], traits: Traits, sentence_starts: Sequence[int]) -> Names:
    """Find the names of a text; `sentence_starts` are the tokens that are capitalised anyway."""
    countries = _countries(texts, traits)
    of_country = dict(countries)
    full = _without_neighbours(_full_names(texts, traits, countries, sentence_starts))
    taken = {token for first, last, _ in full for token in range(first, last)}
    persons = [(first, name) for first, _, name in full]
    if full:
        persons += _named_again(texts, traits, _parts([name for _, _, name in full]), taken)
    return Names(
        countries=countries,
        persons=tuple(sorted(persons)),
        towns=tuple(_towns(texts, traits, taken, of_country)),
        parties=_parties(texts, full, of_country),
        tokens=frozenset(taken).union((k for k, _ in persons), of_country),
    )


def _named_again(
    texts: Sequence[str], traits: Traits, parts: Mapping[str, str], taken: Collection[int]
) -> list[tuple[int, str]]:
    """Places where a part of a name stands for the person, also in the genitive."""
    forms = {**{part + "s": name for part, name in parts.items()}, **parts}
    return [
        (index, forms[texts[index]])
        for index in traits.numbers(NAME)
        if texts[index] in forms and index not in taken
    ]


def _countries(texts: Sequence[str], traits: Traits) -> tuple[tuple[int, str], ...]:
    found = {(index, code) for index in traits.numbers(COUNTRY) if (code := country_of(texts[index]))}
    several = country_words()
    for index in traits.numbers(COUNTRY_OPENING):
        code = several.get(" ".join(texts[index : index + 2])) if index + 1 < len(texts) else None
        if code:
            found.add((index, code))
    return tuple(sorted(found))


def _full_names(
    texts: Sequence[str], traits: Traits, countries: Sequence[tuple[int, str]], starts: Sequence[int]
) -> list[tuple[int, int, str]]:
    """Runs of two to four capitalised words that may be a person's name."""
    may_be = np.zeros(len(texts) + 2, np.int8)
    inner = may_be[1:-1]
    inner[:] = traits.flags & MAY_BE_NAME != 0
    inner[starts] = traits.flags[starts] & MAY_OPEN_NAME != 0
    inner[[index for index, _ in countries]] = 0
    beside = may_be[:-2] | may_be[2:]
    inner[[index for index in numbers(inner & beside) if is_common(texts[index])]] = 0
    steps = may_be[1:] - may_be[:-1]
    begins, ends = (steps == 1).nonzero()[0], (steps == -1).nonzero()[0]
    kept = (ends - begins > 1) & (ends - begins <= _LONGEST_NAME)
    runs: list[tuple[int, int, str]] = []
    lasts = ends[kept].tolist()
    printed = frozenset(texts) if any(texts[last - 1][-1] == "s" for last in lasts) else frozenset()
    for first, last in zip(begins[kept].tolist(), lasts, strict=True):
        name = " ".join(texts[first:last])
        runs.append((first, last, name.removesuffix("s") if _is_genitive(texts[last - 1], printed) else name))
    return runs


def _is_genitive(last: str, printed: Collection[str]) -> bool:
    """Whether the last word of a name is printed without its s elsewhere: Wladimir Putins."""
    return last[-1] == "s" and len(last) > 3 and last[:-1] in printed  # noqa: PLR2004


def _without_neighbours(full: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Leave out two persons who stand side by side, each with a longer name elsewhere: dass Haas Otto trifft."""
    words = {name: frozenset(name.split()) for _, _, name in full}
    names_with = Counter(chain.from_iterable(words.values()))
    kept = {name for name in words if any(names_with[word] == 1 for word in words[name])}
    return [entry for entry in full if entry[2] in kept]


def _parts(names: Sequence[str]) -> dict[str, str]:
    """First and last words of full names with the name that is printed most often, or else first."""
    counts = Counter(names)
    parts: dict[str, str] = {}
    for name, _ in counts.most_common():  # the first printed comes first among equals
        words = name.split()
        for word in (words[-1], words[0]):
            parts.setdefault(word, name)
    return parts


def _towns(
    texts: Sequence[str], traits: Traits, taken: Collection[int], of_country: Collection[int]
) -> list[tuple[int, str]]:
    """Words behind "in", "nach" or "aus" without an article, and capitals."""
    is_capital = traits.flags & CAPITAL_TOWN != 0
    may_be = traits.flags & MAY_BE_TOWN != 0
    may_be[1:] &= traits.flags[:-1] & TOWN_BEFORE != 0
    may_be[:1] = False
    return [
        (index, texts[index])
        for index in numbers(is_capital | may_be)
        if is_capital[index] or not (index in taken or index in of_country or is_common(texts[index]))
    ]


def _parties(
    texts: Sequence[str], full: Sequence[tuple[int, int, str]], of_country: Mapping[int, str]
) -> dict[str, str]:
    """The country right before the title of each person; the most frequent where they differ."""
    seen: dict[str, Counter[str]] = {}
    for first, _, name in full:
        for before in (first - 2, first - 1, first - 3):
            code = of_country.get(before)
            if code is not None and all(texts[k][0].isalpha() for k in range(before, first)):
                seen.setdefault(name, Counter())[code] += 1
                break
    return {name: min(codes, key=lambda code: (-codes[code], code)) for name, codes in seen.items()}
