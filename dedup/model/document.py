"""What is read: articles, and what could not be read."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One article exactly as read: nothing is stripped, folded or repaired.

    Fields beyond `id` and `text` are what the input said of itself; None where it said nothing.
    `path` is the file it came from, `metadata` the record's further fields as (name, text). `record` is the line of
    JSON Lines, the row of a table below its head or the record of an archive that holds it, counted from 1; where
    it stands makes it no other article.
    """

    id: str
    text: str
    title: str | None = None
    language: str | None = None
    published: str | None = None
    byline: str | None = None
    outlet: str | None = None
    url: str | None = None
    path: str | None = None
    metadata: tuple[tuple[str, str], ...] = ()
    record: int | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        if not self.id:
            raise ValueError("a document needs an id that is not empty")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class SkippedRecord:
    """Input that could not be read. `record` counts from 1 within its file; None means the whole file."""

    path: str
    record: int | None
    reason: str

    @property
    def place(self) -> str:
        """Where it stands, for a message."""
        return name_place(self.path, self.record)


def name_place(path: str, record: int | None) -> str:
    """Name a file, or a record in it, for a message.

    >>> name_place("articles.jsonl", 17)
    'articles.jsonl, record 17'
    """
    return path if record is None else f"{path}, record {record}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """The documents of one run, sorted by id, with what had to be skipped and what was noticed on the way.

    Documents that outgrow their memory are a sequence that reads each from a file when it is asked for; it says
    `is_sorted`, because whoever made it knows, so that none is read for that.
    """

    documents: Sequence[Document]
    skipped: tuple[SkippedRecord, ...] = ()
    warnings: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if getattr(self.documents, "is_sorted", False):
            return
        ids = (document.id for document in self.documents)
        if any(left >= right for left, right in itertools.pairwise(ids)):
            raise ValueError("documents must be sorted by id and ids must be unique")
