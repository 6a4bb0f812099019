"""`dedup roots`: how many independent roots hand-made claims have."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dedup.cli.options import LISTING, SETTINGS, load_settings
from dedup.cli.output import written
from dedup.errors import UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from dedup.provenance.roots import CountedClaim
    from dedup.settings import RootSettings


class RootsFormat(StrEnum):
    """How counted claims are written."""

    TERMINAL = "terminal"
    JSON = "json"
    HTML = "html"
    CSV = "csv"


def roots(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="JSON file with claims and their sources; - reads stdin.")
    ],
    *,
    kind: Annotated[RootsFormat, LISTING] = RootsFormat.TERMINAL,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="File to write to, else stdout.")] = None,
    settings: Annotated[Path | None, SETTINGS] = None,
) -> None:
    """Count how many independent roots stand behind hand-made claims, without any article text.

    The section [roots] of the settings file holds the priors of soft edges that the claims give none for.
    """
    from dedup.provenance.roots import count_hand_made, read_hand_made

    used = load_settings(settings).roots
    name = "stdin" if str(file) == "-" else str(file)
    found = read_hand_made(_read(file), name, used)
    for note in found.notes:
        typer.echo(f"dedup: {note}", err=True)
    claims = count_hand_made(found, used)
    with written(output, for_people=kind is RootsFormat.TERMINAL) as stream:
        _write(kind, claims, used, found.notes, stream, name=Path(name).name)


def _read(path: Path) -> str:
    """Read the file, or stdin."""
    try:
        data = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(f"{path}: cannot be read ({error.strerror}); check the path") from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFileError(f"{path}: is not UTF-8 (byte {error.start}); save it as UTF-8") from error


def _write(
    kind: RootsFormat,
    claims: "Sequence[CountedClaim]",
    settings: "RootSettings",
    notes: "Sequence[str]",
    stream: "TextIO",
    *,
    name: str,
) -> None:
    match kind:
        case RootsFormat.JSON:
            from dedup.report.roots_fields import write_roots_json

            write_roots_json(claims, settings, notes, stream)
        case RootsFormat.HTML:
            from dedup.report.roots_html import write_roots_html

            write_roots_html(claims, settings, notes, stream, name=name)
        case RootsFormat.CSV:
            from dedup.report.roots_tables import roots_table
            from dedup.report.tables import write_csv

            write_csv(roots_table(claims), stream)
        case RootsFormat.TERMINAL:
            from dedup.report.console import Console
            from dedup.report.roots_terminal import print_roots

            print_roots(claims, settings, Console(file=stream))
