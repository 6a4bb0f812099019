"""Every way to fail: none of them accepts."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import dedup.gate.examination
from dedup.artifacts import Rule
from dedup.errors import RuleError, StoreCorruptError, StoreError
from dedup.gate import Answer, Gate
from dedup.index import Index, Prepared
from dedup.model import Decision, Document
from dedup.policy import Policy
from dedup.settings import ArtifactSettings, ReaderSettings, Settings


def _refused(answer: Answer, check: str, decision: Decision) -> None:
    assert answer.decision is decision
    assert check in [reason.check for reason in answer.reasons]
    assert not answer.indexed


@pytest.mark.parametrize(
    ("text", "message"),
    [("", "text is empty"), (" \n ", "text is empty"), ("Wort \ud800 Wort", "half a surrogate pair")],
)
def test_a_text_that_is_no_text_is_rejected(gate: Gate, text: str, message: str) -> None:
    answer = gate.add(Document(id="a", text=text))
    _refused(answer, "unreadable", Decision.REJECT)
    assert message in answer.reasons[0].message
    assert not answer.answered


def test_a_text_that_is_too_long_is_rejected(policy: Policy, bridge: Document) -> None:
    with Gate.open(policy=policy, settings=Settings(readers=ReaderSettings(max_characters=1_000))) as gate:
        answer = gate.check(replace(bridge, text=bridge.text * 4))
    _refused(answer, "unreadable", Decision.REJECT)
    assert "readers.max_characters" in answer.reasons[0].message


def test_an_artifact_rule_that_fails_quarantines(
    gate: Gate, bridge: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuleError("bridge: rule Q301 failed")

    monkeypatch.setattr(dedup.gate.examination, "find_artifacts", fail)
    answer = gate.add(bridge)
    _refused(answer, "not-analysed", Decision.QUARANTINE)
    assert "rule Q301 failed" in answer.reasons[0].message
    assert not answer.answered
    assert gate.document("bridge") is None


@pytest.mark.parametrize("error", [MemoryError(), RecursionError("too deep"), ValueError("of some kind")])
def test_an_analysis_that_fails_in_any_way_quarantines(
    gate: Gate, bridge: Document, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(dedup.gate.examination, "view_text", fail)
    _refused(gate.add(bridge), "not-analysed", Decision.QUARANTINE)


def test_an_analysis_that_fails_rejects_where_the_policy_says_so(
    bridge: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuleError("failed")

    monkeypatch.setattr(dedup.gate.examination, "find_artifacts", fail)
    strict = Policy.from_data({"not-measured": "reject", "findings": {"error": {"reject": 5}}})
    with Gate.open(policy=strict) as gate:
        _refused(gate.check(bridge), "not-analysed", Decision.REJECT)


@pytest.mark.parametrize("method", ["check", "add"])
@pytest.mark.parametrize("error", [StoreError("no room"), StoreCorruptError("damaged"), KeyError("bug")])
def test_an_index_that_cannot_be_asked_quarantines_the_whole_batch(
    gate: Gate, bridge: Document, monkeypatch: pytest.MonkeyPatch, error: Exception, method: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(Index, "look_up", fail)
    monkeypatch.setattr(Index, "check_and_add", fail)
    answers = list(getattr(gate, f"{method}_many")([bridge, replace(bridge, id="other")]))
    assert [answer.id for answer in answers] == ["bridge", "other"]
    for answer in answers:
        _refused(answer, "not-compared", Decision.QUARANTINE)
        assert not answer.answered


@pytest.mark.parametrize("name", ["a\0b", "a\ud800"])
def test_an_id_that_no_index_can_store_is_rejected(gate: Gate, bridge: Document, name: str) -> None:
    answer = gate.add(replace(bridge, id=name))
    _refused(answer, "unreadable", Decision.REJECT)
    assert "give another id" in answer.reasons[0].message


@pytest.mark.parametrize("method", ["check_many", "add_many"])
def test_an_article_that_the_index_stumbles_over_does_not_hold_up_the_others(
    gate: Gate, bridge: Document, orchard: Document, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    look_up, check_and_add = Index.look_up, Index.check_and_add

    def stumble(batch: Sequence[Prepared]) -> None:
        if any(item.document.id == "stone" for item in batch):
            raise KeyError("bug")

    def stumbling_look_up(index: Index, batch: Sequence[Prepared], *rest: Any) -> Any:
        stumble(batch)
        return look_up(index, batch, *rest)

    def stumbling_add(index: Index, batch: Sequence[Prepared], *rest: Any, **options: Any) -> Any:
        stumble(batch)
        return check_and_add(index, batch, *rest, **options)

    monkeypatch.setattr(Index, "look_up", stumbling_look_up)
    monkeypatch.setattr(Index, "check_and_add", stumbling_add)
    answers = list(getattr(gate, method)([bridge, Document(id="stone", text=bridge.text[::-1]), orchard]))
    assert [answer.decision for answer in answers] == [Decision.ACCEPT, Decision.QUARANTINE, Decision.ACCEPT]
    _refused(answers[1], "not-compared", Decision.QUARANTINE)


def test_a_figure_that_the_policy_asks_for_and_nobody_measured_quarantines(bridge: Document) -> None:
    asks = Policy.from_data({"anonymous-only": {"quarantine": 1}})
    with Gate.open(policy=asks) as gate:
        answer = gate.check(replace(bridge, language="es"))
    _refused(answer, "not-measured", Decision.QUARANTINE)


def test_rules_that_the_settings_leave_out_quarantine_where_the_policy_counts_them(bridge: Document) -> None:
    asks = Policy.from_data({"findings": {"Q": {"reject": 1}}})
    with Gate.open(policy=asks, settings=Settings(artifacts=ArtifactSettings(ignore=("Q",)))) as gate:
        _refused(gate.check(bridge), "not-measured", Decision.QUARANTINE)


def test_adding_without_an_index_quarantines(policy: Policy, bridge: Document) -> None:
    with Gate.open(policy=policy) as gate:
        answer = gate.add(bridge)
    _refused(answer, "not-compared", Decision.QUARANTINE)


def test_duplicates_that_cannot_be_named_any_more_do_not_undo_what_is_stored(
    gate: Gate, bridge: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise StoreError("gone")

    gate.add(bridge)
    monkeypatch.setattr(Index, "look_up", fail)
    answer = gate.add(bridge)
    assert (answer.decision, answer.indexed) == (Decision.ACCEPT, True)
    assert answer.notes == ("duplicates could not be looked up (gone)",)


def test_what_cannot_be_put_aside_is_an_error(gate: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise StoreError("no room")

    monkeypatch.setattr(gate.quarantine.store, "writing", fail)  # type: ignore[union-attr]  # an index has one
    text = "Die Fähre fährt wieder. " * 2
    with pytest.raises(StoreError, match="no room"):
        list(gate.add_many([Document(id="a", text=text), Document(id="a", text=text[::-1])]))
    monkeypatch.undo()


def test_an_index_that_is_no_index_cannot_be_opened(tmp_path: Path, policy: Policy) -> None:
    (tmp_path / "index.db").write_bytes(b"no database at all, " * 100)
    with pytest.raises(StoreError):
        Gate.open(tmp_path / "index.db", policy)


def test_the_examination_of_a_rule_names_the_rule(bridge: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    from dedup.artifacts import engine

    def fail(rule: Rule, *_: object) -> None:
        raise RuleError(f"rule {rule.code} failed")

    monkeypatch.setattr(engine, "_run", fail)
    with Gate.open(policy=Policy.from_data({"findings": {"Q": {"reject": 1}}})) as gate:
        assert "rule Q" in gate.check(bridge).reasons[0].message
