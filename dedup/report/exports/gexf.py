"""The network as GEXF 1.3, the format of Gephi."""

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping

from dedup.model import Audit
from dedup.report.exports.network import legal, make_network
from dedup.report.exports.parts import ExportParts

_NAMESPACE = "http://gexf.net/1.3"
_NODE_KEYS = {
    "kind": "string",
    "anonymous": "boolean",
    "claim_kind": "string",
    "roots_low": "integer",
    "roots_high": "integer",
    "roots_expected": "double",
    "credibility": "string",
}
_EDGE_KEYS = {"certain": "boolean", "prior": "double", "why": "string", "evidence": "string"}


def export_gexf(audit: Audit) -> str:
    """Write the provenance graph with claims and parties."""
    network = make_network(ExportParts(audit=audit))
    root = ET.Element("gexf", xmlns=_NAMESPACE, version="1.3")
    graph = ET.SubElement(root, "graph", defaultedgetype="directed", mode="static")
    _declare(graph, "node", _NODE_KEYS)
    _declare(graph, "edge", _EDGE_KEYS)
    nodes = ET.SubElement(graph, "nodes")
    for node in network.nodes:
        element = ET.SubElement(nodes, "node", id=legal(node.id), label=legal(node.label))
        _describe(element, "node", (("kind", node.kind), *node.details))
    edges = ET.SubElement(graph, "edges")
    for number, edge in enumerate(network.edges):
        ends = {"source": legal(edge.source), "target": legal(edge.target)}
        attributes = {"id": str(number), **ends, "kind": edge.kind, "weight": f"{edge.weight:g}"}
        element = ET.SubElement(edges, "edge", attributes)
        prior = "" if edge.prior is None else f"{edge.prior:g}"
        certain = "true" if edge.certain else "false"
        values = (("certain", certain), ("prior", prior), ("why", edge.why), ("evidence", edge.evidence))
        _describe(element, "edge", values)
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _declare(graph: ET.Element, target: str, keys: Mapping[str, str]) -> None:
    attributes = ET.SubElement(graph, "attributes", {"class": target})
    for name, kind in keys.items():
        ET.SubElement(attributes, "attribute", {"id": f"{target}-{name}", "title": name, "type": kind})


def _describe(element: ET.Element, target: str, values: Iterable[tuple[str, str]]) -> None:
    described = [(name, value) for name, value in values if value]
    if described:
        listed = ET.SubElement(element, "attvalues")
        for name, value in described:
            ET.SubElement(listed, "attvalue", {"for": f"{target}-{name}", "value": legal(value)})
