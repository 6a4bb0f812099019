"""The network as GraphML 1.0, which networkx, igraph, Gephi and yEd read."""

import xml.etree.ElementTree as ET

from dedup.model import Audit
from dedup.report.exports.network import NetworkEdge, NetworkNode, legal, make_network
from dedup.report.exports.parts import ExportParts

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_NODE_KEYS = (
    *("kind", "label", "anonymous", "claim_kind", "roots_low", "roots_high", "roots_expected", "credibility"),
)
_EDGE_KEYS = ("kind", "weight", "certain", "prior", "why", "evidence")
_TYPES = {
    "anonymous": "boolean",
    "certain": "boolean",
    "weight": "double",
    "prior": "double",
    "roots_low": "int",
    "roots_high": "int",
    "roots_expected": "double",
}


def export_graphml(audit: Audit) -> str:
    """Write the provenance graph with claims and parties."""
    network = make_network(ExportParts(audit=audit))
    root = ET.Element("graphml", xmlns=_NAMESPACE)
    for target, names in (("node", _NODE_KEYS), ("edge", _EDGE_KEYS)):
        for name in names:
            attributes = {"attr.name": name, "attr.type": _TYPES.get(name, "string")}
            ET.SubElement(root, "key", {"id": f"{target}-{name}", "for": target, **attributes})
    graph = ET.SubElement(root, "graph", id="provenance", edgedefault="directed")
    for node in network.nodes:
        _add_node(graph, node)
    for number, edge in enumerate(network.edges):
        _add_edge(graph, edge, number)
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _add_node(graph: ET.Element, node: NetworkNode) -> None:
    element = ET.SubElement(graph, "node", id=legal(node.id))
    for name, value in (("kind", node.kind), ("label", node.label), *node.details):
        ET.SubElement(element, "data", key=f"node-{name}").text = legal(value)


def _add_edge(graph: ET.Element, edge: NetworkEdge, number: int) -> None:
    ends = {"source": legal(edge.source), "target": legal(edge.target)}
    element = ET.SubElement(graph, "edge", {"id": f"e{number}", **ends})
    values = {
        "kind": edge.kind,
        "weight": f"{edge.weight:g}",
        "certain": "true" if edge.certain else "false",
        "prior": "" if edge.prior is None else f"{edge.prior:g}",
        "why": edge.why,
        "evidence": edge.evidence,
    }
    for name, value in values.items():
        if value:
            ET.SubElement(element, "data", key=f"edge-{name}").text = legal(value)
