"""The waves over a collection: every document on its own, and at the same time reuse of all, on one engine.

In: documents, settings. Out: what they share, and an analysis of each, in order. With a folder, finished parts are
kept, and a run that was killed goes on where it was; what nothing of changed depends on is kept for the next run.
"""

import itertools
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from threading import Lock

from dedup import __version__
from dedup.analysis import Analysis, add_findings_of_collection, analyse
from dedup.engine import Engine, EngineMap, Run, Stage, WorkFolder, local_engine, map_saved, saved_parts
from dedup.model import Document
from dedup.readers.place import place_of
from dedup.reuse import Reuse, find_reuse
from dedup.reuse.workspace import Workspace
from dedup.settings import Settings

Progress = Callable[[str, int, int], None]
"""Called with the name of a stage, the steps done and the steps in all."""

_WORTH_WORKERS = 500_000
"""Characters from which starting workers, each with its word lists, is cheaper than doing the work here."""
_ANALYSES = Stage("citations and damage", ("artifacts", "attribution"))
_REUSE = Stage("shared wording", ("reuse",))


def look_at(
    documents: Sequence[Document],
    settings: Settings,
    *,
    work: Path | WorkFolder | None,
    engine: Engine | None,
    tell: Progress,
) -> tuple[Reuse, list[Analysis]]:
    """Find what documents share and what each says on its own."""
    look = partial(analyse, settings=settings)
    tally = _Tally(tell, _ANALYSES.name, len(documents))
    folder = work if work is None or isinstance(work, WorkFolder) else WorkFolder(work)
    dumped = settings.model_dump(mode="json", exclude={"jobs", "memory_bytes"})
    with (
        Workspace(folder.path if folder else None, memory=settings.memory_bytes) as workspace,
        opened(engine, documents, settings) as used,
        saved_parts(_ANALYSES, Run(documents, dumped, __version__), folder, workspace, beside=[_REUSE]) as saved,
        map_saved(
            look, documents, used, kind=Analysis, saved=saved, name=_name_article, arrived=tally.add
        ) as arriving,
    ):
        reuse = find_reuse(documents, settings.reuse, workspace=workspace, spread=EngineMap(used), progress=tell)
        analyses = list(arriving)
    return reuse, add_findings_of_collection(documents, analyses, reuse, settings.artifacts)


def opened(
    engine: Engine | None, documents: Sequence[Document], settings: Settings
) -> AbstractContextManager[Engine]:
    """The engine that was asked for, or as many workers as the settings say; for a small collection none."""
    if engine is not None:
        return nullcontext(engine)
    sizes = itertools.accumulate(len(document.text) for document in documents)
    is_small = all(size < _WORTH_WORKERS for size in sizes)
    return local_engine(settings.jobs or (1 if is_small else 0), preload=[__name__])


class _Tally:
    """Counts what is done of a stage, whatever thread says so."""

    def __init__(self, tell: Progress, stage: str, total: int) -> None:
        self._tell = tell
        self._stage = stage
        self._total = total
        self._done = 0
        self._lock = Lock()

    def add(self, count: int) -> None:
        """Say that so many more are done."""
        with self._lock:
            self._done += count
            self._tell(self._stage, self._done, self._total)


def _name_article(document: Document) -> str:
    """What to call an article in an error: its id, and where it stood."""
    place = place_of(document)
    return f"article {document.id!r}" + (f" ({place})" if place else "")


def silent(stage: str, done: int, total: int) -> None:
    """Report no progress."""
