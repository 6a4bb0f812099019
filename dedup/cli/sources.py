"""`dedup sources`: whom articles cite, and how each source is used."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from dedup.cli.options import ALLOW_SKIPPED, COLUMN, JOBS, PATHS, QUIET, SETTINGS
from dedup.cli.part import FOLDER_OR_FILE, RATINGS, Writer, table, write_part

if TYPE_CHECKING:
    from dedup.model import Audit, Document


class SourcesFormat(StrEnum):
    """How sources are written."""

    TERMINAL = "terminal"
    JSON = "json"
    HTML = "html"
    CSV = "csv"


def sources(
    paths: Annotated[list[str], PATHS],
    *,
    form: Annotated[
        SourcesFormat,
        typer.Option("--format", "-f", help="What to write; csv in a folder has a second table of the articles."),
    ] = SourcesFormat.TERMINAL,
    output: Annotated[Path | None, FOLDER_OR_FILE] = None,
    settings: Annotated[Path | None, SETTINGS] = None,
    ratings: Annotated[Path | None, RATINGS] = None,
    columns: Annotated[list[str] | None, COLUMN] = None,
    jobs: Annotated[int | None, JOBS] = None,
    allow_skipped: Annotated[bool, ALLOW_SKIPPED] = False,
    quiet: Annotated[bool, QUIET] = False,
) -> None:
    """Show whom articles cite, how often at second hand or without a name, and what rests on one source alone."""
    write_part(
        paths,
        _files(form),
        output=output,
        for_people=form is SourcesFormat.TERMINAL,
        settings=settings,
        ratings=ratings,
        columns=columns or [],
        jobs=jobs,
        allow_skipped=allow_skipped,
        quiet=quiet,
    )


def _files(form: SourcesFormat) -> Mapping[str, Writer]:
    match form:
        case SourcesFormat.TERMINAL:
            return {"sources.txt": _print}
        case SourcesFormat.JSON:
            return {"sources.json": _write_json}
        case SourcesFormat.HTML:
            return {"sources.html": _write_html}
        case SourcesFormat.CSV:
            return {"sources.csv": table("sources_table"), "articles.csv": table("articles_table")}


def _print(audit: "Audit", _documents: Sequence["Document"], stream: TextIO) -> None:
    from dedup.report.console import Console
    from dedup.report.terminal_sources import print_sources

    print_sources(audit, Console(file=stream))


def _write_json(audit: "Audit", _documents: Sequence["Document"], stream: TextIO) -> None:
    from dedup.report.parts import write_sources_json

    write_sources_json(audit, stream)


def _write_html(audit: "Audit", documents: Sequence["Document"], stream: TextIO) -> None:
    from dedup.report.parts import write_sources_html

    write_sources_html(audit, documents, stream)
