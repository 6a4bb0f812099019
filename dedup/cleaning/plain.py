"""Text files written again: the same encoding, byte order mark and line ends.

In: the bytes of a file and its text. Out: how the one makes the other, so that a repaired text becomes a file of
the same kind, and the original file can be made again byte for byte.
"""

import codecs
from dataclasses import dataclass

from dedup.errors import UnreadableFileError
from dedup.readers.decoding import find_encoding

_MARKED = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF8, "utf-8"),
)


@dataclass(frozen=True, slots=True)
class Coding:
    """An encoding, and the byte order mark before the text."""

    encoding: str = "utf-8"
    mark: bytes = b""

    def write(self, text: str) -> bytes:
        """Turn a text into the bytes of a file."""
        return self.mark + text.encode(self.encoding)

    def can_write(self, text: str) -> bool:
        """Whether the encoding has all characters of a text."""
        try:
            text.encode(self.encoding)
        except UnicodeEncodeError:
            return False
        return True


def coding_of(data: bytes, text: str) -> Coding | None:
    """Find the coding that writes exactly these bytes for a text; None where there is none.

    >>> coding_of("Größe".encode("cp1252"), "Größe")
    Coding(encoding='cp1252', mark=b'')
    """
    mark, encoding = next(((mark, name) for mark, name in _MARKED if data.startswith(mark)), (b"", ""))
    try:
        coding = Coding(encoding or find_encoding(data).removesuffix("-sig"), mark)
    except UnreadableFileError:
        return None
    return coding if coding.can_write(text) and coding.write(text) == data else None


def read_text(data: bytes, coding: Coding) -> str:
    """Read the text of a file that was written with a coding.

    Raises:
        UnreadableFileError: It was not.
    """
    try:
        if data.startswith(coding.mark):
            return data[len(coding.mark) :].decode(coding.encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFileError(f"is not {coding.encoding} any more") from error
    raise UnreadableFileError("has lost its byte order mark")
