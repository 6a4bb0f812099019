"""Countries, persons and towns that a text names.

In: the tokens of a text. Out: places of each. A person is two to four capitalised words in a row of which none is a
common noun as far as endings, families and titles tell; a part of the name alone means the person whose name the
text prints in full most often. A person belongs to the country that stands before the title: der russische
Präsident Wladimir Putin, Nordkoreas Machthaber Kim Jong Un.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dedup.statements.quantities import DATE_WORDS
from dedup.statements.words import (
    capitals,
    country_of,
    country_openings,
    country_words,
    families_of,
    no_towns,
    noun_endings,
)
from dedup.text.stems import FUNCTION_WORDS, stem

_LONGEST_NAME = 4
_SHORTEST_TOWN = 4
_ADJECTIVE_ENDINGS = ("e", "en", "em", "es")
_TOWN_BEFORE = frozenset({"in", "nach", "aus", "bei", "to", "from", "near"})


@dataclass(frozen=True, slots=True)
class Names:
    """Names by the number of their first token: countries, persons in full, towns; and whose person each is."""

    countries: tuple[tuple[int, str], ...]
    persons: tuple[tuple[int, str], ...]
    towns: tuple[tuple[int, str], ...]
    parties: Mapping[str, str]
    tokens: frozenset[int]


def find_names(texts: Sequence[str], sentence_starts: frozenset[int]) -> Names:
    """Find the names of a text; `sentence_starts` are the tokens that are capitalised anyway."""
    countries = _countries(texts)
    of_country = dict(countries)
    capital = [index for index, text in enumerate(texts) if text[0].isupper() and text[-1] != "."]
    full = _full_names(texts, capital, of_country, sentence_starts)
    full = _without_neighbours(full)
    parts = _parts([name for _, _, name in full])
    taken = {token for first, last, _ in full for token in range(first, last)}
    persons = [(first, name) for first, _, name in full]
    persons += [(k, parts[texts[k]]) for k in capital if k not in taken and texts[k] in parts]
    genitives = [(k, parts[texts[k][:-1]]) for k in capital if k not in taken and texts[k][:-1] in parts]
    persons += [(k, name) for k, name in genitives if texts[k].endswith("s") and texts[k] not in parts]
    return Names(
        countries=countries,
        persons=tuple(sorted(persons)),
        towns=tuple(_towns(texts, capital, taken, of_country)),
        parties=_parties(texts, full, of_country),
        tokens=frozenset(taken).union((k for k, _ in persons), of_country),
    )


def _countries(texts: Sequence[str]) -> tuple[tuple[int, str], ...]:
    found = [(index, code) for index, code in enumerate(map(country_of, texts)) if code]
    openings = country_openings()
    several = country_words()
    for index, text in enumerate(texts):
        if text in openings and index + 1 < len(texts):
            code = several.get(f"{text} {texts[index + 1]}")
            if code:
                found.append((index, code))
    return tuple(sorted(set(found)))


def _full_names(
    texts: Sequence[str], capital: Sequence[int], of_country: Mapping[int, str], starts: frozenset[int]
) -> list[tuple[int, int, str]]:
    """Runs of two to four capitalised words that may be a person's name."""
    runs: list[tuple[int, int, str]] = []
    position = 0
    while position < len(capital):
        first = capital[position]
        end = position
        while (
            end < len(capital)
            and capital[end] - first == end - position
            and _may_be_name(texts[capital[end]], at_start=capital[end] in starts)
            and capital[end] not in of_country
        ):
            end += 1
        length = end - position
        if 1 < length <= _LONGEST_NAME:
            runs.append(
                (
                    first,
                    first + length,
                    " ".join(texts[first : first + length]).removesuffix("s")
                    if _is_genitive(texts, first, length)
                    else " ".join(texts[first : first + length]),
                )
            )
        position = max(end, position + 1)
    return runs


def _is_genitive(texts: Sequence[str], first: int, length: int) -> bool:
    """Whether a name in s is printed without it elsewhere: Wladimir Putins."""
    last = texts[first + length - 1]
    return last.endswith("s") and len(last) > 3 and last[:-1] in texts  # noqa: PLR2004


@lru_cache(maxsize=100_000)
def _may_be_name(word: str, *, at_start: bool) -> bool:
    lowered = word.lower()
    if lowered in FUNCTION_WORDS or lowered in DATE_WORDS or not word.replace("-", "").replace("'", "").isalpha():
        return False
    if lowered.endswith(noun_endings()) or families_of(stem(lowered)):
        return False
    return not (at_start and lowered.endswith(_ADJECTIVE_ENDINGS)) and len(word) > 1


def _without_neighbours(full: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Leave out two persons who stand side by side, each with a longer name elsewhere: dass Haas Otto trifft."""
    parts: dict[str, set[str]] = {}
    for _, _, name in full:
        for word in name.split():
            parts.setdefault(word, set()).add(name)
    return [entry for entry in full if any(len(parts[word]) == 1 for word in entry[2].split())]


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
    texts: Sequence[str],
    capital: Sequence[int],
    taken: set[int],
    of_country: Mapping[int, str],
) -> list[tuple[int, str]]:
    """Words behind "in", "nach" or "aus" without an article, and capitals."""
    known = capitals()
    found = []
    for index in capital:
        text = texts[index]
        if text in known:
            found.append((index, text))
            continue
        if not index or index in taken or index in of_country or texts[index - 1].lower() not in _TOWN_BEFORE:
            continue
        lowered = text.lower()
        common = lowered in no_towns() or lowered.endswith(noun_endings()) or lowered in DATE_WORDS
        if (
            not common
            and text.isalpha()
            and not text.isupper()
            and not families_of(stem(lowered))
            and len(text) >= _SHORTEST_TOWN
        ):
            found.append((index, text))
    return found


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
