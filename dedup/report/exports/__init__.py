"""What other programs read of an audit: claims, roots and the provenance graph in the formats of their fields.

`EXPORTERS` names each format and the function that writes it; each takes an audit and gives the text of one file.
The same audit gives the same characters: ids are derived, and the only time is that of the newest article.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dedup.model import Audit
from dedup.report.exports.claims_csv import export_csv
from dedup.report.exports.gexf import export_gexf
from dedup.report.exports.graphml import export_graphml
from dedup.report.exports.misp import export_misp
from dedup.report.exports.prov import export_prov
from dedup.report.exports.schema_org import export_schema_org
from dedup.report.exports.stix import export_stix


@dataclass(frozen=True, slots=True)
class Exporter:
    """A format: how it is written, the name of its file, and what it is."""

    write: Callable[[Audit], str]
    file_name: str
    about: str


EXPORTERS: Mapping[str, Exporter] = {
    "graphml": Exporter(export_graphml, "provenance.graphml", "GraphML, for Gephi, yEd, igraph and networkx"),
    "gexf": Exporter(export_gexf, "provenance.gexf", "GEXF 1.3, for Gephi"),
    "prov": Exporter(export_prov, "provenance.prov.json", "W3C PROV as PROV-JSON"),
    "stix": Exporter(export_stix, "claims.stix.json", "STIX 2.1 bundle"),
    "misp": Exporter(export_misp, "claims.misp.json", "MISP event with admiralty-scale tags"),
    "schema-org": Exporter(export_schema_org, "claims.jsonld", "schema.org Claim as JSON-LD"),
    "csv": Exporter(export_csv, "claims.csv", "one row a claim"),
}

__all__ = ["EXPORTERS", "Exporter"]
