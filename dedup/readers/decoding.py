"""Bytes to text: UTF-8 unless the bytes say otherwise.

In: the bytes of a file. Out: its text with newlines untouched and the byte order mark removed, and the encoding
where it was not UTF-8. Order: byte order mark, UTF-8, the encoding that the page declares, detection.
"""

import codecs
import re
from dataclasses import dataclass

from dedup.errors import UnreadableFileError

# UTF-32 comes first: its little-endian mark starts with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What text files were written in before UTF-8. Detection among all codecs reads short texts as EBCDIC or UTF-16.
_CANDIDATES = [
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257"),
    *("mac_roman", "koi8_r", "cp437", "cp850", "gb18030", "big5", "cp932", "euc_jp", "euc_kr"),
]
_SAMPLE_BYTES = 1 << 16
_NUL_SHARE = 0.35  # of the bytes of a UTF-16 text in a Latin script about half are NUL; chosen by hand


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the encoding it was read as; None for UTF-8 and for the encoding that was declared."""

    text: str
    encoding: str | None = None


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Decode a whole file.

    >>> decode("Größe".encode("cp1252"))
    Decoded(text='Größe', encoding='cp1252')

    Raises:
        UnreadableFileError: The bytes are no text in any encoding that is tried.
    """
    encoding = find_encoding(data, declared)
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise UnreadableFileError(f"is not valid {encoding} ({error}); save it as UTF-8") from error
    return Decoded(text, None if encoding in {"utf-8-sig", _codec(declared)} else encoding)


def find_encoding(data: bytes, declared: str | None = None, *, partial: bool = False) -> str:
    """Name the codec that reads these bytes; `utf-8-sig` for UTF-8 with or without a byte order mark.

    `partial` says that the bytes are the start of a file and may end inside a character.

    Raises:
        UnreadableFileError: The bytes are no text in any encoding that is tried.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    if b"\0" in data:
        return _encoding_with_nul(data)
    if _decodes(data, "utf-8", partial=partial):
        return "utf-8-sig"
    if declared and _decodes(data, declared, partial=partial):
        return codecs.lookup(declared).name
    return _detect(data)


def describe_encoding(encoding: str) -> str:
    """Say that a file is not UTF-8.

    >>> describe_encoding("cp1252")
    'not UTF-8, read as cp1252'
    """
    return f"not UTF-8, read as {encoding}"


def declared_in_page(page: bytes) -> str | None:
    """Find the encoding that an HTML page names in its first 4,096 bytes.

    >>> declared_in_page(b'<meta charset="iso-8859-1">')
    'iso-8859-1'
    """
    found = re.search(
        rb"""<meta[^<>]{0,200}?charset\s{0,9}=\s{0,9}["']?([\w.:-]{1,40})""", page[:4096], re.IGNORECASE
    )
    return found[1].decode("ascii", "replace").lower() if found else None


def _codec(declared: str | None) -> str | None:
    """Give a declared encoding the name of its codec; None for one that there is none for."""
    try:
        return codecs.lookup(declared).name if declared else None
    except (LookupError, ValueError):
        return None


def _encoding_with_nul(data: bytes) -> str:
    sample = data[:_SAMPLE_BYTES]
    low, high = sample[1::2].count(0), sample[0::2].count(0)
    if max(low, high) >= _NUL_SHARE * len(sample) and min(low, high) * 20 <= max(low, high):
        return "utf-16-le" if low > high else "utf-16-be"
    raise UnreadableFileError("is binary (it holds NUL bytes), not text; convert it or leave it out")


def _decodes(data: bytes, encoding: str, *, partial: bool) -> bool:
    try:
        codecs.getincrementaldecoder(encoding)().decode(data, not partial)
    except (ValueError, LookupError, AttributeError, TypeError):
        # A page may declare a codec that is unknown, has no incremental form, or makes no text ("rot13", "hex").
        return False
    return True


def _detect(data: bytes) -> str:
    import charset_normalizer

    best = charset_normalizer.from_bytes(data, cp_isolation=_CANDIDATES, enable_fallback=False).best()
    if best is None:
        raise UnreadableFileError("is neither UTF-8 nor text in a known encoding; convert it to UTF-8")
    # Western text often reads the same in several code pages: then it has its usual name.
    if _decodes(data, "cp1252", partial=False) and data.decode("cp1252") == str(best):
        return "cp1252"
    return best.encoding
