"""What a run tells on stderr: progress on a terminal, trouble in any case."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from dedup.cli.exit_codes import ExitCode

if TYPE_CHECKING:
    from dedup.model import Collection, SkippedRecord

_SHOWN = 20


@contextmanager
def bar(*, quiet: bool) -> Iterator[Callable[[str, int, int], None]]:
    """Show a progress bar while the block runs; nothing when quiet or when stderr is no terminal."""
    if quiet or not sys.stderr.isatty():
        yield lambda _stage, _done, _total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        tasks = {}

        def tell(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = progress.add_task(stage)
            progress.update(tasks[stage], completed=done, total=total)

        yield tell


def conclude(collection: "Collection", *, allow_skipped: bool, quiet: bool, objects: bool = False) -> ExitCode:
    """Say what was skipped, unless quiet, and what the run comes to: unanswered outranks an objection."""
    unanswered = not collection.documents or (bool(collection.skipped) and not allow_skipped)
    if not quiet:
        tell_trouble(collection, unanswered=unanswered)
    if unanswered:
        return ExitCode.UNANSWERED
    return ExitCode.OBJECTION if objects else ExitCode.CLEAN


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
        typer.echo(f"dedup: warning: {printable(warning)}", err=True)
    for skipped in records[:_SHOWN]:
        typer.echo(f"dedup: skipped {printable(skipped.place)}: {printable(skipped.reason)}", err=True)
    if len(records) > _SHOWN:
        typer.echo(f"dedup: … and {len(records) - _SHOWN:,} more; the JSON report lists them all", err=True)
    if unanswered and any_read:
        typer.echo("dedup: exit code 2 because input was skipped; --allow-skipped accepts that", err=True)
    elif unanswered:
        typer.echo("dedup: no article could be read", err=True)


def printable(text: str) -> str:
    """Make control characters visible, so that no file name can steer the terminal."""
    return "".join(character if character.isprintable() else repr(character)[1:-1] for character in text)
