"""What options mean: those that several commands have, report formats, and settings from the command line."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, redirect_stdout
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from dedup.cli.sizes import parse_size
from dedup.storage import is_address

if TYPE_CHECKING:
    from dedup.artifacts import Known
    from dedup.engine import Engine, WorkFolder
    from dedup.settings import Settings


class Format(StrEnum):
    """How an audit is written."""

    TERMINAL = "terminal"
    JSON = "json"
    HTML = "html"
    SARIF = "sarif"
    GITHUB = "github"
    JUNIT = "junit"
    CSV = "csv"
    PARQUET = "parquet"


class EngineChoice(StrEnum):
    """Where work runs; `dedup.engine.EngineName`, without what that imports."""

    LOCAL = "local"
    RAY = "ray"
    DASK = "dask"


PATHS = typer.Argument(
    metavar="PATH...", help="Files, folders, globs or addresses (s3://bucket/news); - is JSON Lines on stdin."
)
POLICY = typer.Option("--policy", metavar="FILE|PRESET", help="Policy that decides (default: audit).")
SETTINGS = typer.Option("--settings", help="Settings file (TOML).")
COLUMN = typer.Option(
    "--column", metavar="NAME=FIELD", help="Field that holds text, id, title, url, date or outlet."
)
JOBS = typer.Option("--jobs", "-j", min=0, help="Worker processes; 0 decides itself.")
ALLOW_SKIPPED = typer.Option("--allow-skipped", help="Do not exit with 2 because some input could not be read.")
QUIET = typer.Option("--quiet", "-q", help="No progress and no warnings on stderr.")
LISTING = typer.Option("--format", "-f", help="How to print.")
SELECT = typer.Option(
    "--select", metavar="RULES", help="Run these rules only: codes, names or families, as G,S or drop-letter."
)
IGNORE = typer.Option("--ignore", metavar="RULES", help="Leave these rules out; outranks --select.")
BASELINE = typer.Option("--baseline", metavar="FILE", help="Findings in this file are known and do not count.")
ALLOW_LIST = typer.Option(
    "--allow-list", metavar="FILE", help="Findings that are right as they are (TOML), each with a reason."
)


class Listing(StrEnum):
    """How rules, outlets and policies are listed."""

    TERMINAL = "terminal"
    JSON = "json"


def load_settings(
    path: Path | None,
    columns: Sequence[str] = (),
    jobs: int | None = None,
    memory: str | None = None,
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
) -> "Settings":
    """Settings from, in order: option, settings file, default; `jobs` is 0 where neither says otherwise.

    Raises:
        SettingsError: The file or an option names an unknown setting, an impossible value or an unknown rule.
    """
    from dedup.settings import Settings

    settings = Settings.from_toml(path) if path else Settings()
    data = settings.model_dump()
    data["readers"] |= dict(_split(column) for column in columns)
    if jobs is not None or "jobs" not in settings.model_fields_set:
        data["jobs"] = jobs or 0
    if memory is not None:
        data["memory_bytes"] = parse_size(memory, "--memory")
    for name, selectors in (("select", select), ("ignore", ignore)):
        if selectors:
            data["artifacts"][name] = split_list(selectors)
    used = Settings.from_data(data, origin="command line")
    if used.artifacts != Settings().artifacts:
        from dedup.artifacts import running_rules

        running_rules(used.artifacts)
    return used


@contextmanager
def opened_engine(choice: EngineChoice, address: str | None, jobs: int) -> Iterator["Engine | None"]:
    """Open the engine that was asked for; None leaves the number of local workers to the audit.

    Raises:
        SettingsError: An address for the local engine.
        EngineError: The engine is not installed, or there is none at the address.
    """
    if choice is EngineChoice.LOCAL and address is None:
        yield None
        return
    from dedup.engine import EngineName, open_engine

    # Ray prints what it says of lost nodes to stdout, which is for results.
    with redirect_stdout(sys.stderr), open_engine(EngineName(choice.value), jobs=jobs, address=address) as engine:
        yield engine


@contextmanager
def opened_work_folder(
    work: str | None, *, resume: bool, tell: Callable[[str], None]
) -> Iterator["WorkFolder | None"]:
    """Open the folder for finished stages, or a local copy of one at an address, kept there too while it is open.

    Raises:
        StorageError: The address cannot be read or written.
        WorkspaceError: It holds files of something else, or no run to go on with where `resume` insists on one.
    """
    if resume and work is None:
        raise typer.BadParameter("takes --work DIR, the folder of the run to go on with", param_hint="--resume")
    if work is None:
        yield None
        return
    from dedup.engine import WorkFolder, mirrored

    address = work if is_address(work) else None
    with mirrored(address, tell) if address else nullcontext(Path(work)) as path:
        folder = WorkFolder(path, must_resume=resume, tell=tell, address=address)
        folder.check()
        yield folder


def load_known(baseline: Path | None, allow_list: Path | None) -> "Known":
    """What is known of findings before a run.

    Raises:
        SettingsError: A file cannot be read, or holds mistakes.
    """
    from dedup.artifacts import Known, load_allow_list, load_baseline

    return Known(
        allowed=load_allow_list(allow_list) if allow_list else (),
        baseline=load_baseline(baseline) if baseline else {},
    )


def split_list(values: Sequence[str]) -> tuple[str, ...]:
    """Take lists apart that are written with commas, as `--select G,S`; the option may be repeated too."""
    return tuple(part.strip() for value in values for part in value.split(",") if part.strip())


def _split(column: str) -> tuple[str, str]:
    name, separator, field = column.partition("=")
    if not separator or not field or name not in {"text", "id", "title", "url", "date", "outlet"}:
        raise typer.BadParameter(
            f"{column!r} is not NAME=FIELD with one of text, id, title, url, date, outlet; for example text=body",
            param_hint="--column",
        )
    return name, field
