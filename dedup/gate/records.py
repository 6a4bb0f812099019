"""Streams of records: from lines to answers, in order, with bounded memory.

In: records, read from JSON Lines or made of documents. Out: each with its answer. A line that is no article is
answered like every other: nothing is dropped in silence. Analysis runs on worker processes; look-up and insert
happen here, a batch at a time, and a batch is given out when what it accepted is durable.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, BinaryIO

from dedup.engine import cores, map_stream
from dedup.errors import InvalidRecordError, StoreError, UnreadableFileError
from dedup.gate.answer import Answer
from dedup.gate.examination import Examination, examine
from dedup.gate.judging import Examined
from dedup.gate.needs import Needs
from dedup.gate.workers import Found, Job, start, work
from dedup.index import Place
from dedup.model import Document, SkippedRecord
from dedup.readers.fields import as_text
from dedup.readers.item import InputFile
from dedup.readers.jsonl import bounded_lines, parse_line
from dedup.readers.records import read_record
from dedup.settings import ReaderSettings

if TYPE_CHECKING:
    from dedup.gate.gate import Gate

PRELOAD = ("dedup.gate.preloaded",)
"""What worker processes import once for all of them."""


@dataclass(frozen=True, slots=True)
class Record:
    """One line as it was read, and its document.

    `objection` says why it is no article; the document then has no text, and as id that of the record, if it could
    be read, or file and line number. `line` is empty where there was none, or one too long to keep.
    """

    line: bytes
    document: Document
    objection: str | None = None


def read_records(stream: BinaryIO, file: InputFile, settings: ReaderSettings) -> Iterator[Record]:
    """Read JSON Lines; one record for each line, also for lines that are blank or broken."""
    number = 0
    try:
        for number, line in enumerate(bounded_lines(stream, settings), start=1):
            if isinstance(line, InvalidRecordError):
                yield _refused(b"", None, str(line), number, file)
            else:
                yield read_line(line, number, file, settings)
    except UnreadableFileError as error:
        yield _refused(b"", None, f"the file {error}", number + 1, file)


def read_line(line: bytes, number: int, file: InputFile, settings: ReaderSettings) -> Record:
    """Read one line of JSON Lines.

    >>> file = InputFile(path="a.jsonl", name="a.jsonl", shown="a.jsonl")
    >>> read_line(b'{"id": 7}', 1, file, ReaderSettings()).document.id
    '7'
    """
    if not line.strip():
        return _refused(line, None, "is blank; remove the line", number, file)
    try:
        fields = parse_line(line)
    except InvalidRecordError as error:
        return _refused(line, None, str(error), number, file)
    return read_fields(fields, number, file, settings, line=line)


def read_fields(
    fields: Mapping[str, object], number: int, file: InputFile, settings: ReaderSettings, *, line: bytes = b""
) -> Record:
    """Read one record whose fields are known."""
    read = read_record(fields, number, file, settings)
    if isinstance(read, SkippedRecord):
        return _refused(line, _own_id(fields.get(settings.id)), read.reason, number, file)
    return Record(line, read.document)


def judge_records(
    gate: "Gate", records: Iterable[Record], *, add: bool = False, replace: bool = False
) -> Iterator[list[tuple[Record, Answer]]]:
    """Judge a stream of records, batch after batch, on as many processes as the settings say.

    Raises:
        StoreError: What is quarantined could not be kept.
        DedupError: A worker process died.
    """
    jobs = gate.settings.jobs or cores()
    if gate.index is not None and jobs > 1:
        with suppress(StoreError):  # whoever asks the index next says what is wrong, article by article
            gate.index.share()
    unbound = gate.policy.model_copy()  # what a policy binds to its checks cannot travel
    job = Job(unbound, gate.settings, Place.of(gate.index), add, gate.needs.known)
    function = partial(_examine, needs=gate.needs) if jobs == 1 else work
    with map_stream(
        function, records, jobs, send=_article, weigh=_weigh, preload=PRELOAD, start=partial(start, job)
    ) as chunks:
        for chunk, found in chunks:
            batch = _join(chunk, found)
            yield list(zip(chunk, gate.judge(batch, add=add, replace=replace), strict=True))


def _examine(documents: Sequence[Document], needs: Needs) -> Found:
    return Found(examinations=tuple(examine(document, needs) for document in documents))


def _join(chunk: Sequence[Record], found: Found) -> list[Examined]:
    """Give each record what was found out about it; those that are no articles were not asked about."""
    readable = [record for record in chunk if record.objection is None]
    examined = iter(found.examined([record.document for record in readable], [record.line for record in readable]))
    return [
        next(examined)
        if record.objection is None
        else Examined(record.document, Examination(objection=record.objection), record.line)
        for record in chunk
    ]


def _article(record: Record) -> Document | None:
    return None if record.objection is not None else record.document


def _weigh(record: Record) -> int:
    return len(record.line) + len(record.document.text)


def _refused(line: bytes, name: str | None, reason: str, number: int, file: InputFile) -> Record:
    document = Document(id=name or f"{file.name}#{number}", text="")
    return Record(line, document, f"{file.shown}, line {number}: {reason}")


def _own_id(value: object) -> str | None:
    """The id that a broken record states, where it is one."""
    if isinstance(value, bool | list | dict):
        return None
    return as_text(value)
