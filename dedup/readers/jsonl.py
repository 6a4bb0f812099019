"""JSON Lines (.jsonl, .ndjson, also .gz and .zst, and standard input): one record a line.

Each line stands for itself: a bad one is skipped and named by its number, and reading goes on. A line is bounded
before it is parsed, so that a file without line ends costs neither memory nor time.
"""

import codecs
import json
from collections.abc import Iterator
from typing import BinaryIO

from pydantic_core import from_json

from dedup.errors import InvalidRecordError, UnreadableFileError
from dedup.model import SkippedRecord
from dedup.readers.compression import DAMAGE, open_bytes
from dedup.readers.item import InputFile, Item, Notice
from dedup.readers.objection import too_long
from dedup.readers.records import read_record
from dedup.settings import ReaderSettings

_LONGEST_CHARACTER = 12  # bytes: an emoji written as two \uXXXX escapes
_OTHER_FIELDS = 1 << 20  # bytes a line may hold besides the text


def read(file: InputFile, settings: ReaderSettings) -> Iterator[Item]:
    """Yield the articles of a file.

    Raises:
        UnreadableFileError: The file is not JSON Lines in UTF-8.
        OSError: The file cannot be opened.
    """
    with open_bytes(file.path) as stream:
        yield from read_stream(stream, file, settings)


def read_stream(stream: BinaryIO, file: InputFile, settings: ReaderSettings) -> Iterator[Item]:
    """Yield the articles of an open stream.

    Raises:
        UnreadableFileError: The stream is UTF-16 or UTF-32.
    """
    for number, line in enumerate(bounded_lines(stream, settings), start=1):
        if number == 1 and isinstance(line, bytes) and _is_log(line):
            yield Notice(f"{file.shown}: is the log of `dedup clean`, not read")
            return
        if isinstance(line, InvalidRecordError):
            yield SkippedRecord(path=file.shown, record=number, reason=str(line))
        elif line.strip():
            yield _read_line(line, number, file, settings)


def _is_log(line: bytes) -> bool:
    """Whether a file starts as the log that cleaning leaves among its copies."""
    return line.startswith(b'{"type": "log", "schema_version": ') and b'"tool": {"name": "dedup"' in line


def _read_line(line: bytes, number: int, file: InputFile, settings: ReaderSettings) -> Item:
    try:
        fields = parse_line(line)
    except InvalidRecordError as error:
        return SkippedRecord(path=file.shown, record=number, reason=str(error))
    return read_record(fields, number, file, settings, line=line)


def parse_line(line: bytes) -> dict[str, object]:
    """Read the fields of one record.

    Raises:
        InvalidRecordError: The line is no JSON object in UTF-8.
    """
    try:
        value = from_json(line)
    except ValueError:  # a byte order mark, half a surrogate pair, deep nesting, or what is no JSON at all
        value = _parse_with_reasons(line)
    if not isinstance(value, dict):
        raise InvalidRecordError(f"is a JSON {_KINDS[type(value)]}; each line must be one object")
    return value


def _parse_with_reasons(line: bytes) -> object:
    """Read a line by the slower parser of Python, which takes more and says where it stops."""
    try:
        return json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InvalidRecordError(f"is not UTF-8 at byte {error.start}; write the file as UTF-8") from error
    except RecursionError as error:
        raise InvalidRecordError("is nested too deeply for an article; flatten the record") from error
    except json.JSONDecodeError as error:
        raise InvalidRecordError(
            f"is not JSON ({error.msg} at character {error.pos}); each line must be one object"
        ) from error
    except ValueError as error:  # Python turns no more than 4,300 digits into an integer
        raise InvalidRecordError("holds a number of thousands of digits; write it as text") from error


_KINDS = {list: "array", str: "string", int: "number", float: "number", bool: "boolean", type(None): "null"}


def bounded_lines(stream: BinaryIO, settings: ReaderSettings) -> Iterator[bytes | InvalidRecordError]:
    """Yield line after line; in the place of one that is too long, or of the damaged rest, what is wrong."""
    limit = settings.max_characters * _LONGEST_CHARACTER + _OTHER_FIELDS
    total, first = 0, True
    while True:
        try:
            line = stream.readline(limit + 1)
            length = len(line) + (_skip_line(stream, limit, settings) if len(line) > limit else 0)
        except DAMAGE as error:
            yield InvalidRecordError(f"the file is damaged from here on ({error}); fetch it again")
            return
        if first and line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise UnreadableFileError("is UTF-16; JSON Lines must be UTF-8: convert it")
        if not line:
            return
        first, total = False, total + length
        if total > settings.max_file_bytes:
            yield InvalidRecordError(
                f"from here on the file holds more than the {settings.max_file_bytes:,} bytes that "
                "readers.max_file_bytes allows; split it or raise the setting"
            )
            return
        yield line if length <= limit else InvalidRecordError(too_long(f"a line of {length:,} bytes", settings))


def _skip_line(stream: BinaryIO, chunk: int, settings: ReaderSettings) -> int:
    """Read on to the end of the line without keeping it; give the number of bytes skipped."""
    skipped = 0
    while skipped <= settings.max_file_bytes:
        part = stream.readline(chunk)
        skipped += len(part)
        if not part or part.endswith(b"\n"):
            break
    return skipped
