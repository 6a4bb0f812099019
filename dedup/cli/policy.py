"""`dedup policy`: check a policy file, show a preset, see what another policy would change."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from dedup.cli.exit_codes import EPILOG
from dedup.cli.options import ALLOW_SKIPPED, COLUMN, JOBS, LISTING, QUIET, SETTINGS, Listing, load_settings

app = typer.Typer(
    help="Check policy files, show presets, and see what another policy would change.",
    epilog=EPILOG,
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command(epilog=EPILOG)
def check(
    file: Annotated[str, typer.Argument(metavar="FILE", help="Policy file (TOML), or the name of a preset.")],
    listing: Annotated[Listing, LISTING] = Listing.TERMINAL,
) -> None:
    """Print all mistakes of a policy file, or what it checks."""
    from dedup.policy import Policy
    from dedup.report.console import Console
    from dedup.report.policies import print_policy, write_policy

    policy = Policy.load(file)
    if listing is Listing.JSON:
        write_policy(file, policy, sys.stdout)
    else:
        print_policy(file, policy, Console())


@app.command(epilog=EPILOG)
def diff(
    left: Annotated[str, typer.Argument(metavar="A", help="Policy file or preset to compare with.")],
    right: Annotated[str, typer.Argument(metavar="B", help="Policy file or preset that would take its place.")],
    *,
    collection: Annotated[
        list[str], typer.Option("--on", metavar="COLLECTION", help="Articles to judge; may be repeated.")
    ],
    listing: Annotated[Listing, LISTING] = Listing.TERMINAL,
    settings: Annotated[Path | None, SETTINGS] = None,
    columns: Annotated[list[str] | None, COLUMN] = None,
    allow_skipped: Annotated[bool, ALLOW_SKIPPED] = False,
    jobs: Annotated[int | None, JOBS] = None,
    quiet: Annotated[bool, QUIET] = False,
) -> None:
    """List the documents that two policies judge differently; exit with 1 when there is one."""
    from dedup.cli import progress
    from dedup.pipeline import audit
    from dedup.policy import Policy, compare_policies, widen
    from dedup.readers import read_documents
    from dedup.report.console import Console
    from dedup.report.policies import print_difference, write_difference

    policies = Policy.load(left), Policy.load(right)
    used = widen(load_settings(settings, columns or [], jobs), *policies)
    with progress.bar(quiet=quiet) as tell:
        read = read_documents(collection, used.readers, progress=tell)
        difference = compare_policies(audit(read, used, policies[0], progress=tell), *policies)
    if listing is Listing.JSON:
        write_difference((left, right), policies, difference, read.skipped, sys.stdout)
    else:
        print_difference((left, right), difference, Console())
    objects = bool(difference.changes)
    raise typer.Exit(progress.conclude(read, objects=objects, allow_skipped=allow_skipped, quiet=quiet))


@app.command(epilog=EPILOG)
def show(
    preset: Annotated[str, typer.Argument(metavar="PRESET", help="archive, audit, rag or training.")],
) -> None:
    """Print the commented file of a preset, to start your own from."""
    from dedup.policy import preset_text

    typer.echo(preset_text(preset), nl=False)


@app.command(epilog=EPILOG)
def schema() -> None:
    """Print the JSON schema of policy files, for editors."""
    import json

    from dedup.policy import policy_schema

    typer.echo(json.dumps(policy_schema(), indent=1))
