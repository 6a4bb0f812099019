"""Packed statements are the same statements."""

import json

import pytest
from pydantic import TypeAdapter, ValidationError

from dedup.model import Document, Span
from dedup.statements import Statement, Statements, find_statements, pack_statements
from dedup.text import view_text

TEXT = """Hafen von Odinsk bleibt zu

Der norwegische Minister Ole Vik reiste am 5. September 2023 nach Odinsk, weil dort fast 25.000 Container stehen.
Die Werft soll 2019 rund 300 Millionen Kronen verloren haben, meldete die Zeitung Küstenpost.
Oslo bestreitet die Verluste. Am Mittwoch will die Werft Zahlen nennen, die Norwegen nicht kennt.
"""


@pytest.fixture(scope="module")
def found() -> tuple[Statement, ...]:
    return find_statements(view_text(Document(id="a", language="de", text=TEXT)))


def test_packed_statements_are_the_statements_that_were_packed(found: tuple[Statement, ...]) -> None:
    assert pack_statements(found)[:] == found
    assert tuple(pack_statements(found)) == found


def test_the_text_has_statements_with_every_kind_of_field(found: tuple[Statement, ...]) -> None:
    for name in ("countries", "persons", "quantities", "dates", "years", "parties", "hedge", "denial"):
        assert any(getattr(statement, name) for statement in found), name


def test_what_is_packed_is_not_packed_again(found: tuple[Statement, ...]) -> None:
    packed = pack_statements(found)
    assert pack_statements(packed) is packed


def test_no_statements_are_packed_as_none() -> None:
    assert pack_statements(()) == Statements()
    assert len(Statements()) == 0


def test_statements_are_left_out_by_their_span(found: tuple[Statement, ...]) -> None:
    first = found[0].span
    assert pack_statements(found).without(lambda span: span == first)[:] == found[1:]


def test_a_predicate_that_is_no_term_is_kept() -> None:
    statement = Statement(span=Span(0, 4), sentence=0, paragraph=0, terms=("eins",), predicates=("zwei", "eins"))
    assert pack_statements([statement])[0] == statement


def test_half_a_surrogate_pair_survives() -> None:
    """JSON of the quick writer cannot hold it."""
    statement = Statement(span=Span(0, 4), sentence=0, paragraph=0, terms=("ein\ud800s", "ö"))
    assert pack_statements([statement])[0] == statement


@pytest.mark.parametrize("term", ["hafen", "ein\ud800s"])
def test_work_folders_keep_packed_statements_as_json(term: str) -> None:
    packed = pack_statements([Statement(span=Span(0, 4), sentence=0, paragraph=0, terms=(term,))])
    adapter = TypeAdapter(tuple[Statements, ...])
    assert adapter.validate_json(adapter.dump_json((packed, Statements()))) == (packed, Statements())


def test_packed_statements_take_less_than_half_of_their_text(found: tuple[Statement, ...]) -> None:
    """They are much of what a large collection holds in memory before claims are found."""
    packed = pack_statements(found)
    assert 2 * len(packed.packed) < len(json.dumps(packed.rows()))


def test_damaged_statements_of_a_work_folder_are_told() -> None:
    adapter = TypeAdapter(Statements)
    packed = pack_statements([Statement(span=Span(0, 4), sentence=0, paragraph=0, terms=("hafen",))]).packed
    damaged = packed[:-1] + bytes([packed[-1] ^ 1])
    with pytest.raises(ValidationError, match="incorrect data check"):
        adapter.validate_json(adapter.dump_json(Statements(damaged)))
