"""The `dedup` command and how its errors reach the user."""

import os
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from dedup import __version__
from dedup.cli import (
    audit,
    baseline,
    claims,
    clean,
    compare,
    gate,
    index,
    outlets,
    policy,
    roots,
    rules,
    serve,
    sources,
)
from dedup.cli.exit_codes import EPILOG, ExitCode
from dedup.errors import DedupError


class Commands(TyperGroup):
    """The commands: where the reader of the output has left, the question stays unanswered."""

    def invoke(self, ctx: Any) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # Typer would exit with 1, which says that the policy objects. What is still buffered goes nowhere.
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            sys.exit(ExitCode.UNANSWERED)


app = typer.Typer(
    name="dedup",
    cls=Commands,
    help="Audit scraped news articles: what wording is shared, who is cited, what extraction damaged.",
    epilog=EPILOG,
    no_args_is_help=True,
    rich_markup_mode=None,  # plain help costs half the start-up of framed help
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command(epilog=EPILOG)(audit.audit)
app.command(epilog=EPILOG)(baseline.baseline)
app.command(epilog=EPILOG)(claims.claims)
app.command(epilog=EPILOG)(clean.clean)
app.command(epilog=EPILOG)(compare.compare)
app.command(epilog=EPILOG)(roots.roots)
app.command(epilog=EPILOG)(rules.rules)
app.command(epilog=EPILOG)(outlets.outlets)
app.command(epilog=EPILOG)(serve.serve)
app.command(epilog=EPILOG)(sources.sources)
app.add_typer(policy.app, name="policy")
app.add_typer(gate.app, name="gate")
app.add_typer(index.app, name="index")


def _print_version(value: bool) -> None:  # noqa: FBT001 - typer calls it with the option's value
    if value:
        typer.echo(f"dedup {__version__}")
        raise typer.Exit


@app.callback()
def start(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """Audit scraped news articles: what wording is shared, who is cited, what extraction damaged."""


def main() -> None:
    """Run the command line; every expected failure becomes one line on stderr and exit code 2."""
    try:
        app()
    except DedupError as error:
        _fail(str(error))
    except OSError as error:
        _fail(f"{error.filename or 'output'}: {error.strerror or error}; check the path and the room on the disk")


def _fail(message: str) -> None:
    typer.echo(f"dedup: {message}", err=True)
    sys.exit(ExitCode.UNANSWERED)
