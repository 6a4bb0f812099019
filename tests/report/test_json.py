import io
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from dedup.model import Audit, Reason
from dedup.report.json import to_contract, write_json

SCHEMA = json.loads((Path(__file__).parent / "contract.schema.json").read_text(encoding="utf-8"))


def written(audit: Audit) -> str:
    stream = io.StringIO()
    write_json(audit, stream)
    return stream.getvalue()


def with_title(audit: Audit, title: str) -> Audit:
    return replace(audit, documents=(replace(audit.documents[0], title=title), *audit.documents[1:]))


def keys_in_order(schema: Mapping[str, Any], value: Mapping[str, Any]) -> bool:
    return list(schema["properties"]) == list(value)


def test_the_output_fits_the_contract(audit: Audit) -> None:
    jsonschema.validate(json.loads(written(audit)), SCHEMA, cls=jsonschema.Draft202012Validator)


def test_an_empty_audit_fits_the_contract(empty_audit: Audit) -> None:
    jsonschema.validate(json.loads(written(empty_audit)), SCHEMA, cls=jsonschema.Draft202012Validator)


def test_what_is_written_is_what_to_contract_returns(audit: Audit) -> None:
    assert json.loads(written(audit)) == to_contract(audit)


def test_top_level_keys_keep_the_order_of_the_contract(audit: Audit) -> None:
    assert keys_in_order(SCHEMA, to_contract(audit))


@pytest.mark.parametrize(
    ("section", "definition"),
    [
        ("documents", "document"),
        ("overlaps", "overlap"),
        ("repeats", "overlap"),
        ("passages", "passage"),
        ("near_duplicates", "near_duplicates"),
        ("boilerplate", "boilerplate"),
        ("citations", "citation"),
        ("findings", "finding"),
        ("sources", "source"),
        ("skipped", "skipped"),
    ],
)
def test_keys_of_list_items_keep_the_order_of_the_contract(audit: Audit, section: str, definition: str) -> None:
    items = to_contract(audit)[section]
    assert items
    assert all(keys_in_order(SCHEMA["$defs"][definition], item) for item in items)


def test_spans_are_pairs_of_offsets(audit: Audit) -> None:
    citation = to_contract(audit)["citations"][2]
    text = "Insidern"
    assert citation["mention"][1] - citation["mention"][0] == len(text)
    assert len(citation["claim_spans"]) == 2


def test_a_fix_carries_its_own_span(audit: Audit) -> None:
    finding = to_contract(audit)["findings"][1]
    assert finding["fix"] == {
        "start": finding["start"],
        "end": finding["end"],
        "replacement": "ab, sagte",
        "safe": True,
    }


def test_a_finding_without_fix_has_null(audit: Audit) -> None:
    assert to_contract(audit)["findings"][2]["fix"] is None


def test_fractions_are_rounded_to_four_digits(audit: Audit) -> None:
    contract = to_contract(audit)
    assert contract["documents"][0]["reused_share"] == 0.3142
    assert contract["collection"]["findings_per_1000_words"] == 19.2346
    assert contract["near_duplicates"][0]["pairs"][0]["containment_in_left"] == 0.9877


def test_a_limit_that_json_cannot_write_becomes_null(audit: Audit) -> None:
    reason = Reason(
        check="length", code="P301", decision=audit.documents[1].verdict.decision, message="", evidence="",
        value=1.0, limit=float("inf"),
    )  # fmt: skip
    verdict = replace(audit.documents[1].verdict, reasons=(reason,))
    changed = replace(audit, documents=(replace(audit.documents[1], verdict=verdict),))
    assert json.loads(written(changed))["documents"][0]["reasons"][0]["limit"] is None


def test_a_direction_says_what_it_rests_on(audit: Audit) -> None:
    overlaps = to_contract(audit)["overlaps"]
    assert [(item["direction"], item["direction_basis"]) for item in overlaps[:3]] == [
        ("left-to-right", ["dates"]),
        ("undecided", ["common-source"]),
        ("undecided", []),
    ]


def test_a_paraphrase_says_what_it_agrees_in(audit: Audit) -> None:
    paraphrase = to_contract(audit)["overlaps"][1]
    assert (paraphrase["kind"], paraphrase["confidence"]) == ("paraphrase", 0.8333)
    assert paraphrase["evidence"] == ["Terminal", "2027"]


def test_a_passage_says_who_credits_whom(audit: Audit) -> None:
    passage = to_contract(audit)["passages"][0]
    assert passage["credits"] == [{"document": "hafen/a.txt", "outlet": "bloomberg", "citation": "c1"}]
    assert (passage["earliest"], passage["uncredited"]) == ("hafen/a.txt", ["hafen/b.txt"])


def test_a_pair_says_what_its_right_document_is(audit: Audit) -> None:
    assert to_contract(audit)["near_duplicates"][0]["pairs"][0]["relation"] == "cut"


def test_site_text_lists_the_documents_it_stands_in(audit: Audit) -> None:
    (block,) = to_contract(audit)["boilerplate"]
    assert (block["site"], block["stubs"]) == ("inselbote.example", ["insel/e.txt"])
    assert block["documents"] == ["insel/d.txt", "insel/e.txt"]


def test_letters_are_written_as_themselves(audit: Audit) -> None:
    assert "Hafen will größer werden" in written(audit)


def test_every_list_item_has_its_own_line(audit: Audit) -> None:
    lines = written(audit).splitlines()
    assert sum(line.startswith('  {"id": "f') for line in lines) == 5


def test_lone_surrogates_can_be_encoded_and_read_back(audit: Audit) -> None:
    title = "kaputt \ud83d Ende \U0001f6a2"
    output = written(with_title(audit, title)).encode("utf-8")
    assert json.loads(output)["documents"][0]["title"] == title


def test_the_same_audit_gives_the_same_characters(audit: Audit) -> None:
    assert written(audit) == written(audit)


def test_no_chunk_holds_a_whole_list(audit: Audit) -> None:
    class Recorder(io.StringIO):
        longest = 0

        def write(self, text: str) -> int:
            self.longest = max(self.longest, len(text))
            return super().write(text)

    stream = Recorder()
    write_json(replace(audit, findings=audit.findings * 200, settings={}), stream)
    assert stream.longest < 1_500
