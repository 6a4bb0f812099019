"""Policy files: where they come from, what they inherit, and what is wrong with one, all at once.

In: the name of a preset, a path or plain data. Out: a policy, or a `PolicyError` that names each mistake by file
and key and says what to do about it. `extends = "rag"` takes over a preset; what the file says itself comes before
it, limit by limit, and `false` takes a limit or a check away.
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from dedup.errors import PolicyError, SettingsError
from dedup.policy.mistakes import Mistake, explain, misspelt
from dedup.settings import read_toml

Model = TypeVar("Model", bound=BaseModel)
PRESETS = ("archive", "audit", "rag", "training")
"""The presets; `audit` is what `dedup audit` applies unless told otherwise."""


@cache
def preset_text(name: str) -> str:
    """The commented file of a preset.

    Raises:
        PolicyError: No preset is called so.
    """
    if name not in PRESETS:
        raise PolicyError(f"no preset is called {name!r}; there are {', '.join(PRESETS)}")
    return (resources.files(__package__ or "") / "presets" / f"{name}.toml").read_text(encoding="utf-8")


def read_preset(name: str) -> dict[str, Any]:
    """The plain data of a preset.

    Raises:
        PolicyError: No preset is called so.
    """
    return tomllib.loads(preset_text(name))


def read_policy(path: Path) -> dict[str, Any]:
    """The plain data of a policy file.

    Raises:
        PolicyError: The file is missing or is no TOML.
    """
    try:
        return read_toml(path)
    except SettingsError as error:
        is_missing = isinstance(error.__cause__, OSError)
        hint = f", or name a preset: {', '.join(PRESETS)}" if is_missing else ""
        raise PolicyError(f"{error}{hint}") from error


def build(model: type[Model], data: Mapping[str, Any], *, origin: str) -> Model:
    """Build a policy from plain data, with what it extends.

    Raises:
        PolicyError: The data holds mistakes; the message lists them all.
    """
    own = dict(data)
    base = own.pop("extends", None)
    mistakes = list(misspelt(own))
    inherited: dict[str, Any] = {}
    if base in PRESETS:
        inherited = read_preset(base)
    elif base is not None:
        mistakes.append(Mistake("extends", f"{base!r} is no preset; write one of {', '.join(PRESETS)}"))
    policy = None
    try:
        policy = model.model_validate(_merge(inherited, own))
    except ValidationError as error:
        mistakes.extend(explain(error, model))
    if policy is None or mistakes:
        raise PolicyError(_message(origin, mistakes))
    return policy


def _merge(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Put own values over inherited ones, table by table."""
    return {**base, **dict(_overrides(base, own))}


def _overrides(base: Mapping[str, Any], own: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, value in own.items():
        inherited = base.get(key)
        if isinstance(inherited, dict) and isinstance(value, dict):
            yield key, _merge(inherited, value)
        else:
            yield key, value


def _message(origin: str, mistakes: list[Mistake]) -> str:
    """One mistake on one line; several on a line each, sorted by key."""
    lines = sorted({f"{mistake.key}: {mistake.advice}" if mistake.key else mistake.advice for mistake in mistakes})
    if len(lines) == 1:
        return f"{origin}: {lines[0]}"
    return "\n  ".join([f"{origin}: {len(lines)} mistakes", *lines])
