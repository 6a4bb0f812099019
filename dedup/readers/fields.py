"""Fields of a record to fields of a document.

In: a mapping from field name to any value, without the text. Out: title, published, outlet, url, byline and
language as text, and every further field as metadata (name, text). Nothing is lost: what a document field cannot
hold (a date that is no date, a time of day) stays in the metadata as it was.
"""

import json
import math
import re
from collections.abc import Mapping
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
    named = _names(fields, settings)
    description: dict[str, str] = {}
    metadata = []
    for name, value in fields.items():
        printed = _join_names(value) if name in _BYLINES else as_text(value)
        if printed is None:
            continue
        target, content = _place(name, printed, named)
        if target and content and target not in description:
            description[target] = content
        if not target or description.get(target) != printed:
            metadata.append((as_text(name) or "?", printed))
    return {**description, "metadata": tuple(metadata)}


def as_text(value: object) -> str | None:
    """Write a value of a record as text that any encoding can hold; None for nothing.

    >>> as_text(7), as_text(True), as_text(["a", "b"]), as_text(" ")
    ('7', 'true', '["a", "b"]', None)
    """
    if isinstance(value, str):
        printed = value
    elif value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    elif isinstance(value, bytes):
        printed = value.decode("utf-8", "replace")
    elif isinstance(value, bool | dict | list):
        printed = json.dumps(value, ensure_ascii=False, default=str)
    else:
        printed = str(value)
    if not printed or printed.isspace():
        return None
    return printed if printed.isascii() else _LONE_SURROGATE.sub("\ufffd", printed)


def _names(fields: Mapping[str, object], settings: ReaderSettings) -> dict[str, str]:
    """Map the record's field names to fields of a document."""
    named = {settings.title: "title", settings.url: "url", settings.outlet: "outlet", settings.date: "published"}
    known = {target for name, target in named.items() if as_text(fields.get(name)) is not None}
    for target, usual in _USUAL_NAMES.items():
        name = next((name for name in usual if as_text(fields.get(name)) is not None), None)
        if target not in known and name is not None:
            named.setdefault(name, target)
    return named


def _place(name: str, printed: str, named: Mapping[str, str]) -> tuple[str | None, str | None]:
    """Name the document field that a record field belongs to, and what it holds there."""
    target = named.get(name)
    if target == "published":
        return target, normalize_published(printed)
    if target is None and name in _BYLINES:
        return "byline", printed
    if target == "language":
        code = _LANGUAGE.fullmatch(printed)
        return "language", code[1].lower() if code else None
    return target, printed


def _join_names(value: object) -> str | None:
    """Write a list of authors as a byline prints it."""
    if isinstance(value, list) and all(isinstance(name, str) for name in value):
        return as_text(", ".join(value))
    return as_text(value)
