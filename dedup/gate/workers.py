"""What worker processes of a stream do: examine articles and look them up, through a connection of their own.

In: a chunk of articles. Out: their answers, where nothing is added; else everything but the decision, which needs
the one transaction that adds. What a worker cannot do is left to the gate that sent the chunk: it tries again, and
says what is wrong.
"""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from dedup.artifacts import NOTHING_KNOWN, Known
from dedup.errors import DedupError
from dedup.gate.answer import Answer
from dedup.gate.examination import Examination, examine
from dedup.gate.judging import Examined, Ready
from dedup.index import Columns, Foreseen, Index, Place, make_columns
from dedup.model import Document
from dedup.policy import Policy
from dedup.settings import Settings

if TYPE_CHECKING:
    from dedup.gate.gate import Gate


@dataclass(frozen=True, slots=True)
class Job:
    """What the gate of a stream does, for its workers."""

    policy: Policy
    settings: Settings
    place: Place | None
    add: bool
    known: Known = NOTHING_KNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was found out about articles; `answers`, `columns` and `foreseen` are empty where that failed."""

    examinations: tuple[Examination, ...]
    answers: tuple[Answer, ...] = ()
    columns: Columns | None = None
    foreseen: tuple[Foreseen | None, ...] = ()

    def examined(self, documents: Sequence[Document], lines: Sequence[bytes]) -> list[Examined]:
        """Give each article its part."""
        ready: Sequence[Ready | None] = (None,) * len(documents)
        if self.columns is not None:
            prepared = self.columns.prepared(documents)
            ready = [Ready(*pair) for pair in zip(prepared, self.foreseen, strict=True)]
        answers = self.answers or (None,) * len(documents)
        rows = zip(documents, self.examinations, lines, ready, answers, strict=True)
        return [Examined(*row) for row in rows]


_jobs: list[Job] = []
"""The job of this worker, once it has one."""


def start(job: Job) -> None:
    """Take on a job; called once in a worker."""
    _jobs.append(job)


def work(documents: Sequence[Document]) -> Found:
    """Do the job for a chunk of articles."""
    job, gate = _jobs[-1], _gate(len(_jobs))
    columns, foreseen = _look_up(gate.index, documents, from_files=job.add)
    examinations = tuple(
        examine(document, gate.needs, earlier_share=item.matches.earlier_share if item else None)
        for document, item in zip(documents, foreseen, strict=True)
    )
    found = Found(examinations=examinations, columns=columns, foreseen=foreseen)
    if job.add or (gate.index is None and job.place is not None):
        return found
    answers = gate.judge(found.examined(documents, (b"",) * len(documents)))
    return Found(examinations=examinations, answers=tuple(answers))


@cache
def _gate(_number: int) -> "Gate":
    """Open the gate of the job; without the index, where that cannot be opened."""
    from dedup.gate.gate import Gate

    job = _jobs[-1]
    index = None
    if job.place is not None:
        with contextlib.suppress(DedupError):
            index = job.place.open()
    return Gate(job.policy, job.settings, index, known=job.known)


def _look_up(
    index: Index | None, documents: Sequence[Document], *, from_files: bool
) -> tuple[Columns | None, tuple[Foreseen | None, ...]]:
    nothing = (None,) * len(documents)
    if index is None:
        return None, nothing
    try:
        columns = make_columns(documents, index.settings)
        return columns, index.foresee(columns.prepared(documents), from_files=from_files)
    except Exception:  # noqa: BLE001 - whoever judges tries again, and says what is wrong
        return None, nothing
