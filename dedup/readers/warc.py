"""Web archives (.warc, .warc.gz): every HTML page that a server answered with success becomes an article.

Read with fastwarc. Requests, images, redirects, error pages and the archive's own records are no articles and are
passed over in silence. The id is the address; a page that was fetched twice gets the file and record number added.
"""

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from dedup.errors import InputError, InvalidRecordError
from dedup.model import SkippedRecord
from dedup.readers.decoding import declared_in_page, decode
from dedup.readers.html import BYTES_PER_CHARACTER, extract_document
from dedup.readers.item import Article, InputFile, Item
from dedup.readers.objection import too_long
from dedup.settings import ReaderSettings
from dedup.storage import open_file

_PAGES = ("text/html", "application/xhtml+xml")
_SUCCESS = range(200, 300)
_HTTP_HEADERS = 1 << 20  # bytes


def read(file: InputFile, settings: ReaderSettings) -> Iterator[Item]:
    """Yield the articles of an archive.

    Raises:
        OSError: The file cannot be opened.
    """
    from fastwarc.warc import ArchiveIterator

    number = 0
    with open_file(file.path) as stream:
        try:
            for number, record in enumerate(ArchiveIterator(stream, parse_http=False), start=1):
                yield from _read_record(record, number, file, settings)
        except (OSError, EOFError, MemoryError) as error:
            reason = f"the archive is damaged from here on ({error}); fetch it again"
            yield SkippedRecord(path=file.shown, record=number + 1, reason=reason)
    if number == 0:
        yield SkippedRecord(
            path=file.shown, record=None, reason="holds no WARC record; check that it is an archive"
        )


def _read_record(record: Any, number: int, file: InputFile, settings: ReaderSettings) -> Iterator[Item]:
    if (record.headers.get("WARC-Type") or "").lower() != "response":
        return
    address = record.headers.get("WARC-Target-URI") or ""
    try:
        answer = _open_answer(_read_block(record, settings))
        if not _is_page(answer):
            return
        url = address.strip().strip("<>")
        spare = f"{file.name}#{number}"
        page = _read_page(answer, settings)
        found = extract_document(page, settings, identity=url or spare, path=file.shown, url=url or None)
    except InputError as error:
        yield SkippedRecord(
            path=file.shown, record=number, reason=f"{address[:200]}: {error}" if address else str(error)
        )
        return
    yield Article(replace(found, record=number), number, spare_id=f"{url}#{spare}")


def _read_block(record: Any, settings: ReaderSettings) -> bytes:
    limit = settings.max_characters * BYTES_PER_CHARACTER + _HTTP_HEADERS
    declared = record.content_length
    if declared > limit:
        raise InvalidRecordError(too_long(f"{declared:,} bytes", settings))
    block: bytes = record.reader.read(limit)
    if len(block) < declared:
        raise InvalidRecordError(
            f"the archive ends inside this record ({len(block):,} of {declared:,} bytes); fetch it again"
        )
    return block


def _open_answer(block: bytes) -> Any:
    """Parse the HTTP answer apart from the archive, so that one broken answer does not stop the others."""
    from fastwarc.warc import ArchiveIterator

    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    try:
        answers = ArchiveIterator(
            io.BytesIO(head.encode() + block + b"\r\n\r\n"), parse_http=True, auto_decode="all"
        )
        return next(iter(answers), None)
    except (OSError, ValueError, RuntimeError) as error:
        raise InvalidRecordError(f"holds no readable HTTP answer ({error}); leave it out") from error


def _is_page(answer: Any) -> bool:
    if answer is None or answer.http_headers is None:
        return False
    status = answer.http_headers.status_code
    return (answer.http_content_type or "").lower() in _PAGES and (status is None or status in _SUCCESS)


def _read_page(answer: Any, settings: ReaderSettings) -> str:
    limit = settings.max_characters * BYTES_PER_CHARACTER
    try:
        page: bytes = answer.reader.read(limit + 1)
    except (OSError, EOFError, ValueError, RuntimeError) as error:
        raise InvalidRecordError(f"cannot be decompressed ({error}); fetch the page again") from error
    if len(page) > limit:
        raise InvalidRecordError(too_long(f"more than {limit:,} bytes", settings))
    return decode(page, answer.http_charset or declared_in_page(page)).text
