"""Every check accepts what is within its limits, quarantines, rejects, and never passes what nobody measured."""

from dataclasses import replace
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
    needs: tuple[str, ...]
    message: str
    evidence: str
    value: float


CASES = [
    Case(
        key="near-duplicate",
        code="P101",
        table={"quarantine": 0.7, "reject": 0.95},
        accepted={"likenesses": (likeness(jaccard=0.6999, containment_in_this=1.0),)},
        quarantined={"likenesses": (likeness(jaccard=0.7), likeness("b", jaccard=0.9499))},
        rejected={"likenesses": (likeness("b", jaccard=0.95), likeness("c", jaccard=0.95), likeness(jaccard=0.5))},
        needs=("likenesses",),
        message="shares nearly all of its text with b",
        evidence="b",
        value=0.95,
    ),
    Case(
        key="contained-in-earlier",
        code="P102",
        table={"quarantine": 0.9, "reject": 1},
        accepted={"likenesses": (likeness(jaccard=0.8, containment_in_earlier=0.89, containment_in_this=1.0),)},
        quarantined={"likenesses": (likeness(containment_in_earlier=0.9),)},
        rejected={"likenesses": (likeness("b", containment_in_earlier=1.0), likeness(containment_in_earlier=0.9))},
        needs=("likenesses",),
        message="100% of its text stands in b",
        evidence="b",
        value=1.0,
    ),
    Case(
        key="contains-earlier",
        code="P103",
        table={"quarantine": 0.8, "reject": 0.9},
        accepted={"likenesses": (likeness(jaccard=0.8, containment_in_earlier=1.0, containment_in_this=0.79),)},
        quarantined={"likenesses": (likeness(containment_in_this=0.8),)},
        rejected={"likenesses": (likeness(containment_in_this=0.91),)},
        needs=("likenesses",),
        message="holds 91% of the text of a",
        evidence="a",
        value=0.91,
    ),
    Case(
        key="reused-share",
        code="P104",
        table={"quarantine": 0.5, "reject": 0.8},
        accepted={"earlier_share": 0.49},
        quarantined={"earlier_share": 0.5},
        rejected={"earlier_share": 0.88},
        needs=("earlier_share",),
        message="88% of its words stand in documents that come before it",
        evidence="overlaps",
        value=0.88,
    ),
    Case(
        key="uncredited-reuse",
        code="P105",
        table={"quarantine": 0.3, "reject": 0.6},
        accepted={"earlier_share": 1.0, "uncredited_share": 0.29},
        quarantined={"uncredited_share": 0.3},
        rejected={"uncredited_share": 0.75},
        needs=("uncredited_share",),
        message="75% of its words stand in earlier documents and name no source for it",
        evidence="overlaps",
        value=0.75,
    ),
    Case(
        key="findings.warning",
        code="P201",
        table={"quarantine": 5, "reject": 10},
        accepted={"findings": found(errors=1, infos=50)},
        quarantined={"findings": found(errors=1, warnings=1)},
        rejected={"findings": found(errors=1, warnings=3, infos=9)},
        needs=("findings", "words"),
        message="4 findings of severity warning in 400 words",
        evidence="rights-line 3, drop-letter 1",
        value=10.0,
    ),
    Case(
        key="findings.G",
        code="P201",
        table={"quarantine": 5, "reject": 10},
        accepted={"findings": found(errors=1, warnings=50)},
        quarantined={"findings": found(errors=3)},
        rejected={"findings": found(errors=5)},
        needs=("findings", "words"),
        message="5 findings of G in 400 words",
        evidence="drop-letter 5",
        value=12.5,
    ),
    Case(
        key="findings.B301",
        code="P201",
        table={"quarantine": 2.5, "reject": 5, "at-least": 1},
        accepted={"findings": found(errors=50)},
        quarantined={"findings": found(warnings=1)},
        rejected={"findings": found(warnings=2)},
        needs=("findings", "words"),
        message="2 findings of B301 in 400 words",
        evidence="rights-line 2",
        value=5.0,
    ),
    Case(
        key="findings.rights-line",
        code="P201",
        table={"quarantine": 2.5, "reject": 20, "at-least": 1},
        accepted={"findings": found(errors=50)},
        quarantined={"findings": found(warnings=7)},
        rejected={"findings": found(warnings=1), "words": 50},
        needs=("findings", "words"),
        message="1 finding of rights-line in 50 words",
        evidence="rights-line 1",
        value=20.0,
    ),
    Case(
        key="min-words",
        code="P301",
        table={"quarantine": 50, "reject": 20},
        accepted={"words": 50},
        quarantined={"words": 20},
        rejected={"words": 1},
        needs=("words",),
        message="has 1 word",
        evidence="text",
        value=1,
    ),
    Case(
        key="max-words",
        code="P302",
        table={"quarantine": 1000, "reject": 2000},
        accepted={"words": 999},
        quarantined={"words": 1999},
        rejected={"words": 2000},
        needs=("words",),
        message="has 2000 words",
        evidence="text",
        value=2000,
    ),
    Case(
        key="languages",
        code="P303",
        table={"allowed": ["en", "de"]},
        accepted={"language": "en"},
        quarantined={"language": "und"},
        rejected={"language": "fr"},
        needs=("language",),
        message="is in the language fr; allowed: de, en",
        evidence="fr",
        value=1,
    ),
    Case(
        key="language-unknown",
        code="P304",
        table={},
        accepted={"language": "fr"},
        quarantined={"language": "und"},
        rejected={"language": "und"},
        needs=("language",),
        message="is in a language that cannot be told",
        evidence="und",
        value=1,
    ),
    Case(
        key="missing-date",
        code="P305",
        table={},
        accepted={"has_title": False},
        quarantined={"has_date": False},
        rejected={"has_date": False},
        needs=("has_date",),
        message="shows no day of publication",
        evidence="record and text",
        value=1,
    ),
    Case(
        key="missing-title",
        code="P306",
        table={},
        accepted={"has_date": False},
        quarantined={"has_title": False},
        rejected={"has_title": False},
        needs=("has_title",),
        message="shows no title",
        evidence="record and text",
        value=1,
    ),
    Case(
        key="anonymous-only",
        code="P401",
        table={"quarantine": 2, "reject": 4},
        accepted={"citations": CitationCount(named=1, anonymous=9)},
        quarantined={"citations": CitationCount(named=0, anonymous=2)},
        rejected={"citations": CitationCount(named=0, anonymous=5)},
        needs=("citations",),
        message="credits statements 5 times and never to a source with a name",
        evidence="citations",
        value=5,
    ),
    Case(
        key="no-named-source",
        code="P402",
        table={},
        accepted={"citations": CitationCount(named=1, anonymous=0)},
        quarantined={"citations": CitationCount(named=0, anonymous=0)},
        rejected={"citations": CitationCount(named=0, anonymous=3)},
        needs=("citations",),
        message="names no source",
        evidence="citations",
        value=1,
    ),
]
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
