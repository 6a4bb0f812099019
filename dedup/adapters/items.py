"""Items of other programs as records of the gate.

In: a mapping with fields as in JSON Lines. Out: the gate's answer. The rules for fields, ids and unreadable text
are those of `dedup gate`.
"""

from collections.abc import Mapping, Sequence

from dedup.gate import Answer, Examined, Gate
from dedup.gate.examination import Examination, examine
from dedup.gate.records import read_fields
from dedup.readers.item import InputFile


def judge_items(
    gate: Gate, items: Sequence[Mapping[str, object]], *, add: bool, first: int = 1, origin: str = "item"
) -> list[Answer]:
    """Judge items in order; one without id is named by its number, which starts at `first`."""
    file = InputFile(path=origin, name=origin, shown=origin)
    records = [read_fields(item, number, file, gate.settings.readers) for number, item in enumerate(items, first)]
    batch = [
        Examined(
            record.document,
            Examination(objection=record.objection) if record.objection else examine(record.document, gate.needs),
        )
        for record in records
    ]
    return gate.judge(batch, add=add)
