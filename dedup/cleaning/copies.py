"""The copy of one input file, with its articles repaired.

In: a file and its articles. Out: text files under their own name, everything else as JSON Lines: records with all
of their fields, articles out of pages with what the page said of them.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO

from dedup.cleaning.log import Copy
from dedup.cleaning.plain import Coding, coding_of
from dedup.cleaning.records import exchange_text, fields_of, write_record
from dedup.cleaning.repairing import Repaired
from dedup.readers import markdown, text
from dedup.readers.formats import find_reader
from dedup.readers.item import Article, InputFile
from dedup.settings import ReaderSettings

Keep = Callable[[Repaired, Copy], None]
"""Called with every repaired document and how it was written."""


def copy_name(name: str) -> str:
    """Name the copy of a file.

    >>> copy_name("a/b.txt"), copy_name("dump.csv"), copy_name("dump.jsonl")
    ('a/b.txt', 'dump.csv.jsonl', 'dump.jsonl')
    """
    return name if keeps_form(name) or name.endswith((".jsonl", ".ndjson")) else f"{name}.jsonl"


def keeps_form(name: str) -> bool:
    """Whether a file is its article, so that a repaired article is a file of the same kind."""
    return find_reader(name) in {text.read, markdown.read}


def copy_text(file: InputFile, repaired: Repaired, name: str, stream: BinaryIO, keep: Keep) -> None:
    """Write a text file: byte for byte as it was where nothing changed."""
    data = Path(file.path).read_bytes()
    if not repaired.edits:
        stream.write(data)
        return
    coding = coding_of(data, repaired.document.text)
    written = coding if coding and coding.can_write(repaired.text) else Coding()
    stream.write(written.write(repaired.text))
    keep(repaired, Copy(path=name, coding=coding, written=written))


def copy_records(
    articles: Iterable[tuple[Article, Repaired]], name: str, settings: ReaderSettings, stream: BinaryIO, keep: Keep
) -> None:
    """Write records, each on the line of its number, so that ids made of numbers stay."""
    number = 0
    for article, repaired in articles:
        for _ in range(_missing(article, number)):
            stream.write(b"\n")
            number += 1
        number += 1
        line, original = _line(article, repaired, settings)
        stream.write(line)
        if repaired.edits:
            keep(repaired, Copy(path=name, line=number, field=settings.text, original_line=original))


def _missing(article: Article, number: int) -> int:
    """How many lines are empty before a record: those of records that could not be read."""
    return 0 if article.fields is None or article.record is None else max(0, article.record - number - 1)


def _line(article: Article, repaired: Repaired, settings: ReaderSettings) -> tuple[bytes, str | None]:
    """Write a record, and give its original line where that could not be made again from the new one."""
    if article.line is None:
        fields = article.fields or fields_of(article.document, settings)
        return write_record({**fields, settings.text: repaired.text}), None
    if not repaired.edits:
        return article.line, None
    line = exchange_text(article.line, settings.text, repaired.document.text, repaired.text)
    if line is not None:
        return line, None
    fields = {**(article.fields or {}), settings.text: repaired.text}
    return write_record(fields), article.line.decode("utf-8")
