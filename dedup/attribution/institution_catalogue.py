"""The institutions of the catalogue, by id, by role and country, and by name.

In: the data files, compiled. Out: `Institutions`, loaded once a process.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property
from typing import Any

from dedup.attribution.compiled import Entries, load_compiled, pack
from dedup.attribution.institution import (
    Institution,
    PhraseWords,
    Role,
    load_roles,
    make_institution,
    read_institution_entries,
)
from dedup.attribution.institution_index import NameIndex, list_names
from dedup.text.countries import load_countries


class Institutions:
    """The institutions of the catalogue and the index of their names."""

    def __init__(self, compiled: Mapping[str, Any]) -> None:
        self.by_id: Mapping[str, Institution] = Entries(compiled["entries"], make_institution)
        self.index = NameIndex(compiled["names"])
        self._with_role: Mapping[str, Mapping[str, Sequence[str]]] = compiled["with_role"]

    @cached_property
    def roles(self) -> Mapping[str, Role]:
        """What institutions of a kind are called in every country."""
        return load_roles()[0]

    @cached_property
    def phrase_words(self) -> PhraseWords:
        """The words around the names of institutions."""
        return load_roles()[1]

    def with_role(self, role: str, country: str | None = None) -> tuple[str, ...]:
        """List the institutions that have a role, in one country or in all."""
        if country is not None:
            return tuple(self._with_role.get(role, {}).get(country, ()))
        return tuple(each for found in self._with_role.get(role, {}).values() for each in found)

    def ancestors(self, institution: str) -> tuple[str, ...]:
        """List what an institution is part of, nearest first.

        >>> load_institution_catalogue().ancestors("centcom")
        ('us-armed-forces', 'pentagon', 'us-government')
        """
        found: dict[str, None] = {}
        waiting = list(self.by_id[institution].part_of)
        while waiting:
            parent = waiting.pop(0)
            if parent not in found:
                found[parent] = None
                waiting.extend(self.by_id[parent].part_of)
        return tuple(found)


@cache
def load_institution_catalogue() -> Institutions:
    """Load the institutions of the program, once a process."""
    return Institutions(load_compiled("institutions", lambda: compile_institutions(read_institution_entries())))


def compile_institutions(entries: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Turn checked entries into plain values: entries by id, names by stems, institutions by role and country."""
    by_id = {entry["id"]: entry for entry in entries}
    institutions = [make_institution(entry) for entry in by_id.values()]
    with_role: dict[str, dict[str, list[str]]] = {}
    for each in institutions:
        for role in each.roles:
            with_role.setdefault(role, {}).setdefault(each.country, []).append(each.id)
    names = list_names(institutions, load_roles()[0], load_countries())
    return {"entries": {name: pack(entry) for name, entry in by_id.items()}, "names": names, "with_role": with_role}
