"""The lines of a ratings file: who is rated, and what stands there.

In: CSV with any of the usual separators, or JSON. Out: name and value of each line, with its number. The columns
are told by their headers; where two could hold the rating, the user is asked which.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dedup.errors import InvalidRecordError, UnreadableFileError

_NAMES = ("outlet_id", "outlet", "domain", "source_url", "url", "host", "website", "site", "id", "source", "name")
_LAYOUTS = (("pc1",), ("aggregate", "aggregate_score", "agg"), ("factual_reporting",))
"""Headers that decide alone: the first component of Lin et al., and the main scale of Media Bias/Fact Check."""
_RATINGS = (
    *("letter", "reliability", "grade", "rating", "share", "score", "quality", "trust", "trustworthiness"),
    *("credibility", "mbfc_credibility_rating", "factuality", "factual"),
)
_NOT_RATED = frozenset({"", "n/a", "na", "nan", "none", "null", "unknown", "-", "–"})
_SEPARATORS = ",;\t|"
_OPTION = "--ratings-column"


@dataclass(frozen=True, slots=True)
class RatedLine:
    """One rating as it stands in the file; `number` counts lines of a CSV file and entries of a JSON file."""

    number: int
    name: str
    value: str


def read_lines(path: Path, column: str | None = None) -> Iterator[RatedLine]:
    """Read the ratings of a file; lines without a rating are left out.

    Raises:
        UnreadableFileError: The file cannot be opened or is not UTF-8.
        InvalidRecordError: The file is neither CSV nor JSON with such columns.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UnreadableFileError(f"{path}: cannot be read ({error.strerror}); check the path") from error
    except UnicodeDecodeError as error:
        raise UnreadableFileError(f"{path}: is not UTF-8 (byte {error.start}); save it as UTF-8") from error
    is_json = path.suffix.casefold() == ".json" or text.lstrip()[:1] in {"{", "["}
    return _json_lines(text, path, column) if is_json else _csv_lines(text, path, column)


def _csv_lines(text: str, path: Path, column: str | None) -> Iterator[RatedLine]:
    header = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=header.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        names = [cell.strip() for cell in next(rows)]
    except StopIteration:
        raise InvalidRecordError(f"{path}: is empty; a ratings file has a line of column names") from None
    name_column, rating_column = _columns(names, path, column)
    first, second = names.index(name_column), names.index(rating_column)
    for row in rows:
        if len(row) > max(first, second):
            name, value = row[first].strip(), row[second].strip()
            if name and value.casefold() not in _NOT_RATED:
                yield RatedLine(rows.line_num, name, value)


def _json_lines(text: str, path: Path, column: str | None) -> Iterator[RatedLine]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InvalidRecordError(f"{path}: is not JSON ({error})") from error
    if isinstance(data, dict) and isinstance(data.get("ratings"), list | dict):
        data = data["ratings"]
    if isinstance(data, dict):
        data = [{"id": name, "rating": value} for name, value in data.items()]
    if not isinstance(data, list) or not all(isinstance(entry, dict) for entry in data):
        raise InvalidRecordError(f'{path}: write {{"outlet": "letter"}} or a list of objects')
    if not data:
        return
    names = list(dict.fromkeys(key for entry in data for key in entry))
    name_column, rating_column = _columns(names, path, column)
    for number, entry in enumerate(data, start=1):
        name, value = _written(entry.get(name_column)), _written(entry.get(rating_column))
        if name and value.casefold() not in _NOT_RATED:
            yield RatedLine(number, name, value)


def _written(value: Any) -> str:
    return "" if value is None else str(value).strip()


def _columns(names: Sequence[str], path: Path, column: str | None) -> tuple[str, str]:
    """Tell which columns hold the outlet and the rating."""
    folded = {name.casefold().replace(" ", "_").replace("-", "_"): name for name in reversed(names)}
    outlets = [folded[each] for each in _NAMES if each in folded]
    listed = ", ".join(names)
    if column is not None and column not in names:
        raise InvalidRecordError(f"{path}: has no column {column!r}; {_OPTION} takes one of {listed}")
    outlets = [name for name in outlets if name != column]
    if not outlets:
        raise InvalidRecordError(f"{path}: has no column of outlets ({listed}); name one 'domain' or 'outlet'")
    rating = column or _rating_column(folded, outlets[0], path, listed)
    return outlets[0], rating


def _rating_column(folded: dict[str, str], outlet: str, path: Path, listed: str) -> str:
    for layout in _LAYOUTS:
        found = _present(folded, layout, outlet)
        if found:
            return found[0]
    found = _present(folded, _RATINGS, outlet)
    if not found:
        raise InvalidRecordError(f"{path}: has no column of ratings ({listed}); name it with {_OPTION} NAME")
    if len(found) > 1:
        raise InvalidRecordError(
            f"{path}: the rating may stand in {' or '.join(map(repr, found))}; choose with {_OPTION} {found[0]}"
        )
    return found[0]


def _present(folded: dict[str, str], wanted: Iterable[str], outlet: str) -> list[str]:
    return [folded[name] for name in wanted if name in folded and folded[name] != outlet]
