"""Policies: every limit objects when passed, none below, and the gravest reason decides."""

import pytest
from pydantic import ValidationError

from dedup.model import Decision
from dedup.policy import FailOn, Limit, Measures, Policy

SOUND = Measures(words=400, nearest=None, similarity=0.0, earlier_share=0.1, errors=0)


def test_a_sound_document_is_accepted_without_reasons() -> None:
    verdict = Policy().judge(SOUND)
    assert verdict.decision is Decision.ACCEPT
    assert verdict.reasons == ()


@pytest.mark.parametrize(
    ("measures", "check", "value"),
    [
        (Measures(words=400, nearest="a", similarity=0.7, earlier_share=0.1, errors=0), "near-duplicate", 0.7),
        (Measures(words=400, nearest=None, similarity=0.0, earlier_share=0.8, errors=0), "reused-share", 0.8),
        (
            Measures(words=400, nearest=None, similarity=0.0, earlier_share=0.0, errors=2),
            "errors-per-1000-words",
            5.0,
        ),
    ],
)
def test_each_limit_objects_when_it_is_reached(measures: Measures, check: str, value: float) -> None:
    (reason,) = Policy().judge(measures).reasons
    assert (reason.check, reason.value, reason.decision) == (check, value, Decision.QUARANTINE)


@pytest.mark.parametrize(
    "measures",
    [
        Measures(words=400, nearest="a", similarity=0.69, earlier_share=0.79, errors=1),
        Measures(words=20, nearest=None, similarity=0.0, earlier_share=0.0, errors=0),
    ],
)
def test_what_stays_below_every_limit_is_accepted(measures: Measures) -> None:
    assert Policy().judge(measures).decision is Decision.ACCEPT


def test_the_gravest_reason_decides_and_all_are_given() -> None:
    verdict = Policy().judge(Measures(words=5, nearest="a", similarity=1.0, earlier_share=1.0, errors=1))
    assert verdict.decision is Decision.REJECT
    assert [reason.check for reason in verdict.reasons] == [
        "near-duplicate",
        "reused-share",
        "errors-per-1000-words",
        "min-words",
    ]


def test_a_limit_can_be_switched_off_or_made_graver() -> None:
    policy = Policy(min_words=None, near_duplicate=Limit(limit=0.5, decision=Decision.REJECT))
    verdict = policy.judge(Measures(words=5, nearest="a", similarity=0.6, earlier_share=0.0, errors=0))
    assert verdict.decision is Decision.REJECT
    assert [reason.check for reason in verdict.reasons] == ["near-duplicate"]


def test_an_empty_document_has_no_density_of_errors_to_divide_by() -> None:
    verdict = Policy().judge(Measures(words=0, nearest=None, similarity=0.0, earlier_share=0.0, errors=0))
    assert verdict.decision is Decision.REJECT


def test_a_policy_has_no_unknown_checks() -> None:
    with pytest.raises(ValidationError, match="reputation"):
        Policy.model_validate({"reputation": {"limit": 1}})


def test_a_limit_is_not_negative() -> None:
    with pytest.raises(ValidationError, match="greater than or equal to 0"):
        Limit(limit=-0.1)


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
