"""`dedup claims`: what several articles claim, and how many independent sources stand behind it."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from dedup.cli.options import ALLOW_SKIPPED, COLUMN, JOBS, PATHS, QUIET, SETTINGS
from dedup.cli.part import FOLDER_OR_FILE, RATINGS, Writer, table, write_part

if TYPE_CHECKING:
    from dedup.model import Audit, Document


class ClaimsFormat(StrEnum):
    """How claims are written; what is not written here is one of `dedup.report.exports.EXPORTERS`, by its name."""

    TERMINAL = "terminal"
    JSON = "json"
    HTML = "html"
    CSV = "csv"
    GRAPHML = "graphml"
    GEXF = "gexf"
    PROV = "prov"
    STIX = "stix"
    MISP = "misp"
    SCHEMA_ORG = "schema-org"


def claims(
    paths: Annotated[list[str], PATHS],
    *,
    form: Annotated[
        ClaimsFormat,
        typer.Option("--format", "-f", help="What to write; csv in a folder has a second table of the places."),
    ] = ClaimsFormat.TERMINAL,
    output: Annotated[Path | None, FOLDER_OR_FILE] = None,
    settings: Annotated[Path | None, SETTINGS] = None,
    ratings: Annotated[Path | None, RATINGS] = None,
    columns: Annotated[list[str] | None, COLUMN] = None,
    jobs: Annotated[int | None, JOBS] = None,
    allow_skipped: Annotated[bool, ALLOW_SKIPPED] = False,
    quiet: Annotated[bool, QUIET] = False,
) -> None:
    """Show what articles claim, story by story, and how many independent sources stand behind it."""
    write_part(
        paths,
        _files(form),
        output=output,
        for_people=form is ClaimsFormat.TERMINAL,
        settings=settings,
        ratings=ratings,
        columns=columns or [],
        jobs=jobs,
        allow_skipped=allow_skipped,
        quiet=quiet,
    )


def _files(form: ClaimsFormat) -> Mapping[str, Writer]:
    """The files of a format and what writes them."""
    match form:
        case ClaimsFormat.TERMINAL:
            return {"claims.txt": _print}
        case ClaimsFormat.JSON:
            return {"claims.json": _write_json}
        case ClaimsFormat.HTML:
            return {"claims.html": _write_html}
        case ClaimsFormat.CSV:
            return {"claims.csv": table("claims_table"), "mentions.csv": table("mentions_table")}
        case exported:
            from dedup.report.exports import EXPORTERS

            exporter = EXPORTERS[exported.value]
            return {exporter.file_name: lambda audit, _documents, stream: _write(exporter.write(audit), stream)}


def _write(text: str, stream: TextIO) -> None:
    stream.write(text)


def _print(audit: "Audit", _documents: Sequence["Document"], stream: TextIO) -> None:
    from dedup.report.console import Console
    from dedup.report.terminal_claims import print_claims

    print_claims(audit, Console(file=stream))


def _write_json(audit: "Audit", _documents: Sequence["Document"], stream: TextIO) -> None:
    from dedup.report.parts import write_claims_json

    write_claims_json(audit, stream)


def _write_html(audit: "Audit", documents: Sequence["Document"], stream: TextIO) -> None:
    from dedup.report.parts import write_claims_html

    write_claims_html(audit, documents, stream)
