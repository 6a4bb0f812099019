"""One part of an audit: what `dedup claims` and `dedup sources` have in common.

They audit a collection as `dedup audit` does and show the part; how it is written is a function of each.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import typer

from dedup.cli.options import load_settings

if TYPE_CHECKING:
    from dedup.model import Audit, Document

RATINGS = typer.Option(
    "--ratings",
    metavar="FILE",
    help="Letters A to F of outlets that you rate (CSV or JSON: domain or outlet id, and a letter or a share).",
)
FOLDER_OR_FILE = typer.Option(
    "--output", "-o", help="File to write to, or a folder; without it the result goes to stdout."
)

Writer = Callable[["Audit", Sequence["Document"], TextIO], None]


def table(name: str) -> Writer:
    """Write a table of `dedup.report.claims_tables` as CSV."""

    def write(audit: "Audit", _documents: Sequence["Document"], stream: TextIO) -> None:
        from dedup.report import claims_tables
        from dedup.report.tables import write_csv

        write_csv(getattr(claims_tables, name)(audit), stream)

    return write


def write_part(
    paths: Sequence[str],
    files: Mapping[str, Writer],
    *,
    output: Path | None,
    for_people: bool,
    settings: Path | None,
    ratings: Path | None,
    columns: Sequence[str],
    jobs: int | None,
    allow_skipped: bool,
    quiet: bool,
) -> None:
    """Audit what the paths hold, write a part of it and leave with the exit code.

    `files` are writers by the name of their file in a folder; the first one alone goes to a file or to stdout.
    """
    from dedup.cli import progress
    from dedup.cli.output import written
    from dedup.pipeline import audit
    from dedup.provenance import NO_RATINGS, read_ratings
    from dedup.readers import read_documents

    used = load_settings(settings, columns, jobs)
    rated = read_ratings(ratings) if ratings else NO_RATINGS
    with progress.bar(quiet=quiet) as tell:
        collection = read_documents(paths, used.readers, progress=tell)
        result = audit(collection, used, ratings=rated, progress=tell)
    is_folder = output is not None and output.is_dir()
    for name, write in list(files.items())[: None if is_folder else 1]:
        with written(output / name if output and is_folder else output, for_people=for_people) as stream:
            write(result, collection.documents, stream)
    raise typer.Exit(progress.conclude(collection, allow_skipped=allow_skipped, quiet=quiet))
