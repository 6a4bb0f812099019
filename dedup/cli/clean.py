"""`dedup clean`: repaired copies, a look at what would change, and the way back."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dedup.cli.exit_codes import ExitCode
from dedup.cli.options import (
    ALLOW_LIST,
    ALLOW_SKIPPED,
    BASELINE,
    COLUMN,
    IGNORE,
    SELECT,
    SETTINGS,
    load_known,
    load_settings,
)

if TYPE_CHECKING:
    from dedup.cleaning import Cleaned, Repaired


def clean(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH...", help="Files, folders or globs; - reads JSON Lines from stdin.")
    ],
    *,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Folder for the copies; never the input or inside it.")
    ] = None,
    unsafe: Annotated[
        bool, typer.Option("--unsafe", help="Make repairs too that may lose wording, as taking lines out.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Print what would change and write nothing; exit with 1 where it would.")
    ] = False,
    select: Annotated[list[str] | None, SELECT] = None,
    ignore: Annotated[list[str] | None, IGNORE] = None,
    baseline: Annotated[Path | None, BASELINE] = None,
    allow_list: Annotated[Path | None, ALLOW_LIST] = None,
    settings: Annotated[Path | None, SETTINGS] = None,
    columns: Annotated[list[str] | None, COLUMN] = None,
    log: Annotated[
        Path | None,
        typer.Option("--log", help="File for the log of changes (default: changes.jsonl in the folder)."),
    ] = None,
    replay: Annotated[
        Path | None, typer.Option("--replay", metavar="LOG", help="Make the changes of a log again; no rule runs.")
    ] = None,
    undo: Annotated[
        Path | None,
        typer.Option("--undo", metavar="LOG", help="PATH holds copies: write the originals to the output folder."),
    ] = None,
    allow_skipped: Annotated[bool, ALLOW_SKIPPED] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No summary and no warnings.")] = False,
) -> None:
    """Write repaired copies of articles, with a log by which each change can be undone."""
    from dedup.cleaning import clean as run_clean
    from dedup.cleaning import read_log

    if (output is None) is not diff or (undo and (diff or replay)):
        raise typer.BadParameter("name a folder with --output, or look first with --diff", param_hint="--output")
    if undo is not None and output is not None:
        _undo(paths, undo, output, quiet=quiet)
        return
    used = load_settings(settings, columns or [], select=select or [], ignore=ignore or [])
    cleaned = run_clean(
        paths,
        used,
        output=output,
        log=log,
        unsafe=unsafe,
        known=load_known(baseline, allow_list),
        replay=read_log(replay) if replay else None,
        stdin=sys.stdin.buffer if "-" in paths else None,
        watch=_print_diff if diff else None,
    )
    raise typer.Exit(_report(cleaned, diff=diff, allow_skipped=allow_skipped, quiet=quiet))


def _undo(paths: list[str], log: Path, output: Path, *, quiet: bool) -> None:
    from dedup.cleaning import undo

    if len(paths) != 1:
        raise typer.BadParameter("--undo takes one folder, the one with the copies", param_hint="PATH")
    taken_back = undo(Path(paths[0]), log, output)
    if not quiet:
        typer.echo(f"{taken_back:,} {'change' if taken_back == 1 else 'changes'} undone")


def _print_diff(repaired: "Repaired") -> None:
    from dedup.report.cleaning import diff_lines
    from dedup.report.printable import show_hidden

    show = show_hidden if sys.stdout.isatty() else str
    for lines in diff_lines(repaired.document.id, repaired.document.text, repaired.text):
        for line in lines.removesuffix("\n").split("\n"):
            typer.echo(show(line))


def _report(cleaned: "Cleaned", *, diff: bool, allow_skipped: bool, quiet: bool) -> ExitCode:
    from dedup.cli.progress import tell_skipped
    from dedup.report.cleaning import summary_lines

    unanswered = not cleaned.documents or (bool(cleaned.skipped) and not allow_skipped)
    if not quiet:
        for line in summary_lines(
            cleaned.documents,
            cleaned.repaired,
            cleaned.changes,
            cleaned.left,
            left_unsafe=cleaned.left_unsafe,
            notes=cleaned.notes,
        ):
            typer.echo(line, err=diff)
        tell_skipped(cleaned.skipped, cleaned.warnings, any_read=bool(cleaned.documents), unanswered=unanswered)
    if unanswered:
        return ExitCode.UNANSWERED
    return ExitCode.OBJECTION if diff and cleaned.repaired else ExitCode.CLEAN
