"""Every check accepts what is within its limits, quarantines, rejects, and never passes what nobody measured."""

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from dedup.model import Severity
from dedup.policy import CHECKS, CitationCount, Likeness, Measures, NotMeasured, Policy, RuleCount

if TYPE_CHECKING:
    from collections.abc import Mapping

SOUND = Measures(
    words=400,
    language="de",
    has_title=True,
    has_date=True,
    likenesses=(),
    earlier_share=0.0,
    uncredited_share=0.0,
    findings=(
        RuleCount(code="G101", name="drop-letter", severity=Severity.ERROR),
        RuleCount(code="B301", name="rights-line", severity=Severity.WARNING),
        RuleCount(code="S401", name="space-before-punct", severity=Severity.INFO),
    ),
    citations=CitationCount(named=3, anonymous=1),
)


def likeness(document: str = "a", **figures: float) -> Likeness:
    none = {"jaccard": 0.0, "containment_in_earlier": 0.0, "containment_in_this": 0.0}
    return Likeness(document=document, **(none | figures))


def found(errors: int = 0, warnings: int = 0, infos: int = 0) -> tuple[RuleCount, ...]:
    assert not isinstance(SOUND.findings, NotMeasured)
    counts = (errors, warnings, infos)
    return tuple(replace(rule, count=count) for rule, count in zip(SOUND.findings, counts, strict=True))


class Case(NamedTuple):
    """What a policy says about one check, and figures on either side of its limits."""

    key: str
    code: str
    table: dict[str, Any]
    accepted: dict[str, Any]
    quarantined: dict[str, Any]
    rejected: dict[str, Any]
    needs: list[str]
    message: str
    evidence: str
    value: float


def figures(case: dict[str, Any]) -> dict[str, Any]:
    """The figures of a case as measures."""
    made = dict(case)
    if "likenesses" in case:
        made["likenesses"] = tuple(likeness(**each) for each in case["likenesses"])
    if "findings" in case:
        made["findings"] = found(**case["findings"])
    if "citations" in case:
        made["citations"] = CitationCount(**case["citations"])
    return made


def make_case(record: dict[str, Any]) -> Case:
    sides = {name: figures(record[name]) for name in ("accepted", "quarantined", "rejected")}
    return Case(**(record | sides))


def load_cases() -> list[Case]:
    file = Path(__file__).parents[1] / "cases" / "policy" / "checks.toml"
    return list(map(make_case, tomllib.loads(file.read_text(encoding="utf-8"))["case"]))


CASES = load_cases()
every_check = pytest.mark.parametrize("case", CASES, ids=lambda case: case.key)


def policy_of(case: Case, decision: str, **top: object) -> Policy:
    """A policy with this check alone; a table without limits gets the decision."""
    table: Mapping[str, Any] = case.table if "quarantine" in case.table else {**case.table, "decision": decision}
    name, _, selector = case.key.partition(".")
    return Policy.from_data({name: {selector: table} if selector else table, **top})


def test_there_is_a_case_for_every_check() -> None:
    assert {case.key.partition(".")[0] for case in CASES} == set(CHECKS)


@every_check
def test_what_is_within_the_limits_is_accepted(case: Case) -> None:
    assert policy_of(case, "reject").judge(replace(SOUND, **case.accepted)).reasons == ()
    assert policy_of(case, "reject").judge(SOUND).decision.value == "accept"


@every_check
def test_from_the_lower_limit_on_a_document_is_put_aside(case: Case) -> None:
    verdict = policy_of(case, "quarantine").judge(replace(SOUND, **case.quarantined))
    assert verdict.decision.value == "quarantine"
    assert [(reason.check, reason.code) for reason in verdict.reasons] == [(case.key, case.code)]


@every_check
def test_from_the_upper_limit_on_it_is_rejected_with_one_reason_that_shows_why(case: Case) -> None:
    verdict = policy_of(case, "reject").judge(replace(SOUND, **case.rejected))
    assert verdict.decision.value == "reject"
    (reason,) = verdict.reasons
    assert (reason.check, reason.code, reason.decision.value) == (case.key, case.code, "reject")
    assert (reason.message, reason.evidence, reason.value) == (case.message, case.evidence, case.value)
    assert reason.limit == case.table.get("reject", 1)


@every_check
@pytest.mark.parametrize("decision", ["quarantine", "reject"])
def test_what_nobody_could_measure_is_not_accepted(case: Case, decision: str) -> None:
    for figure in case.needs:
        measures = replace(SOUND, **{figure: NotMeasured("the index does not answer")})
        verdict = policy_of(case, "reject", **{"not-measured": decision}).judge(measures)
        assert verdict.decision.value == decision
        (reason,) = verdict.reasons
        assert (reason.check, reason.code, reason.evidence) == ("not-measured", "P901", case.key)
        assert reason.message == f"{case.key} could not be measured: the index does not answer"
        assert (reason.value, reason.limit) == (None, None)


@every_check
def test_what_a_caller_forgets_to_measure_is_not_accepted(case: Case) -> None:
    verdict = policy_of(case, "reject").judge(Measures())
    assert verdict.decision.value == "quarantine"
    assert verdict.reasons[0].message == f"{case.key} could not be measured: nobody looked"


def test_a_language_that_cannot_be_told_is_none_of_the_allowed_ones() -> None:
    policy = Policy.from_data({"languages": {"allowed": ["de"], "decision": "reject"}})
    (reason,) = policy.judge(replace(SOUND, language="und")).reasons
    assert reason.message == "is in a language that cannot be told; allowed: de"


def test_one_finding_in_a_short_text_is_not_enough_unless_the_policy_says_so() -> None:
    short = replace(SOUND, words=50, findings=found(errors=1))
    assert Policy.from_data({"findings": {"error": {"reject": 5}}}).judge(short).reasons == ()
    strict = Policy.from_data({"findings": {"error": {"reject": 5, "at-least": 1}}})
    assert strict.judge(short).decision.value == "reject"


def test_a_check_of_rules_that_were_left_out_of_the_run_is_not_made() -> None:
    policy = Policy.from_data({"findings": {"E": {"reject": 5}, "G": {"reject": 5}}})
    (reason,) = policy.judge(SOUND).reasons
    assert reason.message == (
        "findings.E could not be measured: the settings leave out every artifact rule that it counts"
    )


def test_an_empty_document_has_no_density_of_findings_to_divide_by() -> None:
    policy = Policy.from_data({"findings": {"error": {"reject": 5}}})
    assert policy.judge(replace(SOUND, words=0)).reasons == ()


def test_a_long_list_of_findings_is_cut_and_says_so() -> None:
    rules = tuple(
        RuleCount(code=f"G10{number}", name=f"rule-{number}", severity=Severity.ERROR, count=9 - number)
        for number in range(1, 8)
    )
    (reason,) = Policy.from_data({"findings": {"G": {"reject": 5}}}).judge(replace(SOUND, findings=rules)).reasons
    assert reason.evidence == "rule-1 8, rule-2 7, rule-3 6, rule-4 5, rule-5 4 and 2 more"


@pytest.mark.parametrize(
    "impossible",
    [
        lambda: Measures(earlier_share=1.2),
        lambda: Measures(uncredited_share=float("nan")),
        lambda: Measures(words=-1),
        lambda: likeness(jaccard=float("nan")),
        lambda: CitationCount(named=-1, anonymous=0),
        lambda: RuleCount(code="G101", name="drop-letter", severity=Severity.ERROR, count=-1),
    ],
)
def test_figures_that_no_limit_could_be_compared_with_are_refused(impossible: Any) -> None:
    with pytest.raises(ValueError, match=r"is a (fraction|count), got"):
        impossible()
