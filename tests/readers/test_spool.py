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


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (0, 2, 1)])
@pytest.mark.parametrize("part", [slice(None), slice(1, 3), slice(2, 0, -1), slice(1, 1), slice(5, 9)])
@pytest.mark.parametrize("most", [1 << 26, 100])
def test_a_slice_of_the_documents_in_a_file_is_that_of_their_sequence(
    order: tuple[int, ...], part: slice, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dedup.readers.spool._MOST_BYTES", most)
    spool = Spool(0)
    numbers = [spool.add(document) for document in DOCUMENTS]
    collected = spool.collect([numbers[place] for place in order])
    assert collected[part] == tuple(DOCUMENTS[place] for place in order)[part]


def test_documents_that_are_left_out_are_not_given() -> None:
    spool = Spool(0)
    numbers = [spool.add(document) for document in DOCUMENTS]
    assert [document.id for document in spool.collect(numbers[2:])] == ["c"]


def test_nothing_spooled_is_an_empty_sequence() -> None:
    assert list(Spool(0).collect([])) == []
