"""What worker processes do: examine articles, and compare them with the index through a connection of their own.

In: articles. Out: examinations and matches, small enough to travel. A comparison that fails says why instead of
raising, so that one article does not cost the others of its batch theirs.
"""

import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field

from dedup.gate.examination import SAMPLE, Examination, examine
from dedup.gate.needs import Needs
from dedup.index import Index, Matches, Place, prepare
from dedup.model import Document

_opened: list[Index] = []
"""The index of this worker, once it has opened it."""


@dataclass(frozen=True, slots=True)
class Compared:
    """How many words an article has and what it shares; `trouble` says why that could not be found out."""

    words: int = 0
    matches: Matches = field(default_factory=Matches)
    trouble: str | None = None


Examined = tuple[list[Examination], list[Compared]]


def start(needs: Needs, place: Place | None) -> None:
    """Read all dictionaries and open the index, before the first article comes.

    Stopping is left to the service, which may need the worker for requests that still run; without it the worker
    ends.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    examine(SAMPLE, needs)
    if place is not None:
        index = place.open()
        index.warm_up()
        _opened.append(index)


def examine_all(documents: Sequence[Document], needs: Needs) -> list[Examination]:
    """Examine articles one after the other."""
    return [examine(document, needs) for document in documents]


def compare_all(documents: Sequence[Document]) -> list[Compared]:
    """Look articles up, together where that works."""
    try:
        return _compare(documents)
    except Exception as error:  # noqa: BLE001 - whatever fails, the gate stays closed and says why
        if len(documents) == 1:
            return [Compared(trouble=str(error) or type(error).__name__)]
    return [compared for document in documents for compared in compare_all([document])]


def examine_and_compare(documents: Sequence[Document], needs: Needs) -> Examined:
    """Do both for a part of a batch."""
    return examine_all(documents, needs), compare_all(documents)


def _compare(documents: Sequence[Document]) -> list[Compared]:
    if len({document.id for document in documents}) < len(documents):
        raise ValueError("an id stands twice: each is looked up by itself")
    prepared = prepare(documents, _opened[0].settings)
    matches = _opened[0].look_up(prepared)
    return [Compared(len(item.words.hashes), found) for item, found in zip(prepared, matches, strict=True)]


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        with contextlib.suppress(OSError):
            parent.join()
        os._exit(1)
