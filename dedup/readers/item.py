"""What goes into a reader and what comes out of it.

In: one input file. Out: articles, records that had to be skipped and notices for the user, in file order.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from dedup.model import Document, SkippedRecord
from dedup.settings import ReaderSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class InputFile:
    """A file to read.

    `path` opens it, `name` is what ids are made of (the path relative to the folder the user named) and
    `shown` is the path in messages, printable whatever bytes the file system holds.
    """

    path: str
    name: str
    shown: str


@dataclass(frozen=True, slots=True)
class Article:
    """A document with its place in the file; `spare_id` is used when its id is already taken.

    `fields` are those of the record as the file has them, and `line` is the line of JSON that holds them; None
    where there is none. They are for who writes the record again.
    """

    document: Document
    record: int | None = None
    spare_id: str | None = None
    fields: Mapping[str, object] | None = None
    line: bytes | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the user should know that cost no article; becomes a warning of the collection."""

    message: str


Item = Article | SkippedRecord | Notice
Reader = Callable[[InputFile, ReaderSettings], Iterator[Item]]
