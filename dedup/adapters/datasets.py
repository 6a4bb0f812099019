"""Functions for Hugging Face `datasets`: mark rows with the gate's decision, or keep the accepted ones.

    with Gate.open("articles.db", "training") as gate:
        marked = dataset.map(decide(gate), batched=True, with_indices=True)
        kept = dataset.filter(accepts(gate, add=True), batched=True, with_indices=True, load_from_cache_file=False)

Both take batches. With `add` the result depends on what the index holds: do not load it from the cache, and use one
process.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dedup.adapters.items import judge_items
from dedup.gate import Answer, Gate
from dedup.model import Decision

Batch = Mapping[str, Sequence[Any]]
"""Columns by name, all of one length."""


def decide(gate: Gate, *, add: bool = False) -> Callable[[Batch, Sequence[int]], dict[str, list[Any]]]:
    """A function for `map(..., batched=True, with_indices=True)`: adds `decision`, `reasons`, `duplicates`."""

    def mark(batch: Batch, numbers: Sequence[int]) -> dict[str, list[Any]]:
        answers = _judge(gate, batch, numbers, add=add)
        return {
            "decision": [answer.decision.value for answer in answers],
            "reasons": [[reason.message for reason in answer.reasons] for answer in answers],
            "duplicates": [[duplicate.document for duplicate in answer.duplicates] for answer in answers],
        }

    return mark


def accepts(gate: Gate, *, add: bool = False) -> Callable[[Batch, Sequence[int]], list[bool]]:
    """A function for `filter(..., batched=True, with_indices=True)` that keeps the accepted rows."""

    def keep(batch: Batch, numbers: Sequence[int]) -> list[bool]:
        return [answer.decision is Decision.ACCEPT for answer in _judge(gate, batch, numbers, add=add)]

    return keep


def _judge(gate: Gate, batch: Batch, numbers: Sequence[int], *, add: bool) -> list[Answer]:
    rows = [dict(zip(batch, values, strict=True)) for values in zip(*batch.values(), strict=True)]
    return judge_items(gate, rows, add=add, first=numbers[0] + 1 if numbers else 1, origin="row")
