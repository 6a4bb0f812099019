"""Figures of a text with what they count: fast fünf Millionen Artilleriegeschosse, 3.6 percent, Tausende Container.

In: tokens. Out: quantities with the range that the words around them allow, and dates, which are made of numbers
too.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dedup.statements.statement import Quantity
from dedup.statements.words import Markers
from dedup.text import TextView
from dedup.text.stems import stem

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januar jänner january",
            "februar feber february",
            "märz march",
            "april",
            "mai may",
            "juni june",
            "juli july",
            "august",
            "september",
            "oktober october",
            "november",
            "dezember december",
        ),
        start=1,
    )
    for name in names.split()
}
_WEEKDAYS = {
    name: f"w{number}"
    for number, names in enumerate(
        (
            "montag monday",
            "dienstag tuesday",
            "mittwoch wednesday",
            "donnerstag thursday",
            "freitag friday",
            "samstag sonnabend saturday",
            "sonntag sunday",
        ),
        start=1,
    )
    for name in names.split()
}
DATE_WORDS = frozenset({*_MONTHS, *_WEEKDAYS})
_YEARS = range(1900, 2101)
_DAYS = range(1, 32)
_UNIT_WINDOW = 5
_ABOUT = 0.1
"""Share by which "rund" and the like let a figure vary."""
_NEARLY = 0.15
_OVER = 0.15
_UP_TO = 0.3
_VAGUE_TIMES = 10
_RANGES = {
    "at_most": (_UP_TO, 0.0),
    "at_least": (0.0, _OVER),
    "below": (_NEARLY, 0.0),
    "above": (0.0, _OVER),
    "about": (_ABOUT, _ABOUT),
}
"""How far a figure may lie below and above what is printed, by the kind of word before it, as shares."""
_SIGNS = {"%": "prozent", "€": "euro", "$": "dollar", "£": "pfund"}
_SAME_UNITS = {"percent": "prozent", "dollars": "dollar", "year": "jahr", "day": "tag", "month": "monat"}


@dataclass(frozen=True, slots=True)
class Figures:
    """The quantities and dates of a document by the number of their first token; dates with the token behind."""

    quantities: tuple[tuple[int, Quantity], ...]
    dates: tuple[tuple[int, tuple[str, int]], ...]


def find_figures(view: TextView, markers: Markers, telling: Sequence[int]) -> Figures:
    """Find all quantities and dates of a text; `telling` are the tokens that are numbers or words of dates."""
    texts, lowered = view.tokens.texts, view.tokens.lowered
    quantities, dates = [], []
    behind = 0
    for index in telling:
        if index < behind:
            continue
        named = lowered[index] in DATE_WORDS
        date = _named_date(lowered, index) if named else _numeric_date(texts, lowered, index)
        if date is not None:
            dates.append((index, (date[1], date[2])))
            behind = index + 1 if named else date[2]
            continue
        quantity, behind = _quantity(view, markers, index)
        if quantity is not None:
            quantities.append((index, quantity))
    return Figures(tuple(quantities), tuple(dates))


def _named_date(lowered: tuple[str, ...], index: int) -> tuple[int, str, int]:
    word = lowered[index]
    if word in _WEEKDAYS:
        return index, _WEEKDAYS[word], index + 1
    year = lowered[index + 1] if index + 1 < len(lowered) else ""
    day = _day(year)
    if word in {"may", "march"} and day is None and not _is_year(year):
        return index, "", index + 1
    if day is not None and not _is_year(year):
        return index, f"{_MONTHS[word]:02d}-{day:02d}", index + 2
    return (
        (index, f"{year}-{_MONTHS[word]:02d}", index + 2)
        if _is_year(year)
        else (index, f"{_MONTHS[word]:02d}", index + 1)
    )


def _numeric_date(texts: tuple[str, ...], lowered: tuple[str, ...], index: int) -> tuple[int, str, int] | None:
    """Read 14. September 2023, 5.9.2023 and 2019."""
    day = _day(texts[index])
    following = lowered[index + 1] if index + 1 < len(lowered) else ""
    if day is not None and following in _MONTHS:
        month = _MONTHS[following]
        year = lowered[index + 2] if index + 2 < len(lowered) else ""
        if _is_year(year):
            return index, f"{year}-{month:02d}-{day:02d}", index + 3
        return index, f"{month:02d}-{day:02d}", index + 2
    if _is_year(texts[index]) and not following[:1].isalpha():
        return index, texts[index], index + 1
    if _is_year(texts[index]) and texts[index + 1][:1].islower():
        return index, texts[index], index + 1
    parts = texts[index].rstrip(".").split(".")
    if len(parts) == 3 and all(parts) and _is_year(parts[2]) and int(parts[1]) in range(1, 13):  # noqa: PLR2004
        return index, f"{parts[2]}-{int(parts[1]):02d}-{int(parts[0]):02d}", index + 1
    return None


def _day(text: str) -> int | None:
    bare = text.removesuffix(".")
    return int(bare) if bare.isdecimal() and len(bare) <= 2 and int(bare) in _DAYS else None  # noqa: PLR2004


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isdecimal() and text.isascii() and int(text) in _YEARS  # noqa: PLR2004


def _quantity(view: TextView, markers: Markers, index: int) -> tuple[Quantity | None, int]:
    tokens = view.tokens
    lowered = tokens.lowered
    value = _value(lowered[index], markers, decimal_point=view.language == "en")
    end = index + 1
    if value is None or tokens.texts[index].endswith("."):
        return None, end  # an ordinal
    while end < len(lowered) and lowered[end] in markers.multipliers:
        value *= markers.multipliers[lowered[end]]
        end += 1
    is_vague = lowered[index] in markers.vague
    low, high = _range(lowered, index, value, markers, is_vague=is_vague)
    unit, last = _unit(view, markers, end)
    if index and tokens.texts[index - 1] in _SIGNS:
        unit = (_SIGNS[tokens.texts[index - 1]],)
    start = index - 1 if low != high and index and not is_vague else index
    return (
        Quantity(
            span=view.original(tokens.starts[start], tokens.ends[last - 1]),
            value=value,
            low=low,
            high=high,
            unit=unit,
            is_vague=is_vague,
        ),
        end,
    )


def _value(word: str, markers: Markers, *, decimal_point: bool) -> float | None:
    named = markers.numbers.get(word, markers.vague.get(word))
    if named is not None:
        return float(named)
    thousand, decimal = (",", ".") if decimal_point else (".", ",")
    text = word.rstrip(".")
    if thousand in text and any(len(part) != 3 for part in text.split(decimal)[0].split(thousand)[1:]):  # noqa: PLR2004
        return None
    text = text.replace(thousand, "").replace(decimal, ".")
    try:
        return float(text) if text.isascii() and len(text) <= 15 else None  # noqa: PLR2004 - beyond is no figure
    except ValueError:
        return None


def _range(
    lowered: tuple[str, ...], index: int, value: float, markers: Markers, *, is_vague: bool
) -> tuple[float, float]:
    """From where to where the words before a figure let it reach."""
    if is_vague:
        return value, value * _VAGUE_TIMES
    before = lowered[max(0, index - 2) : index]
    near = before[-1] if before else ""
    two = " ".join(before)
    if two in {"bis zu", "up to"}:
        return value * (1 - _UP_TO), value
    if two in {"mehr als", "more than", "at least"}:
        return value, value * (1 + _OVER)
    below, above = next((shares for kind, shares in _RANGES.items() if markers.has(kind, near)), (0.0, 0.0))
    return value * (1 - below), value * (1 + above)


def _unit(view: TextView, markers: Markers, start: int) -> tuple[tuple[str, ...], int]:
    """Read what is counted: the next noun, in English the next two words with a meaning."""
    texts, lowered = view.tokens.texts, view.tokens.lowered
    found: list[str] = []
    last = start
    for index in _within(start, len(texts)):
        word = lowered[index]
        if word in _SIGNS:
            return (_SIGNS[word],), index + 1
        if word == "-":
            continue
        if not word[0].isalpha():
            break
        if markers.has("skip_between", word) and index - start < 3:  # noqa: PLR2004 - "7 of the"
            continue
        if view.language != "en" and texts[index].islower():
            continue
        root = stem(word)
        if not root:
            break
        found.append(_SAME_UNITS.get(root, root))
        last = index + 1
        if view.language != "en" or len(found) == 2:  # noqa: PLR2004
            break
    return tuple(found), last


def _within(start: int, end: int) -> Iterator[int]:
    return iter(range(start, min(end, start + _UNIT_WINDOW)))
