"""Exports, read back by the libraries of their fields."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dedup.model import (
    Audit,
    Claim,
    ClaimKind,
    Document,
    Evidence,
    Location,
    Mention,
    Root,
    RootEdge,
    Roots,
    Scope,
    Span,
    Stance,
    Story,
)
from dedup.pipeline import audit
from dedup.report.exports import EXPORTERS

TEXTS = {
    "a": "Die norwegische Regierung teilte mit, zwei Schiffe seien ausgelaufen. Bloomberg berichtete darüber.",
    "b": "Bloomberg meldete unter Berufung auf das polnische Außenministerium, zwei Schiffe seien ausgelaufen.",
}


def root(ident: str, name: str, document: str) -> Root:
    return Root(id=ident, name=name, level=2, names=(name,), documents=(document,))


ROOTS = Roots(
    low=1,
    high=3,
    expected=2.0,
    effective=2.0,
    direct=(root("GOV:NO", "Regierung <&>", "a"), root("GOV:PL", "Ministerium", "b")),
    inherited=(root("OUT:bloomberg", "Bloomberg", "b"),),
    analysis=("EXP:ole-vik",),
    narrators=("OUT:a?",),
    vague=1,
    denials=("GOV:RU",),
    edges=(RootEdge(left="GOV:NO", right="GOV:PL", prior=0.5, why="allied"),),
    credibility=2,
    reason="at least one root, perhaps more",
    channel_letter="B",
)


def claim(name: str, roots: Roots | None, text: str = "Zwei Schiffe \x0b <liefen> aus \ud800") -> Claim:
    return Claim(
        id=name,
        text=text,
        kind=ClaimKind.EVENT,
        forecast=False,
        story="s1",
        mentions=tuple(
            Mention(
                location=Location(document, Span(0, 20)),
                stance=Stance.SUPPORTS,
                scope=Scope.SENTENCE,
                evidence=Evidence.TOLD,
            )
            for document in "ab"
        ),
        joins=(),
        roots=roots,
    )


@pytest.fixture(scope="module")
def sample() -> Audit:
    documents = [
        Document(id=name, text=text, published=f"2024-06-1{number}", url=f"https://{name}.example/1")
        for number, (name, text) in enumerate(TEXTS.items())
    ]
    cannot_be_judged = replace(ROOTS, credibility=6, direct=(), inherited=(), low=0, high=0, expected=0.0, edges=())
    story = Story(
        id="s1", title="Schiffe", documents=("a", "b"), terms=(), names=(), first="2024-06-10", last="2024-06-11"
    )
    claims = (claim("c1", ROOTS), claim("c2", cannot_be_judged), claim("c3", None))
    return replace(audit(documents), claims=claims, stories=(story,))


@pytest.fixture
def export(sample: Audit) -> Callable[[str], str]:
    return lambda name: EXPORTERS[name].write(sample)


def load(text: str) -> Any:
    return json.loads(text)


@pytest.mark.parametrize("name", EXPORTERS)
def test_an_export_is_the_same_each_time_and_encodable(sample: Audit, name: str) -> None:
    text = EXPORTERS[name].write(sample)
    assert text == EXPORTERS[name].write(sample)
    assert text.encode("utf-8")


@pytest.mark.parametrize("name", EXPORTERS)
def test_an_audit_without_claims_exports_too(sample: Audit, name: str) -> None:
    assert EXPORTERS[name].write(replace(sample, claims=(), stories=(), documents=(), citations=(), overlaps=()))


@pytest.mark.parametrize("name", EXPORTERS)
def test_no_export_says_that_a_claim_is_so(export: Callable[[str], str], name: str) -> None:
    words = set(export(name).casefold().replace('"', " ").split())
    assert not words & {"fake", "plagiarised", "claimreview", "disinformation"}


def test_graphml_is_read_by_networkx(export: Callable[[str], str]) -> None:
    networkx = pytest.importorskip("networkx")
    graph = networkx.parse_graphml(export("graphml"))
    assert graph.nodes["claim:c1"]["roots_high"] == 3
    assert graph.nodes["outlet:bloomberg"]["label"] == "Bloomberg"
    assert graph.edges["claim:c1", "party:GOV:NO"]["kind"] == "rests-on"
    assert graph.edges["party:GOV:NO", "party:GOV:PL"]["prior"] == 0.5
    assert graph.edges["article:b", "outlet:bloomberg"]["evidence"].startswith("b[")


def test_gexf_is_read_by_networkx(export: Callable[[str], str], tmp_path: Path) -> None:
    networkx = pytest.importorskip("networkx")
    path = tmp_path / "network.gexf"
    path.write_text(export("gexf"), encoding="utf-8")
    graph = networkx.read_gexf(path)
    assert graph.nodes["claim:c1"]["credibility"] == "2"
    assert graph.edges["claim:c1", "party:OUT:bloomberg"]["certain"] is False


def test_prov_is_read_by_the_prov_library(export: Callable[[str], str]) -> None:
    model = pytest.importorskip("prov.model")
    document = model.ProvDocument.deserialize(content=export("prov"), format="json")
    attributed = list(document.get_records(model.ProvAttribution))
    assert len(attributed) == 2
    data = load(export("prov"))
    assert "dedup:claim/c1" in data["entity"]
    assert data["agent"]["dedup:outlet/bloomberg"]["prov:label"] == "Bloomberg"


def test_stix_is_parsed_by_the_stix_library(export: Callable[[str], str]) -> None:
    stix2 = pytest.importorskip("stix2")
    bundle = stix2.parse(export("stix"), allow_custom=False)
    kinds = sorted({each.type for each in bundle.objects})
    assert kinds == ["identity", "note", "relationship", "report"]
    notes = [each for each in bundle.objects if each.type == "note"]
    assert [each.get("confidence") for each in notes] == [70, None]
    (report,) = [each for each in bundle.objects if each.type == "report"]
    assert (report.name, str(report.published)) == ("Schiffe", "2024-06-11 00:00:00+00:00")


def test_stix_ids_are_unique_and_every_reference_is_in_the_bundle(export: Callable[[str], str]) -> None:
    objects = load(export("stix"))["objects"]
    ids = [each["id"] for each in objects]
    assert len(ids) == len(set(ids))
    for each in objects:
        references = [*each.get("object_refs", ()), *(each[key] for key in each if key.endswith("_ref"))]
        assert set(references) <= set(ids)


@pytest.mark.parametrize(("digit", "confidence"), [(1, 90), (2, 70), (3, 50), (4, 30), (5, 10), (6, None)])
def test_the_digit_becomes_the_confidence_of_the_specification(
    sample: Audit, digit: int, confidence: int | None
) -> None:
    rated = replace(sample, claims=(claim("c", replace(ROOTS, credibility=digit)),))
    (note,) = [each for each in load(EXPORTERS["stix"].write(rated))["objects"] if each["type"] == "note"]
    assert note.get("confidence") == confidence


def test_misp_attributes_carry_admiralty_tags(export: Callable[[str], str]) -> None:
    event = load(export("misp"))["Event"]
    assert (event["date"], event["published"], event["distribution"]) == ("2024-06-11", False, "0")
    first, second, *links = event["Attribute"]
    assert [tag["name"] for tag in first["Tag"]] == [
        'admiralty-scale:source-reliability="b"',
        'admiralty-scale:information-credibility="2"',
    ]
    assert second["value"].endswith("[c2]")
    assert [(each["type"], each["value"]) for each in links] == [
        ("link", "https://a.example/1"),
        ("link", "https://b.example/1"),
    ]


def test_schema_org_claims_name_appearance_and_authors(export: Callable[[str], str]) -> None:
    data = load(export("schema-org"))
    first = data["@graph"][0]
    assert {each["@type"] for each in data["@graph"]} == {"Claim"}
    assert [each["identifier"] for each in first["appearance"]] == ["a", "b"]
    assert first["firstAppearance"]["datePublished"] == "2024-06-10"
    assert [each["identifier"] for each in first["author"]] == ["GOV:NO", "GOV:PL"]
    assert "author" not in data["@graph"][1]


def test_csv_has_one_row_a_claim(export: Callable[[str], str]) -> None:
    rows = list(csv.DictReader(io.StringIO(export("csv"), newline="")))
    assert [(row["id"], row["documents"], row["roots"]) for row in rows] == [
        ("c1", "a; b", "GOV:NO; GOV:PL"),
        ("c2", "a; b", ""),
    ]
    assert rows[0]["sentence"].startswith("1 to 3 independent sources: no text says whether they pass on the same")
