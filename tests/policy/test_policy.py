"""Policies: the gravest reason decides, all reasons are given, and a digest tells policies apart."""

from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import ValidationError

import dedup.policy
from dedup.model import Decision
from dedup.policy import CHECKS, PRESETS, FailOn, Likeness, Measures, Policy
from dedup.policy.tables import LeastLimits, Limits

POOR = Measures(
    words=5,
    language="fr",
    likenesses=(Likeness(document="a", jaccard=0.8, containment_in_earlier=1.0, containment_in_this=0.8),),
)


def test_the_gravest_reason_decides_and_all_are_given_gravest_first_then_by_name() -> None:
    policy = Policy.from_data(
        {
            "near-duplicate": {"quarantine": 0.7, "reject": 0.95},
            "contained-in-earlier": {"reject": 0.9},
            "min-words": {"quarantine": 50, "reject": 20},
            "languages": {"allowed": ["de"], "decision": "quarantine"},
            "missing-date": {"decision": "reject"},
            "missing-title": {"decision": "reject"},
        }
    )
    verdict = policy.judge(replace(POOR, has_title=False))
    assert verdict.decision is Decision.REJECT
    assert [(reason.check, reason.decision.value) for reason in verdict.reasons] == [
        ("contained-in-earlier", "reject"),
        ("min-words", "reject"),
        ("missing-title", "reject"),
        ("languages", "quarantine"),
        ("near-duplicate", "quarantine"),
        ("not-measured", "quarantine"),
    ]


def test_judging_twice_gives_the_same_verdict() -> None:
    policy = Policy.preset("rag")
    assert policy.judge(POOR) == policy.judge(POOR)


def test_a_policy_without_a_check_is_refused_because_it_would_accept_everything() -> None:
    with pytest.raises(ValidationError, match="would accept everything"):
        Policy()


def test_a_policy_does_not_change() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Policy.preset("rag").near_duplicate = None  # type: ignore[misc]


def test_a_changed_copy_judges_by_what_was_changed() -> None:
    policy = Policy.from_data({"min-words": {"reject": 20}})
    assert policy.judge(POOR).decision is Decision.REJECT
    assert policy.model_copy(update={"min_words": LeastLimits(reject=5)}).judge(POOR).reasons == ()


def test_limits_are_not_missed_for_how_numbers_are_stored() -> None:
    policy = Policy.from_data({"reused-share": {"reject": 0.3}})
    assert policy.judge(Measures(earlier_share=0.1 * 3 - 1e-12)).decision is Decision.REJECT


@pytest.mark.parametrize("limits", [Limits(quarantine=0.7), Limits(quarantine=0.7, reject=0.9)])
def test_a_value_below_every_limit_passes_none(limits: Limits) -> None:
    assert limits.passed_by(0.69) is None


class TestDigest:
    def test_it_stays_the_same_from_run_to_run(self) -> None:
        digest = Policy.from_data({"min-words": {"reject": 20}}).digest()
        assert digest == "7a8539902fb07e66182063cfa6b1b8ec0cb221e0a344c4ad835e73983ebb68a8"

    def test_it_does_not_depend_on_how_a_policy_is_written(self) -> None:
        written = Policy.from_data(
            {"languages": {"decision": "reject", "allowed": ["en", "de", "en"]}, "reused-share": {"reject": 1}}
        )
        shuffled = Policy.from_data(
            {"reused-share": {"reject": 1.0}, "languages": {"allowed": ["de", "en"], "decision": "reject"}}
        )
        assert written.digest() == shuffled.digest()
        assert Policy.from_data({"extends": "rag"}).digest() == Policy.preset("rag").digest()

    @pytest.mark.parametrize(
        "change",
        [
            {"not-measured": "reject"},
            {"near-duplicate": {"quarantine": 0.71}},
            {"near-duplicate": {"reject": False}},
            {"near-duplicate": False},
            {"findings": {"error": {"at-least": 3}}},
            {"findings": {"B": False}},
            {"findings": {"drop-letter": {"reject": 3}}},
            {"languages": {"allowed": ["de"]}},
            {"languages": {"decision": "reject"}},
            {"missing-date": {"decision": "quarantine"}},
        ],
    )
    def test_every_change_changes_it(self, change: dict[str, object]) -> None:
        assert Policy.from_data({"extends": "rag", **change}).digest() != Policy.preset("rag").digest()


def test_every_check_is_a_key_of_the_policy_and_every_key_a_check() -> None:
    keys = {field.replace("_", "-") for field in Policy.model_fields} - {"version", "not-measured"}
    assert keys == set(CHECKS)


def test_the_readme_names_every_check_with_its_code_and_every_preset() -> None:
    readme = (Path(__file__).parent.parent.parent / "README.md").read_text(encoding="utf-8")
    for check in CHECKS.values():
        assert f"`{check.name}` ({check.code})" in readme
    for preset in PRESETS:
        assert f"`{preset}`" in readme


def test_names_and_codes_of_checks_are_unique_and_the_codes_in_order() -> None:
    codes = [check.code for check in CHECKS.values()]
    assert codes == sorted(set(codes))
    assert [check.name for check in CHECKS.values()] == list(CHECKS)


def test_what_the_package_names_is_what_it_holds() -> None:
    for name in dedup.policy.__all__:
        assert getattr(dedup.policy, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = dedup.policy.nothing


def test_names_of_fail_on_are_stable() -> None:
    assert [item.value for item in FailOn] == [
        "error",
        "warning",
        "info",
        "overlap",
        "near-duplicate",
        "quarantine",
        "reject",
    ]
