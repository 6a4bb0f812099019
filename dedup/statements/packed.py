"""Statements of one document in few bytes: smaller than the objects, and quick on the way from workers.

In: statements. Out: a sequence of the same statements, each made anew when it is asked for. The bytes are JSON,
compressed: one row for each statement, its fields in the order of `_row`, where those at the end that are empty are
left out. Those of a large collection are held in memory until claims are found.
"""

import json
import zlib
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, overload

from pydantic import AfterValidator, ConfigDict
from pydantic_core import PydanticSerializationError, from_json, to_json

from dedup.model import Span
from dedup.statements.statement import Quantity, Statement

Row = list[Any]

START, END, SENTENCE, PARAGRAPH, FLAGS, TERMS, PREDICATES, CUTS = range(8)
COUNTRIES, PERSONS, CONTEXT, YEARS, PARTIES, QUANTITIES, DATES, PLACES, HEDGE, DENIAL = range(8, 18)
"""What stands where in a row."""

QUANTITY_VALUE, QUANTITY_UNIT = 2, 5
"""Where the row of a figure has its value, behind which all else stands but its place, and what it counts."""

NEGATED, PLANNED, REPORTED, REFERS_BACK, HEADLINE = (1 << bit for bit in range(5))
"""The flags of a row."""

_LEVEL = 1
"""The quickest; higher levels save little more."""


def _intact(packed: bytes) -> bytes:
    """Check what was read from a work folder: a damaged file is made anew."""
    if packed:
        try:
            zlib.decompress(packed)  # its checksum tells
        except zlib.error as error:
            raise ValueError(str(error)) from error
    return packed


@dataclass(frozen=True, slots=True)
class Statements(Sequence[Statement]):
    """The statements of a document, in order.

    >>> statement = Statement(span=Span(0, 9), sentence=0, paragraph=0, terms=("rake", "geliefer"))
    >>> pack_statements([statement])[0].terms
    ('rake', 'geliefer')
    """

    __pydantic_config__: ClassVar = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")  # in work folders
    packed: Annotated[bytes, AfterValidator(_intact)] = b""

    def rows(self) -> list[Row]:
        """The statements as rows of plain values."""
        if not self.packed:
            return []
        content = zlib.decompress(self.packed)
        found: list[Row]
        try:
            found = from_json(content)
        except ValueError:  # half a surrogate pair, which only the slower reader takes
            found = json.loads(content.decode("utf-8", "surrogatepass"))
        return found

    def without(self, is_left_out: Callable[[Span], bool]) -> "Statements":
        """The statements whose span is not left out."""
        rows = self.rows()
        kept = [row for row in rows if not is_left_out(Span(row[START], row[END]))]
        return self if len(kept) == len(rows) else _dump(kept)

    def leave_out(self, numbers: Collection[int]) -> "Statements":
        """The statements but for those of some numbers."""
        return _dump([row for number, row in enumerate(self.rows()) if number not in numbers])

    def __len__(self) -> int:
        return len(self.rows())

    @overload
    def __getitem__(self, index: int) -> Statement: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Statement, ...]: ...
    def __getitem__(self, index: int | slice) -> Statement | tuple[Statement, ...]:
        rows = self.rows()
        return tuple(map(read_row, rows[index])) if isinstance(index, slice) else read_row(rows[index])


def pack_statements(statements: Iterable[Statement]) -> Statements:
    """Pack the statements of a document; those that are packed are given back."""
    return statements if isinstance(statements, Statements) else _dump(list(map(_row, statements)))


def _dump(rows: list[Row]) -> Statements:
    if not rows:
        return Statements()
    try:
        content = to_json(rows)
    except PydanticSerializationError:  # half a surrogate pair
        content = json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return Statements(zlib.compress(content, _LEVEL))


def _row(statement: Statement) -> Row:
    terms = statement.terms
    flags = (
        NEGATED * statement.is_negated
        | PLANNED * statement.is_planned
        | REPORTED * statement.is_reported
        | REFERS_BACK * statement.refers_back
        | HEADLINE * statement.is_headline
    )
    row = [
        statement.span.start,
        statement.span.end,
        statement.sentence,
        statement.paragraph,
        flags,
        " ".join(terms),
        [terms.index(term) if term in terms else term for term in statement.predicates],
        statement.cuts,
        statement.countries,
        statement.persons,
        statement.context,
        statement.years,
        statement.parties,
        [_quantity_row(each) for each in statement.quantities],
        [(name, span.start, span.end) for name, span in statement.dates],
        [(name, span.start, span.end) for name, span in statement.places],
        statement.hedge,
        statement.denial and (statement.denial.start, statement.denial.end),
    ]
    while not row[-1] and len(row) > TERMS + 1:
        row.pop()
    return row


def _quantity_row(each: Quantity) -> Row:
    return [each.span.start, each.span.end, each.value, each.low, each.high, each.unit, each.is_vague]


_EMPTY: Row = [0, 0, 0, 0, 0, "", *([()] * (HEDGE - PREDICATES)), None, None]


def read_row(row: Row) -> Statement:
    """Make the statement of a row."""
    row = row + _EMPTY[len(row) :]
    terms = tuple(row[TERMS].split())
    flags = row[FLAGS]
    return Statement(
        span=Span(row[START], row[END]),
        sentence=row[SENTENCE],
        paragraph=row[PARAGRAPH],
        terms=terms,
        cuts=tuple(row[CUTS]),
        predicates=tuple([terms[each] if isinstance(each, int) else each for each in row[PREDICATES]]),
        countries=tuple(row[COUNTRIES]),
        persons=tuple(row[PERSONS]),
        places=_read_places(row[PLACES]),
        context=tuple(row[CONTEXT]),
        quantities=tuple([_read_quantity(each) for each in row[QUANTITIES]]) if row[QUANTITIES] else (),
        dates=_read_places(row[DATES]),
        years=tuple(row[YEARS]),
        parties=tuple([(person, country) for person, country in row[PARTIES]]) if row[PARTIES] else (),
        hedge=row[HEDGE] or None,
        denial=Span(*row[DENIAL]) if row[DENIAL] else None,
        is_negated=flags & NEGATED != 0,
        is_planned=flags & PLANNED != 0,
        is_reported=flags & REPORTED != 0,
        refers_back=flags & REFERS_BACK != 0,
        is_headline=flags & HEADLINE != 0,
    )


def _read_places(rows: Row) -> tuple[tuple[str, Span], ...]:
    return tuple([(name, Span(start, end)) for name, start, end in rows]) if rows else ()


def _read_quantity(row: Row) -> Quantity:
    start, end, value, low, high, unit, is_vague = row
    return Quantity(span=Span(start, end), value=value, low=low, high=high, unit=tuple(unit), is_vague=is_vague)
