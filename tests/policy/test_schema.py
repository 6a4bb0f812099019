"""The JSON schema of policy files agrees with what the program accepts."""

import tomllib
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from dedup.errors import PolicyError
from dedup.policy import CHECKS, PRESETS, Policy, policy_schema, preset_text


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    Draft202012Validator.check_schema(policy_schema())
    return Draft202012Validator(policy_schema())


@pytest.mark.parametrize("name", PRESETS)
def test_presets_are_valid(validator: Draft202012Validator, name: str) -> None:
    validator.validate(tomllib.loads(preset_text(name)))


def test_every_key_is_described() -> None:
    properties = policy_schema()["properties"]
    assert set(properties) == {"extends", "version", "not-measured", *CHECKS}
    assert all(field.get("description") for field in properties.values())


@pytest.mark.parametrize(
    "data",
    [
        {"extends": "rag", "languages": {"allowed": ["de"]}, "near-duplicate": False, "findings": {"B": False}},
        {"findings": {"drop-letter": {"reject": 3, "quarantine": False}}},
    ],
)
def test_what_the_program_accepts_is_valid(validator: Draft202012Validator, data: dict[str, Any]) -> None:
    Policy.from_data(data)
    validator.validate(data)


@pytest.mark.parametrize(
    "data",
    [
        {"extends": "ragg"},
        {"version": 2},
        {"near-duplicate": {"reject": 70}},
        {"near-duplicate": {"reject": None}},
        {"near_duplicate": {"reject": 0.7}},
        {"min-words": {"reject": 20.5}},
        {"missing-date": {"decision": "accept"}},
        {"findings": {"drop-leter": {"reject": 5}}},
        {"languages": {"decision": "reject", "allowed": []}},
    ],
)
def test_what_is_not_valid_the_program_refuses_too(validator: Draft202012Validator, data: dict[str, Any]) -> None:
    assert not validator.is_valid(data)
    with pytest.raises(PolicyError):
        Policy.from_data(data)
