"""`dedup audit`: read a collection and report on it."""

from pathlib import Path
from typing import Annotated

import typer

from dedup.cli.exit_codes import ExitCode
from dedup.cli.options import ALLOW_LIST, BASELINE, IGNORE, SELECT, Format, load_known, load_settings
from dedup.policy.fail_on import FailOn

_TEXTS_PART = 4
"""The part of the memory that texts may take before they wait in a temporary file: one in four."""


def audit(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH...", help="Files, folders or globs; - reads JSON Lines from stdin.")
    ],
    *,
    formats: Annotated[
        list[Format], typer.Option("--format", "-f", help="What to write; may be given several times.")
    ] = [Format.TERMINAL],  # noqa: B006 - typer copies defaults
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="File to write to; a folder for several formats (default: reports)."),
    ] = None,
    settings: Annotated[Path | None, typer.Option("--settings", help="Settings file (TOML).")] = None,
    policy: Annotated[
        str | None, typer.Option("--policy", metavar="FILE|PRESET", help="Policy that decides (default: audit).")
    ] = None,
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--column", metavar="NAME=FIELD", help="Field that holds text, id, title, url, date or outlet."
        ),
    ] = None,
    select: Annotated[list[str] | None, SELECT] = None,
    ignore: Annotated[list[str] | None, IGNORE] = None,
    baseline: Annotated[Path | None, BASELINE] = None,
    allow_list: Annotated[Path | None, ALLOW_LIST] = None,
    fail_on: Annotated[
        list[FailOn] | None, typer.Option("--fail-on", help="Exit with 1 when this occurs; may be repeated.")
    ] = None,
    allow_skipped: Annotated[
        bool, typer.Option("--allow-skipped", help="Do not exit with 2 because some input could not be read.")
    ] = False,
    jobs: Annotated[
        int | None, typer.Option("--jobs", "-j", min=0, help="Worker processes; 0 decides itself.")
    ] = None,
    memory: Annotated[
        str | None,
        typer.Option(
            "--memory",
            metavar="SIZE",
            help="Memory for the search for shared wording, as 2GB (the default) or 500MiB.",
        ),
    ] = None,
    work: Annotated[
        Path | None,
        typer.Option(
            "--work", metavar="DIR", help="Folder for finished stages: a run that was killed goes on from there."
        ),
    ] = None,
    show_settings: Annotated[
        bool, typer.Option("--show-settings", help="Print the settings that would be used, as JSON, and leave.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no warnings on stderr.")] = False,
) -> None:
    """Read articles and report what they share, whom they cite and what extraction damaged."""
    from dedup.cli import output as reports
    from dedup.cli import progress
    from dedup.pipeline import audit as run_audit
    from dedup.policy import Policy, objections
    from dedup.readers import read_documents

    used = load_settings(settings, columns or [], jobs, memory, select=select or [], ignore=ignore or [])
    if show_settings:
        typer.echo(used.model_dump_json(indent=1))
        return
    judge = Policy.load(policy) if policy else None
    known = load_known(baseline, allow_list)
    with progress.bar(quiet=quiet) as tell:
        collection = read_documents(paths, used.readers, memory=used.memory_bytes // _TEXTS_PART, progress=tell)
        result = run_audit(collection, used, judge, known=known, work=work, progress=tell)
    reports.write(result, collection.documents, formats, output)
    unanswered = not collection.documents or (bool(collection.skipped) and not allow_skipped)
    if not quiet:
        progress.tell_trouble(collection, unanswered=unanswered)
    if unanswered:
        raise typer.Exit(ExitCode.UNANSWERED)
    raise typer.Exit(ExitCode.OBJECTION if objections(result, fail_on or []) else ExitCode.CLEAN)
