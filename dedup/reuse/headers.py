"""Headers: what is asked of every document again and again, kept in memory while the texts may be on disk.

In: documents, as they pass by. Out: their names, days, sites and sizes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from dedup.model import Document
from dedup.reuse.sites import site_of


class Named(Protocol):
    """A document or its header."""

    @property
    def id(self) -> str:
        """The name of the document."""
        ...


@dataclass(frozen=True, slots=True)
class Header:
    """A document's id, ISO time of publication, name of its site (empty where unknown) and characters."""

    id: str
    published: str | None
    site: str
    characters: int


class Headers:
    """Takes the headers of documents in, in order."""

    def __init__(self) -> None:
        self._found: list[Header] = []
        self._sites: dict[str, str] = {}

    def take(self, document: Document) -> str:
        """Take a document's header and give its text."""
        site = site_of(document)
        self._found.append(
            Header(document.id, document.published, self._sites.setdefault(site, site), len(document.text))
        )
        return document.text

    def of(self, documents: Sequence[Document]) -> tuple[Header, ...]:
        """The headers of all documents; they are read where none have passed by."""
        if len(self._found) != len(documents):
            self._found.clear()
            for document in documents:
                self.take(document)
        return tuple(self._found)
