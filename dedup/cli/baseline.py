"""`dedup baseline`: keep what is found now as known, so that only new damage counts."""

import json
from pathlib import Path
from typing import Annotated

import typer

from dedup.cli.exit_codes import ExitCode
from dedup.cli.options import ALLOW_LIST, IGNORE, SELECT, load_known, load_settings


def baseline(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH...", help="Files, folders or globs; - reads JSON Lines from stdin.")
    ],
    *,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Baseline to write; reasons in one that is there are kept.")
    ],
    select: Annotated[list[str] | None, SELECT] = None,
    ignore: Annotated[list[str] | None, IGNORE] = None,
    allow_list: Annotated[Path | None, ALLOW_LIST] = None,
    settings: Annotated[Path | None, typer.Option("--settings", help="Settings file (TOML).")] = None,
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--column", metavar="NAME=FIELD", help="Field that holds text, id, title, url, date or outlet."
        ),
    ] = None,
    jobs: Annotated[
        int | None, typer.Option("--jobs", "-j", min=0, help="Worker processes; 0 decides itself.")
    ] = None,
    allow_skipped: Annotated[
        bool, typer.Option("--allow-skipped", help="Do not exit with 2 because some input could not be read.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no warnings on stderr.")] = False,
) -> None:
    """Write the findings of articles into a file that `--baseline` takes."""
    from dedup.artifacts import baseline_of, load_baseline
    from dedup.cli import progress
    from dedup.cli.output import written
    from dedup.pipeline import audit
    from dedup.readers import read_documents

    used = load_settings(settings, columns or [], jobs, select=select or [], ignore=ignore or [])
    known = load_known(None, allow_list)
    reasons = load_baseline(output) if output.exists() else {}
    with progress.bar(quiet=quiet) as tell:
        collection = read_documents(paths, used.readers, progress=tell)
        found = audit(collection, used, known=known, progress=tell).findings
    content = baseline_of(found, reasons)
    with written(output) as stream:
        stream.write(json.dumps(content, ensure_ascii=True, indent=1) + "\n")
    unanswered = not collection.documents or (bool(collection.skipped) and not allow_skipped)
    if not quiet:
        number = len(content["findings"])
        typer.echo(f"dedup: {number:,} {'finding' if number == 1 else 'findings'} in {output}", err=True)
        progress.tell_trouble(collection, unanswered=unanswered)
    raise typer.Exit(ExitCode.UNANSWERED if unanswered else ExitCode.CLEAN)
