"""The provenance graph: which article leans on which outlet, person or institution, and on which other article.

In: articles, citations and shared wording. Out: nodes and edges with the places that show them. A chain becomes a
path: article -> cited outlet -> person or institution. Unnamed sources are nodes of their own for each outlet or
article that speaks of them, because nobody knows whether two of them are the same.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from dedup.attribution import Catalogue, load_institution_catalogue
from dedup.model import (
    Citation,
    Direction,
    DocumentSummary,
    Edge,
    EdgeKind,
    Location,
    Node,
    NodeKind,
    Overlap,
    OverlapKind,
    ProvenanceGraph,
    SourceKind,
)
from dedup.provenance.publications import note_publications
from dedup.provenance.sources import Hop, source_id, trace_chains

_KINDS = {
    SourceKind.OUTLET: NodeKind.OUTLET,
    SourceKind.AGENCY: NodeKind.OUTLET,
    SourceKind.INSTITUTION: NodeKind.INSTITUTION,
    SourceKind.PERSON: NodeKind.PERSON,
    SourceKind.GROUP: NodeKind.GROUP,
    SourceKind.DOCUMENT: NodeKind.DOCUMENT,
}


@dataclass(slots=True)
class _Link:
    weight: int = 0
    evidence: list[Location] = field(default_factory=list)


def build_graph(
    documents: Sequence[DocumentSummary],
    citations: Iterable[Citation],
    overlaps: Iterable[Overlap],
    catalogue: Catalogue,
) -> ProvenanceGraph:
    """Build the graph of a collection; time grows with citations and overlaps."""
    builder = _Builder(documents, catalogue)
    for hops in trace_chains(citations, catalogue):
        builder.cite(hops)
    for document, publication in note_publications(documents, catalogue).items():
        for agency in publication.agencies:
            builder.republish(document, agency)
    for overlap in overlaps:
        if overlap.kind is not OverlapKind.PARAPHRASE:
            builder.share(overlap)
    return builder.finish()


class _Builder:
    """A graph while it grows."""

    def __init__(self, documents: Sequence[DocumentSummary], catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._articles = {document.id for document in documents}
        self._nodes = {
            document.id: Node(id=document.id, kind=NodeKind.ARTICLE, label=document.title or document.id)
            for document in documents
        }
        self._links: dict[tuple[str, str, EdgeKind, bool, str], _Link] = {}

    def cite(self, hops: Sequence[Hop]) -> None:
        """Add the path of one citation, from the article to the last source of the chain."""
        citation = hops[0].citation
        previous = citation.document
        for hop in hops:
            target = self._source(hop, previous)
            why = f"{previous} cites {hop.name}"
            self._link(previous, target, EdgeKind.CITES, why, [Location(citation.document, citation.mention)])
            previous = target

    def republish(self, document: str, agency: str) -> None:
        """Add that an article's byline names an agency whose text it prints."""
        target = self._outlet(agency)
        self._link(document, target, EdgeKind.REPUBLISHES, "the byline names the agency", [])

    def share(self, overlap: Overlap) -> None:
        """Add shared wording: the later article leans on the earlier one, where that is decided."""
        source, target = overlap.left.document, overlap.right.document
        if overlap.direction is Direction.LEFT_TO_RIGHT:
            source, target = target, source
        decided = overlap.direction is not Direction.UNDECIDED
        basis = " and ".join(each.value for each in overlap.direction_basis)
        why = (
            f"shared wording; its way is decided by {basis}"
            if decided
            else "shared wording; who had it from whom is open"
        )
        evidence = [overlap.left, overlap.right]
        self._link(source, target, EdgeKind.SHARES_TEXT, why, evidence, weight=overlap.words, certain=decided)

    def finish(self) -> ProvenanceGraph:
        """Sort what was gathered."""
        nodes = sorted(self._nodes.values(), key=lambda node: (node.kind, node.id))
        edges = [
            Edge(
                source=source,
                target=target,
                kind=kind,
                weight=link.weight,
                certain=certain,
                why=why,
                evidence=tuple(sorted(set(link.evidence))),
            )
            for (source, target, kind, certain, why), link in self._links.items()
        ]
        edges.sort(key=lambda edge: (edge.source, edge.target, edge.kind, not edge.certain, edge.why))
        return ProvenanceGraph(nodes=tuple(nodes), edges=tuple(edges))

    def _source(self, hop: Hop, previous: str) -> str:
        """The node of a hop, with what the catalogue says that it is part of."""
        if hop.name in self._catalogue.outlets:
            return self._outlet(hop.name)
        is_unnamed = hop.citation.anonymous and hop.kind is not SourceKind.INSTITUTION
        ident = source_id(hop, self._catalogue)
        if is_unnamed:
            ident = f"{ident} @ {previous}"
        if hop.kind is SourceKind.INSTITUTION and hop.name in load_institution_catalogue().by_id:
            return self._institution(hop.name)
        ident = self._add(ident, _KINDS[hop.kind], hop.name, anonymous=is_unnamed)
        institution = hop.citation.institution
        is_speaker = hop.citation.chain[-1] == hop.citation.speaker or len(hop.citation.chain) == 1
        if institution and hop.kind is SourceKind.PERSON and is_speaker:
            body = self._institution(institution)
            place = [Location(hop.citation.document, hop.citation.mention)]
            self._link(ident, body, EdgeKind.PART_OF, "the article says whom the person speaks for", place)
        return ident

    def _outlet(self, ident: str) -> str:
        outlet = self._catalogue.outlets[ident]
        node = self._add(ident, NodeKind.OUTLET, outlet.name)
        if outlet.owner:
            owner = self._add(f"owner:{outlet.owner.casefold()}", NodeKind.INSTITUTION, outlet.owner)
            why = "run or controlled by a state" if outlet.state_control else "owner in the catalogue"
            self._link(node, owner, EdgeKind.OWNED_BY, why, [], once=True)
        return node

    def _institution(self, ident: str) -> str:
        """The node of an institution, and those of everything that it is part of."""
        institutions = load_institution_catalogue().by_id
        waiting = [ident]
        while waiting:
            name = waiting.pop()
            node = self._add(name, NodeKind.INSTITUTION, institutions[name].name)
            for parent in institutions[name].part_of:
                above = self._add(parent, NodeKind.INSTITUTION, institutions[parent].name)
                self._link(node, above, EdgeKind.PART_OF, "part of it by the catalogue", [], once=True)
                waiting.append(parent)
        return self._free(ident)

    def _add(self, ident: str, kind: NodeKind, label: str, *, anonymous: bool = False) -> str:
        name = self._free(ident)
        self._nodes.setdefault(name, Node(id=name, kind=kind, label=label, anonymous=anonymous))
        return name

    def _free(self, ident: str) -> str:
        """An id that no article has."""
        while ident in self._articles:
            ident = f"source:{ident}"
        return ident

    def _link(
        self,
        source: str,
        target: str,
        kind: EdgeKind,
        why: str,
        evidence: Sequence[Location],
        *,
        weight: int = 1,
        certain: bool = True,
        once: bool = False,
    ) -> None:
        link = self._links.setdefault((source, target, kind, certain, why), _Link())
        link.weight = weight if once else link.weight + weight
        link.evidence.extend(evidence)
