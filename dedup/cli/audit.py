"""`dedup audit`: read a collection and report on it."""

from pathlib import Path
from typing import Annotated

import typer

from dedup.cli.exit_codes import ExitCode
from dedup.cli.options import (
    ALLOW_LIST,
    BASELINE,
    IGNORE,
    SELECT,
    EngineChoice,
    Format,
    load_known,
    load_settings,
    local_folder,
    opened_engine,
)
from dedup.cli.progress import LogFormat
from dedup.errors import DedupError
from dedup.policy.fail_on import FailOn

_TEXTS_PART = 4
"""The part of the memory that texts may take before they wait in a temporary file: one in four."""


def audit(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH...",
            help="Files, folders, globs or addresses as s3://bucket/news; - reads JSON Lines from stdin.",
        ),
    ],
    *,
    formats: Annotated[
        list[Format], typer.Option("--format", "-f", help="What to write; may be given several times.")
    ] = [Format.TERMINAL],  # noqa: B006 - typer copies defaults
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="PATH",
            help="File or address to write to; a folder for several formats (default: reports).",
        ),
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
        str | None,
        typer.Option(
            "--work",
            metavar="DIR",
            help="Local folder for finished stages: a killed run goes on from there; workers share the alignment.",
        ),
    ] = None,
    engine: Annotated[
        EngineChoice, typer.Option("--engine", help="Where work runs: on this machine, on Ray or on Dask.")
    ] = EngineChoice.LOCAL,
    address: Annotated[
        str | None,
        typer.Option(
            "--address", metavar="HOST:PORT", help="Running cluster of the engine (default: one of its own)."
        ),
    ] = None,
    show_settings: Annotated[
        bool, typer.Option("--show-settings", help="Print the settings that would be used, as JSON, and leave.")
    ] = False,
    log_format: Annotated[
        LogFormat,
        typer.Option("--log-format", help="Progress and warnings on stderr as text, or a line of JSON each."),
    ] = LogFormat.TEXT,
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
    try:
        folder = local_folder(work)
        reports.check(output)
        with (
            opened_engine(engine, address, used.jobs) as workers,
            progress.bar(quiet=quiet, log_format=log_format) as tell,
        ):
            collection = read_documents(paths, used.readers, memory=used.memory_bytes // _TEXTS_PART, progress=tell)
            result = run_audit(collection, used, judge, known=known, work=folder, engine=workers, progress=tell)
        reports.write(result, collection.documents, formats, output)
    except DedupError as error:
        if log_format is LogFormat.TEXT:
            raise
        progress.tell_error(error)
        raise typer.Exit(ExitCode.UNANSWERED) from error
    unanswered = not collection.documents or (bool(collection.skipped) and not allow_skipped)
    if not quiet:
        (progress.tell_trouble if log_format is LogFormat.TEXT else progress.tell_trouble_as_json)(
            collection, unanswered=unanswered
        )
    if unanswered:
        raise typer.Exit(ExitCode.UNANSWERED)
    raise typer.Exit(ExitCode.OBJECTION if objections(result, fail_on or []) else ExitCode.CLEAN)
