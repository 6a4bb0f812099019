"""Originals made again from cleaned copies and the log of the cleaning.

In: the folder of copies and its log. Out: a folder in which every text is as it was. Text files come back byte for
byte; records come back as JSON Lines, those that were JSON Lines byte for byte.
"""

import json
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from dedup.cleaning.edits import revert_edits
from dedup.cleaning.log import Entry, digest, read_log
from dedup.cleaning.plain import Coding, read_text
from dedup.cleaning.records import exchange_text, parse_text, write_record
from dedup.cleaning.run import refuse_in_place
from dedup.cleaning.staging import Staging
from dedup.errors import InputError


def undo(folder: Path, log: Path, output: Path) -> int:
    """Write the originals of a folder of copies into another; give the number of changes that were taken back.

    Raises:
        InputError: A copy is missing, or was changed since it was made; the message names it.
    """
    if not folder.is_dir():
        raise InputError(f"{folder}: is no folder; name the one that `dedup clean` wrote")
    refuse_in_place([str(folder)], output)
    entries: dict[str, dict[int, Entry]] = defaultdict(dict)
    for entry in read_log(log).values():
        entries[entry.copy.path][entry.copy.line or 0] = entry
    missing = [path for path in entries if not (folder / path).is_file()]
    if missing:
        raise InputError(f"{folder / missing[0]}: the log speaks of it, and it is not there")
    with Staging() as staging:
        for path in sorted(item for item in folder.rglob("*") if item.is_file()):
            if path.resolve() == log.resolve():
                continue
            name = path.relative_to(folder).as_posix()
            with staging.open(output / name) as stream:
                stream.write(_original(path, entries.get(name, {})))
    return sum(len(entry.edits) for listed in entries.values() for entry in listed.values())


def _original(path: Path, entries: Mapping[int, Entry]) -> bytes:
    data = path.read_bytes()
    try:
        if 0 in entries:
            return _original_text(data, entries[0])
        return _original_records(data, entries) if entries else data
    except InputError as error:
        raise InputError(f"{path}: {error}") from error


def _original_text(data: bytes, entry: Entry) -> bytes:
    text = _revert(read_text(data, entry.copy.written or Coding()), entry)
    return (entry.copy.coding or Coding()).write(text)


def _original_records(data: bytes, entries: Mapping[int, Entry]) -> bytes:
    lines = [line + b"\n" for line in data.split(b"\n")]
    lines[-1] = lines[-1][:-1]
    for number, entry in entries.items():
        if number > len(lines):
            raise InputError(f"has no line {number}, of which the log speaks")
        lines[number - 1] = _original_line(lines[number - 1], entry)
    return b"".join(lines)


def _original_line(line: bytes, entry: Entry) -> bytes:
    field = entry.copy.field or "text"
    cleaned = parse_text(line, field)
    text = _revert(cleaned, entry)
    if entry.copy.original_line is not None:
        return entry.copy.original_line.encode()
    exchanged = exchange_text(line, field, cleaned, text)
    if exchanged is not None:
        return exchanged
    return write_record({**json.loads(line.decode("utf-8-sig")), field: text})


def _revert(cleaned: str, entry: Entry) -> str:
    if digest(cleaned) != entry.after:
        raise InputError(f"the text of {entry.document} was changed since it was cleaned; restore the copy")
    return revert_edits(cleaned, entry.edits)
