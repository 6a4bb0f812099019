"""What the program finds in `seeds/`, held against the gold that was written with the articles.

What it misses is written out: when one of these is found, or anything else is lost, a test asks for an update.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from dedup import Audit, audit, read_documents

SEEDS = Path(__file__).parent.parent / "seeds"
MISSED_FINDINGS = {
    ("pennyquay-2024-0614", "lessof"),  # two common words, no capital: "less" + "of" both look like endings
}
MISSED_OUTLETS = {
    ("elbufer-kurier/pakt.txt", "kcna"),
    ("pennyquay-2024-0614", "yonhap"),
    ("pennyquay-2024-0620", "kcna"),
}
Range = tuple[int, int]


@pytest.fixture(scope="module")
def gold() -> dict[str, Any]:
    content: dict[str, Any] = json.loads((SEEDS / "gold.json").read_text(encoding="utf-8"))
    return content


@pytest.fixture(scope="module")
def result() -> Audit:
    return audit(read_documents([SEEDS]))


def intersection_over_union(left: Range, right: Range) -> float:
    common = min(left[1], right[1]) - max(left[0], right[0])
    return max(0.0, common / (max(left[1], right[1]) - min(left[0], right[0])))


def matches(finding: Any, item: dict[str, Any]) -> bool:
    spans = [(item["start"], item["end"]), *map(tuple, item["alt"])]
    place = (finding.span.start, finding.span.end)
    return (
        finding.document == item["document"]
        and finding.name in [item["name"], *item["also"]]
        and max(intersection_over_union(place, span) for span in spans) >= 0.5
    )


def test_every_planted_damage_is_found_but_the_known_one(result: Audit, gold: dict[str, Any]) -> None:
    missed = {
        (item["document"], item["evidence"])
        for item in gold["findings"]
        if not any(matches(finding, item) for finding in result.findings)
    }
    assert missed == MISSED_FINDINGS


def test_nothing_else_is_called_damage(result: Audit, gold: dict[str, Any]) -> None:
    extra = [
        (finding.document, finding.name, finding.evidence)
        for finding in result.findings
        if not any(matches(finding, item) for item in gold["findings"])
    ]
    assert extra == []


def test_clean_text_that_looks_damaged_is_left_alone(result: Audit, gold: dict[str, Any]) -> None:
    for item in gold["untouched"]:
        place = (item["start"], item["end"])
        inside = [
            finding.evidence
            for finding in result.findings
            if finding.document == item["document"]
            and place[0] <= finding.span.start
            and finding.span.end <= place[1]
        ]
        assert inside == [], item


def test_every_planted_reuse_is_found_where_it_is(result: Audit, gold: dict[str, Any]) -> None:
    # Two paragraphs that changed places are one block of reuse, and so one overlap.
    assert (len(result.overlaps), len(result.repeats)) == (len(gold["overlaps"]) - 1, len(gold["repeats"]))
    for wanted, found in ((gold["overlaps"], result.overlaps), (gold["repeats"], result.repeats)):
        for item in wanted:
            assert any(
                all(
                    side.document == item[name]["document"]
                    and min(side.span.end, item[name]["end"]) - max(side.span.start, item[name]["start"])
                    > 0.95 * (item[name]["end"] - item[name]["start"])
                    for name, side in (("left", overlap.left), ("right", overlap.right))
                )
                for overlap in found
            ), item["note"]


def test_the_near_duplicates_are_those_that_were_planted(result: Audit, gold: dict[str, Any]) -> None:
    assert [list(group.documents) for group in result.near_duplicates] == [
        group["documents"] for group in gold["near_duplicates"]
    ]


def test_agency_copy_is_credited_although_only_one_place_says_so(result: Audit) -> None:
    assert ("dpa",) in [passage.outlets for passage in result.passages]


def test_every_cited_outlet_is_found_but_the_known_three_and_no_other(result: Audit, gold: dict[str, Any]) -> None:
    named = {
        (citation.document, hop)
        for citation in result.citations
        for hop in (citation.outlet, citation.medium, *citation.chain)
        if hop in {source.id for source in result.sources}
    }
    wanted = {(document, outlet) for document, outlets in gold["outlets_by_document"].items() for outlet in outlets}
    assert wanted - named == MISSED_OUTLETS
    assert named - wanted == set()


def test_most_citations_of_the_gold_are_found_with_their_anonymity(result: Audit, gold: dict[str, Any]) -> None:
    found = right = 0
    for item in gold["citations"]:
        claims = [tuple(item["claim"]), *map(tuple, item["claim_alt"])]
        matched = [
            citation
            for citation in result.citations
            if citation.document == item["document"]
            and any(
                intersection_over_union((citation.claim.start, citation.claim.end), claim) >= 0.5
                for claim in claims
            )
        ]
        found += bool(matched)
        right += any(citation.anonymous == item["anonymous"] for citation in matched)
    assert found / len(gold["citations"]) >= 0.75
    assert right / found >= 0.9
