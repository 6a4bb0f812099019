"""One gate: what it answers, what enters, and that asking twice changes nothing."""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dedup
from dedup.artifacts import Known
from dedup.artifacts.suppression import Allowed
from dedup.errors import PolicyError, SettingsMismatchError, StoreError
from dedup.gate import Gate
from dedup.index import Prepared, prepare
from dedup.model import Decision, Document
from dedup.policy import Policy
from dedup.settings import ReuseSettings, Settings


def test_the_gate_is_public() -> None:
    assert dedup.Gate is Gate


def test_an_article_that_nobody_objects_to_is_accepted_and_enters(gate: Gate, bridge: Document) -> None:
    answer = gate.add(bridge)
    assert (answer.decision, answer.reasons, answer.duplicates) == (Decision.ACCEPT, (), ())
    assert answer.indexed
    assert answer.answered
    assert gate.document("bridge") == bridge


def test_checking_adds_nothing(gate: Gate, bridge: Document) -> None:
    answer = gate.check(bridge)
    assert answer.decision is Decision.ACCEPT
    assert not answer.indexed
    assert gate.document("bridge") is None


def test_a_copy_is_quarantined_with_figures_and_does_not_enter(
    gate: Gate, bridge: Document, copy_of_bridge: Document
) -> None:
    gate.add(bridge)
    answer = gate.add(copy_of_bridge)
    assert answer.decision is Decision.QUARANTINE
    assert [reason.check for reason in answer.reasons] == ["near-duplicate", "reused-share", "uncredited-reuse"]
    assert answer.reasons[0].evidence == "bridge"
    assert answer.reasons[0].limit == 0.7
    (duplicate,) = answer.duplicates
    assert (duplicate.document, duplicate.kind) == ("bridge", "same-text")
    assert duplicate.similarity == pytest.approx(55 / 56)
    assert not answer.indexed
    assert gate.document("a-copy") is None


def test_an_article_that_borrows_a_sentence_names_where_it_stands(
    gate: Gate, bridge: Document, orchard: Document
) -> None:
    gate.add(bridge)
    borrowed = bridge.text.partition(". ")[0]
    answer = gate.add(replace(orchard, text=f"{orchard.text} {borrowed}."))
    assert answer.decision is Decision.ACCEPT
    (duplicate,) = answer.duplicates
    assert (duplicate.document, duplicate.kind, duplicate.similarity) == ("bridge", "passage", 1.0)
    assert duplicate.share == pytest.approx(len(borrowed) / len(f"{orchard.text} {borrowed}."), abs=0.01)


def test_reuse_within_one_outlet_is_no_uncredited_reuse(
    gate: Gate, bridge: Document, copy_of_bridge: Document
) -> None:
    gate.add(replace(bridge, outlet="Elbufer-Kurier"))
    answer = gate.check(replace(copy_of_bridge, outlet="Elbufer-Kurier"))
    assert [reason.check for reason in answer.reasons] == ["near-duplicate", "reused-share"]


def test_a_little_reuse_is_not_searched_for_credits(
    gate: Gate, bridge: Document, orchard: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dedup.gate.judging.measure_uncredited", None)
    gate.add(bridge)
    borrowed = bridge.text.partition(". ")[0]
    answer = gate.check(replace(orchard, text=f"{orchard.text} {orchard.text[::-1]} {borrowed}."))
    assert answer.decision is Decision.ACCEPT
    assert answer.duplicates


def test_reuse_in_a_language_without_cues_cannot_be_measured_as_credited(
    gate: Gate, bridge: Document, copy_of_bridge: Document
) -> None:
    gate.add(bridge)
    answer = gate.check(replace(copy_of_bridge, language="es"))
    assert "not-measured" in [reason.check for reason in answer.reasons]


def test_a_copy_within_the_batch_is_seen(gate: Gate, bridge: Document, copy_of_bridge: Document) -> None:
    answers = list(gate.add_many([bridge, copy_of_bridge]))
    assert [answer.decision for answer in answers] == [Decision.ACCEPT, Decision.QUARANTINE]


def test_checking_many_compares_with_the_index_and_not_among_themselves(
    gate: Gate, bridge: Document, copy_of_bridge: Document
) -> None:
    answers = list(gate.check_many([bridge, copy_of_bridge]))
    assert [answer.id for answer in answers] == ["bridge", "a-copy"]
    assert [answer.decision for answer in answers] == [Decision.ACCEPT, Decision.ACCEPT]


def test_handing_an_article_in_again_gives_the_same_answer(gate: Gate, bridge: Document, orchard: Document) -> None:
    gate.add(orchard)
    borrowed = replace(bridge, text=f"{bridge.text} {orchard.text.partition('. ')[0]}.")
    first = gate.add(borrowed)
    assert gate.add(borrowed) == first
    assert first.duplicates


def test_an_accepted_article_stays_accepted_under_its_policy_whatever_came_later(
    gate: Gate, bridge: Document, copy_of_bridge: Document
) -> None:
    gate.add(bridge)
    gate.index.add(_prepared(gate, copy_of_bridge))  # type: ignore[union-attr]  # it was opened with one
    assert gate.add(bridge).decision is Decision.ACCEPT


def test_another_text_under_a_known_id_is_quarantined_unless_it_replaces(
    gate: Gate, bridge: Document, orchard: Document
) -> None:
    gate.add(bridge)
    renamed = replace(orchard, id="bridge")
    answer = gate.add(renamed)
    assert (answer.decision, answer.indexed, answer.answered) == (Decision.QUARANTINE, False, True)
    assert [reason.check for reason in answer.reasons] == ["id-conflict"]
    assert gate.document("bridge") == bridge
    assert gate.add(renamed, replace=True).indexed
    assert gate.document("bridge") == renamed


def test_two_texts_under_one_id_in_one_batch_are_judged_one_after_the_other(
    gate: Gate, bridge: Document, orchard: Document
) -> None:
    answers = list(gate.add_many([bridge, replace(orchard, id="bridge"), bridge]))
    assert [answer.decision for answer in answers] == [Decision.ACCEPT, Decision.QUARANTINE, Decision.ACCEPT]
    assert [answer.indexed for answer in answers] == [True, False, True]


def test_without_an_index_the_policy_judges_alone(policy: Policy, bridge: Document) -> None:
    with Gate.open(policy=policy) as gate:
        assert gate.check(bridge).decision is Decision.ACCEPT
        short = gate.check(Document(id="short", text="Zu kurz."))
        assert [(reason.check, reason.value) for reason in short.reasons] == [("min-words", 2)]
        assert gate.document("bridge") is None


def test_without_a_policy_that_of_the_audit_holds(bridge: Document) -> None:
    with Gate.open() as gate:
        assert gate.check(Document(id="short", text="Zu kurz.")).decision is Decision.REJECT
        assert gate.check(bridge).decision is Decision.ACCEPT


def test_a_preset_and_a_file_may_be_named(tmp_path: Path, bridge: Document) -> None:
    file = tmp_path / "mine.toml"
    file.write_text("[min-words]\nreject = 500\n", encoding="utf-8")
    with Gate.open(policy=file) as gate:
        assert gate.check(bridge).decision is Decision.REJECT
    with Gate.open(policy="archive") as gate:
        assert [reason.check for reason in gate.check(bridge).reasons] == ["missing-date", "missing-title"]
    with pytest.raises(PolicyError):
        Gate.open(policy="no-preset")


def test_an_index_with_other_settings_is_refused(place: Path, policy: Policy) -> None:
    Gate.open(place, policy).close()
    with pytest.raises(SettingsMismatchError, match="num_perm"):
        Gate.open(place, policy, Settings(reuse=ReuseSettings(num_perm=128, bands=25)))


def test_settings_left_alone_are_those_of_the_index(place: Path, policy: Policy) -> None:
    Gate.open(place, policy, Settings(reuse=ReuseSettings(shingle_size=4))).close()
    with Gate.open(place, policy) as gate:
        assert gate.settings.reuse.shingle_size == 4


def test_a_lower_limit_of_the_policy_widens_the_search(place: Path, bridge: Document) -> None:
    cut = bridge.text.rpartition(". ")[0] + ". Das Wasser stand dort im Februar so hoch wie noch nie zuvor."
    low = Policy.from_data({"near-duplicate": {"quarantine": 0.5}})
    with Gate.open(place, low) as gate:
        gate.add(bridge)
        answer = gate.check(Document(id="cut", text=cut))
    assert 0.5 < answer.duplicates[0].similarity < 0.7
    assert [reason.check for reason in answer.reasons] == ["near-duplicate"]


def test_a_gate_for_reading_needs_an_index_and_adds_nothing(
    place: Path, policy: Policy, bridge: Document, reopen: Callable[..., Gate]
) -> None:
    with pytest.raises(StoreError, match="there is no index"):
        reopen(read_only=True)
    Gate.open(place, policy).close()
    with reopen(read_only=True) as gate:
        assert gate.check(bridge).decision is Decision.ACCEPT
        refused = gate.add(bridge)
    assert (refused.decision, refused.answered) == (Decision.QUARANTINE, False)


def test_the_line_of_an_answer_follows_the_contract(gate: Gate, bridge: Document, copy_of_bridge: Document) -> None:
    gate.add(bridge)
    data = gate.check(copy_of_bridge).as_data()
    assert set(data) == {"id", "decision", "reasons", "duplicates", "findings", "indexed", "notes"}
    assert set(data["reasons"][0]) >= {"check", "code", "message", "evidence", "value", "limit"}
    assert set(data["duplicates"][0]) == {"id", "kind", "similarity", "share"}
    assert (data["findings"], data["indexed"]) == (0, False)


def test_an_id_that_no_encoding_can_write_is_escaped_in_the_line(gate: Gate) -> None:
    answer = gate.check(Document(id="a\ud800ü", text="Zu kurz."))
    assert answer.as_line().startswith(b'{"id": "a\\ud800\\u00fc", "decision": "reject"')


def test_findings_are_counted_for_the_rules_of_the_policy(gate: Gate, bridge: Document) -> None:
    damaged = replace(bridge, text=bridge.text + " Das Geld fehlt , sagte eine Händlerin.")
    answer = gate.check(damaged)
    assert answer.findings == 1
    assert [reason.check for reason in answer.reasons] == []


def test_threads_may_share_a_gate(gate: Gate, bridge: Document) -> None:
    decisions: list[Decision] = []

    def hand_in(number: int) -> None:
        decisions.append(gate.add(replace(bridge, id=f"copy-{number}")).decision)

    threads = [threading.Thread(target=hand_in, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert decisions.count(Decision.ACCEPT) == 1
    assert len(decisions) == 6


SENTENCES = (
    "Der Hafen bleibt nach dem Sturm am Wochenende für alle größeren Frachtschiffe bis auf Weiteres geschlossen.",
    "Die Winzer rechnen nach dem trockenen Sommer mit einer kleinen, aber sehr guten Ernte an den Südhängen.",
    "„Wir brauchen mehr Zeit, sagte der Bürgermeister.",
    "Laut einer Sprecherin wird die Linie drei ab dem kommenden Montag wieder bis zum Bahnhof verlängert.",
    "Kurz.",
)


@given(st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4), min_size=1, max_size=6))
@settings(max_examples=25, deadline=None)
def test_asking_the_gate_twice_gives_the_same_verdict(choices: list[list[str]]) -> None:
    import tempfile

    documents = [Document(id=f"d{number}", text=" ".join(chosen)) for number, chosen in enumerate(choices)]
    with tempfile.TemporaryDirectory() as folder, Gate.open(Path(folder) / "index.db", "rag") as gate:
        first = []
        for document in documents:
            first.append(gate.add(document))
            assert gate.add(document) == first[-1]
        accepted = [answer.id for answer in first if answer.decision is Decision.ACCEPT]
        again = list(gate.add_many(documents))
        assert [answer.id for answer in again if answer.decision is Decision.ACCEPT] == accepted
        assert list(gate.check_many(documents)) == list(gate.check_many(documents))


def _prepared(gate: Gate, document: Document) -> tuple[Prepared, ...]:
    return prepare([document], gate.settings.reuse)


DAMAGED = Document(id="damaged", text="qWenn die Brücke fertig ist, fahren dort wieder Züge über den Fluss. " * 4)
NO_DAMAGE = Policy.from_data({"findings": {"drop-letter": {"reject": 1}}})


@pytest.mark.parametrize(
    ("known", "decision", "said"),
    [
        (Known(), Decision.REJECT, ()),
        (Known(allowed=(Allowed(reason="a brand", text="another"),)), Decision.REJECT, ()),
        (
            Known(allowed=(Allowed(reason="a brand", text="qWenn"),)),
            Decision.ACCEPT,
            tuple(
                f"G101 drop-letter at {start} does not count (allow-list: a brand)" for start in (0, 69, 138, 207)
            ),
        ),
    ],
    ids=["nothing known", "something else known", "known"],
)
def test_a_finding_that_is_known_does_not_count_and_is_noted(
    known: Known, decision: Decision, said: tuple[str, ...]
) -> None:
    with Gate.open(policy=NO_DAMAGE, known=known) as gate:
        answer = gate.check(DAMAGED)
    assert (answer.decision, answer.notes) == (decision, said)


def test_what_is_known_is_part_of_what_an_article_was_accepted_under(tmp_path: Path) -> None:
    known = Known(allowed=(Allowed(reason="a brand", rule="drop-letter"),))
    with Gate.open(tmp_path / "index.db", NO_DAMAGE, known=known) as gate:
        assert gate.add(DAMAGED).indexed
    with Gate.open(tmp_path / "index.db", NO_DAMAGE) as gate:
        assert gate.add(DAMAGED).decision is Decision.REJECT
