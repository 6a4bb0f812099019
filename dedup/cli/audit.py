"""`dedup audit`: read a collection and report on it."""

from pathlib import Path
from typing import Annotated

import typer

from dedup.cli.exit_codes import ExitCode
from dedup.cli.options import (
    ALLOW_LIST,
    ALLOW_SKIPPED,
    BASELINE,
    COLUMN,
    IGNORE,
    JOBS,
    PATHS,
    POLICY,
    QUIET,
    SELECT,
    SETTINGS,
    EngineChoice,
    Format,
    load_known,
    load_settings,
    opened_engine,
    opened_work_folder,
)
from dedup.cli.progress import LogFormat
from dedup.errors import DedupError
from dedup.policy.fail_on import FailOn

_TEXTS_PART = 4
"""The part of the memory that texts may take before they wait in a temporary file: one in four."""


def audit(
    paths: Annotated[list[str], PATHS],
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
    settings: Annotated[Path | None, SETTINGS] = None,
    policy: Annotated[str | None, POLICY] = None,
    columns: Annotated[list[str] | None, COLUMN] = None,
    select: Annotated[list[str] | None, SELECT] = None,
    ignore: Annotated[list[str] | None, IGNORE] = None,
    baseline: Annotated[Path | None, BASELINE] = None,
    allow_list: Annotated[Path | None, ALLOW_LIST] = None,
    fail_on: Annotated[
        list[FailOn] | None, typer.Option("--fail-on", help="Exit with 1 when this occurs; may be repeated.")
    ] = None,
    allow_skipped: Annotated[bool, ALLOW_SKIPPED] = False,
    jobs: Annotated[int | None, JOBS] = None,
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
            help="Folder or address (s3://...) for finished stages: a killed run goes on from there. "
            "Of changed settings or input only what depends on them is done again.",
        ),
    ] = None,
    resume: Annotated[
        bool,
        typer.Option(
            "--resume",
            help="Insist on going on: exit with 2 where --work holds no run, or one of other input or settings.",
        ),
    ] = False,
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
    quiet: Annotated[bool, QUIET] = False,
) -> None:
    """Read articles and report what they share, whom they cite and what extraction damaged."""
    from dedup.cli import progress, reports
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
        reports.check(output)
        teller = progress.teller(quiet=quiet, log_format=log_format)
        with (
            opened_work_folder(work, resume=resume, tell=teller) as folder,
            opened_engine(engine, address, used.jobs) as workers,
            progress.bar(quiet=quiet, log_format=log_format) as tell,
        ):
            collection = read_documents(paths, used.readers, memory=used.memory_bytes // _TEXTS_PART, progress=tell)
            result = run_audit(collection, used, judge, known=known, work=folder, engine=workers, progress=tell)
        files = reports.write(result, collection.documents, formats, output)
    except DedupError as error:
        if log_format is LogFormat.TEXT:
            raise
        progress.tell_error(error)
        raise typer.Exit(ExitCode.UNANSWERED) from error
    if files and not quiet:
        progress.tell_written(files, log_format)
    objects = bool(objections(result, fail_on or []))
    raise typer.Exit(
        progress.conclude(
            collection, objects=objects, allow_skipped=allow_skipped, quiet=quiet, log_format=log_format
        )
    )
