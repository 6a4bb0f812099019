"""Headers of documents are taken as they pass by, or read where none have."""

from collections.abc import Iterator, Sequence
from typing import overload

from dedup.model import Document
from dedup.reuse.headers import Header, Headers

DOCUMENTS = (
    Document(id="a", text="Kim reist.", url="https://www.blatt.example/1", published="2026-05-01"),
    Document(id="b", text="Putin", outlet="Kurier"),
    Document(id="c", text=""),
)
EXPECTED = (
    Header("a", "2026-05-01", "blatt.example", 10),
    Header("b", None, "Kurier", 5),
    Header("c", None, "", 0),
)


class Unreadable(Sequence[Document]):
    """As many documents, none of which may be read."""

    @overload
    def __getitem__(self, index: int) -> Document: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Document]: ...
    def __getitem__(self, index: int | slice) -> Document | Sequence[Document]:
        raise AssertionError(index)

    def __iter__(self) -> Iterator[Document]:
        raise AssertionError

    def __len__(self) -> int:
        return len(DOCUMENTS)


def test_documents_that_passed_by_are_not_read_again() -> None:
    headers = Headers()
    assert [headers.take(document) for document in DOCUMENTS] == ["Kim reist.", "Putin", ""]
    assert headers.of(Unreadable()) == EXPECTED


def test_documents_of_which_some_never_came_are_read() -> None:
    headers = Headers()
    assert headers.of(DOCUMENTS) == EXPECTED
    begun = Headers()
    begun.take(DOCUMENTS[2])
    assert begun.of(DOCUMENTS) == EXPECTED
