"""Stories, claims, denials and sources in the JSON of the contract."""

import io
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from dedup.report.json import to_contract, write_json
from dedup.report.parts import write_claims_json, write_sources_json
from tests.report.sample.stories import make_story_audit, without_roots

SCHEMA = json.loads((Path(__file__).parent / "contract.schema.json").read_text(encoding="utf-8"))


@pytest.fixture
def contract() -> dict[str, Any]:
    return to_contract(make_story_audit())


@pytest.mark.parametrize("audit", [make_story_audit(), without_roots(make_story_audit())])
def test_the_output_fits_the_contract(audit: Any) -> None:
    stream = io.StringIO()
    write_json(audit, stream)
    jsonschema.validate(json.loads(stream.getvalue()), SCHEMA, cls=jsonschema.Draft202012Validator)


@pytest.mark.parametrize(
    ("section", "definition"), [("stories", "story"), ("claims", "claim"), ("denials", "denial")]
)
def test_keys_keep_the_order_of_the_contract(contract: dict[str, Any], section: str, definition: str) -> None:
    assert all(list(item) == list(SCHEMA["$defs"][definition]["properties"]) for item in contract[section])


def test_a_claim_says_how_many_roots_it_has_and_which(contract: dict[str, Any]) -> None:
    claim = contract["claims"][3]
    assert (claim["roots_low"], claim["roots_high"], claim["roots_expected"]) == (1, 2, 1.1)
    assert (claim["roots"], claim["roots_inherited"]) == (["norland-government"], ["anonymous:abendpost"])
    assert (claim["credibility"], claim["analysis"]) == ("3", ["Immo Rad"])
    reason, edge = claim["reasons"]
    assert reason == "one root; a forecast or intention gets 3 at best"
    assert edge == (
        "nicht genannte Quellen (Abendpost) and Regierung Norlands are probably one source: unnamed sources from a "
        "country whose ministry is named (prior 0.8, set, not measured)"
    )
    assert [(root["id"], root["inherited"]) for root in claim["root_details"]] == [
        ("norland-government", False),
        ("anonymous:abendpost", True),
    ]


def test_a_mention_says_where_it_stands_and_who_says_so(contract: dict[str, Any]) -> None:
    mention = contract["claims"][1]["mentions"][0]
    assert mention == {
        "document": "damm/a.txt",
        "start": mention["start"],
        "end": mention["start"] + len("fehlen der Sperre fast vierzig Meter Dichtung"),
        "citation": "c2",
        "chain": ["Lornbote", "Umweltministerium"],
        "relation": "supports",
        "hedge": "demnach",
        "value": "fast vierzig Meter",
        "scope": "sentence",
        "evidence": "told",
    }


def test_narrators_and_denials_are_listed(contract: dict[str, Any]) -> None:
    claims = {claim["id"]: claim for claim in contract["claims"]}
    assert claims["k3"]["narrators"] == ["damm/a.txt", "damm/b.txt", "damm/c.txt"]
    assert (claims["k1"]["denied"], claims["k1"]["denials"]) == (True, ["Der Betreiber"])
    assert (claims["k5"]["denied"], claims["k5"]["channel_letter"], claims["k5"]["root_letter"]) == (
        False,
        "B",
        "C",
    )
    assert contract["denials"][0]["of"] == ["k1", "k2"]


def test_figures_that_nobody_counted_are_null() -> None:
    claim = to_contract(without_roots(make_story_audit()))["claims"][0]
    assert [claim[key] for key in ("roots_low", "roots_high", "roots_expected", "credibility")] == [None] * 4
    assert claim["roots"] == []


def test_a_source_lists_the_claims_that_rest_on_it_alone(contract: dict[str, Any]) -> None:
    alone = {source["id"]: source["claims_alone"] for source in contract["sources"]}
    assert (alone["outlet:lornbote"], alone["agency:nordpress"]) == (["k2"], [])


def test_a_document_says_where_it_has_it_from(contract: dict[str, Any]) -> None:
    first = contract["documents"][0]
    assert first["id"] == "damm/a.txt"
    assert [first[key] for key in ("unattributed_share", "anonymous_share", "second_hand_share")] == [0.3333] * 3
    assert (first["republishes"], first["translation_signs"]) == ([], [])


@pytest.mark.parametrize(
    ("write", "keys"),
    [
        (
            write_claims_json,
            ["schema_version", "tool", "settings", "stories", "claims", "denials", "skipped", "notes"],
        ),
        (write_sources_json, ["schema_version", "tool", "settings", "documents", "sources", "skipped", "notes"]),
    ],
)
def test_a_part_has_its_keys_and_what_was_run(write: Any, keys: list[str]) -> None:
    stream = io.StringIO()
    write(make_story_audit(), stream)
    part = json.loads(stream.getvalue())
    assert list(part) == keys
    whole = to_contract(make_story_audit())
    assert all(part[key] == whole[key] for key in keys)
