"""Which outlets a text names, and where.

In: a text. Out: mentions in order, none overlapping another. All printed forms of all outlets go into one
Aho-Corasick automaton (leftmost-longest), together with phrases that hold a name and are no outlet. Names that
are also words are kept and marked: `ambiguous` says that the name alone proves nothing, `supported` what its
surroundings say.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import ahocorasick_rs

from dedup.attribution.catalogue_file import Needs
from dedup.attribution.compiled import Entries, load_compiled, pack
from dedup.attribution.name_forms import Form, collect_forms
from dedup.attribution.nationality import points_to
from dedup.attribution.outlet import Outlet, make_outlet, read_outlet_entries
from dedup.attribution.press_context import is_supported, takes_support
from dedup.attribution.surroundings import read_surroundings

_WORD_MARKS = frozenset("_@#")
_JOIN = re.compile(
    r"[“”\"«»‘’‹›]?(?:\s?[/&]\s?|,\s|\s(?:und|and|sowie|oder|et|e|y)\s)(?:(?:der|die|das|den|dem|des|the)\s)?[„“”\"»«‚‘›‹]?"
)
_LONGEST_JOIN = 14
_NEAR = 40
"""Code points before a shared name in which its country counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletMention:
    """A name of an outlet in a text, in code points; articles and quotation marks are not part of it.

    `ambiguous` names are words too; `supported` says whether the surroundings make it the outlet, and is always
    true for other names. `compound` is what follows the hyphen (Bericht in Bloomberg-Bericht), which the span
    leaves out. `quoted` means that quotation marks enclose the name alone, or it with its article or compound.
    `credit` means that it stands in a credit such as (dpa/Reuters) or Foto: Imago. `domain` means that an
    address is printed (t-online.de). `article` is the article before the name as printed.
    """

    outlet: str
    start: int
    end: int
    ambiguous: bool
    supported: bool
    quoted: bool
    credit: bool
    domain: bool
    compound: str | None
    article: str | None


@dataclass(frozen=True, slots=True)
class _Form:
    """One printed form and the outlets that share it; no outlets for a phrase that names none."""

    outlets: tuple[Outlet, ...]
    ambiguous: bool = False
    needs: Needs = Needs.CUE
    domain: bool = False


class Catalogue:
    """The outlets and the automaton over their printed forms, which is built for the first text."""

    def __init__(self, outlets: Iterable[Outlet]) -> None:
        listed = tuple(outlets)
        self.outlets: Mapping[str, Outlet] = {outlet.id: outlet for outlet in listed}
        names = collect_forms(listed)
        self._forms: Sequence[Form] = tuple(names.values())
        self._names: Mapping[str, int] = {name: place for place, name in enumerate(names)}
        self._made: dict[int, _Form] = {}

    @classmethod
    def from_compiled(cls, compiled: Mapping[str, Any]) -> "Catalogue":
        """Make a catalogue of entries and forms as compiled, without making its outlets yet."""
        catalogue = cls(())
        catalogue.outlets = Entries(compiled["entries"], make_outlet)
        catalogue._forms = compiled["forms"]
        catalogue._names = compiled["names"]
        return catalogue

    def find_mentions(self, text: str) -> tuple[OutletMention, ...]:
        """Find the outlets that a text names, sorted by place.

        >>> mention = load_catalogue().find_mentions("Ein Bloomberg-Bericht")[0]
        >>> (mention.outlet, mention.start, mention.end, mention.compound)
        ('bloomberg', 4, 13, 'Bericht')
        """
        sightings = [_Sighting(text, form, start, end) for form, start, end in self._hits(text) if form.outlets]
        _choose_outlets(sightings)
        for sighting in sightings:
            sighting.judge()
        _doubt_neighbours(sightings)
        _support_lists(text, sightings)
        _support_repetitions(sightings)
        return tuple(sighting.mention() for sighting in sightings)

    def resolve(self, name: str) -> Outlet | None:
        """Name the outlet of an exact name, with or without article and quotation marks; None if none has it.

        An ambiguous name resolves to the outlet that the catalogue lists first.
        """
        bare = name.strip(" \t\n„“”\"»«‚‘’›‹'")
        ids = self._named(bare)
        if not ids:
            _, _, rest = bare.partition(" ")
            if bare[: len(bare) - len(rest)].strip().casefold() in _ARTICLES:
                ids = self._named(rest)
        return self.outlets[ids[0]] if ids else None

    def _named(self, name: str) -> Sequence[str]:
        place = self._names.get(name)
        ids = self._forms[place][0] if place is not None else ()
        return ids or self._folded.get(name.casefold(), ())

    def by_domain(self, domain: str) -> Outlet | None:
        """Name the outlet that owns a domain or a domain above it (www.spiegel.de)."""
        labels = domain.casefold().strip(".").split(".")
        for index in range(len(labels) - 1):
            outlet = self._domains.get(".".join(labels[index:]))
            if outlet:
                return outlet
        return None

    def _hits(self, text: str) -> Iterator[tuple[_Form, int, int]]:
        for pattern, start, end in self._automaton.find_matches_as_indexes(text):
            # Nine of ten matches are the beginning of a longer word, which this one look tells.
            if not text[end : end + 1].isalnum() and _is_whole(text, start, end):
                yield self._form(self._places[pattern]), start, end

    @cached_property
    def _automaton(self) -> ahocorasick_rs.AhoCorasick:
        return ahocorasick_rs.AhoCorasick(
            list(self._names),
            matchkind=ahocorasick_rs.MatchKind.LeftmostLongest,
            implementation=ahocorasick_rs.Implementation.ContiguousNFA,  # built in 20 ms, as fast as the others
            store_patterns=False,
        )

    @cached_property
    def _places(self) -> tuple[int, ...]:
        return tuple(self._names.values())

    def _form(self, place: int) -> _Form:
        known = self._made.get(place)
        if known is None:
            ids, ambiguous, needs, domain = self._forms[place]
            outlets = tuple(map(self.outlets.__getitem__, ids))
            known = self._made[place] = _Form(outlets, ambiguous, Needs(needs), domain)
        return known

    @cached_property
    def _folded(self) -> Mapping[str, Sequence[str]]:
        folded: dict[str, Sequence[str]] = {}
        for text, place in self._names.items():
            folded.setdefault(text.casefold(), self._forms[place][0])
        return folded

    @cached_property
    def _domains(self) -> Mapping[str, Outlet]:
        return {domain: outlet for outlet in self.outlets.values() for domain in outlet.domains}


_ARTICLES = frozenset({"der", "die", "das", "den", "dem", "des", "the"})


@cache
def load_catalogue() -> Catalogue:
    """Load the catalogue of the program, once a process."""
    return Catalogue.from_compiled(load_compiled("outlets", _compile_outlets))


def _compile_outlets() -> dict[str, Any]:
    """Read the data files into plain values: entries by id and printed forms."""
    entries = {entry["id"]: entry for entry in read_outlet_entries()}
    forms = collect_forms(map(make_outlet, entries.values()))
    distinct = list(dict.fromkeys(forms.values()))
    places = {form: place for place, form in enumerate(distinct)}
    return {
        "entries": {name: pack(entry) for name, entry in entries.items()},
        "forms": distinct,
        "names": {text: places[form] for text, form in forms.items()},
    }


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether the match is no part of a longer word, handle or tag."""
    before = text[start - 1 : start]
    after = text[end : end + 1]
    return not (before.isalnum() or before in _WORD_MARKS or after.isalnum() or after == "_")


class _Sighting:
    """A match while it is being judged; its neighbours may have a say."""

    __slots__ = ("around", "end", "form", "outlet", "start", "supported")

    def __init__(self, text: str, form: _Form, start: int, end: int) -> None:
        self.form = form
        self.start = start
        self.end = end
        self.around = read_surroundings(text, start, end)
        self.outlet = form.outlets[0]
        self.supported = not form.ambiguous

    def judge(self) -> None:
        """Support the name if its own surroundings do."""
        self.supported = self.supported or is_supported(self.around, self.form.needs, self.outlet)

    def vouch(self, *, in_list: bool) -> None:
        """Support the name because another mention does, if it may."""
        self.supported = self.supported or takes_support(self.around, self.form.needs, self.outlet, in_list=in_list)

    def mention(self) -> OutletMention:
        return OutletMention(
            outlet=self.outlet.id,
            start=self.start,
            end=self.end,
            ambiguous=self.form.ambiguous,
            supported=self.supported,
            quoted=self.around.quoted,
            credit=self.around.credit,
            domain=self.form.domain,
            compound=self.around.head or None,
            article=self.around.article or None,
        )


def _choose_outlets(sightings: list[_Sighting]) -> None:
    """Among outlets that share a name take the one whose country stands before it, else one named elsewhere."""
    named = {sighting.outlet.id for sighting in sightings if not sighting.form.ambiguous}
    shared = [sighting for sighting in sightings if len(sighting.form.outlets) > 1]
    for sighting in shared:
        before = sighting.around.before[-_NEAR:]
        near = [outlet for outlet in sighting.form.outlets if points_to(outlet.country, before)]
        if near:
            sighting.outlet = near[0]
            named.add(near[0].id)
    for sighting in shared:
        if sighting.outlet.id not in named:
            elsewhere = [outlet for outlet in sighting.form.outlets if outlet.id in named]
            sighting.outlet = next(iter((*elsewhere, sighting.outlet)))


def _doubt_neighbours(sightings: list[_Sighting]) -> None:
    """Take back the support of a word right behind another name: Sächsische Zeitung Freitag."""
    for left, right in itertools.pairwise(sightings):
        if (
            right.form.ambiguous
            and not right.around.quoted
            and right.start - left.end <= 1
            and not right.around.credit
        ):
            right.supported = False


def _support_lists(text: str, sightings: list[_Sighting]) -> None:
    """Let certainty run along lists: „FAZ“ und Welt, Spiegel, Stern und Focus Online."""
    pairs = [
        (left, right) for left, right in itertools.pairwise(sightings) if _is_joined(text[left.end : right.start])
    ]
    for left, right in pairs:
        if left.supported:
            right.vouch(in_list=True)
    for left, right in reversed(pairs):
        if right.supported:
            left.vouch(in_list=True)


def _support_repetitions(sightings: list[_Sighting]) -> None:
    """Let one certain mention vouch for the others of the same outlet."""
    certain = {sighting.outlet.id for sighting in sightings if sighting.supported}
    for sighting in sightings:
        if sighting.outlet.id in certain:
            sighting.vouch(in_list=False)


def _is_joined(between: str) -> bool:
    """Whether nothing but a conjunction, an article and quotation marks stands between two names."""
    return len(between) <= _LONGEST_JOIN and _JOIN.fullmatch(between) is not None
