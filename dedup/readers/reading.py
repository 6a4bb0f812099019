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
from dedup.model import Collection, Document, SkippedRecord
from dedup.readers import jsonl
from dedup.readers.formats import find_reader
from dedup.readers.item import Article, InputFile, Item, Notice
from dedup.readers.paths import STDIN, explain, find_files
from dedup.readers.spool import Spool
from dedup.settings import ReaderSettings

Progress = Callable[[str, int, int], None]
"""Called with the stage ("reading"), the files read so far and the number of files."""


def read_documents(
    paths: Sequence[str | os.PathLike[str]],
    settings: ReaderSettings = ReaderSettings(),  # noqa: B008 - frozen
    *,
    stdin: BinaryIO | None = None,
    memory: int = sys.maxsize,
    progress: Progress | None = None,
) -> Collection:
    """Read articles from files, folders, patterns ("news/**/*.txt") and standard input ("-", JSON Lines).

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
    status = os.stat(file.path)  # noqa: PTH116 - the path may hold bytes that are no text
    if not stat.S_ISREG(status.st_mode):
        return "is a pipe or a device, not a file; send JSON Lines to standard input and name it -"
    if status.st_size > settings.max_file_bytes:
        return (
            f"holds {status.st_size:,} bytes, and readers.max_file_bytes allows {settings.max_file_bytes:,}; "
            "split it or raise the setting"
        )
    return None


@dataclass(frozen=True, slots=True)
class _Kept:
    """An article in the spool: its number there, and where it was read."""

    number: int
    place: str


@dataclass(slots=True)
class _Gathering:
    """Articles by id as they arrive, with what was skipped and noticed."""

    spool: Spool
    articles: dict[str, _Kept] = field(default_factory=dict)
    skipped: list[SkippedRecord] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def take(self, items: Iterable[Item]) -> None:
        for item in items:
            if isinstance(item, Article):
                self._add(item)
            elif isinstance(item, Notice):
                self.warnings.append(item.message)
            else:
                self.skipped.append(item)

    def _add(self, article: Article) -> None:
        document = article.document
        first = self.articles.get(document.id)
        if first is None:
            self._keep(article, document)
        elif article.spare_id and article.spare_id not in self.articles:
            self._keep(article, replace(document, id=article.spare_id))
        else:
            reason = f"its id {document.id!r} is already taken by {first.place}; {_advice(article)}"
            self.skipped.append(SkippedRecord(path=document.path or "", record=article.record, reason=reason))

    def _keep(self, article: Article, document: Document) -> None:
        self.articles[document.id] = _Kept(self.spool.add(document), _place(article))

    def collection(self) -> Collection:
        documents = self.spool.collect(self.articles[identity].number for identity in sorted(self.articles))
        skipped = sorted(set(self.skipped), key=lambda record: (record.path, record.record or 0, record.reason))
        return Collection(documents=documents, skipped=tuple(skipped), warnings=tuple(sorted(set(self.warnings))))


def _place(article: Article) -> str:
    path = article.document.path or ""
    return path if article.record is None else f"{path}, record {article.record}"


def _advice(article: Article) -> str:
    if article.record is None:
        return "name the folder that holds both"
    return "give each record its own id"
