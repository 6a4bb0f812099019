"""What a run tells on stderr: progress on a terminal, trouble in any case."""

import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from threading import Lock
from typing import TYPE_CHECKING

import typer

from dedup.cli.exit_codes import ExitCode
from dedup.cli.meter import Meter, State, memory_bytes
from dedup.report.printable import show_hidden

if TYPE_CHECKING:
    from dedup.model import Collection, SkippedRecord

Tell = Callable[[str, int, int], None]
"""Called with a stage, the steps done and the steps in all, on any thread."""

_SHOWN = 20
_LINE_SECONDS = 10.0
"""Seconds between plain lines; a run that takes less writes none."""
_EVENT_SECONDS = 1.0
"""Seconds between events of a stage, apart from its first and last."""


class LogFormat(StrEnum):
    """How a run tells on stderr what it does."""

    TEXT = "text"
    JSON = "json"


@contextmanager
def bar(*, quiet: bool, log_format: LogFormat = LogFormat.TEXT) -> Iterator[Tell]:
    """Show progress while the block runs: live on a terminal, else now and then a line; nothing when quiet."""
    if quiet:
        yield lambda _stage, _done, _total: None
    elif log_format is LogFormat.JSON:
        yield Lines(_EVENT_SECONDS, write_event, with_ends=True)
    elif sys.stderr.isatty():
        with _live() as tell:
            yield tell
    else:
        yield Lines(_LINE_SECONDS, _write_line, with_ends=False)


class Lines:
    """Writes a line for each stage, not more often than every so many seconds.

    `with_ends` also for the start and the end of each, whenever they are.
    """

    def __init__(
        self,
        seconds: float,
        write: Callable[[State], None],
        *,
        with_ends: bool,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._seconds = seconds
        self._write = write
        self._with_ends = with_ends
        self._clock = clock
        self._meter = Meter(clock)
        self._latest: dict[str, float] = {}
        self._begun = clock()
        self._lock = Lock()

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Take what a run tells."""
        with self._lock:
            state = self._meter.take(stage, done, total)
            now = self._clock()
            is_end = self._with_ends and (stage not in self._latest or done >= total)
            latest = self._latest.get(stage, self._begun) if self._with_ends else self._begun
            if is_end or now - latest >= self._seconds:
                self._latest[stage] = self._begun = now
                self._write(state)


def write_event(state: State) -> None:
    """Write one line of JSON: what is done of a stage."""
    left = state.seconds_left
    event = {
        "event": "progress",
        "stage": state.stage,
        "done": state.done,
        "total": state.total,
        "unit": state.unit,
        "articles_per_second": round(state.per_second, 1) if state.counts_articles else None,
        "seconds": round(state.seconds, 1),
        "seconds_left": None if left is None else round(left, 1),
        "memory_bytes": memory_bytes(),
    }
    typer.echo(json.dumps(event), err=True)


def _write_line(state: State) -> None:
    typer.echo(f"dedup: {state.stage}: {state.done:,} of {state.total:,}{_pace(state)}", err=True)


def _pace(state: State) -> str:
    left = state.seconds_left
    parts = [
        f"{state.per_second:,.0f} articles/s" if state.counts_articles and state.per_second else "",
        f"{_minutes(left)} left" if left else "",
        f"{memory_bytes() / 1e9:.1f} GB",
    ]
    return "".join(f", {part}" for part in parts if part)


def _minutes(seconds: float) -> str:
    return f"{seconds / 60:.0f} min" if seconds >= 100 else f"{seconds:.0f} s"  # noqa: PLR2004 - two digits do


@contextmanager
def _live() -> Iterator[Tell]:
    """One view of all stages: what is done, how fast, the time left, and the memory of all processes."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[speed]}"),
        TimeRemainingColumn(elapsed_when_finished=True),
        TextColumn("{task.fields[memory]}"),
    )
    meter, lock = Meter(), Lock()
    measured = (float("-inf"), "")
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        tasks = {}

        def tell(stage: str, done: int, total: int) -> None:
            nonlocal measured
            with lock:
                state = meter.take(stage, done, total)
                if time.monotonic() - measured[0] >= _EVENT_SECONDS:
                    measured = time.monotonic(), f"{memory_bytes() / 1e9:.1f} GB"
                speed = f"{state.per_second:,.0f} articles/s" if state.counts_articles and state.per_second else ""
                if stage not in tasks:
                    tasks[stage] = progress.add_task(stage, total=total, speed=speed, memory=measured[1])
                memory = measured[1] if done < total else ""
                progress.update(tasks[stage], completed=done, total=total, speed=speed, memory=memory)

        yield tell


def teller(*, quiet: bool, log_format: LogFormat) -> Callable[[str], None]:
    """Give what writes a line about the run, such as what it does again."""
    if quiet:
        return lambda _line: None
    if log_format is LogFormat.JSON:
        return lambda line: typer.echo(json.dumps({"event": "notice", "message": line}), err=True)
    return lambda line: typer.echo(f"dedup: {show_hidden(line)}", err=True)


def tell_error(error: Exception) -> None:
    """Write what ended a run as one line of JSON."""
    typer.echo(json.dumps({"event": "error", "message": str(error)}), err=True)


def tell_written(files: Sequence[object], log_format: LogFormat) -> None:
    """Say which files a run wrote."""
    if log_format is LogFormat.JSON:
        typer.echo(json.dumps({"event": "written", "files": list(map(str, files))}), err=True)
    else:
        typer.echo(f"dedup: written: {', '.join(map(str, files))}", err=True)


def conclude(
    collection: "Collection",
    *,
    allow_skipped: bool,
    quiet: bool,
    objects: bool = False,
    log_format: LogFormat = LogFormat.TEXT,
) -> ExitCode:
    """Say what was skipped, unless quiet, and what the run comes to: unanswered outranks an objection."""
    unanswered = not collection.documents or (bool(collection.skipped) and not allow_skipped)
    if not quiet and log_format is LogFormat.JSON:
        _tell_trouble_as_json(collection, unanswered=unanswered)
    elif not quiet:
        tell_trouble(collection, unanswered=unanswered)
    if unanswered:
        return ExitCode.UNANSWERED
    return ExitCode.OBJECTION if objects else ExitCode.CLEAN


def _tell_trouble_as_json(collection: "Collection", *, unanswered: bool) -> None:
    """Write what was skipped and noticed, a line of JSON each, and whether the question was answered."""
    for warning in collection.warnings:
        typer.echo(json.dumps({"event": "warning", "message": warning}), err=True)
    for skipped in collection.skipped:
        event = {"event": "skipped", "path": skipped.path, "record": skipped.record, "reason": skipped.reason}
        typer.echo(json.dumps(event), err=True)
    if unanswered:
        typer.echo(json.dumps({"event": "unanswered", "articles": len(collection.documents)}), err=True)


def tell_trouble(collection: "Collection", *, unanswered: bool) -> None:
    """Say what was skipped and why, and what that means for the exit code."""
    tell_skipped(
        collection.skipped, collection.warnings, any_read=bool(collection.documents), unanswered=unanswered
    )


def tell_skipped(
    records: Sequence["SkippedRecord"], warnings: Sequence[str], *, any_read: bool, unanswered: bool
) -> None:
    """Say the same where there is no collection."""
    for warning in warnings:
        typer.echo(f"dedup: warning: {show_hidden(warning)}", err=True)
    for skipped in records[:_SHOWN]:
        typer.echo(f"dedup: skipped {show_hidden(skipped.place)}: {show_hidden(skipped.reason)}", err=True)
    if len(records) > _SHOWN:
        typer.echo(f"dedup: … and {len(records) - _SHOWN:,} more; the JSON report lists them all", err=True)
    if unanswered and any_read:
        typer.echo("dedup: exit code 2 because input was skipped; --allow-skipped accepts that", err=True)
    elif unanswered:
        typer.echo("dedup: no article could be read", err=True)
