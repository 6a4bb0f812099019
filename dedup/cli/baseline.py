"""`dedup baseline`: keep what is found now as known, so that only new damage counts."""

import json
from pathlib import Path
from typing import Annotated

import typer

from dedup.cli.options import (
    ALLOW_LIST,
    ALLOW_SKIPPED,
    COLUMN,
    IGNORE,
    JOBS,
    PATHS,
    QUIET,
    SELECT,
    SETTINGS,
    load_known,
    load_settings,
)


def baseline(
    paths: Annotated[list[str], PATHS],
    *,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Baseline to write; reasons in one that is there are kept.")
    ],
    select: Annotated[list[str] | None, SELECT] = None,
    ignore: Annotated[list[str] | None, IGNORE] = None,
    allow_list: Annotated[Path | None, ALLOW_LIST] = None,
    settings: Annotated[Path | None, SETTINGS] = None,
    columns: Annotated[list[str] | None, COLUMN] = None,
    jobs: Annotated[int | None, JOBS] = None,
    allow_skipped: Annotated[bool, ALLOW_SKIPPED] = False,
    quiet: Annotated[bool, QUIET] = False,
) -> None:
    """Write the findings of articles into a file that `--baseline` takes."""
    from dedup.artifacts import baseline_of, load_baseline
    from dedup.cli import progress
    from dedup.cli.output import written
    from dedup.pipeline import audit
    from dedup.readers import read_documents
    from dedup.report.wording import count

    used = load_settings(settings, columns or [], jobs, select=select or [], ignore=ignore or [])
    known = load_known(None, allow_list)
    reasons = load_baseline(output) if output.exists() else {}
    with progress.bar(quiet=quiet) as tell:
        collection = read_documents(paths, used.readers, progress=tell)
        found = audit(collection, used, known=known, progress=tell).findings
    content = baseline_of(found, reasons)
    with written(output) as stream:
        stream.write(json.dumps(content, ensure_ascii=True, indent=1) + "\n")
    if not quiet:
        typer.echo(f"dedup: {count(len(content['findings']), 'finding')} in {output}", err=True)
    raise typer.Exit(progress.conclude(collection, allow_skipped=allow_skipped, quiet=quiet))
