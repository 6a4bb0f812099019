"""Parties at the ends of chains, and how those are made that the catalogue does not know.

In: names as printed with what their words say. Out: parties with the ids `PER:` and `EXP:` of persons, `DOC:` of
documents, `ANON:` of those who are unnamed but affiliated, and `VAGUE`.
"""

import re
from dataclasses import dataclass

from dedup.model import SourceKind
from dedup.provenance.principal_words import PhraseMeaning
from dedup.provenance.roots.case import ChainEnd

VAGUE = "VAGUE"
NAMED_PERSON, NAMED_BODY, AFFILIATED = 3, 2, 1
_NAMED = {SourceKind.DOCUMENT: ("DOC", NAMED_PERSON), SourceKind.INSTITUTION: ("INS", NAMED_BODY)}
_BLOCS = {"west": "western", "europ": "european", "verbünd": "allied", "alli": "allied"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Who stands at the end of a chain.

    `unnamed` sources know something but have no name; `outlet` is whose they are, `near` the countries that the
    text gives them ("Quellen aus den USA").
    """

    end: ChainEnd
    unnamed: bool = False
    outlet: str | None = None
    near: tuple[str, ...] = ()


def make_party(
    principal: str,
    name: str,
    level: int,
    *,
    interprets: bool = False,
    unresolved: bool = False,
    unnamed: bool = False,
) -> Party:
    """Put a party together from the fields of its chain's end."""
    end = ChainEnd(principal=principal, name=name, level=level, interprets=interprets, unresolved=unresolved)
    return Party(end=end, unnamed=unnamed)


def party_as_printed(name: str, kind: SourceKind, meaning: PhraseMeaning, *, is_press: bool) -> Party:
    """The party of a phrase that the catalogue knows nothing of."""
    if is_press:
        return make_party(f"OUT:{slug(name)}", name, NAMED_BODY, unresolved=True)
    if meaning.has_bloc:
        return make_party(f"ANON:{_bloc(name)}", name, AFFILIATED, unnamed=True)
    prefix, level = _NAMED.get(kind, ("PER", NAMED_PERSON))
    is_reading = kind is SourceKind.INSTITUTION and meaning.is_learned
    is_open = kind is not SourceKind.DOCUMENT and is_bare(name)
    return make_party(f"{prefix}:{slug(name)}", name, level, interprets=is_reading, unresolved=is_open)


def is_bare(name: str) -> bool:
    """Whether a source is one word that nothing explains: a surname, an office, "Ministerium"."""
    return len(name.split()) == 1


def _bloc(name: str) -> str:
    """One id for unnamed sources of several states, however they are printed: westliche Schätzungen."""
    return next((bloc for stem, bloc in _BLOCS.items() if stem in name.casefold()), slug(name))


def vague_party(name: str) -> Party:
    """A source that nobody can be told from."""
    return make_party(VAGUE, name, 0, unnamed=True)


def slug(name: str) -> str:
    """Write a name as an id.

    >>> slug("Jo  Berg")
    'jo-berg'
    """
    return "-".join(re.findall(r"\w+", name.casefold())) or "unnamed"
