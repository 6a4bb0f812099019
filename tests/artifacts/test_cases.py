"""Artifact cases kept as data: found, made up, untouched, known failures."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dedup.artifacts import find_artifacts
from dedup.settings import ArtifactSettings
from dedup.text import TextView

_CASES = Path(__file__).parents[1] / "cases" / "artifacts"


def _read(folder: str) -> list[Any]:
    return [
        pytest.param(case, id=f"{path.stem}: {case['label']}")
        for path in sorted((_CASES / folder).glob("*.json"))
        for case in json.loads(path.read_text(encoding="utf-8"))
    ]


def _found(case: dict[str, Any], view: Callable[..., TextView]) -> list[list[str]]:
    findings = find_artifacts(view(case["text"], case["language"]), ArtifactSettings()).findings
    return [[finding.name, finding.evidence] for finding in findings]


@pytest.mark.parametrize("case", _read("found") + _read("made_up"))
def test_a_damaged_text_has_exactly_the_expected_findings(
    case: dict[str, Any], view: Callable[..., TextView]
) -> None:
    assert sorted(_found(case, view)) == sorted(case["expect"])


@pytest.mark.parametrize("case", _read("untouched"))
def test_a_text_that_looks_wrong_and_is_right_is_left_alone(
    case: dict[str, Any], view: Callable[..., TextView]
) -> None:
    assert _found(case, view) == []


@pytest.mark.xfail(reason="known failure: move the case to found when it passes")
@pytest.mark.parametrize("case", _read("known_failures"))
def test_a_known_failure_is_found(case: dict[str, Any], view: Callable[..., TextView]) -> None:
    assert sorted(_found(case, view)) == sorted(case["expect"])
