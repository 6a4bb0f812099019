"""Fields of a hand-made file, checked: the right type, or an error that names the place and says what to write.

In: parsed JSON. Out: typed values. `where` is the place in words, such as "claims.json, claim C01, mention 2".
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from dedup.errors import InvalidRecordError

Record = Mapping[str, Any]


def parse_object(text: str, origin: str) -> Record:
    """Parse a JSON object whose keys are unique on every level.

    Raises:
        InvalidRecordError: The text is no JSON, no object, or writes a key twice.
    """

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                raise InvalidRecordError(f"{origin}: the key {key!r} stands twice in one object; keep one of them")
            found[key] = value
        return found

    try:
        parsed = json.loads(text, object_pairs_hook=unique)
    except ValueError as error:
        raise InvalidRecordError(f"{origin}: is not JSON ({error})") from error
    except RecursionError as error:
        raise InvalidRecordError(f"{origin}: is nested too deeply") from error
    return as_object(parsed, origin)


def as_object(value: object, where: str) -> Record:
    """Take a JSON object."""
    if not isinstance(value, dict):
        raise InvalidRecordError(f"{where}: is {_kind(value)}, an object {{...}} belongs here")
    return value


def objects(record: Record, key: str, where: str) -> Record:
    """Take the object under a key; nothing there is an empty one."""
    value = record.get(key)
    return {} if value is None else as_object(value, f"{where}, {key!r}")


def items(record: Record, key: str, where: str) -> list[Any]:
    """Take the list under a key; nothing there is an empty one."""
    value = record.get(key)
    if value is None:
        return []
    if not isinstance(value, list):
        raise InvalidRecordError(f"{where}: {key!r} is {_kind(value)}, a list [...] belongs here")
    return value


def text_of(record: Record, keys: Iterable[str], where: str) -> str | None:
    """Take the text under the first of several keys that has one; numbers are written out."""
    for key in keys:
        value = record.get(key)
        if isinstance(value, str):
            return value.strip() or None
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if value is not None:
            raise InvalidRecordError(f"{where}: {key!r} is {_kind(value)}, a text belongs here")
    return None


def flag(record: Record, key: str, where: str) -> bool:
    """Take true or false; nothing there is false."""
    value = record.get(key)
    if value is None or isinstance(value, bool):
        return bool(value)
    raise InvalidRecordError(f"{where}: {key!r} is {_kind(value)}, true or false belongs here")


def number(record: Record, keys: Iterable[str], where: str) -> float | None:
    """Take the number under the first of several keys that has one."""
    for key in keys:
        value = record.get(key)
        if value is None:
            continue
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise InvalidRecordError(f"{where}: {key!r} is {_kind(value)}, a number belongs here")
        return float(value)
    return None


def names(value: object, where: str) -> tuple[str, ...]:
    """Take a list of names, or one text with commas."""
    if value is None:
        return ()
    found = value.split(",") if isinstance(value, str) else value
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        raise InvalidRecordError(f"{where}: is {_kind(value)}, a list of names belongs here")
    return tuple(each.strip() for each in found if each.strip())


def choice(record: Record, keys: Iterable[str], choices: Mapping[str, Any], where: str) -> Any:
    """Take one of several words, however it is written; nothing there is the first of them."""
    chosen = text_of(record, keys, where)
    if chosen is None:
        return next(iter(choices.values()))
    word = normal(chosen)
    if word not in choices:
        known = ", ".join(choices)
        raise InvalidRecordError(f"{where}: {chosen!r} is not one of {known}; correct it")
    return choices[word]


def normal(word: str) -> str:
    """Write a word of a vocabulary one way.

    >>> normal("Speech_Act")
    'speech-act'
    """
    return "-".join(word.casefold().replace("_", " ").replace("-", " ").split())


def _kind(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "a text", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")
