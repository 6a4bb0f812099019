"""Only what the policy asks for is computed."""

from typing import Any

import pytest

import dedup.gate.examination as module
from dedup.artifacts import catalog
from dedup.gate import Gate
from dedup.gate.needs import find_needs
from dedup.model import Document
from dedup.policy import Policy
from dedup.settings import ArtifactSettings, Settings

ANALYSES = {"view_text", "find_artifacts", "find_citations", "scan_citations", "find_layout", "detect_language"}


@pytest.mark.parametrize(
    ("policy", "made"),
    [
        ({"min-words": {"reject": 5}}, set()),
        ({"near-duplicate": {"reject": 0.9}}, set()),
        ({"languages": {"allowed": ["de"], "decision": "reject"}}, {"detect_language"}),
        ({"missing-title": {"decision": "reject"}}, {"find_layout"}),
        (
            {"missing-date": {"decision": "reject"}, "language-unknown": {"decision": "reject"}},
            {"find_layout", "detect_language"},
        ),
        ({"findings": {"error": {"reject": 5}}}, {"view_text", "find_artifacts"}),
        ({"anonymous-only": {"reject": 3}}, {"view_text", "scan_citations"}),
        ({"uncredited-reuse": {"reject": 0.5}}, {"detect_language"}),
    ],
)
def test_an_analysis_runs_where_a_check_needs_it(
    policy: dict[str, object], made: set[str], monkeypatch: pytest.MonkeyPatch, bridge: Document
) -> None:
    called: set[str] = set()

    def watch(name: str) -> None:
        inner = getattr(module, name)

        def run(*arguments: Any) -> Any:
            called.add(name)
            return inner(*arguments)

        monkeypatch.setattr(module, name, run)

    for name in ANALYSES:
        watch(name)
    with Gate.open(policy=Policy.from_data(policy)) as gate:
        gate.check(bridge)
    assert called == made


def test_rules_that_a_counted_rule_yields_to_run_too_and_do_not_count() -> None:
    yielding = next(rule for rule in catalog() if rule.yields_to)
    needs = find_needs(Policy.from_data({"findings": {yielding.name: {"reject": 1}}}), Settings())
    assert [rule.name for rule in needs.rules] == [yielding.name]
    assert needs.artifacts is not None
    others = {rule.code for rule in catalog() if rule.name in yielding.yields_to}
    assert others <= set(needs.artifacts.select)


def test_a_severity_counts_graver_ones_too() -> None:
    needs = find_needs(Policy.from_data({"findings": {"warning": {"reject": 1}}}), Settings())
    assert {rule.severity.value for rule in needs.rules} == {"error", "warning"}


def test_rules_that_the_settings_leave_out_do_not_run() -> None:
    settings = Settings(artifacts=ArtifactSettings(select=("S",)))
    needs = find_needs(Policy.from_data({"findings": {"info": {"reject": 1}}}), settings)
    assert {rule.code[0] for rule in needs.rules} == {"S"}
