"""The allow-list: a TOML file with one table for each kind of finding that is right as it is, each with a reason.

    [[allow]]
    rule = "glued-words"
    text = "derStandard"
    reason = "name of a paper"

In: a file. Out: its entries; all mistakes are reported at once.
"""

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, ValidationError

from dedup.artifacts.catalog import catalog, fits
from dedup.artifacts.suppression import Allowed
from dedup.errors import SettingsError
from dedup.settings import read_toml


def _known_rule(selector: str) -> str:
    if not any(fits(selector, rule) for rule in catalog()):
        raise ValueError(f"{selector!r} fits no rule; `dedup rules` lists codes and names")
    return selector


_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    reason: _Text
    rule: Annotated[str, AfterValidator(_known_rule)] | None = None
    document: _Text | None = None
    text: _Text | None = None
    contains: _Text | None = None
    fingerprint: _Text | None = None


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    allow: tuple[_Entry, ...] = ()


def load_allow_list(path: Path) -> tuple[Allowed, ...]:
    """Read an allow-list.

    Raises:
        SettingsError: The file is missing or no TOML, an entry has no reason or no condition, or names an unknown
            rule or key; the message lists all mistakes.
    """
    data = read_toml(path)
    try:
        entries = _File.model_validate(data).allow
    except ValidationError as error:
        raise SettingsError(f"{path}: " + "; ".join(map(_explain, error.errors()))) from error
    allowed = tuple(Allowed(**entry.model_dump()) for entry in entries)
    empty = [str(number) for number, entry in enumerate(allowed, start=1) if not str(entry)]
    if empty:
        raise SettingsError(
            f"{path}: entry {', '.join(empty)} would allow every finding; "
            "add rule, document, text, contains or fingerprint"
        )
    return allowed


def _explain(mistake: object) -> str:
    """Name the entry by its number, from 1, and say what is wrong."""
    location, message = mistake["loc"], mistake["msg"]  # type: ignore[index]  # pydantic's own mapping
    place = [f"entry {part + 1}" if isinstance(part, int) else str(part) for part in location if part != "allow"]
    return f"{', '.join(place) or 'file'}: {message}"
