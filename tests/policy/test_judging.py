"""Audits are judged by policies without being made again, and two policies are compared on one audit."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from dedup import Settings, audit
from dedup.errors import SettingsMismatchError
from dedup.model import Audit, Decision, Document
from dedup.policy import UNJUDGED, FailOn, NotMeasured, Policy, compare_policies, judge_audit, objections, widen
from dedup.policy.judging import measure

Make = Callable[..., Document]
WORDING = (
    "Die Fähre zur Insel verkehrt seit Montag wieder nach dem alten Plan. Im Hafen lag sie drei Wochen, weil im "
    "Maschinenraum ein Lager gebrochen war, für das es im ganzen Land kein Ersatzteil gab. "
)
REPORT = (
    "Die Werft rechnet mit höheren Kosten als gedacht. Wie die Deutsche Presse-Agentur berichtet, will die "
    "Reederei dagegen klagen. Der Bürgermeister sprach von einer schweren Zeit für die Insel und ihre Gäste. "
)


@pytest.fixture
def documents(make_document: Make) -> list[Document]:
    return [
        make_document(WORDING, name="a", published="2026-03-01", title="Fähre", outlet="Hafenbote"),
        make_document(WORDING + REPORT, name="b", published="2026-03-02", outlet="Inselblatt"),
        make_document(WORDING.replace("Montag", "Dienstag"), name="c", outlet="Hafenbote"),
        make_document("El barco a las islas circula de nuevo desde el lunes con el horario de antes.", name="d"),
    ]


@pytest.fixture
def result(documents: list[Document]) -> Audit:
    return audit(documents)


def decisions(judged: Audit) -> dict[str, str]:
    return {summary.id: summary.verdict.decision.value for summary in judged.documents}


def test_an_audit_is_judged_by_the_preset_audit_unless_told_otherwise(
    documents: list[Document], result: Audit
) -> None:
    assert result.settings["policy"] == Policy.preset("audit").as_data()
    assert judge_audit(result, Policy.preset("audit")) == result
    assert audit(documents, policy=Policy.preset("audit")) == result


def test_another_policy_on_the_same_audit_decides_as_an_audit_with_that_policy(
    documents: list[Document], result: Audit
) -> None:
    policy = Policy.preset("training")
    assert judge_audit(result, policy) == audit(documents, policy=policy)
    assert decisions(judge_audit(result, policy)) == {"a": "reject", "b": "reject", "c": "reject", "d": "reject"}


def test_measures_are_what_the_audit_found(result: Audit) -> None:
    first, second, third, fourth = measure(result, Settings())
    assert (first.words, first.language, first.has_title, first.has_date) == (34, "de", True, True)
    assert (first.likenesses, first.earlier_share, first.uncredited_share) == ((), 0.0, 0.0)
    assert not isinstance(second.likenesses, NotMeasured)
    assert [(item.document, item.containment_in_this) for item in second.likenesses] == [("a", 1.0)]
    assert second.earlier_share == pytest.approx(34 / 66)
    assert second.uncredited_share == pytest.approx(34 / 66)
    assert not isinstance(second.citations, NotMeasured)
    assert second.citations.named >= 1
    assert third.has_date is False
    assert third.uncredited_share == 0.0  # its own outlet had the wording first
    assert isinstance(fourth.citations, NotMeasured)
    assert fourth.citations.why == "citations are told in de, en, fr; the language is es"
    assert fourth.uncredited_share == 0.0


def test_what_is_reused_in_a_language_whose_citations_cannot_be_told_is_not_called_uncredited(
    result: Audit,
) -> None:
    changed = replace(result.documents[1], language="es")
    measures = measure(replace(result, documents=(changed,)), Settings())[0]
    assert isinstance(measures.uncredited_share, NotMeasured)


def test_shares_that_an_audit_did_not_look_at_are_not_measured(result: Audit) -> None:
    old = replace(result.documents[0], earlier_share=None, uncredited_share=None)
    judged = judge_audit(replace(result, documents=(old,)), Policy.from_data({"reused-share": {"reject": 0.9}}))
    (reason,) = judged.documents[0].verdict.reasons
    assert reason.message == "reused-share could not be measured: the audit did not look at it"


def test_findings_are_counted_for_the_rules_that_ran(make_document: Make) -> None:
    settings = Settings.from_data({"artifacts": {"select": ["G"], "ignore": ["G102"]}})
    result = audit([make_document("Das Blatt berichtet: „LNordkorea liefert.“ Und „LSüdkorea zählt.“")], settings)
    (measures,) = measure(result, settings)
    assert not isinstance(measures.findings, NotMeasured)
    assert {rule.code for rule in measures.findings} == {"G101", "G103", "G104", "G105", "G106"}
    assert [rule.count for rule in measures.findings if rule.name == "drop-letter"] == [2]


def test_an_unjudged_document_is_not_accepted() -> None:
    assert UNJUDGED.decision is Decision.QUARANTINE


class TestLimitsBelowWhatIsSearchedFor:
    def test_an_audit_searches_as_far_down_as_its_policy_asks(self, documents: list[Document]) -> None:
        policy = Policy.from_data({"near-duplicate": {"quarantine": 0.5}})
        result = audit(documents, policy=policy)
        assert isinstance(result.settings["reuse"], dict)
        assert result.settings["reuse"]["near_duplicate_jaccard"] == 0.5
        assert decisions(result) == {"a": "accept", "b": "accept", "c": "quarantine", "d": "accept"}

    def test_each_threshold_follows_the_lowest_limit_of_all_policies(self) -> None:
        one = Policy.from_data({"near-duplicate": {"quarantine": 0.9}, "contains-earlier": {"reject": 0.8}})
        other = Policy.from_data({"contained-in-earlier": {"quarantine": 0.6, "reject": 0.95}})
        reuse = widen(Settings(), one, other).reuse
        assert (reuse.near_duplicate_jaccard, reuse.near_duplicate_containment) == (0.7, 0.6)

    def test_an_audit_that_did_not_search_so_far_is_not_judged(self, result: Audit) -> None:
        with pytest.raises(SettingsMismatchError, match=r"from Jaccard 0\.7 and containment 0\.9, and the policy"):
            judge_audit(result, Policy.from_data({"near-duplicate": {"quarantine": 0.6}}))

    def test_settings_that_search_less_far_narrow_the_policy_that_nobody_asked_for(
        self, documents: list[Document]
    ) -> None:
        settings = Settings.from_data({"reuse": {"near_duplicate_jaccard": 0.85}})
        policy = audit(documents, settings).settings["policy"]
        assert isinstance(policy, dict)
        assert policy["near-duplicate"] == {"quarantine": 0.85}


class TestComparison:
    def test_documents_are_listed_whose_decision_or_reasons_change(self, result: Audit) -> None:
        left = Policy.from_data({"min-words": {"quarantine": 40}, "missing-date": {"decision": "quarantine"}})
        right = Policy.from_data({"min-words": {"quarantine": 35}, "missing-title": {"decision": "quarantine"}})
        difference = compare_policies(result, left, right)
        assert difference.documents == 4
        assert [change.document for change in difference.changes] == ["b", "c", "d"]
        assert [change.left.decision.value for change in difference.changes] == [
            "accept",
            "quarantine",
            "quarantine",
        ]
        counted = {(old.value, new.value): count for old, new, count in difference.counts}
        assert counted.pop(("accept", "quarantine")) == 1
        assert counted.pop(("quarantine", "quarantine")) == 3
        assert set(counted.values()) == {0}
        assert len(difference.counts) == 9

    def test_a_reason_that_quotes_another_limit_is_no_change(self, result: Audit) -> None:
        left, right = (Policy.from_data({"min-words": {"reject": limit}}) for limit in (100, 200))
        assert compare_policies(result, left, right).changes == ()

    def test_checks_that_could_not_be_made_are_told_apart(self, result: Audit) -> None:
        left = Policy.from_data({"no-named-source": {"decision": "reject"}, "min-words": {"reject": 1}})
        right = Policy.from_data(
            {"anonymous-only": {"reject": 1}, "no-named-source": False, "max-words": {"reject": 999}}
        )
        changes = compare_policies(result, left, right).changes
        assert changes[-1].document == "d"
        assert changes[-1].left.decision is changes[-1].right.decision is Decision.QUARANTINE


@pytest.mark.parametrize(
    ("asked", "occurring"),
    [
        (["error", "warning", "info"], []),
        (["overlap", "near-duplicate"], ["overlap", "near-duplicate"]),
        (["reject", "quarantine"], ["quarantine"]),
    ],
)
def test_an_audit_objects_to_what_occurs_of_what_was_asked_for(
    result: Audit, asked: list[str], occurring: list[str]
) -> None:
    policy = Policy.from_data({"near-duplicate": {"quarantine": 0.7}})
    judged = judge_audit(replace(result, findings=()), policy)
    assert objections(judged, map(FailOn, asked)) == tuple(map(FailOn, occurring))
