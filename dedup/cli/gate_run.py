"""What the commands of `dedup gate` do once their options are read."""

import getpass
import json
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from dedup.artifacts import Known
from dedup.cli.exit_codes import ExitCode
from dedup.cli.gate_streams import Outputs, Sinks, append_line, read_inputs
from dedup.cli.output import written
from dedup.cli.progress import printable
from dedup.gate import Answer, Gate, Item, Quarantine
from dedup.gate.records import judge_records
from dedup.model import Reason
from dedup.settings import IndexSettings, Settings

if TYPE_CHECKING:
    from dedup.gate.records import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What the user asked of `dedup gate check`."""

    paths: tuple[str, ...]
    index: str | None
    policy: str | None
    settings: Settings
    known: Known
    add: bool
    replace: bool
    dry_run: bool
    quarantine: str | None
    outputs: Outputs
    explain: bool
    quiet: bool

    def check(self) -> None:
        """Refuse options that make no sense together.

        Raises:
            typer.BadParameter: Two options contradict one another.
        """
        if self.add and self.index is None:
            raise typer.BadParameter("there is no index to add to; name it with --index", param_hint="--add")
        if self.replace and not self.add:
            raise typer.BadParameter("replaces nothing without --add", param_hint="--replace")
        self.outputs.check(self.paths)

    @property
    def sinks(self) -> Outputs:
        """Where to write; a dry run writes answers only."""
        return self.outputs.answers_only() if self.dry_run else self.outputs


@dataclass(slots=True)
class Tally:
    """How often the gate decided what in this run."""

    decisions: dict[str, int] = field(default_factory=lambda: {"accept": 0, "quarantine": 0, "reject": 0})
    indexed: int = 0
    unanswered: int = 0
    first_trouble: str = ""

    def count(self, answer: Answer) -> None:
        """Count one answer."""
        self.decisions[answer.decision.value] += 1
        self.indexed += answer.indexed
        if not answer.answered:
            self.unanswered += 1
            self.first_trouble = self.first_trouble or answer.reasons[0].message

    @property
    def code(self) -> ExitCode:
        """2 where a line could not be answered, 1 where the policy objected to one, else 0."""
        if self.unanswered:
            return ExitCode.UNANSWERED
        objected = self.decisions["quarantine"] + self.decisions["reject"]
        return ExitCode.OBJECTION if objected else ExitCode.CLEAN


def judge(run: Run) -> ExitCode:
    """Judge all lines of the inputs and write the answers as they come."""
    run.check()
    records = read_inputs(run.paths, run.settings.readers)
    writes = run.add and not run.dry_run
    tally = Tally()
    with (
        Gate.open(
            run.index,
            run.policy,
            run.settings,
            known=run.known,
            read_only=not writes,
            quarantine=None if run.dry_run else run.quarantine,
        ) as gate,
        Sinks(run.sinks) as sinks,
    ):
        if gate.index is None and gate.needs.memory and not run.quiet:
            typer.echo("dedup: without --index no record is compared with earlier documents", err=True)
        try:
            for batch in judge_records(gate, records, add=writes, replace=run.replace):
                sinks.write(batch)
                _tell(batch, tally, explain=run.explain)
        except BrokenPipeError:
            _leave_stdout()
            return ExitCode.UNANSWERED
        except KeyboardInterrupt:
            typer.echo("dedup: interrupted; the answers that were written hold", err=True)
            return ExitCode.UNANSWERED
    if not run.quiet:
        _sum_up(tally)
    return tally.code


def release(gate: Gate, name: str, *, by: str, force: bool, output: Path | None) -> ExitCode:
    """Let an article in and say what came of it, as a line of JSON."""
    line = gate.quarantine.waiting(name).line if gate.quarantine else b""
    answer = gate.release(name, by=by, force=force)
    is_in = answer.decision.value == "accept"
    if is_in and output is not None and line:
        append_line(output, line)
    sys.stdout.buffer.write(answer.as_line())
    sys.stdout.buffer.flush()
    if not is_in:
        typer.echo("dedup: it stays in quarantine; --force lets it in all the same", err=True)
        return ExitCode.OBJECTION if answer.answered else ExitCode.UNANSWERED
    return ExitCode.CLEAN


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the quarantine is: a place of its own, or the index."""

    index: str | None
    quarantine: str | None

    @property
    def location(self) -> str | None:
        """What was named, None where only the index was.

        Raises:
            typer.BadParameter: Nothing was named.
        """
        if self.index is None and self.quarantine is None:
            raise typer.BadParameter("name where it is: --index FILE or --quarantine FOLDER", param_hint="--index")
        return self.quarantine

    def open(self, *, read_only: bool = True) -> Quarantine:
        """Open the quarantine to look at it, or to change it.

        Raises:
            StoreError: There is none.
        """
        own = self.location
        location = own or str(self.index)
        return Quarantine.open(location, IndexSettings(), is_index=own is None, read_only=read_only)


def print_items(items: Iterable[Item], *, as_json: bool) -> None:
    """List articles, one a line."""
    if as_json:
        listed = [item.as_data() for item in items]
        typer.echo(json.dumps({"schema_version": 1, "items": listed}, indent=1))
        return
    none = True
    for item in items:
        none = False
        let_in = f" (released {item.released} by {item.released_by})" if item.released else ""
        typer.echo(printable(f"{item.seen}  {item.document.id}{let_in}"))
        for reason in item.answer["reasons"]:
            typer.echo(printable(f"    {reason['check']}: {reason['message']}"))
    if none:
        typer.echo("dedup: nothing waits", err=True)


def write_report(store: Quarantine, output: Path | None) -> None:
    """Write the page to a file, whole or not at all, or to stdout."""
    from dedup.gate.report import write_gate_report

    with written(output) as stream:
        write_gate_report(store, stream)


def user() -> str:
    """Who runs the program; `unknown` where the system does not say."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container without an entry for the user
        return "unknown"


def _tell(batch: Iterable[tuple["Record", Answer]], tally: Tally, *, explain: bool) -> None:
    for _, answer in batch:
        tally.count(answer)
        if explain:
            for line in explanation(answer):
                typer.echo(printable(line), err=True)


def explanation(answer: Answer) -> list[str]:
    """Say a decision in words: one line, and one for each reason, duplicate and note."""
    reasons = (
        f"{reason.decision.value} by {reason.check} {reason.code}: {reason.message}{_figures(reason)}"
        for reason in answer.reasons
    )
    duplicates = (
        f"shares text with {duplicate.document}: {duplicate.kind}, similarity {duplicate.similarity:.2f}, "
        f"share {duplicate.share:.0%}"
        for duplicate in answer.duplicates
    )
    notes = (f"note: {note}" for note in answer.notes)
    indexed = ", in the index" if answer.indexed else ""
    return [
        f"{answer.decision.value}  {answer.id}{indexed}",
        *(f"    {line}" for line in (*reasons, *duplicates, *notes)),
    ]


def _figures(reason: Reason) -> str:
    if reason.value is None or reason.limit is None:
        return ""
    return f" ({reason.value:g}, limit {reason.limit:g})"


def _sum_up(tally: Tally) -> None:
    counts = tally.decisions
    typer.echo(
        f"dedup: {counts['accept']} accepted ({tally.indexed} in the index), {counts['quarantine']} quarantined, "
        f"{counts['reject']} rejected",
        err=True,
    )
    if tally.unanswered:
        typer.echo(
            f"dedup: {tally.unanswered} could not be read, analysed or compared; first: "
            f"{printable(tally.first_trouble)}",
            err=True,
        )


def _leave_stdout() -> None:
    """Whoever read our output has left: nothing may be written there on the way out."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
