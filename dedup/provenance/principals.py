"""To which party each source belongs, so that a minister, the ministry and "officials" of one state are one root.

In: citations, articles and the catalogue. Out: for a citation the party at the end of its chain, with its level.
Ids have one scheme: `GOV:RU` a government with all that is part of it, `INS:` another institution with what it is
part of, `OUT:` an outlet, `PER:` and `EXP:` a person, `DOC:` a document, `ANON:` who is unnamed but affiliated,
`VAGUE` who cannot be told at all. Who an unnamed source is, is never guessed.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from dedup.attribution import Catalogue, classify_source, load_institution_catalogue
from dedup.model import Citation, Document, SourceKind
from dedup.provenance.principal_holders import load_holders
from dedup.provenance.principal_ids import government, institution_principal, outlet_principal, phrase_principals
from dedup.provenance.principal_parties import (
    AFFILIATED,
    NAMED_BODY,
    NAMED_PERSON,
    NO_OFFICE,
    Party,
    is_bare,
    located_party,
    make_party,
    party_as_printed,
    slug,
    vague_party,
)
from dedup.provenance.principal_persons import Introduction, Introductions, find_names, group_by_name
from dedup.provenance.principal_words import PhraseMeaning, read_phrase
from dedup.provenance.sources import full_names
from dedup.reuse.columns import TextsById

_PRESS = frozenset({SourceKind.OUTLET, SourceKind.AGENCY})
_BODIES = _PRESS | {SourceKind.INSTITUTION}
_PAIR = re.compile(r"\b(?:beide[nrs]?|both)\b", re.IGNORECASE)
_BOTH = 2
_CLEARLY = 1.5
"""How often the second country of a pair must be named for each time that the third is."""
_NEAR = 300
_NAMED_BEHIND = 60
_WORDS = re.compile(r"\w[\w-]*")
_PHRASE_END = re.compile(r"[.,;:!?()\n„“”\"]")


class Principals:
    """The parties of a collection's citations."""

    def __init__(
        self,
        citations: Iterable[Citation],
        documents: Sequence[Document],
        catalogue: Catalogue,
        dates: Mapping[str, str | None] | None = None,
    ) -> None:
        """`dates` are ISO dates of articles, as far as known; without them those of the documents count."""
        self._catalogue = catalogue
        self._holders = load_holders()
        self._texts: Mapping[str, str] = TextsById(documents)
        self._dates = {document.id: document.published for document in documents} | dict(dates or {})
        self._countries: dict[str, Counter[str]] = {}
        named = [
            (name, citation.document)
            for citation in citations
            for position, name in enumerate(citation.chain)
            if self._kind(citation, position) is SourceKind.PERSON
        ]
        cited = group_by_name(named)
        self._full_names = full_names(cited)
        self._places = find_names(cited, documents)
        self._longer = group_by_name((word, name) for name in self._places if " " in name for word in name.split())
        self._introduced = Introductions(self._places, self._texts, _only_principal)
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
            level = NAMED_BODY if not citation.anonymous else AFFILIATED
            level = NAMED_PERSON if kind is SourceKind.PERSON and not citation.anonymous else level
            return (make_party(institution_principal(ident), name, level),)
        named = self._catalogue.find_mentions(name) if kind in _BODIES else ()
        if len(named) == 1 and not named[0].ambiguous:  # die Staatsagentur KCNA
            return (self.outlet(named[0].outlet),)
        if kind is SourceKind.PERSON and not citation.anonymous:
            return self._person(name, citation)
        return self._phrase(name, kind, citation, outlet)

    def outlet(self, ident: str) -> Party:
        """The party of an outlet: a chain that ends here is unresolved, unless a state runs the outlet."""
        outlet = self._catalogue.outlets[ident]
        principal = outlet_principal(ident, self._catalogue)
        return make_party(principal, outlet.name, NAMED_BODY, unresolved=not outlet.state_control)

    def known(self, phrase: str, document: str) -> tuple[str, ...]:
        """The parties of a phrase alone, such as who denies; none where it does not say whom it means."""
        introduced = self._introduction(phrase, document)
        if introduced and introduced.principal:
            return (introduced.principal,)
        held = self._held(phrase, self._full_name(phrase, document), document) if introduced is None else None
        if held is not None:
            return (held,)
        meaning = read_phrase(phrase)
        if _PAIR.search(phrase) and not meaning.countries:
            return self.both_in(document)
        return phrase_principals(meaning)

    def as_person(self, phrase: str, document: str) -> str:
        """The id of somebody of whom no more is known than the name, or of both of two that nobody can tell."""
        if _PAIR.search(phrase):
            return f"ANON:{slug(phrase)}"
        return f"PER:{slug(self._full_name(phrase, document))}"

    def both_in(self, document: str) -> tuple[str, ...]:
        """The governments of the two countries that an article names far more than any other."""
        if document not in self._pairs:
            ranked = sorted(self._countries_in(document).items(), key=lambda item: (-item[1], item[0]))
            first, third = ranked[:_BOTH], ranked[_BOTH : _BOTH + 1]
            leads = len(first) == _BOTH and (not third or first[-1][1] > third[0][1] * _CLEARLY)
            self._pairs[document] = tuple(sorted(government(country) for country, _ in first)) if leads else ()
        return self._pairs[document]

    def _countries_in(self, document: str) -> Counter[str]:
        """How often an article names each country."""
        if document not in self._countries:
            self._countries[document] = Counter(
                country for word in _WORDS.findall(self._texts.get(document, "")) for country in _countries_of(word)
            )
        return self._countries[document]

    def _held(self, name: str, full: str, document: str) -> str | None:
        """The principal for which a person spoke at the article's date, as the list of office holders has it.

        A bare name that longer names of the article share is nobody's for certain.
        """
        if name == full and " " not in name and self._longer_in(name, document):
            return None
        text, date = self._texts.get(document, ""), self._dates.get(document)
        party = self._holders.party(full, text, date, lambda found: self._is_named(found, document))
        if party is None:
            return None
        return government(party) if party.isupper() else institution_principal(party)

    def _is_named(self, party: str, document: str) -> bool:
        """Whether an article names a country, or an institution as the catalogue prints it."""
        if party.isupper():
            return party in self._countries_in(document)
        institution = load_institution_catalogue().by_id[party]
        names = (institution.name, institution.english, *(alias.text for alias in institution.aliases))
        text = self._texts.get(document, "")
        return any(re.search(rf"\b(?:{re.escape(name)}|{re.escape(name.upper())})\b", text) for name in names)

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
        if document is not None and len(self._longer_in(name, document)) > 1:
            return None
        return self._introduced.of(name) or self._introduced.of(self._full_name(name, document))

    def _longer_in(self, name: str, document: str) -> Sequence[str]:
        """The longer names of an article that a bare one may be short for."""
        return [long for long in self._longer.get(name, ()) if document in self._places[long]]

    def _full_name(self, name: str, document: str | None) -> str:
        """The longer name of a bare one: the only one of the collection, else the only one in the article."""
        if name in self._full_names or document is None or " " in name:
            return self._full_names.get(name, name)
        here = self._longer_in(name, document)
        return here[0] if len(here) == 1 else name

    def _person(self, name: str, citation: Citation) -> tuple[Party, ...]:
        introduced = self._introduction(name, citation.document)
        full = self._full_name(name, citation.document)
        if introduced and introduced.is_expert:
            return (make_party(f"EXP:{slug(full)}", full, NAMED_PERSON, interprets=True),)
        if introduced and introduced.principal:
            return (make_party(introduced.principal, full, NAMED_PERSON),)
        held = self._held(name, full, citation.document) if introduced is None else None
        if held is not None:
            return (make_party(held, full, NAMED_PERSON),)
        return self._unintroduced(name, full, citation)

    def _unintroduced(self, name: str, full: str, citation: Citation) -> tuple[Party, ...]:
        """The party of a person of whom no article says for whom it speaks; a bare surname stays open."""
        meaning = read_phrase(name)
        if _PAIR.search(name) and not meaning.countries:
            return self._both(name, citation)
        principals = phrase_principals(meaning) if meaning.is_of_state and not meaning.is_former else ()
        if principals:
            level = NAMED_PERSON if meaning.has_office else NAMED_BODY
            return tuple(make_party(each, name, level) for each in principals)
        if full[:1].islower() and is_bare(full):
            return (vague_party(name),)
        if meaning.located and meaning.is_of_state:
            return (located_party(name, meaning),)
        prefix = "EXP" if meaning.is_expert else "PER"
        is_open = is_bare(full) and not meaning.is_expert
        party = make_party(
            f"{prefix}:{slug(full)}",
            full,
            NAMED_PERSON,
            interprets=meaning.is_expert,
            unresolved=is_open,
            unplaced=NO_OFFICE,
        )
        return (party,)

    def _both(self, name: str, citation: Citation) -> tuple[Party, ...]:
        principals = self.both_in(citation.document)
        return tuple(make_party(each, name, NAMED_BODY) for each in principals) or (vague_party(name),)

    def _phrase(self, name: str, kind: SourceKind, citation: Citation, outlet: str | None) -> tuple[Party, ...]:
        meaning = read_phrase(name)
        if _PAIR.search(name) and not meaning.countries:
            return self._both(name, citation)
        if meaning.is_vague:
            return (vague_party(name),)
        principals = phrase_principals(meaning)
        if principals:
            is_named = not citation.anonymous and not meaning.has_officials
            return tuple(make_party(each, name, NAMED_BODY if is_named else AFFILIATED) for each in principals)
        is_press = kind in _PRESS and not citation.anonymous
        if meaning.located and meaning.is_of_state and outlet is None and not (is_press or meaning.has_bloc):
            return (located_party(name, meaning),)
        if not (is_press or meaning.has_bloc) and (
            meaning.has_officials or citation.anonymous or kind is SourceKind.GROUP
        ):
            return (self._unnamed(name, citation, outlet),)
        return (party_as_printed(name, kind, meaning, is_press=is_press),)

    def _unnamed(self, name: str, citation: Citation, outlet: str | None) -> Party:
        """An unnamed source is affiliated with the outlet that it spoke to; without one nobody can be told."""
        if outlet is None:
            return vague_party(name)
        party = make_party(f"ANON:{outlet}", name, AFFILIATED, unnamed=True)
        return replace(party, outlet=outlet, near=self._near(name, citation))

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
