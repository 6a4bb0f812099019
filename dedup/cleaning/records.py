"""Records written again with another text, everything else as it was.

In: a record and its new text. Out: a line of JSON. Where the record was a line of JSON, only the text within it is
exchanged, so that numbers, order and spacing of the other fields stay byte for byte.
"""

import json
import math
from collections.abc import Mapping

from dedup.errors import InputError
from dedup.model import Document
from dedup.settings import ReaderSettings


def exchange_text(line: bytes, field: str, old: str, new: str) -> bytes | None:
    """Exchange the text in a line of JSON; None where it is written in a way that would not come back.

    >>> exchange_text(b'{"n": 1e2, "text": "a b"}', "text", "a b", "ab")
    b'{"n": 1e2, "text": "ab"}'
    """
    for ascii_only in (False, True):
        before, after = _token(old, ascii_only=ascii_only), _token(new, ascii_only=ascii_only)
        if line.count(before) == 1:
            changed = line.replace(before, after)
            if changed.count(after) == 1 and _holds(changed, line, field, new):
                return changed
    return None


def _token(text: str, *, ascii_only: bool) -> bytes:
    return json.dumps(text, ensure_ascii=ascii_only).encode("utf-8", "surrogatepass")


def _holds(changed: bytes, line: bytes, field: str, new: str) -> bool:
    """Whether the two lines differ in that field alone; NaN, which differs from itself, is compared as printed."""
    fields = json.loads(line.decode("utf-8-sig"))
    return repr(json.loads(changed.decode("utf-8-sig"))) == repr({**fields, field: new})


def parse_text(line: bytes, field: str) -> str:
    """Read the text of a record that was written here.

    Raises:
        InputError: The line is no record with such a text.
    """
    try:
        text = json.loads(line.decode("utf-8-sig"))[field]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise InputError(f"is no record with a text in {field!r}") from error
    if not isinstance(text, str):
        raise InputError(f"holds no text in {field!r}")
    return text


def write_record(fields: Mapping[str, object]) -> bytes:
    """Write a record as a line of JSON, in UTF-8 where that can hold it, else in escapes."""
    plain = {str(name): _plain(value) for name, value in fields.items()}
    line = json.dumps(plain, ensure_ascii=False, default=_plain)
    try:
        return line.encode() + b"\n"
    except UnicodeEncodeError:
        return json.dumps(plain, default=_plain).encode() + b"\n"


def _plain(value: object) -> object:
    """What JSON has no word for, as the readers print it."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value if isinstance(value, str | int | float | bool | list | dict | None) else str(value)


def fields_of(document: Document, settings: ReaderSettings) -> dict[str, object]:
    """Make a record of an article that was taken out of a page; the readers find every field again.

    >>> fields_of(Document(id="a.html", text="Text", title="Titel"), ReaderSettings())
    {'id': 'a.html', 'title': 'Titel', 'text': 'Text'}
    """
    described = {
        settings.id: document.id,
        settings.title: document.title,
        "language": document.language,
        settings.date: document.published,
        "byline": document.byline,
        settings.outlet: document.outlet,
        settings.url: document.url,
        **dict(document.metadata),
        settings.text: document.text,
    }
    return {name: value for name, value in described.items() if value is not None}
