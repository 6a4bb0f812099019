"""Reading a collection: every named file through its reader, ids made unique, everything sorted.

In: paths. Out: a collection that does not depend on their order. Bad input never raises: it is skipped with a
reason, and reading goes on.
"""

import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from dedup.errors import InputError, UnreadableFileError
from dedup.model import Collection, SkippedRecord, name_place
from dedup.readers import jsonl
from dedup.readers.formats import find_reader
from dedup.readers.item import Article, InputFile, Item, Notice
from dedup.readers.paths import STDIN, explain, find_files
from dedup.readers.spool import Spool
from dedup.settings import ReaderSettings
from dedup.storage import is_address, size_of

Progress = Callable[[str, int, int], None]
"""Called with the stage ("reading"), the files read so far and the number of files."""

_Places = dict[str, tuple[str, int | None]]
"""The file of each id, and the record in it."""


def read_documents(
    paths: Sequence[str | os.PathLike[str]],
    settings: ReaderSettings = ReaderSettings(),  # noqa: B008 - frozen
    *,
    stdin: BinaryIO | None = None,
    memory: int = sys.maxsize,
    progress: Progress | None = None,
) -> Collection:
    """Read articles from files, folders, patterns ("news/**/*.txt") and standard input ("-", JSON Lines).

    All but the last may be addresses that fsspec knows: "s3://bucket/news".
    Where two articles have one id, the first is kept: files in the order of their ids, records in file order.
    Texts that take more than `memory` bytes wait in a temporary file, and each is read when it is asked for.

    Raises:
        WorkspaceError: The disk that holds temporary files is full.

    >>> read_documents(["missing.txt"]).skipped
    (SkippedRecord(path='missing.txt', record=None, reason='does not exist; check the path'),)
    """
    files, troubles = find_files(paths)
    gathered = _Gathering(Spool(memory))
    gathered.take(troubles)
    for done, file in enumerate(files):
        if progress:
            progress("reading", done, len(files))
        gathered.take(_read_file(file, settings, stdin))
    if progress and files:
        progress("reading", len(files), len(files))
    return gathered.collection()


def read_files(
    paths: Sequence[str | os.PathLike[str]],
    settings: ReaderSettings = ReaderSettings(),  # noqa: B008 - frozen
    *,
    stdin: BinaryIO | None = None,
) -> Iterator[tuple[InputFile | None, Iterator[Item]]]:
    """Read the same articles file by file, each with its record; ids are settled as in a collection.

    What belongs to no file comes first, with None. The items of a file must be taken before those of the next.
    """
    files, troubles = find_files(paths)
    places: _Places = {}
    yield None, iter(troubles)
    for file in files:
        yield file, (_settle_id(item, places) for item in _read_file(file, settings, stdin))


def _settle_id(item: Item, places: _Places) -> Item:
    """Give an article the id it has in its collection, or skip it where no id is left for it."""
    if not isinstance(item, Article):
        return item
    first = places.get(item.document.id)
    if first is not None and item.spare_id and item.spare_id not in places:
        item = replace(item, document=replace(item.document, id=item.spare_id))
    elif first is not None:
        reason = f"its id {item.document.id!r} is already taken by {name_place(*first)}; {_advice(item)}"
        return SkippedRecord(path=item.document.path or "", record=item.record, reason=reason)
    places[item.document.id] = item.document.path or "", item.record
    return item


def _read_file(file: InputFile, settings: ReaderSettings, stdin: BinaryIO | None) -> Iterator[Item]:
    try:
        if file.path == STDIN:
            yield from _read_stdin(file, settings, stdin)
            return
        objection = _find_file_objection(file, settings)
        reader = find_reader(file.name)
        if objection or reader is None:
            yield SkippedRecord(path=file.shown, record=None, reason=objection or "is of unknown type; rename it")
            return
        yield from reader(file, settings)
    except OSError as error:
        yield SkippedRecord(path=file.shown, record=None, reason=explain(error))
    except InputError as error:
        yield SkippedRecord(path=file.shown, record=None, reason=str(error))


def _read_stdin(file: InputFile, settings: ReaderSettings, stdin: BinaryIO | None) -> Iterator[Item]:
    stream = stdin or getattr(sys.stdin, "buffer", None)
    if stream is None:
        raise UnreadableFileError("standard input is closed; pipe JSON Lines into it")
    yield from jsonl.read_stream(stream, file, settings)


def _find_file_objection(file: InputFile, settings: ReaderSettings) -> str | None:
    if is_address(file.path):
        size = size_of(file.path)
    else:
        status = os.stat(file.path)  # noqa: PTH116 - the path may hold bytes that are no text
        if not stat.S_ISREG(status.st_mode):
            return "is a pipe or a device, not a file; send JSON Lines to standard input and name it -"
        size = status.st_size
    if size > settings.max_file_bytes:
        return (
            f"holds {size:,} bytes, and readers.max_file_bytes allows {settings.max_file_bytes:,}; "
            "split it or raise the setting"
        )
    return None


@dataclass(slots=True)
class _Gathering:
    """Articles by id as they arrive, with what was skipped and noticed."""

    spool: Spool
    places: _Places = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    skipped: list[SkippedRecord] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def take(self, items: Iterable[Item]) -> None:
        for arrived in items:
            item = _settle_id(arrived, self.places)
            if isinstance(item, Article):
                self.numbers[item.document.id] = self.spool.add(item.document)
            elif isinstance(item, Notice):
                self.warnings.append(item.message)
            else:
                self.skipped.append(item)

    def collection(self) -> Collection:
        documents = self.spool.collect(
            (self.numbers[identity] for identity in sorted(self.numbers)), is_sorted=True
        )
        skipped = sorted(set(self.skipped), key=lambda record: (record.path, record.record or 0, record.reason))
        return Collection(documents=documents, skipped=tuple(skipped), warnings=tuple(sorted(set(self.warnings))))


def _advice(article: Article) -> str:
    if article.record is None:
        return "name the folder that holds both"
    return "give each record its own id"
