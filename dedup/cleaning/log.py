"""The log of a cleaning as JSON Lines: a head, then one line for each repaired document and each change.

In: repaired documents and how they were written. Out: lines, and the same read again. A log is what it takes to
undo every change, or to make the same changes again; lines of changes may be taken out by hand before that.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from dedup import __version__
from dedup.cleaning.edits import Cause, Edit
from dedup.cleaning.plain import Coding
from dedup.cleaning.repairing import Repaired
from dedup.errors import InputError
from dedup.model import Span

LOG_NAME = "changes.jsonl"
_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """How a repaired document was written: the file below the output folder, and there a whole file or a line.

    `field` holds the text of the record. `original_line` is kept where the record could not be written again byte
    for byte from its text; `coding` is that of the original file, `written` that of the copy.
    """

    path: str
    line: int | None = None
    field: str | None = None
    original_line: str | None = None
    coding: Coding | None = None
    written: Coding | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a log says of one document."""

    document: str
    copy: Copy
    before: str
    after: str
    edits: list[Edit] = field(default_factory=list)


def digest(text: str) -> str:
    """Identify a text: SHA-256 of its UTF-8, in hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def head() -> str:
    """Write the first line of a log."""
    return _line({"type": "log", "schema_version": _VERSION, "tool": {"name": "dedup", "version": __version__}})


def lines_of(repaired: Repaired, copy: Copy) -> Iterator[str]:
    """Write the lines of one repaired document."""
    yield _line(
        {
            "type": "document",
            "document": repaired.document.id,
            "path": copy.path,
            "line": copy.line,
            "field": copy.field,
            "original_line": copy.original_line,
            "coding": _coding(copy.coding),
            "written": _coding(copy.written),
            "passes": repaired.passes,
            "changes": len(repaired.edits),
            "before": digest(repaired.document.text),
            "after": digest(repaired.text),
        }
    )
    for edit in repaired.edits:
        yield _line(change_fields(repaired.document.id, edit))


def change_fields(document: str, edit: Edit) -> dict[str, Any]:
    """Turn a change into plain data; it is safe when all that caused it are, and its code is that of the first."""
    return {
        "type": "change",
        "document": document,
        "start": edit.span.start,
        "end": edit.span.end,
        "removed": edit.removed,
        "replacement": edit.replacement,
        "code": edit.causes[0].code,
        "name": edit.causes[0].name,
        "safe": all(cause.safe for cause in edit.causes),
        "causes": [asdict(cause) for cause in edit.causes],
    }


def read_log(path: Path) -> dict[str, Entry]:
    """Read a log: entries by document, edits sorted.

    Raises:
        InputError: The file is no log of a cleaning; the message names the line.
    """
    entries: dict[str, Entry] = {}
    with path.open(encoding="utf-8") as stream:
        for number, line in enumerate(stream, start=1):
            try:
                _take(json.loads(line), number, entries)
            except (ValueError, KeyError, TypeError, IndexError) as error:
                raise InputError(
                    f"{path}, line {number}: is no line of a log of `dedup clean` ({error!r}); name its {LOG_NAME}"
                ) from error
    for entry in entries.values():
        entry.edits.sort(key=lambda edit: edit.span)
    return entries


def _take(data: Mapping[str, Any], number: int, entries: dict[str, Entry]) -> None:
    if (data["type"] == "log") != (number == 1) or data.get("schema_version", _VERSION) != _VERSION:
        raise ValueError(f"a log of another kind, where version {_VERSION} was expected")
    if data["type"] == "document":
        copy = Copy(
            path=data["path"],
            line=data["line"],
            field=data["field"],
            original_line=data["original_line"],
            coding=_read_coding(data["coding"]),
            written=_read_coding(data["written"]),
        )
        entries[data["document"]] = Entry(
            document=data["document"], copy=copy, before=data["before"], after=data["after"]
        )
    elif data["type"] == "change":
        edit = Edit(
            span=Span(data["start"], data["end"]),
            removed=data["removed"],
            replacement=data["replacement"],
            causes=tuple(Cause(**cause) for cause in data["causes"]),
        )
        entries[data["document"]].edits.append(edit)


def _coding(coding: Coding | None) -> dict[str, str] | None:
    return None if coding is None else {"encoding": coding.encoding, "mark": coding.mark.hex()}


def _read_coding(data: Mapping[str, str] | None) -> Coding | None:
    return None if data is None else Coding(data["encoding"], bytes.fromhex(data["mark"]))


def _line(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False) + "\n"
