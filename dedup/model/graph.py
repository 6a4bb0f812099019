"""The provenance graph: articles, outlets, sources, and who leans on whom."""

from dataclasses import dataclass
from enum import StrEnum

from dedup.model.span import Location


class NodeKind(StrEnum):
    """What a node of the graph stands for."""

    ARTICLE = "article"
    OUTLET = "outlet"
    INSTITUTION = "institution"
    PERSON = "person"
    GROUP = "group"
    DOCUMENT = "document"


class EdgeKind(StrEnum):
    """How one node leans on another."""

    REPUBLISHES = "republishes"
    CITES = "cites"
    SHARES_TEXT = "shares-text"
    PART_OF = "part-of"
    OWNED_BY = "owned-by"


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An article or a source; `id` is a document id or a source id, unique among all nodes with its kind."""

    id: str
    kind: NodeKind
    label: str
    anonymous: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """One node leans on another, as `evidence` shows; `why` says it in words.

    `source` leans on `target`. `weight` counts citations or shared words. An edge that is not `certain` may not
    hold.
    """

    source: str
    target: str
    kind: EdgeKind
    weight: int
    certain: bool
    why: str
    evidence: tuple[Location, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvenanceGraph:
    """Nodes by kind and id, edges by source, target and kind."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
