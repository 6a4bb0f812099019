"""Who is cited in a collection, and how.

In: citations. Out: one source for each outlet, institution, person, group or document in their chains, with what
the catalogue knows of it. An institution is counted by its catalogue id, however it is printed and whoever speaks
for it. A bare surname joins the one longer name that ends with it; where two persons could be
meant it stays alone, because an identity is never guessed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from dedup.attribution import Catalogue, classify_source, load_institution_catalogue
from dedup.model import Citation, Source, SourceKind


@dataclass(slots=True)
class _Tally:
    """What is counted of one source."""

    name: str
    kind: SourceKind
    citations: int = 0
    anonymous: int = 0
    second_hand: int = 0
    documents: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Hop:
    """One source in one citation's chain.

    `name` is the id of an outlet or institution of the catalogue, else the name as printed, of a person the longest
    that is surely the same. `is_second_hand` means that it is reached through another source.
    """

    name: str
    kind: SourceKind
    is_second_hand: bool
    citation: Citation

    @property
    def key(self) -> tuple[SourceKind, str]:
        """What tells one source from another."""
        return self.kind, self.name.casefold()


def summarise_sources(citations: Iterable[Citation], catalogue: Catalogue) -> tuple[Source, ...]:
    """Count how each source is used, most cited first."""
    tallies: dict[tuple[SourceKind, str], _Tally] = {}
    for hops in trace_chains(citations, catalogue):
        for hop in hops:
            tally = tallies.setdefault(hop.key, _Tally(hop.name, hop.kind))
            tally.citations += 1
            tally.anonymous += hop.citation.anonymous
            tally.second_hand += hop.is_second_hand
            tally.documents.add(hop.citation.document)
    sources = [_source(key, tally, catalogue) for key, tally in tallies.items()]
    return tuple(sorted(sources, key=lambda source: (-source.citations, source.kind, source.id)))


def trace_chains(citations: Iterable[Citation], catalogue: Catalogue) -> tuple[tuple[Hop, ...], ...]:
    """Name the sources of every citation's chain, in the order of the citations, nearest the reader first."""
    chains = [tuple(_hops(citation, catalogue)) for citation in citations]
    longer = full_names(hop.name for hops in chains for hop in hops if hop.kind is SourceKind.PERSON)
    return tuple(tuple(_with_full_name(hop, longer) for hop in hops) for hops in chains)


def source_id(hop: Hop, catalogue: Catalogue) -> str:
    """The id of a source in an audit: that of the catalogue, else its kind and name."""
    is_known = hop.name in catalogue.outlets or (
        hop.kind is SourceKind.INSTITUTION and hop.name in load_institution_catalogue().by_id
    )
    return hop.name if is_known else f"{hop.kind.value}:{hop.name.casefold()}"


def _with_full_name(hop: Hop, longer: Mapping[str, str]) -> Hop:
    if hop.kind is SourceKind.PERSON and hop.name in longer:
        return replace(hop, name=longer[hop.name])
    return hop


def _hops(citation: Citation, catalogue: Catalogue) -> Iterator[Hop]:
    first = 1 if citation.medium else 0
    for position, name in enumerate(citation.chain):
        outlet = catalogue.outlets.get(name)
        ident = citation.chain_ids[position] if citation.chain_ids else None
        if outlet is None and ident is not None:
            yield Hop(ident, SourceKind.INSTITUTION, position > first, citation)
            continue
        if outlet is not None:
            kind = SourceKind.AGENCY if outlet.is_agency else SourceKind.OUTLET
        elif position == first:
            kind = citation.source_kind
        else:
            kind = classify_source(name)
        yield Hop(name, kind, position > first, citation)


def full_names(names: Iterable[str]) -> Mapping[str, str]:
    """Map each one-word name to the only longer name that holds the word, where that name ends with it.

    Names of some languages begin with the surname: Kim may be Kim Jong Un or Immanuel Kim, and then stays Kim.
    """
    distinct = sorted(set(names))
    longer: dict[str, list[str]] = defaultdict(list)
    for name in distinct:
        words = name.split()
        if len(words) > 1:
            for word in sorted(set(words)):
                longer[word].append(name)
    return {
        name: longer[name][0]
        for name in distinct
        if len(longer.get(name, ())) == 1 and longer[name][0].endswith(name)
    }


def _source(key: tuple[SourceKind, str], tally: _Tally, catalogue: Catalogue) -> Source:
    kind, folded = key
    outlet = catalogue.outlets.get(tally.name)
    institutions = load_institution_catalogue()
    institution = institutions.by_id.get(tally.name) if kind is SourceKind.INSTITUTION else None
    known = outlet or institution
    return Source(
        id=known.id if known else f"{kind.value}:{folded}",
        name=known.name if known else tally.name,
        kind=kind,
        country=known.country if known else None,
        owner=outlet.owner if outlet else None,
        state_control=outlet.state_control if outlet else False,
        reliability=None,
        citations=tally.citations,
        anonymous=tally.anonymous,
        second_hand=tally.second_hand,
        documents=tuple(sorted(tally.documents)),
        institution_kind=institution.kind.value if institution else None,
        part_of=institutions.ancestors(institution.id) if institution else (),
    )
