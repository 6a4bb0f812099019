"""SARIF: what code hosts and editors read.

`sarif.schema.json` was written for this project after the specification and holds the part of it that is used here.
`DEDUP_SARIF_SCHEMA` may name the official schema of OASIS, which is not part of this project.
"""

import io
import json
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest

from dedup import audit as run_audit
from dedup.artifacts import catalog
from dedup.model import Audit, Document, Suppression, SuppressionKind
from dedup.report.sarif import to_uri, write_sarif

EXCERPT = Path(__file__).parent / "sarif.schema.json"


def sarif(audit: Audit, documents: Sequence[Document]) -> dict[str, Any]:
    stream = io.StringIO()
    write_sarif(audit, documents, stream)
    log: dict[str, Any] = json.loads(stream.getvalue())
    return log


def with_suppression(audit: Audit, reason: str) -> Audit:
    first, *others = audit.findings
    return replace(
        audit, findings=(replace(first, suppressed=Suppression(SuppressionKind.ALLOW_LIST, reason)), *others)
    )


@pytest.fixture(params=["excerpt", "official"])
def schema(request: pytest.FixtureRequest) -> dict[str, Any]:
    official = os.environ.get("DEDUP_SARIF_SCHEMA")
    if request.param == "official" and not official:
        pytest.skip("DEDUP_SARIF_SCHEMA is not set: it names the official schema of SARIF 2.1.0")
    path = EXCERPT if request.param == "excerpt" else Path(official or "")
    loaded: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return loaded


def check(log: dict[str, Any], schema: dict[str, Any]) -> None:
    jsonschema.validators.validator_for(schema)(schema).validate(log)


def test_an_audit_with_everything_fits_the_schema(
    audit: Audit, documents: tuple[Document, ...], schema: dict[str, Any]
) -> None:
    check(sarif(with_suppression(audit, "asked the editor"), documents), schema)


def test_an_audit_without_findings_fits_the_schema(empty_audit: Audit, schema: dict[str, Any]) -> None:
    check(sarif(empty_audit, ()), schema)


def test_records_and_odd_names_fit_the_schema(schema: dict[str, Any]) -> None:
    names = ["a b", "ä:ö?#%", "<x>", "1"]
    documents = [
        Document(id=name, text="Der Rat , der tagte.", language="de", path="crawl/dump 1.jsonl") for name in names
    ]
    check(sarif(run_audit(documents), documents), schema)


def test_regions_and_offsets_cut_the_evidence_out(audit: Audit, documents: tuple[Document, ...]) -> None:
    texts = {document.id: document.text for document in documents}
    for result in sarif(audit, documents)["runs"][0]["results"]:
        (location,) = result["locations"]
        region = location["physicalLocation"]["region"]
        text = texts[location["logicalLocations"][0]["fullyQualifiedName"]]
        assert cut(text, region) == region["snippet"]["text"]
        assert text[region["charOffset"] :][: region["charLength"]] == region["snippet"]["text"]


def cut(text: str, region: dict[str, int]) -> str:
    lines = text.split("\n")
    start = sum(len(line) + 1 for line in lines[: region["startLine"] - 1]) + region["startColumn"] - 1
    end = sum(len(line) + 1 for line in lines[: region["endLine"] - 1]) + region["endColumn"] - 1
    return text[start:end]


def test_a_fix_makes_the_repaired_text(documents: tuple[Document, ...], audit: Audit) -> None:
    texts = {document.id: document.text for document in documents}
    (result,) = [item for item in sarif(audit, documents)["runs"][0]["results"] if item["ruleId"] == "G106"]
    ((change,),) = [fix["artifactChanges"] for fix in result["fixes"]]
    (replacement,) = change["replacements"]
    deleted = replacement["deletedRegion"]
    text = texts["hafen/b.txt"]
    assert cut(text, deleted) == "ab,sagte"
    assert replacement["insertedContent"]["text"] == "ab, sagte"
    assert result["fixes"][0]["description"]["text"] == "Safe repair: no wording is lost"


def test_lines_over_several_lines_end_where_the_text_does() -> None:
    text = "Streit im Rat\n\nDie Verhand-\nlungen dauerten lange, sagte der Bürgermeis-\nter am Montag.\n"
    documents = [Document(id="a.txt", text=text, language="de", path="a.txt")]
    results = sarif(run_audit(documents), documents)["runs"][0]["results"]
    assert results
    for result in results:
        region = result["locations"][0]["physicalLocation"]["region"]
        assert cut(text, region) == region["snippet"]["text"]
        for fix in result.get("fixes", ()):
            deleted = fix["artifactChanges"][0]["replacements"][0]["deletedRegion"]
            assert cut(text, deleted) == text[deleted["charOffset"] :][: deleted["charLength"]]


def test_a_suppressed_finding_carries_its_reason(audit: Audit, documents: tuple[Document, ...]) -> None:
    results = sarif(with_suppression(audit, "asked the editor"), documents)["runs"][0]["results"]
    assert results[0]["suppressions"] == [
        {
            "kind": "external",
            "status": "accepted",
            "justification": "asked the editor",
            "properties": {"by": "allow-list"},
        }
    ]
    assert all("suppressions" not in result for result in results[1:])


def test_every_rule_is_described_with_its_page(audit: Audit) -> None:
    rules = sarif(audit, ())["runs"][0]["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [rule.code for rule in catalog()]
    assert all("Why it matters" in rule["help"]["text"] for rule in rules)


def test_rule_numbers_and_artifact_numbers_point_at_the_right_entry() -> None:
    documents = [Document(id="a.txt", text="Der Rat , der tagte.", language="de", path="news/a.txt")]
    (run,) = sarif(run_audit(documents), documents)["runs"]
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        place = result["locations"][0]["physicalLocation"]["artifactLocation"]
        assert run["artifacts"][place["index"]]["location"]["uri"] == place["uri"] == "news/a.txt"


def test_a_record_is_nested_in_its_file() -> None:
    documents = [
        Document(id=name, text="Der Rat , der tagte.", language="de", path="dump.jsonl") for name in ("r1", "r2")
    ]
    (run,) = sarif(run_audit(documents), documents)["runs"]
    assert run["artifacts"] == [
        {"location": {"uri": "dump.jsonl"}},
        {"location": {"uri": "/r1"}, "parentIndex": 0},
        {"location": {"uri": "/r2"}, "parentIndex": 0},
    ]
    assert [
        result["locations"][0]["physicalLocation"]["artifactLocation"]["index"] for result in run["results"]
    ] == [
        1,
        2,
    ]


def test_what_was_skipped_is_told(audit: Audit) -> None:
    (invocation,) = sarif(audit, ())["runs"][0]["invocations"]
    assert [item["message"]["text"] for item in invocation["toolExecutionNotifications"]] == [
        "hafen/kaputt.txt: is not text",
        "hafen/liste.jsonl, record 17: has no field 'text'",
    ]


def test_levels_of_the_settings_are_the_default_levels(documents: tuple[Document, ...], audit: Audit) -> None:
    changed = replace(audit, settings={"artifacts": {"select": ["S401"], "levels": {"S401": "error"}}})
    (rule,) = sarif(changed, documents)["runs"][0]["tool"]["driver"]["rules"]
    assert (rule["id"], rule["defaultConfiguration"]) == ("S401", {"level": "error"})


@pytest.mark.parametrize("path", ["a b/ü.txt", "x:y.txt", "50%.txt", "?#.txt"])
def test_a_path_survives_as_a_uri(path: str) -> None:
    uri = to_uri(path)
    assert unquote(uri) == path
    assert uri.isascii()
    assert ":" not in uri
