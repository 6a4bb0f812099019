"""Fields of a record to fields of a document.

In: a mapping from field name to any value, without the text. Out: title, published, outlet, url, byline and
language as text, and every further field as metadata (name, text). Nothing is lost: what a document field cannot
hold (a date that is no date, a time of day) stays in the metadata as it was.
"""

import json
import math
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from dedup.readers.published import normalize_published
from dedup.settings import ReaderSettings

_BYLINES = ("byline", "author", "authors")
_USUAL_NAMES = {
    "title": ("headline",),
    "url": ("link", "source_url"),
    "outlet": ("publisher", "site", "sitename", "site_name", "source"),
    "published": ("published", "date_publish", "publication_date", "pubdate", "published_at"),
    "language": ("language", "lang"),
}
"""Names that crawlers and datasets give to a field; the first that a record has is taken, where the record has no
field of the name in the settings."""
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]{2,8}){0,3}", re.IGNORECASE)


def describe(fields: Mapping[str, object], settings: ReaderSettings) -> dict[str, Any]:
    """Sort the fields of a record into those that `Document` has, under its names, and the metadata.

    >>> describe({"title": "Titel", "rubrik": "Politik"}, ReaderSettings())
    {'title': 'Titel', 'metadata': (('rubrik', 'Politik'),)}
    """
    present = {name: printed for name, value in fields.items() if (printed := _print(name, value)) is not None}
    targets = _name_targets(tuple(present), settings.title, settings.url, settings.outlet, settings.date)
    description: dict[str, Any] = {}
    metadata = []
    for (target, shown), printed in zip(targets, present.values(), strict=True):
        if target is not None:
            content = _content(target, printed)
            if content and target not in description:
                description[target] = content
            if description.get(target) == printed:
                continue
        metadata.append((shown, printed))
    description["metadata"] = tuple(metadata)
    return description


def as_text(value: object) -> str | None:
    """Write a value of a record as text that any encoding can hold; None for nothing.

    >>> as_text(7), as_text(True), as_text(["a", "b"]), as_text(" ")
    ('7', 'true', '["a", "b"]', None)
    """
    if type(value) is str:
        printed = value
    elif value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    elif isinstance(value, bytes):
        printed = value.decode("utf-8", "replace")
    elif isinstance(value, (bool, dict, list)):
        printed = json.dumps(value, ensure_ascii=False, default=str)
    else:
        printed = str(value)
    if not printed or printed.isspace():
        return None
    return printed if printed.isascii() else _LONE_SURROGATE.sub("\ufffd", printed)


@lru_cache(maxsize=64)  # the records of a file have few sets of fields
def _name_targets(names: tuple[str, ...], *chosen: str) -> tuple[tuple[str | None, str], ...]:
    """Name for each field of a record the field of a document, None for metadata, and its name there.

    `chosen` are the names that the settings give to title, url, outlet and published.
    """
    named = dict(zip(chosen, ("title", "url", "outlet", "published"), strict=True))
    known = {target for name, target in named.items() if name in names}
    for target, usual in _USUAL_NAMES.items():
        name = next((name for name in usual if name in names), None)
        if target not in known and name is not None:
            named.setdefault(name, target)
    for name in _BYLINES:
        named.setdefault(name, "byline")
    return tuple((named.get(name), as_text(name) or "?") for name in names)


def _content(target: str, printed: str) -> str | None:
    """What a field of a document holds, of what the record has in it."""
    if target == "published":
        return normalize_published(printed)
    if target == "language":
        code = _LANGUAGE.fullmatch(printed)
        return code[1].lower() if code else None
    return printed


def _print(name: str, value: object) -> str | None:
    """Write a field as text; a list of authors as a byline prints it."""
    if isinstance(value, list) and name in _BYLINES and all(isinstance(author, str) for author in value):
        return as_text(", ".join(value))
    return as_text(value)
