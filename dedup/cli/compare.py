"""`dedup compare`: what two articles share, side by side."""

from pathlib import Path
from typing import Annotated

import typer

from dedup.cli.exit_codes import ExitCode
from dedup.cli.options import load_settings


def compare(
    left: Annotated[Path, typer.Argument(help="File with one article.")],
    right: Annotated[Path, typer.Argument(help="File with the other article.")],
    settings: Annotated[Path | None, typer.Option("--settings", help="Settings file (TOML).")] = None,
) -> None:
    """Show the passages that two articles share, with their differences marked."""
    from rich.console import Console

    from dedup.cli import progress
    from dedup.pipeline import audit
    from dedup.readers import read_documents
    from dedup.report.terminal import print_comparison

    used = load_settings(settings, [], None)
    collection = read_documents([left, right], used.readers)
    if len(collection.documents) != 2:  # noqa: PLR2004 - two articles are compared
        progress.tell_trouble(collection, unanswered=True)
        typer.echo(f"dedup: compare needs two articles, read {len(collection.documents)}", err=True)
        raise typer.Exit(ExitCode.UNANSWERED)
    print_comparison(audit(collection, used), *collection.documents, Console())
