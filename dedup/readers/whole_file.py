"""Files that hold one article: read, decoded, and turned into a document.

In: a file. Out: its text exactly as it stands there. The size is checked before anything is read.
"""

import io
from collections.abc import Iterator

from dedup.errors import UnreadableFileError
from dedup.model import Document, SkippedRecord
from dedup.readers.decoding import decode, describe_encoding
from dedup.readers.item import Article, InputFile, Item, Notice
from dedup.readers.objection import find_objection, too_long
from dedup.settings import ReaderSettings
from dedup.storage import open_file

_LONGEST_CHARACTER = 4  # bytes, in UTF-8, UTF-16 and UTF-32


def read_bytes(
    file: InputFile, settings: ReaderSettings, *, bytes_per_character: int = _LONGEST_CHARACTER
) -> bytes:
    """Read a whole file unless it is certainly too long.

    Raises:
        UnreadableFileError: The file holds more bytes than an article may.
        OSError: The file cannot be opened or read.
    """
    limit = settings.max_characters * bytes_per_character
    with open_file(file.path) as stream:
        size = stream.seek(0, io.SEEK_END)  # asked first: reading sets memory aside for all that is allowed
        stream.seek(0)
        data = stream.read(min(limit, size) + 1)
    if len(data) > limit:
        raise UnreadableFileError(too_long(f"more than {limit:,} bytes", settings))
    return data


def read_text(file: InputFile, settings: ReaderSettings) -> Iterator[str | Notice | SkippedRecord]:
    """Yield the text of a file, or why it is none; before it, what the user should know of its encoding.

    Raises:
        UnreadableFileError: The file is too long or no text.
        OSError: The file cannot be opened or read.
    """
    decoded = decode(read_bytes(file, settings))
    if decoded.encoding:
        yield Notice(f"{file.shown}: {describe_encoding(decoded.encoding)}")
    objection = find_objection(decoded.text, settings)
    yield SkippedRecord(path=file.shown, record=None, reason=objection) if objection else decoded.text


def read_plain(file: InputFile, settings: ReaderSettings) -> Iterator[Item]:
    """Yield the one article of a file without markup."""
    for found in read_text(file, settings):
        if isinstance(found, str):
            yield Article(Document(id=file.name, text=found, path=file.shown))
        else:
            yield found
