"""What options mean: report formats and settings from the command line."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from dedup.cli.sizes import parse_size

if TYPE_CHECKING:
    from dedup.settings import Settings


class Format(StrEnum):
    """How an audit is written."""

    TERMINAL = "terminal"
    JSON = "json"
    HTML = "html"


class Listing(StrEnum):
    """How rules and outlets are listed."""

    TERMINAL = "terminal"
    JSON = "json"


def load_settings(
    path: Path | None, columns: Sequence[str] = (), jobs: int | None = None, memory: str | None = None
) -> "Settings":
    """Settings from, in order: option, settings file, default; `jobs` is 0 where neither says otherwise.

    Raises:
        SettingsError: The file or an option names an unknown setting or an impossible value.
    """
    from dedup.settings import Settings

    settings = Settings.from_toml(path) if path else Settings()
    data = settings.model_dump()
    data["readers"] |= dict(_split(column) for column in columns)
    if jobs is not None or "jobs" not in settings.model_fields_set:
        data["jobs"] = jobs or 0
    if memory is not None:
        data["memory_bytes"] = parse_size(memory, "--memory")
    return Settings.from_data(data, origin="command line")


def _split(column: str) -> tuple[str, str]:
    name, separator, field = column.partition("=")
    if not separator or not field or name not in {"text", "id", "title", "url", "date", "outlet"}:
        raise typer.BadParameter(
            f"{column!r} is not NAME=FIELD with one of text, id, title, url, date, outlet; for example text=body",
            param_hint="--column",
        )
    return name, field
