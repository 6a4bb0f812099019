"""The provenance graph: paths of citations, shared wording, wholes and owners."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from dedup.attribution import load_catalogue
from dedup.model import (
    Citation,
    Direction,
    DirectionBasis,
    DocumentSummary,
    Edge,
    EdgeKind,
    Location,
    NodeKind,
    Overlap,
    OverlapKind,
    ProvenanceGraph,
    SourceKind,
    Span,
)
from dedup.provenance import build_graph

Cite = Callable[..., Citation]
Article = Callable[..., DocumentSummary]


def overlap(
    left: str, right: str, direction: Direction = Direction.UNDECIDED, kind: OverlapKind = OverlapKind.VERBATIM
) -> Overlap:
    return Overlap(
        id=f"{left}-{right}",
        kind=kind,
        left=Location(left, Span(0, 100)),
        right=Location(right, Span(5, 105)),
        similarity=1.0,
        words=20,
        direction=direction,
        direction_basis=() if direction is Direction.UNDECIDED else (DirectionBasis.DATES,),
    )


def build(documents: list[DocumentSummary], citations: Any = (), overlaps: Any = ()) -> ProvenanceGraph:
    return build_graph(documents, citations, overlaps, load_catalogue())


def edges(graph: ProvenanceGraph, kind: EdgeKind) -> list[tuple[str, str, int]]:
    return [(edge.source, edge.target, edge.weight) for edge in graph.edges if edge.kind is kind]


def only(graph: ProvenanceGraph, kind: EdgeKind) -> Edge:
    (edge,) = [edge for edge in graph.edges if edge.kind is kind]
    return edge


def test_a_chain_becomes_a_path(cite: Cite, article: Article) -> None:
    chain = replace(
        cite("bloomberg", "Ministerium", outlet="bloomberg", kind=SourceKind.AGENCY),
        chain_ids=("bloomberg", "south-korean-defence-ministry"),
    )
    graph = build([article("a")], [chain, replace(chain, id="other")])
    assert edges(graph, EdgeKind.CITES) == [
        ("a", "bloomberg", 2),
        ("bloomberg", "south-korean-defence-ministry", 2),
    ]
    assert edges(graph, EdgeKind.PART_OF) == [("south-korean-defence-ministry", "south-korean-government", 1)]
    assert [edge[:2] for edge in edges(graph, EdgeKind.OWNED_BY)] == [("bloomberg", "owner:bloomberg l.p.")]
    assert {(node.id, node.kind) for node in graph.nodes} >= {
        ("a", NodeKind.ARTICLE),
        ("bloomberg", NodeKind.OUTLET),
        ("south-korean-government", NodeKind.INSTITUTION),
    }


def test_an_edge_shows_the_places_of_its_citations(cite: Cite, article: Article) -> None:
    graph = build([article("a")], [cite("Ada Berg")])
    assert only(graph, EdgeKind.CITES).evidence == (Location("a", Span(0, 5)),)


def test_unnamed_sources_of_two_articles_stay_two(cite: Cite, article: Article) -> None:
    fields = {"kind": SourceKind.GROUP, "anonymous": True}
    graph = build(
        [article("a"), article("b")], [cite("Insider", **fields), cite("Insider", document="b", **fields)]
    )
    groups = [node for node in graph.nodes if node.kind is NodeKind.GROUP]
    assert [(node.id, node.anonymous) for node in groups] == [
        ("group:insider @ a", True),
        ("group:insider @ b", True),
    ]


def test_a_speaker_is_part_of_its_institution(cite: Cite, article: Article) -> None:
    graph = build([article("a")], [replace(cite("Ada Berg"), institution="pentagon")])
    assert edges(graph, EdgeKind.PART_OF) == [
        ("pentagon", "us-government", 1),
        ("person:ada berg", "pentagon", 1),
    ]


def test_the_later_article_leans_on_the_earlier_one(article: Article) -> None:
    documents = [article("a"), article("b")]
    forth = only(build(documents, (), [overlap("a", "b", Direction.LEFT_TO_RIGHT)]), EdgeKind.SHARES_TEXT)
    back = only(build(documents, (), [overlap("a", "b", Direction.RIGHT_TO_LEFT)]), EdgeKind.SHARES_TEXT)
    assert (forth.source, forth.target, forth.certain) == ("b", "a", True)
    assert (back.source, back.target, back.certain) == ("a", "b", True)


def test_undecided_wording_is_an_uncertain_edge_and_what_is_said_anew_none(article: Article) -> None:
    graph = build(
        [article("a"), article("b")], (), [overlap("a", "b"), overlap("a", "b", kind=OverlapKind.PARAPHRASE)]
    )
    edge = only(graph, EdgeKind.SHARES_TEXT)
    assert (edge.certain, edge.weight, len(edge.evidence)) == (False, 20, 2)
    assert edge.why == "shared wording; who had it from whom is open"


def test_an_agency_in_the_byline_is_republished(article: Article) -> None:
    graph = build([article("a", byline="Eva Haas, dpa")])
    assert edges(graph, EdgeKind.REPUBLISHES) == [("a", "dpa", 1)]


def test_an_article_with_the_name_of_an_outlet_stays_apart(cite: Cite, article: Article) -> None:
    graph = build(
        [article("newsweek")], [cite("newsweek", document="newsweek", outlet="newsweek", kind=SourceKind.OUTLET)]
    )
    assert [(node.id, node.kind.value) for node in graph.nodes if "newsweek" in node.id] == [
        ("newsweek", "article"),
        ("source:newsweek", "outlet"),
    ]


def test_the_order_of_citations_changes_nothing(cite: Cite, article: Article) -> None:
    citations = [cite("Ada Berg"), cite("newsweek", outlet="newsweek", kind=SourceKind.OUTLET), cite("Jo Tal")]
    assert build([article("a")], citations) == build([article("a")], citations[::-1])
