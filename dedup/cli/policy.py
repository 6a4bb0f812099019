"""`dedup policy`: check a policy file, show a preset, see what another policy would change."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from dedup.cli.exit_codes import EPILOG, ExitCode
from dedup.cli.options import Listing, load_settings

app = typer.Typer(
    help="Check policy files, show presets, and see what another policy would change.",
    epilog=EPILOG,
    no_args_is_help=True,
    rich_markup_mode=None,
)

_FORMAT = typer.Option("--format", "-f", help="How to print.")


@app.command(epilog=EPILOG)
def check(
    file: Annotated[str, typer.Argument(metavar="FILE", help="Policy file (TOML), or the name of a preset.")],
    listing: Annotated[Listing, _FORMAT] = Listing.TERMINAL,
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
    listing: Annotated[Listing, _FORMAT] = Listing.TERMINAL,
    settings: Annotated[Path | None, typer.Option("--settings", help="Settings file (TOML).")] = None,
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--column", metavar="NAME=FIELD", help="Field that holds text, id, title, url, date or outlet."
        ),
    ] = None,
    allow_skipped: Annotated[
        bool, typer.Option("--allow-skipped", help="Do not exit with 2 because some input could not be read.")
    ] = False,
    jobs: Annotated[
        int | None, typer.Option("--jobs", "-j", min=0, help="Worker processes; 0 decides itself.")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no warnings on stderr.")] = False,
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
    unanswered = not read.documents or (bool(read.skipped) and not allow_skipped)
    if not quiet:
        progress.tell_trouble(read, unanswered=unanswered)
    if unanswered:
        raise typer.Exit(ExitCode.UNANSWERED)
    raise typer.Exit(ExitCode.OBJECTION if difference.changes else ExitCode.CLEAN)


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
