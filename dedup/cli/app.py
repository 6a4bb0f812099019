"""The `dedup` command and how its errors reach the user."""

import sys
from typing import Annotated

import typer

from dedup import __version__
from dedup.cli import audit, compare, outlets, rules
from dedup.cli.exit_codes import EPILOG, ExitCode
from dedup.errors import DedupError

app = typer.Typer(
    name="dedup",
    help="Audit scraped news articles: what wording is shared, who is cited, what extraction damaged.",
    epilog=EPILOG,
    no_args_is_help=True,
    rich_markup_mode=None,  # plain help costs half the start-up of framed help
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command(epilog=EPILOG)(audit.audit)
app.command(epilog=EPILOG)(compare.compare)
app.command(epilog=EPILOG)(rules.rules)
app.command(epilog=EPILOG)(outlets.outlets)


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
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output has left: nothing to say, and nobody to say it to
        sys.exit(ExitCode.UNANSWERED)
    except OSError as error:
        _fail(f"{error.filename or 'output'}: {error.strerror}; check the path and the room on the disk")


def _fail(message: str) -> None:
    typer.echo(f"dedup: {message}", err=True)
    sys.exit(ExitCode.UNANSWERED)
