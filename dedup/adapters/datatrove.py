"""A filter for datatrove: documents that the gate does not accept leave the pipeline.

    GateFilter("articles.db", "training", exclusion_writer=JsonlWriter("rejected"))

Accepted documents are in the index when the next step sees them, so that tasks that share one index on PostgreSQL,
or one file on one machine, do not accept the same article twice. The reasons stand in the metadata of what leaves.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from datatrove.pipeline.filters.base_filter import BaseFilter

from dedup.adapters.items import judge_items
from dedup.gate import Answer, Gate
from dedup.model import Decision

if TYPE_CHECKING:
    from datatrove.data import Document
    from datatrove.pipeline.writers.disk_base import DiskWriter


class GateFilter(BaseFilter):  # type: ignore[misc]  # datatrove ships no types
    """Asks the gate about every document; without an index nothing is compared or added."""

    name = "🚪 dedup gate"

    def __init__(
        self,
        index: str | Path | None = None,
        policy: str | Path | None = None,
        *,
        quarantine: str | Path | None = None,
        exclusion_writer: "DiskWriter | None" = None,
        batch_size: int = 32,
    ) -> None:
        super().__init__(exclusion_writer, batch_size)
        self._where = (index, policy, quarantine)
        self._gate: Gate | None = None

    def __getstate__(self) -> dict[str, Any]:
        """Each process opens the index anew."""
        return {**self.__dict__, "_gate": None}

    def filter(self, doc: "Document") -> bool | tuple[bool, str]:
        """Say whether a document stays."""
        return self.filter_batch([doc])[0]

    def filter_batch(self, batch: "list[Document]") -> list[bool | tuple[bool, str]]:
        """Say which documents stay, in one transaction."""
        gate = self._open()
        items = [{**doc.metadata, "id": doc.id, "text": doc.text} for doc in batch]
        answers = judge_items(gate, items, add=gate.index is not None)
        return [_verdict(doc, answer) for doc, answer in zip(batch, answers, strict=True)]

    def run(self, data: Any, rank: int = 0, world_size: int = 1) -> Any:
        """Filter the documents of a task, and close the index at its end."""
        try:
            yield from super().run(data, rank, world_size)
        finally:
            if self._gate is not None:
                self._gate.close()
                self._gate = None

    def _open(self) -> Gate:
        if self._gate is None:
            index, policy, quarantine = self._where
            self._gate = Gate.open(index, policy, quarantine=quarantine)
        return self._gate


def _verdict(doc: "Document", answer: Answer) -> bool | tuple[bool, str]:
    if answer.decision is Decision.ACCEPT:
        return True
    doc.metadata["dedup_decision"] = answer.decision.value
    doc.metadata["dedup_reasons"] = [reason.message for reason in answer.reasons]
    return False, f"dedup_{answer.decision.value}"
