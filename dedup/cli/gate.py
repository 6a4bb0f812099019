"""`dedup gate`: decide which articles enter an index, and look after those that were put aside."""

from pathlib import Path
from typing import Annotated

import typer

from dedup.cli.default_command import DefaultCommand
from dedup.cli.exit_codes import EPILOG
from dedup.cli.options import (
    ALLOW_LIST,
    BASELINE,
    COLUMN,
    LISTING,
    POLICY,
    SETTINGS,
    Listing,
    load_known,
    load_settings,
)

app = typer.Typer(
    cls=DefaultCommand,
    help="Decide which articles enter an index: JSON Lines in, an answer for each line out.",
    epilog="Without a command: check, so that `dedup gate FILE` is `dedup gate check FILE`. " + EPILOG,
    rich_markup_mode=None,
)

_INDEX = typer.Option("--index", metavar="FILE|URL", help="Index of accepted documents.")
_QUARANTINE = typer.Option(
    "--quarantine", metavar="FOLDER|URL", help="Where articles wait for a person (default: in the index)."
)


@app.command(epilog=EPILOG)
def check(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="[FILES|-]", help="JSON Lines files, also .gz and .zst; - or none is stdin."),
    ] = None,
    *,
    index: Annotated[str | None, _INDEX] = None,
    policy: Annotated[str | None, POLICY] = None,
    add: Annotated[bool, typer.Option("--add", help="Add accepted articles to the index.")] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="With --add, let a new text take the place of an id's older one.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Write answers only: nothing is added, put aside or sorted.")
    ] = False,
    quarantine: Annotated[str | None, _QUARANTINE] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File for the answers (default: stdout).")
    ] = None,
    accepted: Annotated[
        Path | None, typer.Option("--output-accepted", help="File for accepted records, untouched.")
    ] = None,
    rejected: Annotated[
        Path | None, typer.Option("--output-rejected", help="File for rejected records, untouched.")
    ] = None,
    quarantined: Annotated[
        Path | None, typer.Option("--output-quarantined", help="File for quarantined records, untouched.")
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Print all decisions with reasons on stderr.")] = False,
    baseline: Annotated[Path | None, BASELINE] = None,
    allow_list: Annotated[Path | None, ALLOW_LIST] = None,
    settings: Annotated[Path | None, SETTINGS] = None,
    columns: Annotated[list[str] | None, COLUMN] = None,
    jobs: Annotated[
        int | None, typer.Option("--jobs", "-j", min=0, help="Worker processes; 0 is one a core.")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No summary and no warnings on stderr.")] = False,
) -> None:
    """Judge records, one answer for each line in the same order; a line that is no article is rejected."""
    from dedup.engine import hire_early

    used = load_settings(settings, columns or [], jobs)
    hire_early(used.jobs, ["dedup.gate.preloaded"])  # they get ready while this process imports the rest
    from dedup.cli import gate_run
    from dedup.cli.gate_streams import Outputs

    outputs = Outputs(answers=output, accepted=accepted, rejected=rejected, quarantined=quarantined)
    run = gate_run.Run(
        paths=tuple(paths or ["-"]),
        index=index,
        policy=policy,
        settings=used,
        known=load_known(baseline, allow_list),
        add=add,
        replace=replace,
        dry_run=dry_run,
        quarantine=quarantine,
        outputs=outputs,
        explain=explain,
        quiet=quiet,
    )
    raise typer.Exit(gate_run.judge(run))


@app.command(epilog=EPILOG)
def release(
    name: Annotated[str, typer.Argument(metavar="ID", help="Id of an article that waits.")],
    *,
    index: Annotated[str | None, _INDEX] = None,
    policy: Annotated[str | None, POLICY] = None,
    quarantine: Annotated[str | None, _QUARANTINE] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who decides (default: the user).")] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Let it in though there are objections that it did not have before.")
    ] = False,
    output: Annotated[
        Path | None, typer.Option("--output-accepted", help="File to which the released record is added.")
    ] = None,
    baseline: Annotated[Path | None, BASELINE] = None,
    allow_list: Annotated[Path | None, ALLOW_LIST] = None,
    settings: Annotated[Path | None, SETTINGS] = None,
) -> None:
    """Let an article in that waits in quarantine; exit with 1 where new objections keep it out."""
    from dedup.cli import gate_run
    from dedup.gate import Gate

    place = gate_run.Place(index=index, quarantine=quarantine)
    used, known = load_settings(settings, [], 1), load_known(baseline, allow_list)
    with Gate.open(index, policy, used, known=known, quarantine=place.location) as gate:
        code = gate_run.release(gate, name, by=by or gate_run.user(), force=force, output=output)
    raise typer.Exit(code)


@app.command(epilog=EPILOG)
def discard(
    name: Annotated[str, typer.Argument(metavar="ID", help="Id of an article that waits.")],
    *,
    index: Annotated[str | None, _INDEX] = None,
    quarantine: Annotated[str | None, _QUARANTINE] = None,
) -> None:
    """Delete an article that waits in quarantine, with all texts that wait under its id."""
    from dedup.cli import gate_run

    with gate_run.Place(index=index, quarantine=quarantine).open(read_only=False) as store:
        typer.echo(f"{store.discard(name)} discarded")


@app.command("list", epilog=EPILOG)
def list_waiting(
    *,
    index: Annotated[str | None, _INDEX] = None,
    quarantine: Annotated[str | None, _QUARANTINE] = None,
    released: Annotated[bool, typer.Option("--released", help="Those that were let in, by whom and when.")] = False,
    listing: Annotated[Listing, LISTING] = Listing.TERMINAL,
) -> None:
    """List the articles that wait in quarantine, latest first, with the reasons."""
    from dedup.cli import gate_run

    with gate_run.Place(index=index, quarantine=quarantine).open() as store:
        gate_run.print_items(store.items(released=released), as_json=listing is Listing.JSON)


@app.command(epilog=EPILOG)
def report(
    *,
    index: Annotated[str | None, _INDEX] = None,
    quarantine: Annotated[str | None, _QUARANTINE] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File to write to (default: stdout).")
    ] = None,
) -> None:
    """Write decisions over time, their reasons and the articles that wait, with evidence, as one HTML page."""
    from dedup.cli import gate_run

    with gate_run.Place(index=index, quarantine=quarantine).open() as store:
        gate_run.write_report(store, output)
