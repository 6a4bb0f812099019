"""`dedup index`: the memory of accepted documents from the command line."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dedup.cli.exit_codes import EPILOG, ExitCode
from dedup.cli.options import ALLOW_SKIPPED, LISTING, PATHS, Listing, load_settings

if TYPE_CHECKING:
    from dedup.index import Index

app = typer.Typer(
    help="Keep accepted documents: add, remove, look inside, check, export, import, compact.",
    epilog=EPILOG,
    no_args_is_help=True,
    rich_markup_mode=None,
)

Location = Annotated[str, typer.Argument(metavar="INDEX", help="File, or postgresql://user@host/name.")]
SettingsFile = Annotated[
    Path | None, typer.Option("--settings", help="Settings file (TOML); without it those of the index hold.")
]


def _open(location: str, settings: Path | None, *, create: bool = False, read_only: bool = False) -> "Index":
    from dedup.index import Index
    from dedup.settings import Settings

    used = load_settings(settings, [], None) if settings else Settings()
    asked = used.reuse if settings else None
    return Index.open(location, asked, bounds=used.index, create=create, read_only=read_only)


@app.command(epilog=EPILOG)
def add(
    location: Location,
    paths: Annotated[list[str], PATHS],
    *,
    replace: Annotated[
        bool, typer.Option("--replace", help="Let a new text take the place of the one stored under its id.")
    ] = False,
    allow_skipped: Annotated[bool, ALLOW_SKIPPED] = False,
    settings: SettingsFile = None,
) -> None:
    """Add articles without any policy; the index is made where there is none."""
    from dedup.cli.index_output import add_all, print_counts, seen_now
    from dedup.cli.progress import tell_trouble
    from dedup.readers import read_documents

    used = load_settings(settings, [], None)
    with _open(location, settings, create=True) as opened:
        collection = read_documents(paths, used.readers)
        counts = add_all(opened, collection.documents, seen=seen_now(), replace=replace)
    print_counts(counts)
    unanswered = bool(counts["conflict"]) or (bool(collection.skipped) and not allow_skipped)
    tell_trouble(collection, unanswered=unanswered)
    raise typer.Exit(ExitCode.UNANSWERED if unanswered or not collection.documents else ExitCode.CLEAN)


@app.command(epilog=EPILOG)
def remove(
    location: Location, names: Annotated[list[str], typer.Argument(metavar="ID...", help="Documents to remove.")]
) -> None:
    """Take documents out of every answer; compacting deletes them for good."""
    from dedup.cli.index_output import seen_now

    with _open(location, None) as opened:
        removed = opened.remove(names, when=seen_now())
    for name in names:
        if name not in removed:
            typer.echo(f"dedup: {name}: is not in the index", err=True)
    typer.echo(f"{len(removed)} removed")
    raise typer.Exit(ExitCode.CLEAN if len(removed) == len(set(names)) else ExitCode.UNANSWERED)


@app.command(epilog=EPILOG)
def info(
    location: Location,
    listing: Annotated[Listing, LISTING] = Listing.TERMINAL,
) -> None:
    """Say how many documents the index holds, what shaped it and how large its parts are."""
    from dedup.cli.index_output import print_info
    from dedup.index.inspection import describe_index

    with _open(location, None, read_only=True) as opened:
        print_info(describe_index(opened), as_json=listing is Listing.JSON)


@app.command(epilog=EPILOG)
def check(location: Location) -> None:
    """Read the whole index and name every problem; exits with 2 where there is one."""
    from dedup.index.inspection import check_index

    problems = 0
    with _open(location, None, read_only=True) as opened:
        for problem in check_index(opened):
            typer.echo(problem)
            problems += 1
    typer.echo(f"{problems} problems" if problems else "sound")
    raise typer.Exit(ExitCode.UNANSWERED if problems else ExitCode.CLEAN)


@app.command(epilog=EPILOG)
def export(
    location: Location,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File to write to; stdout without it.")
    ] = None,
) -> None:
    """Write every document as one line of JSON, in the order of acceptance."""
    from dedup.cli.index_output import write_lines
    from dedup.index.exchange import export_lines

    with _open(location, None, read_only=True) as opened:
        write_lines(export_lines(opened), output)


@app.command(name="import", epilog=EPILOG)
def import_(
    location: Location,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="File that `dedup index export` wrote; - is stdin.")],
    settings: SettingsFile = None,
) -> None:
    """Add the documents of an exported index; what is there already is left alone."""
    from dedup.cli.index_output import open_lines, print_counts
    from dedup.index.exchange import import_lines

    with _open(location, settings, create=True) as opened, open_lines(file) as lines:
        counts = import_lines(opened, lines, where="stdin" if str(file) == "-" else str(file))
    print_counts({admission.value: count for admission, count in counts.items()})
    conflict = any(count and admission.value == "conflict" for admission, count in counts.items())
    raise typer.Exit(ExitCode.UNANSWERED if conflict else ExitCode.CLEAN)


@app.command(epilog=EPILOG)
def compact(location: Location) -> None:
    """Delete removed documents for good, make the columns anew and give room back."""
    from dedup.index.compaction import compact as compact_index

    with _open(location, None) as opened:
        deleted = compact_index(opened)
    typer.echo(f"{deleted} deleted for good")
    sys.stdout.flush()
