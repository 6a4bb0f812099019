"""What is wrong with a policy file, in words that say what to do.

In: the plain data, and what pydantic objects to. Out: mistakes, each with the path of its key in the file.
"""

import json
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from dedup.policy.tables import kebab

_SHOWN = 40
_PERCENT = 100
_TABLE = "{value} is no table; write [{path}] and its limits below, or false to leave it out"
_ADVICE: dict[str, str] = {
    "dict_type": _TABLE,
    "finite_number": "{value} is no number; write one, or false to leave the limit out",
    "float_type": "{value} is no number; write one, or false to leave the limit out",
    "greater_than": "{value} is out of range; write a number above {gt:g}",
    "greater_than_equal": "{value} is out of range; write a number from {ge:g}",
    "int_type": "{value} is no whole number; write one from 1, or false to leave the limit out",
    "literal_error": "{value} is not possible here; write {expected}",
    "mapping_type": _TABLE,
    "model_type": _TABLE,
    "string_pattern_mismatch": "{value} is no language code; write ISO 639-1 codes such as de and en",
    "string_type": "{value} is no language code; write ISO 639-1 codes such as de and en",
    "too_short": "is empty; name at least one",
    "tuple_type": '{value} is no list; write one such as ["de", "en"]',
}
"""What to do, by the type of pydantic's objection."""
_EXAMPLES = {"allowed": 'allowed = ["de", "en"]', "decision": 'decision = "quarantine" or "reject"'}
"""The keys that a table cannot do without."""


class Mistake(NamedTuple):
    """A key by its path in the file, empty for the file itself, and what to do about it."""

    key: str
    advice: str


def misspelt(data: Mapping[str, Any], path: tuple[str, ...] = ()) -> Iterator[Mistake]:
    """Find keys written with an underscore: files have one spelling of a key."""
    for key, value in data.items():
        here = (*path, str(key))
        if "_" in str(key):
            yield Mistake(".".join(here), f"unknown key; write {kebab(str(key))}")
        if isinstance(value, Mapping):
            yield from misspelt(value, here)


def explain(error: ValidationError, model: type[BaseModel]) -> Iterator[Mistake]:
    """Put what pydantic objects to into words, one mistake for each key."""
    known = _keys(model)
    wrong = [details["loc"] for details in error.errors()]
    for details in error.errors():
        if details["type"] == "too_short" and any(place[:-1] == details["loc"] for place in wrong):
            continue  # what is in the list is wrong, and pydantic does not count it
        path = tuple(str(part) for part in details["loc"] if part != "[key]")
        if not any("_" in part for part in path):
            yield Mistake(".".join(path), _advise(details, path, known))


def _keys(model: type[BaseModel]) -> dict[str, tuple[str, ...]]:
    """The keys that may stand in the file itself and in each of its tables, by the name of the table."""
    schema = model.model_json_schema()
    tables = schema["$defs"]
    keys = {"": ("extends", *schema["properties"])}
    for name, field in schema["properties"].items():
        references = [part["$ref"] for part in field.get("anyOf", []) if "$ref" in part]
        if references:
            keys[name] = tuple(tables[references[0].rpartition("/")[2]]["properties"])
    keys["findings"] = tuple(tables["FindingLimits"]["properties"])
    return keys


def _advise(details: ErrorDetails, path: tuple[str, ...], known: Mapping[str, tuple[str, ...]]) -> str:
    kind, context = details["type"], details.get("ctx", {})
    if kind == "value_error":
        return str(context["error"])
    if kind == "missing":
        return f"is missing; write {_EXAMPLES[path[-1]]}"
    if kind == "extra_forbidden":
        return _advise_unknown(path[-1], known["" if len(path) == 1 else path[0]])
    if kind == "less_than_equal":
        return f"{_shown(details)} is out of range; write a number up to {context['le']:,.0f}{_hint(details)}"
    if kind == "literal_error" and path[-1] != "version":
        context = {"expected": "quarantine or reject"}
    if kind in _ADVICE:
        return _ADVICE[kind].format(value=_shown(details), path=".".join(path), **context)
    return f"{_shown(details)}: {details['msg']}"  # what no policy file has been seen to do


def _shown(details: ErrorDetails) -> str:
    value = json.dumps(details["input"], ensure_ascii=False, default=str)  # near to how TOML writes it
    return value if len(value) <= _SHOWN else f"{value[:_SHOWN]}…"


def _hint(details: ErrorDetails) -> str:
    """Suggest the fraction where somebody wrote a percentage."""
    value = details["input"]
    return f"; shares are fractions, {value:g} % is {value / _PERCENT:g}" if value <= _PERCENT else ""


def _advise_unknown(key: str, known: tuple[str, ...]) -> str:
    close = get_close_matches(key, known, n=1)
    return "unknown key; " + (f"did you mean {close[0]}?" if close else f"known are {', '.join(known)}")
