"""The answers in seeds/gold.json fit the articles they speak of. What the program finds is compared elsewhere."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from dedup.model import CitationType, OverlapKind, SourceKind

SEEDS = Path(__file__).parent.parent / "seeds"
SITES = ("elbufer-kurier", "mittelgebirgs-depesche", "tagesfenster24")

ARTIFACT_NAMES = frozenset(
    [
        "drop-letter",
        "glued-words",
        "glued-byline",
        "glued-credit",
        "quote-glue",
        "punct-glue",
        "quote-mismatch",
        "caption-in-body",
        "caption-repeated",
        "meta-prefix",
        "title-truncated",
        "rights-line",
        "read-more",
        "next-headline",
        "ad-marker",
        "related-teaser",
        "orphan-subheading",
        "space-before-punct",
        "split-name",
        "translated-brand",
        "mt-fragment",
        "mojibake",
        "html-residue",
        "cta-line",
        "timestamp-line",
        "truncated-body",
        "duplicate-paragraph",
        "hyphenation",
        "soft-hyphen",
    ]
)

Entry: TypeAlias = dict[str, Any]


@pytest.fixture(scope="module")
def gold() -> Entry:
    loaded: Entry = json.loads((SEEDS / "gold.json").read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    files = {
        path.relative_to(SEEDS).as_posix(): path.read_bytes().decode("utf-8")
        for site in SITES
        for path in sorted((SEEDS / site).glob("*.txt"))
    }
    lines = (SEEDS / "pennyquay-ledger.jsonl").read_text(encoding="utf-8").splitlines()
    records = (json.loads(line) for line in lines)
    return files | {record["id"]: record["text"] for record in records}


def with_evidence(gold: Entry) -> Iterator[Entry]:
    """Yield every entry that shows one span of one document."""
    for key in ("findings", "untouched", "not_citations"):
        yield from gold[key]
    for conflict in gold["conflicts"]:
        yield from conflict["mentions"]


def shared_sides(gold: Entry) -> Iterator[tuple[Entry, Entry]]:
    """Yield left and right of every stretch of shared wording."""
    for entry in gold["overlaps"] + gold["repeats"]:
        yield entry["left"], entry["right"]


def position(side: Entry) -> tuple[str, int, int]:
    return side["document"], side["start"], side["end"]


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def test_there_are_twelve_articles_of_250_to_600_words(texts: dict[str, str]) -> None:
    assert len(texts) == 12
    assert {name: len(words(text)) for name, text in texts.items() if not 250 <= len(words(text)) <= 600} == {}


def test_articles_have_line_feeds_only(texts: dict[str, str]) -> None:
    assert [name for name, text in texts.items() if "\r" in text] == []


def test_evidence_is_the_text_of_its_span(gold: Entry, texts: dict[str, str]) -> None:
    for entry in with_evidence(gold):
        start, end = entry["start"], entry["end"]
        assert 0 <= start < end
        assert texts[entry["document"]][start:end] == entry["evidence"]


def test_evidence_of_a_citation_is_the_text_of_its_spans(gold: Entry, texts: dict[str, str]) -> None:
    for citation in gold["citations"]:
        text = texts[citation["document"]]
        for part, evidence in citation["evidence"].items():
            span = citation[part]
            assert (text[slice(*span)] if span else None) == evidence


def test_other_right_spans_lie_inside_the_text(gold: Entry, texts: dict[str, str]) -> None:
    for entry in gold["findings"]:
        assert all(0 <= start < end <= len(texts[entry["document"]]) for start, end in entry["alt"])
    for entry in gold["citations"]:
        assert all(0 <= start < end <= len(texts[entry["document"]]) for start, end in entry["claim_alt"])


def test_no_finding_is_listed_twice(gold: Entry) -> None:
    places = [(*position(entry), entry["name"]) for entry in gold["findings"]]
    assert places == sorted(set(places))


def test_findings_have_known_names(gold: Entry) -> None:
    names = {name for entry in gold["findings"] for name in (entry["name"], *entry["also"])}
    assert names <= ARTIFACT_NAMES


def test_every_kind_of_damage_is_planted_at_least_once(gold: Entry) -> None:
    assert {entry["name"] for entry in gold["findings"]} == ARTIFACT_NAMES


def test_a_replacement_changes_the_text(gold: Entry) -> None:
    assert [entry for entry in gold["findings"] if entry["replacement"] == entry["evidence"]] == []


def test_findings_leave_untouched_text_alone(gold: Entry) -> None:
    duplicates = ("duplicate-paragraph",)
    hits = [
        (untouched["evidence"], finding["name"])
        for untouched in gold["untouched"]
        for finding in gold["findings"]
        if finding["document"] == untouched["document"]
        and finding["name"] not in duplicates
        and finding["start"] < untouched["end"]
        and untouched["start"] < finding["end"]
    ]
    assert hits == []


def test_clean_documents_are_those_without_findings(gold: Entry, texts: dict[str, str]) -> None:
    assert gold["clean_documents"] == sorted(texts.keys() - {entry["document"] for entry in gold["findings"]})
    assert len(gold["clean_documents"]) == 4


def test_shared_wording_lies_inside_its_documents(gold: Entry, texts: dict[str, str]) -> None:
    for sides in shared_sides(gold):
        for side in sides:
            assert 0 <= side["start"] < side["end"] <= len(texts[side["document"]])


def test_shared_wording_is_ordered_and_has_a_known_kind(gold: Entry) -> None:
    assert all(position(left) < position(right) for left, right in shared_sides(gold))
    assert {entry["kind"] for entry in gold["overlaps"] + gold["repeats"]} <= set(OverlapKind)


def test_overlaps_join_two_documents_and_repeats_stay_in_one(gold: Entry) -> None:
    assert all(entry["left"]["document"] != entry["right"]["document"] for entry in gold["overlaps"])
    assert all(entry["left"]["document"] == entry["right"]["document"] for entry in gold["repeats"])


def test_both_sides_of_a_verbatim_repeat_are_the_same(gold: Entry, texts: dict[str, str]) -> None:
    for entry in gold["repeats"]:
        left, right = (
            texts[side["document"]][side["start"] : side["end"]] for side in (entry["left"], entry["right"])
        )
        assert left == right


def test_documents_share_no_twelve_words_outside_the_overlaps(gold: Entry, texts: dict[str, str]) -> None:
    rest = dict(texts)
    for entry in gold["overlaps"]:
        for side in (entry["left"], entry["right"]):
            name, start, end = position(side)
            rest[name] = rest[name][:start] + " " * (end - start) + rest[name][end:]
    runs: dict[tuple[str, ...], str] = {}
    for name, text in rest.items():
        row = words(text)
        for start in range(len(row) - 11):
            assert runs.setdefault(tuple(row[start : start + 12]), name) == name


def test_near_duplicates_name_documents(gold: Entry, texts: dict[str, str]) -> None:
    for group in gold["near_duplicates"]:
        assert group["documents"] == sorted(set(group["documents"]) & texts.keys())
        assert len(group["documents"]) > 1


def test_citations_use_the_kinds_and_types_of_the_contract(gold: Entry) -> None:
    assert {citation["source_kind"] for citation in gold["citations"]} <= set(SourceKind)
    assert {citation["type"] for citation in gold["citations"]} == set(CitationType)


def test_chains_begin_with_the_source_nearest_to_the_reader(gold: Entry) -> None:
    for citation in gold["citations"]:
        nearest = citation["outlet"] or citation["medium"]
        assert nearest in (None, citation["chain"][0])


def test_an_outlet_is_source_or_medium_but_not_both(gold: Entry) -> None:
    assert not [citation for citation in gold["citations"] if citation["outlet"] and citation["medium"]]


def test_outlets_to_be_found_are_those_of_the_citations(gold: Entry, texts: dict[str, str]) -> None:
    found: dict[str, set[str]] = {name: set() for name in texts}
    for citation in gold["citations"]:
        found[citation["document"]].update(filter(None, (citation["outlet"], citation["medium"])))
    assert gold["outlets_by_document"] == {name: sorted(outlets) for name, outlets in found.items()}


def test_every_conflict_has_two_documents_and_two_values(gold: Entry) -> None:
    for conflict in gold["conflicts"]:
        assert len({mention["document"] for mention in conflict["mentions"]}) > 1
        assert len({mention["value"] for mention in conflict["mentions"]}) > 1
