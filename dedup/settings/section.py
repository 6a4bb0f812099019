"""What groups of settings have in common, and how files of them are read."""

import tomllib
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from dedup.errors import SettingsError


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file that the user gave us.

    Raises:
        SettingsError: The file is missing or is no TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read ({error.strerror}); check the path") from error
    except (ValueError, RecursionError) as error:  # TOML, encoding, numbers too long, tables too deep
        raise SettingsError(f"{path}: is not TOML ({error}); mend that place and try again") from error


class Section(BaseModel):
    """A group of settings: immutable, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")
