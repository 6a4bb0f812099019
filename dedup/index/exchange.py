"""An index as JSON Lines: one line a document, in the order of acceptance, and back.

In: an open index or lines. Out: lines or documents, one at a time: memory does not grow with the index. Nothing
that cannot be recomputed is lost: text, fields, policy and time of acceptance of every document that is not
retired.
"""

import base64
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from dedup.errors import InvalidRecordError
from dedup.index.documents import read_signature
from dedup.index.index import Index
from dedup.index.matches import Admission
from dedup.index.prepared import Prepared, Signature, prepare, restore
from dedup.index.record import decode_record, document_fields, document_from_fields
from dedup.index.schema import DOCUMENTS
from dedup.model import Document

_BATCH = 256


@dataclass(frozen=True, slots=True)
class _Entry:
    document: Document
    signature: Signature | None
    policy: str
    seen: str


def export_lines(index: Index) -> Iterator[str]:
    """Write every document of an index that is not retired as a line of JSON, without the line break."""
    columns = DOCUMENTS.c
    statement = (
        select(columns.id, columns.policy, columns.seen, columns.signature, columns.record)
        .where(columns.retired.is_(None))
        .order_by(columns.number)
    )
    with index.store.reading() as connection:
        for row in connection.execution_options(yield_per=_BATCH).execute(statement):
            entry: dict[str, Any] = {"id": row.id}
            if row.record is None:
                entry["signature"] = base64.b64encode(row.signature).decode("ascii")
            else:
                entry |= document_fields(decode_record(row.id, row.record))
            if row.policy:
                entry["policy"] = row.policy
            if row.seen:
                entry["seen"] = row.seen
            yield json.dumps(entry)


def import_lines(index: Index, lines: Iterable[str], *, where: str = "import") -> dict[Admission, int]:
    """Add the documents of exported lines; says how often what became of them.

    Documents that are there already are left alone, so that an interrupted import can be repeated.

    Raises:
        InvalidRecordError: A line is no document of an export; the lines before it are in the index.
    """
    counts = dict.fromkeys(Admission, 0)
    batch: list[_Entry] = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            entry = _read_entry(line, f"{where}, line {number}")
            _check_length(entry, f"{where}, line {number}", index.settings.num_perm)
            if batch and (len(batch) >= _BATCH or (entry.policy, entry.seen) != (batch[0].policy, batch[0].seen)):
                _add(index, batch, counts)
                batch = []
            batch.append(entry)
    if batch:
        _add(index, batch, counts)
    return counts


def _read_entry(line: str, where: str) -> _Entry:
    try:
        fields = json.loads(line)
        name, policy, seen = str(fields.pop("id")), str(fields.pop("policy", "")), str(fields.pop("seen", ""))
        if "text" in fields:
            return _Entry(document_from_fields(name, fields), None, policy, seen)
        signature = read_signature(base64.b64decode(fields["signature"], validate=True))
        return _Entry(Document(id=name, text=""), signature, policy, seen)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise InvalidRecordError(f"{where}: is no document of an exported index ({error})") from error


def _check_length(entry: _Entry, where: str, num_perm: int) -> None:
    if entry.signature is not None and len(entry.signature) != num_perm:
        raise InvalidRecordError(
            f"{where}: is no document of this index: its signature has {len(entry.signature)} values instead of "
            f"{num_perm}"
        )


def _add(index: Index, entries: list[_Entry], counts: dict[Admission, int]) -> None:
    outcomes = index.add(_prepare(index, entries), policy=entries[0].policy, seen=entries[0].seen)
    for outcome in outcomes:
        counts[outcome.admission] += 1


def _prepare(index: Index, entries: list[_Entry]) -> tuple[Prepared, ...]:
    """Signatures that came without text are kept, the others made of their texts."""
    prepared = prepare([entry.document for entry in entries], index.settings)
    if all(entry.signature is None for entry in entries):
        return prepared
    signatures = [
        item.signature if entry.signature is None else entry.signature
        for item, entry in zip(prepared, entries, strict=True)
    ]
    return restore([entry.document for entry in entries], signatures, index.settings)
