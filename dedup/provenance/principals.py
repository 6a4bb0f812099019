"""To which party each source belongs, so that a minister, the ministry and "officials" of one state are one root.

In: citations, articles and the catalogue. Out: for a citation the party at the end of its chain, with its level.
Ids have one scheme: `GOV:RU` a government with all that is part of it, `INS:` another institution with what it is
part of, `OUT:` an outlet, `PER:` and `EXP:` a person, `DOC:` a document, `ANON:` who is unnamed but affiliated,
`VAGUE` who cannot be told at all. Who an unnamed source is, is never guessed.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dedup.attribution import Catalogue, classify_source, load_institution_catalogue
from dedup.attribution.institution import INTERNATIONAL, InstitutionKind
from dedup.model import Citation, Document, SourceKind
from dedup.provenance.principal_persons import Introduction, find_names, group_by_name, introduce
from dedup.provenance.principal_words import PhraseMeaning, read_phrase
from dedup.provenance.roots.case import ChainEnd
from dedup.provenance.sources import full_names

VAGUE = "VAGUE"
_NAMED_PERSON, _NAMED_BODY, _AFFILIATED = 3, 2, 1
_PRESS = frozenset({SourceKind.OUTLET, SourceKind.AGENCY})
_NAMED = {SourceKind.DOCUMENT: ("DOC", _NAMED_PERSON), SourceKind.INSTITUTION: ("INS", _NAMED_BODY)}
_STATE_ROLES = frozenset({InstitutionKind.INTELLIGENCE, InstitutionKind.MILITARY, InstitutionKind.MINISTRY})
_PAIR = re.compile(r"\b(?:beide[nrs]?|both)\b", re.IGNORECASE)
_BOTH = 2
_CLEARLY = 1.5
"""How often the second country of a pair must be named for each time that the third is."""
_NEAR = 300
_NAMED_BEHIND = 60
_WORDS = re.compile(r"\w[\w-]*")
_PHRASE_END = re.compile(r"[.,;:!?()\n„“”\"]")


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


def government(country: str) -> str:
    """The id of a country's government.

    >>> government("RU")
    'GOV:RU'
    """
    return f"GOV:{country}"


def outlet_principal(ident: str, catalogue: Catalogue) -> str:
    """The party of an outlet: the government that runs it, else the outlet itself."""
    outlet = catalogue.outlets.get(ident)
    return government(outlet.country) if outlet and outlet.state_control else f"OUT:{ident}"


def institution_principal(ident: str) -> str:
    """The party of an institution: the government that it is part of, else the whole that it is part of.

    >>> institution_principal("south-korean-defence-ministry"), institution_principal("olaf")
    ('GOV:KR', 'INS:european-union')
    """
    institutions = load_institution_catalogue()
    closure = [institutions.by_id[each] for each in (ident, *institutions.ancestors(ident))]
    for each in closure:
        if each.kind is InstitutionKind.GOVERNMENT and each.country not in INTERNATIONAL:
            return government(each.country)
    for each in closure:
        is_alone = each.kind is not InstitutionKind.MINISTRY or not institutions.with_role(
            "government", each.country
        )
        if each.kind in _STATE_ROLES and each.roles and is_alone and each.country not in INTERNATIONAL:
            return government(each.country)
    return f"INS:{closure[-1].id}"


def phrase_principals(meaning: PhraseMeaning) -> tuple[str, ...]:
    """The parties that a phrase speaks for; none where it names neither body nor country."""
    if meaning.institutions:
        return tuple(dict.fromkeys(map(institution_principal, meaning.institutions)))
    if meaning.is_place or meaning.has_office or meaning.has_body or meaning.has_officials:
        return tuple(map(government, meaning.countries))
    return ()


class Principals:
    """The parties of a collection's citations."""

    def __init__(self, citations: Iterable[Citation], documents: Iterable[Document], catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._texts = {document.id: document.text for document in documents}
        named = [
            (name, citation.document)
            for citation in citations
            for position, name in enumerate(citation.chain)
            if self._kind(citation, position) is SourceKind.PERSON
        ]
        cited = group_by_name(named)
        self._full_names = full_names(cited)
        self._places = find_names(cited, self._texts)
        self._longer = group_by_name((word, name) for name in self._places if " " in name for word in name.split())
        self._introduced = introduce(self._places, self._texts, _only_principal)
        self._pairs: dict[str, tuple[str, ...]] = {}

    def parties_of(self, citation: Citation) -> tuple[Party, ...]:
        """Name the parties at the end of a citation's chain; several where one phrase names several."""
        position = len(citation.chain) - 1
        name = citation.chain[position]
        outlet = self._outlet_before(citation, position)
        if name in self._catalogue.outlets:
            return (self.outlet(name),)
        ident = citation.chain_ids[position] if citation.chain_ids else None
        kind = self._kind(citation, position)
        if ident is None and kind is citation.source_kind:
            ident = citation.institution
        if ident is not None and ident in load_institution_catalogue().by_id:
            level = _NAMED_BODY if not citation.anonymous else _AFFILIATED
            level = _NAMED_PERSON if kind is SourceKind.PERSON and not citation.anonymous else level
            return (_party(institution_principal(ident), name, level),)
        if kind is SourceKind.PERSON and not citation.anonymous:
            return self._person(name, citation)
        return self._phrase(name, kind, citation, outlet)

    def outlet(self, ident: str) -> Party:
        """The party of an outlet: a chain that ends here is unresolved, unless a state runs the outlet."""
        outlet = self._catalogue.outlets[ident]
        principal = outlet_principal(ident, self._catalogue)
        end = ChainEnd(principal=principal, name=outlet.name, level=_NAMED_BODY, is_outlet=not outlet.state_control)
        return Party(end=end)

    def named(self, phrase: str, document: str) -> tuple[str, ...]:
        """The parties of a phrase alone, such as who denies; a phrase that says nothing stands as printed."""
        introduced = self._introduction(phrase, document)
        if introduced and introduced.principal:
            return (introduced.principal,)
        meaning = read_phrase(phrase)
        if _PAIR.search(phrase) and not meaning.countries:
            return self.both_in(document)
        return phrase_principals(meaning) or (f"PER:{_slug(self._full_name(phrase, document))}",)

    def both_in(self, document: str) -> tuple[str, ...]:
        """The governments of the two countries that an article names far more than any other."""
        if document not in self._pairs:
            counts = Counter(
                country for word in _WORDS.findall(self._texts.get(document, "")) for country in _countries_of(word)
            )
            ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
            first, third = ranked[:_BOTH], ranked[_BOTH : _BOTH + 1]
            leads = len(first) == _BOTH and (not third or first[-1][1] > third[0][1] * _CLEARLY)
            self._pairs[document] = tuple(sorted(government(country) for country, _ in first)) if leads else ()
        return self._pairs[document]

    def _kind(self, citation: Citation, position: int) -> SourceKind:
        if position == (1 if citation.medium else 0) and citation.chain[position] not in self._catalogue.outlets:
            return citation.source_kind
        if (
            position == len(citation.chain) - 1
            and citation.chain[position] == citation.speaker
            and len(citation.chain) == 1
        ):
            return citation.source_kind
        return classify_source(citation.chain[position])

    def _outlet_before(self, citation: Citation, position: int) -> str | None:
        outlets = [hop for hop in citation.chain[:position] if hop in self._catalogue.outlets]
        return outlets[-1] if outlets else None

    def _introduction(self, name: str, document: str | None = None) -> Introduction | None:
        return self._introduced.get(name) or self._introduced.get(self._full_name(name, document))

    def _full_name(self, name: str, document: str | None) -> str:
        """The longer name of a bare one: the only one of the collection, else the only one in the article."""
        if name in self._full_names or document is None or " " in name:
            return self._full_names.get(name, name)
        here = [long for long in self._longer.get(name, ()) if document in self._places[long]]
        return here[0] if len(here) == 1 else name

    def _person(self, name: str, citation: Citation) -> tuple[Party, ...]:
        introduced = self._introduction(name, citation.document)
        full = self._full_name(name, citation.document)
        if introduced and introduced.is_expert:
            return (_party(f"EXP:{_slug(full)}", full, _NAMED_PERSON, interprets=True),)
        if introduced and introduced.principal:
            return (_party(introduced.principal, full, _NAMED_PERSON),)
        meaning = read_phrase(name)
        if _PAIR.search(name) and not meaning.countries:
            return self._both(name, citation)
        if meaning.is_of_state and not meaning.is_former:
            principals = phrase_principals(meaning)
            if principals:
                return tuple(_party(each, name, _NAMED_PERSON) for each in principals)
        if meaning.is_expert:
            return (_party(f"EXP:{_slug(full)}", full, _NAMED_PERSON, interprets=True),)
        return (_party(f"PER:{_slug(full)}", full, _NAMED_PERSON),)

    def _both(self, name: str, citation: Citation) -> tuple[Party, ...]:
        principals = self.both_in(citation.document)
        return tuple(_party(each, name, _NAMED_BODY) for each in principals) or (_vague(name),)

    def _phrase(self, name: str, kind: SourceKind, citation: Citation, outlet: str | None) -> tuple[Party, ...]:
        meaning = read_phrase(name)
        if _PAIR.search(name) and not meaning.countries:
            return self._both(name, citation)
        if meaning.is_vague:
            return (_vague(name),)
        principals = phrase_principals(meaning)
        if principals:
            is_named = not citation.anonymous and not meaning.has_officials
            return tuple(_party(each, name, _NAMED_BODY if is_named else _AFFILIATED) for each in principals)
        is_press = kind in _PRESS and not citation.anonymous
        if not (is_press or meaning.has_bloc) and (
            meaning.has_officials or citation.anonymous or kind is SourceKind.GROUP
        ):
            return (self._unnamed(name, citation, outlet),)
        return (_as_printed(name, kind, meaning, is_press=is_press),)

    def _unnamed(self, name: str, citation: Citation, outlet: str | None) -> Party:
        """An unnamed source is affiliated with the outlet that it spoke to; without one nobody can be told."""
        if outlet is None:
            return _vague(name)
        end = _end(f"ANON:{outlet}", name, _AFFILIATED)
        return Party(end=end, unnamed=True, outlet=outlet, near=self._near(name, citation))

    def _near(self, name: str, citation: Citation) -> tuple[str, ...]:
        """The countries named right behind a phrase where it stands in the article: Quellen aus den USA."""
        text = self._texts.get(citation.document, "")
        first = max(0, citation.mention.start - _NEAR)
        place = text.find(name, first, citation.mention.end + _NEAR)
        if place < 0:
            return ()
        behind = place + len(name)
        return read_phrase(_PHRASE_END.split(text[behind : behind + _NAMED_BEHIND])[0]).countries


def _only_principal(meaning: PhraseMeaning) -> str | None:
    principals = phrase_principals(meaning)
    if not principals and meaning.has_speaker and meaning.has_body:
        principals = tuple(map(government, meaning.countries))
    return principals[0] if len(principals) == 1 else None


def _countries_of(word: str) -> Sequence[str]:
    return read_phrase(word).countries if word[0].isupper() or word.endswith(("e", "en", "er", "es", "em")) else ()


def _end(principal: str, name: str, level: int, *, interprets: bool = False) -> ChainEnd:
    return ChainEnd(principal=principal, name=name, level=level, interprets=interprets)


def _party(principal: str, name: str, level: int, *, interprets: bool = False) -> Party:
    return Party(end=_end(principal, name, level, interprets=interprets))


def _as_printed(name: str, kind: SourceKind, meaning: PhraseMeaning, *, is_press: bool) -> Party:
    """The party of a phrase that the catalogue knows nothing of."""
    if is_press:
        return Party(end=ChainEnd(principal=f"OUT:{_slug(name)}", name=name, level=_NAMED_BODY, is_outlet=True))
    if meaning.has_bloc:
        return Party(end=_end(f"ANON:{_slug(name)}", name, _AFFILIATED), unnamed=True)
    prefix, level = _NAMED.get(kind, ("PER", _NAMED_PERSON))
    is_reading = kind is SourceKind.INSTITUTION and meaning.is_learned
    return _party(f"{prefix}:{_slug(name)}", name, level, interprets=is_reading)


def _vague(name: str) -> Party:
    return Party(end=_end(VAGUE, name, 0), unnamed=True)


def _slug(name: str) -> str:
    """Write a name as an id.

    >>> _slug("Jo  Berg")
    'jo-berg'
    """
    return "-".join(re.findall(r"\w+", name.casefold())) or "unnamed"


def owners(catalogue: Catalogue, principals: Iterable[str]) -> Mapping[str, str]:
    """Map the outlets among principals to their owners, as far as the catalogue knows them."""
    found = {}
    for principal in principals:
        kind, _, ident = principal.partition(":")
        outlet = catalogue.outlets.get(ident) if kind == "OUT" else None
        if outlet and outlet.owner:
            found[principal] = outlet.owner
    return found
