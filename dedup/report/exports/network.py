"""The graph that GraphML and GEXF share: articles, sources, claims and parties, with edges that say why.

In: the parts of an export. Out: flat nodes and edges. A node's id carries its kind, so that an article and an
outlet of one name stay two.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dedup.model import Claim, Roots
from dedup.report.exports.parts import ExportParts, documents_of
from dedup.report.printable import show_character

# What XML 1.0 cannot hold, escaped or not.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkNode:
    """A node; `details` are further attributes as (name, value)."""

    id: str
    kind: str
    label: str
    details: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkEdge:
    """An edge: `source` leans on `target`. `prior` is that of a soft edge between parties."""

    source: str
    target: str
    kind: str
    weight: float
    certain: bool
    why: str
    prior: float | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes and edges in their order."""

    nodes: tuple[NetworkNode, ...]
    edges: tuple[NetworkEdge, ...]


def make_network(parts: ExportParts) -> Network:
    """Put the provenance graph, the claims and their parties into one network."""
    names = {node.id: f"{node.kind.value}:{node.id}" for node in parts.graph.nodes}
    nodes = [
        NetworkNode(
            id=names[node.id],
            kind=node.kind.value,
            label=node.label,
            details=(("anonymous", "true"),) if node.anonymous else (),
        )
        for node in parts.graph.nodes
    ]
    nodes += [NetworkNode(id=f"party:{party.id}", kind="party", label=party.name) for party in parts.parties]
    nodes += [_claim_node(claim, roots) for claim, roots in parts.counted()]
    edges = [
        NetworkEdge(
            source=names[edge.source],
            target=names[edge.target],
            kind=edge.kind.value,
            weight=edge.weight,
            certain=edge.certain,
            why=edge.why,
            evidence=" ".join(f"{place.document}[{place.span.start},{place.span.end})" for place in edge.evidence),
        )
        for edge in parts.graph.edges
    ]
    edges += [edge for claim, roots in parts.counted() for edge in _claim_edges(claim, roots)]
    edges += [
        NetworkEdge(
            source=f"party:{edge.left}",
            target=f"party:{edge.right}",
            kind="one-root" if edge.prior is None else "perhaps-one-root",
            weight=1.0 if edge.prior is None else edge.prior,
            certain=edge.prior is None,
            why=edge.why,
            prior=edge.prior,
        )
        for edge in parts.edges
    ]
    return Network(tuple(nodes), tuple(edges))


def _claim_node(claim: Claim, roots: Roots) -> NetworkNode:
    details = (
        ("claim_kind", claim.kind.value),
        ("roots_low", str(roots.low)),
        ("roots_high", str(roots.high)),
        ("roots_expected", f"{roots.expected:.2f}"),
        ("credibility", str(roots.credibility)),
    )
    return NetworkNode(id=f"claim:{claim.id}", kind="claim", label=claim.text, details=details)


def _claim_edges(claim: Claim, roots: Roots) -> Iterator[NetworkEdge]:
    ident = f"claim:{claim.id}"
    for document in documents_of(claim):
        count = sum(mention.location.document == document for mention in claim.mentions)
        places = " ".join(
            f"{document}[{mention.location.span.start},{mention.location.span.end})"
            for mention in claim.mentions
            if mention.location.document == document
        )
        yield _edge(
            ident, f"article:{document}", "stands-in", "the article states it", weight=count, evidence=places
        )
    for root in roots.direct:
        yield _edge(ident, f"party:{root.id}", "rests-on", "attributed to it")
    for root in roots.inherited:
        yield _edge(ident, f"party:{root.id}", "rests-on", "from the article's context", certain=False)
    for kind, parties in (("interpreted-by", roots.analysis), ("denied-by", roots.denials)):
        for party in parties:
            yield _edge(ident, f"party:{party}", kind, kind.replace("-", " "))
    for party in roots.narrators:
        yield _edge(ident, f"party:{party}", "stated-by", "states it and names no source")


def _edge(
    source: str, target: str, kind: str, why: str, *, weight: int = 1, certain: bool = True, evidence: str = ""
) -> NetworkEdge:
    return NetworkEdge(
        source=source, target=target, kind=kind, weight=weight, certain=certain, why=why, evidence=evidence
    )


def legal(text: str) -> str:
    """Show the characters that XML cannot hold."""
    return _FORBIDDEN.sub(lambda match: show_character(match.group()), text)
