"""`dedup compare`: what two articles are to each other and share, side by side."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dedup.cli.exit_codes import ExitCode
from dedup.cli.options import SETTINGS, load_settings

if TYPE_CHECKING:
    from dedup.model import Document
    from dedup.settings import Settings


def compare(
    left: Annotated[Path, typer.Argument(help="File with one article.")],
    right: Annotated[Path, typer.Argument(help="File with the other article.")],
    settings: Annotated[Path | None, SETTINGS] = None,
) -> None:
    """Show what two articles are to each other and what they share, with differences marked."""
    from dedup.pipeline import audit
    from dedup.report.comparison import print_comparison
    from dedup.report.console import Console

    used = load_settings(settings)
    first, second = _read_one(left, used), _read_one(right, used)
    print_comparison(audit([first, second], used), first, second, Console())


def _read_one(path: Path, settings: "Settings") -> "Document":
    """Read the only article of a file; its path is its id, so that two files may have the same name."""
    from dedup.cli import progress
    from dedup.readers import read_documents

    collection = read_documents([path], settings.readers)
    if len(collection.documents) != 1:
        progress.tell_trouble(collection, unanswered=False)
        typer.echo(f"dedup: compare needs one article a file; {path} holds {len(collection.documents)}", err=True)
        raise typer.Exit(ExitCode.UNANSWERED)
    return replace(collection.documents[0], id=str(path))
