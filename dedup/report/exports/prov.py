"""The provenance graph in the W3C PROV data model, as PROV-JSON.

In: an audit. Out: JSON. Articles and claims are entities, sources and parties agents. An article is derived from
another where the way of shared wording is decided, an alternate of it where that is open; it is influenced by whom
it cites and attributed to the agency that its byline names. A claim is attributed to its roots.

Source: W3C member submission 24 April 2013, The PROV-JSON Serialization.
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from dedup.model import Audit, Edge, EdgeKind, Node, NodeKind
from dedup.report.exports.parts import ExportParts, documents_of
from dedup.report.exports.written import write_json_text

_PREFIX = "dedup"
_NAMESPACE = "urn:dedup:"
_AGENTS = {NodeKind.PERSON: "prov:Person"}
_ORGANISATION = "prov:Organization"

_Record = tuple[str, dict[str, Any]]


def export_prov(audit: Audit) -> str:
    """Write the document."""
    parts = ExportParts(audit=audit)
    nodes = {node.id: node for node in parts.graph.nodes}
    document: dict[str, Any] = {"prefix": {_PREFIX: _NAMESPACE}, "entity": {}, "agent": {}}
    for node in parts.graph.nodes:
        document[_section(node)][_node_name(node)] = _described(node)
    for party in parts.parties:
        document["agent"][_name("party", party.id)] = {"prov:label": party.name}
    for claim, roots in parts.counted():
        document["entity"][_name("claim", claim.id)] = {
            "prov:label": claim.text,
            f"{_PREFIX}:rootsLow": roots.low,
            f"{_PREFIX}:rootsHigh": roots.high,
            f"{_PREFIX}:rootsExpected": f"{roots.expected:.2f}",
            f"{_PREFIX}:credibility": str(roots.credibility),
        }
    relations = [_relation(edge, nodes) for edge in parts.graph.edges] + list(_claim_relations(parts))
    for number, (kind, fields) in enumerate(relations, start=1):
        document.setdefault(kind, {})[f"_:r{number}"] = fields
    return write_json_text({name: section for name, section in document.items() if section})


def _section(node: Node) -> str:
    return "entity" if node.kind in {NodeKind.ARTICLE, NodeKind.DOCUMENT} else "agent"


def _described(node: Node) -> dict[str, Any]:
    described: dict[str, Any] = {"prov:label": node.label, f"{_PREFIX}:kind": node.kind.value}
    if _section(node) == "agent":
        described["prov:type"] = {"$": _AGENTS.get(node.kind, _ORGANISATION), "type": "prov:QUALIFIED_NAME"}
    if node.anonymous:
        described[f"{_PREFIX}:anonymous"] = True
    return described


def _relation(edge: Edge, nodes: dict[str, Node]) -> _Record:
    source, target = nodes[edge.source], nodes[edge.target]
    ends = _node_name(source), _node_name(target)
    details = {"prov:label": edge.why, f"{_PREFIX}:weight": edge.weight}
    if edge.kind is EdgeKind.SHARES_TEXT and edge.certain:
        return "wasDerivedFrom", {"prov:generatedEntity": ends[0], "prov:usedEntity": ends[1], **details}
    if edge.kind is EdgeKind.SHARES_TEXT:  # alternateOf takes no attributes
        return "alternateOf", {"prov:alternate1": ends[0], "prov:alternate2": ends[1]}
    if edge.kind in {EdgeKind.PART_OF, EdgeKind.OWNED_BY} and _section(source) == _section(target) == "agent":
        return "actedOnBehalfOf", {"prov:delegate": ends[0], "prov:responsible": ends[1], **details}
    if edge.kind is EdgeKind.REPUBLISHES:
        return "wasAttributedTo", {"prov:entity": ends[0], "prov:agent": ends[1], **details}
    return "wasInfluencedBy", {"prov:influencee": ends[0], "prov:influencer": ends[1], **details}


def _claim_relations(parts: ExportParts) -> Iterator[_Record]:
    for claim, roots in parts.counted():
        name = _name("claim", claim.id)
        for document in documents_of(claim):
            article = _name(NodeKind.ARTICLE.value, document)
            yield "wasDerivedFrom", {"prov:generatedEntity": name, "prov:usedEntity": article}
        for root in roots.direct:
            yield "wasAttributedTo", {"prov:entity": name, "prov:agent": _name("party", root.id)}
        for root in roots.inherited:
            label = {"prov:label": "from the article's context"}
            yield "wasInfluencedBy", {"prov:influencee": name, "prov:influencer": _name("party", root.id), **label}


def _node_name(node: Node) -> str:
    return _name(node.kind.value, node.id)


def _name(kind: str, ident: str) -> str:
    """A qualified name; what a local name cannot hold is written in percent."""
    return f"{_PREFIX}:{kind}/{quote(ident, safe='', errors='surrogatepass')}"
