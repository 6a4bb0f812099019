"""Spooled documents: the same ones come back, from memory and from a file."""

import pytest

from dedup.model import Document
from dedup.readers.spool import Spool

DOCUMENTS = (
    Document(
        id="b", text="Straße\r\n„Zitat“ \ud800 \x00", title="T", outlet="Blatt", metadata=(("k", "v\nw"),), record=4
    ),
    Document(id="a", text="", url="https://example.org/ä"),
    Document(id="c", text="x" * 5_000, published="2024-06"),
)


@pytest.mark.parametrize("memory", [0, 3_000, 1_000_000])
def test_documents_come_back_as_they_were_in_the_wished_order(memory: int) -> None:
    spool = Spool(memory)
    numbers = [spool.add(document) for document in DOCUMENTS]
    collected = spool.collect([numbers[1], numbers[0], numbers[2]])
    assert list(collected) == [DOCUMENTS[1], DOCUMENTS[0], DOCUMENTS[2]]
    assert collected[-1] == DOCUMENTS[2]
    assert [document.record for document in collected] == [None, 4, None]
    assert tuple(collected[:2]) == (DOCUMENTS[1], DOCUMENTS[0])


def test_documents_that_are_left_out_are_not_given() -> None:
    spool = Spool(0)
    numbers = [spool.add(document) for document in DOCUMENTS]
    assert [document.id for document in spool.collect(numbers[2:])] == ["c"]


def test_nothing_spooled_is_an_empty_sequence() -> None:
    assert list(Spool(0).collect([])) == []
