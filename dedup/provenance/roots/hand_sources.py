"""The sources and articles of a hand-made file: who they are, at which level, and whose voice an article has.

In: the objects `sources` and `articles`. Out: the end of a chain, and the narrator of an article that names no
source.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from dedup.errors import InvalidRecordError
from dedup.provenance.roots.case import ChainEnd
from dedup.provenance.roots.fields import Record, as_object, items, normal, number, objects, text_of

_OUTLETS = frozenset(
    {
        *("outlet", "agency", "news-agency", "newspaper", "broadcaster", "magazine", "journal", "site", "platform"),
        *("medium", "media", "publisher", "wire"),
    }
)
_EXPERTS = frozenset({"expert", "analyst", "scholar"})
_NARRATOR = "narrator"
_STATE_MEDIA = "state-media"
_LEVELS = {
    **dict.fromkeys(("person", "document", *_EXPERTS), 3),
    **dict.fromkeys(("unnamed", "anonymous", "group"), 1),
    **dict.fromkeys(("vague", "imagery-unowned", "impersonal"), 0),
}
_USUAL_LEVEL = 2
_HIGHEST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class HandSource:
    """One source of the file; a narrator is an article's own voice and ends no chain."""

    key: str
    end: ChainEnd
    is_narrator: bool


def read_sources(file: Record, origin: str) -> dict[str, HandSource]:
    """Read the sources, by key.

    Raises:
        InvalidRecordError: A source is no object, or its level is none.
    """
    return {key: _source(key, value, origin) for key, value in objects(file, "sources", origin).items()}


def _source(key: str, value: object, origin: str) -> HandSource:
    where = f"{origin}, source {key!r}"
    record = as_object(value, where)
    kind = normal(text_of(record, ["kind"], where) or "")
    is_narrator = kind == _NARRATOR
    level = number(record, ["level"], where)
    if level is None:
        level = _LEVELS.get(kind, _USUAL_LEVEL)
    if level not in range(_HIGHEST + 1):
        raise InvalidRecordError(f"{where}: the level is {level:g}; write 3, 2, 1 or 0")
    principal = text_of(record, ["principal"], where) or _principal(key, kind, int(level))
    unresolved = kind in _OUTLETS or (principal.startswith("OUT:") and kind != _STATE_MEDIA)
    end = ChainEnd(
        principal=principal,
        name=text_of(record, ["label", "name"], where) or key,
        level=int(level),
        unresolved=unresolved,
        interprets=False,
    )
    return HandSource(key=key, end=end, is_narrator=is_narrator)


def is_expert(file: Record, key: str) -> bool:
    """Whether a source of the file is an expert."""
    return normal(str(file["sources"][key].get("kind", ""))) in _EXPERTS


def _principal(key: str, kind: str, level: int) -> str:
    if kind in _OUTLETS or kind == _NARRATOR:
        return f"OUT:{key}"
    if level == 0:
        return "VAGUE"
    return f"EXP:{key}" if kind in _EXPERTS else key


class Narrators:
    """Whose voice an article has where it names no source."""

    def __init__(self, file: Record, sources: Mapping[str, HandSource], origin: str) -> None:
        self._articles = objects(file, "articles", origin)
        self._origin = origin
        self._voices = {source.key: source.end.principal for source in sources.values() if source.is_narrator}
        self._outlets = {
            source.end.name.casefold(): source.end.principal for source in sources.values() if source.end.unresolved
        }

    def of(self, article: str) -> str:
        """Name the party: the file's narrator of the article, what it is based on, its outlet, else the article."""
        voice = self._voices.get(f"narr{article}") or self._voices.get(article)
        if voice:
            return voice
        where = f"{self._origin}, article {article!r}"
        record = as_object(self._articles.get(article, {}), where)
        based = items(record, "based_on", where) if isinstance(record.get("based_on"), list) else []
        for value in (*based, record.get("based_on"), record.get("outlet"), record.get("republished_from")):
            name = _name(value, where)
            if name:
                return self._outlets.get(name.casefold()) or f"OUT:{_slug(name)}"
        return f"OUT:{article}?"


def _name(value: object, where: str) -> str | None:
    if isinstance(value, dict):
        return text_of(value, ["name", "label"], where)
    return (value.strip() or None) if isinstance(value, str) else None


def _slug(name: str) -> str:
    return re.sub(r"[^\w]+", "-", name.casefold()).strip("-")
