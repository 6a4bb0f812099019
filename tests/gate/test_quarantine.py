"""What waits for a person: kept, listed, released, counted, shown."""

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dedup.errors import StoreError
from dedup.gate import DecisionCount, Gate, Quarantine
from dedup.gate import quarantine as module
from dedup.gate.report import build_page, write_gate_report
from dedup.index import Prepared, prepare
from dedup.model import Decision, Document
from dedup.policy import Policy
from dedup.settings import IndexSettings


@pytest.fixture
def filled(gate: Gate, bridge: Document, copy_of_bridge: Document) -> Gate:
    gate.add(bridge)
    gate.add(copy_of_bridge)
    return gate


def _waiting(gate: Gate) -> list[str]:
    assert gate.quarantine is not None
    return [item.document.id for item in gate.quarantine.items()]


def test_what_is_quarantined_waits_with_text_and_reasons(filled: Gate, copy_of_bridge: Document) -> None:
    assert filled.quarantine is not None
    (item,) = filled.quarantine.items()
    assert item.document == copy_of_bridge
    assert item.seen == "2024-05-01T12:00:00Z"
    assert item.answer["reasons"][0]["check"] == "near-duplicate"
    assert item.as_data()["released"] is None


def test_the_same_text_waits_once(filled: Gate, copy_of_bridge: Document) -> None:
    filled.add(copy_of_bridge)
    assert _waiting(filled) == ["a-copy"]


def test_checking_puts_nothing_aside_unless_a_quarantine_is_named(
    filled: Gate, copy_of_bridge: Document, place: Path, policy: Policy, tmp_path: Path
) -> None:
    filled.check(replace(copy_of_bridge, id="b-copy"))
    assert _waiting(filled) == ["a-copy"]
    with Gate.open(place, policy, read_only=True, quarantine=tmp_path / "folder") as named:
        named.check(replace(copy_of_bridge, id="b-copy"))
        assert _waiting(named) == ["b-copy"]
    assert (tmp_path / "folder" / "quarantine.db").exists()


def test_a_released_article_enters_and_is_noted(filled: Gate, copy_of_bridge: Document) -> None:
    answer = filled.release("a-copy", by="R. Weber")
    assert (answer.decision, answer.indexed) == (Decision.ACCEPT, True)
    assert answer.notes[0] == "overruled by R. Weber: shares nearly all of its text with bridge"
    assert filled.document("a-copy") == copy_of_bridge
    assert _waiting(filled) == []
    assert filled.quarantine is not None
    (item,) = filled.quarantine.items(released=True)
    assert (item.released, item.released_by) == ("2024-05-01T12:00:00Z", "R. Weber")
    assert filled.add(copy_of_bridge).decision is Decision.ACCEPT


def test_an_article_stays_where_new_objections_stand_against_it(
    gate: Gate, bridge: Document, copy_of_bridge: Document
) -> None:
    lone = Policy.from_data({"near-duplicate": {"quarantine": 0.7}, "max-words": {"quarantine": 10}})
    with Gate.open(gate.index.store.path, lone, clock=lambda: "2024-05-01T12:00:00Z") as strict:  # type: ignore[union-attr]  # it has an index
        strict.add(bridge)
        strict.release("bridge", by="R. Weber")
        strict.add(replace(copy_of_bridge, text="Neu " + copy_of_bridge.text))
        strict.add(replace(bridge, id="other", text=bridge.text[::-1]))
        assert _waiting(strict) == ["a-copy", "other"]
        strict.index.add(_prepared(strict, replace(bridge, id="third", text=bridge.text[::-1])))  # type: ignore[union-attr]
        answer = strict.release("other", by="R. Weber")
        assert (answer.decision, answer.indexed) == (Decision.QUARANTINE, False)
        assert _waiting(strict) == ["a-copy", "other"]
        assert strict.release("other", by="R. Weber", force=True).indexed


def test_a_text_put_aside_for_its_id_replaces_the_other_on_release(
    gate: Gate, bridge: Document, orchard: Document
) -> None:
    gate.add(bridge)
    gate.add(replace(orchard, id="bridge"))
    assert gate.release("bridge", by="R. Weber").indexed
    assert gate.document("bridge") == replace(orchard, id="bridge")


def test_without_an_index_a_release_is_only_noted(tmp_path: Path, bridge: Document) -> None:
    long = Policy.from_data({"max-words": {"quarantine": 10}})
    with Gate.open(policy=long, quarantine=tmp_path / "folder") as gate:
        gate.check(bridge)
        answer = gate.release("bridge", by="R. Weber")
        assert (answer.decision, answer.indexed) == (Decision.ACCEPT, False)
        assert _waiting(gate) == []


def test_an_article_that_cannot_be_analysed_is_not_released(filled: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ValueError("of some kind")

    monkeypatch.setattr("dedup.gate.examination.view_text", fail)
    assert filled.release("a-copy", by="R. Weber", force=True).decision is Decision.QUARANTINE
    assert _waiting(filled) == ["a-copy"]


def test_what_does_not_wait_cannot_be_released(filled: Gate, policy: Policy) -> None:
    with pytest.raises(StoreError, match="nothing waits under the id 'nobody'"):
        filled.release("nobody", by="R. Weber")
    with Gate.open(policy=policy) as without, pytest.raises(StoreError, match="there is no quarantine"):
        without.release("a-copy", by="R. Weber")


def test_what_is_discarded_waits_no_more_and_may_come_again(filled: Gate, copy_of_bridge: Document) -> None:
    assert filled.quarantine is not None
    assert filled.quarantine.discard("a-copy") == 1
    assert _waiting(filled) == []
    with pytest.raises(StoreError, match="nothing waits under the id 'a-copy'"):
        filled.quarantine.discard("a-copy")
    filled.add(copy_of_bridge)
    assert _waiting(filled) == ["a-copy"]


def test_what_was_released_cannot_be_discarded(filled: Gate) -> None:
    assert filled.quarantine is not None
    filled.release("a-copy", by="R. Weber")
    with pytest.raises(StoreError, match="nothing waits"):
        filled.quarantine.discard("a-copy")


def test_decisions_are_counted_by_day_and_check(filled: Gate, place: Path) -> None:
    filled.add(Document(id="short", text="Zu kurz."))
    filled.close()
    day = "2024-05-01"
    with Quarantine.open(place, IndexSettings(), is_index=True, read_only=True) as store:
        assert store.counts() == (
            DecisionCount(day=day, decision=Decision.ACCEPT, check="", number=1),
            DecisionCount(day=day, decision=Decision.QUARANTINE, check="", number=1),
            DecisionCount(day=day, decision=Decision.QUARANTINE, check="near-duplicate", number=1),
            DecisionCount(day=day, decision=Decision.QUARANTINE, check="reused-share", number=1),
            DecisionCount(day=day, decision=Decision.QUARANTINE, check="uncredited-reuse", number=1),
            DecisionCount(day=day, decision=Decision.REJECT, check="", number=1),
            DecisionCount(day=day, decision=Decision.REJECT, check="min-words", number=1),
        )


def test_counts_are_written_now_and_then(gate: Gate, bridge: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_COUNTS_EVERY", 2)
    assert gate.quarantine is not None
    gate.add(bridge)
    assert gate.quarantine.counts() == ()
    gate.add(bridge)
    assert [count.number for count in gate.quarantine.counts()] == [2]


@pytest.fixture
def empty(place: Path) -> Iterator[Quarantine]:
    from dedup.index import Index

    Index.open(place).close()
    with Quarantine.open(place, IndexSettings(), is_index=True, read_only=True) as store:
        yield store


def test_an_index_that_no_gate_has_filled_has_nothing_waiting(empty: Quarantine) -> None:
    assert list(empty.items()) == []
    assert empty.counts() == ()
    with pytest.raises(StoreError, match="nothing waits"):
        empty.waiting("a")
    page = io.StringIO()
    write_gate_report(empty, page)
    assert "Nothing waits." in page.getvalue()


def test_a_quarantine_needs_a_folder_that_can_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StoreError, match="no folder for the quarantine can be made"):
        Quarantine.open(tmp_path / "file" / "below", IndexSettings())
    with pytest.raises(StoreError, match="there is no index"):
        Quarantine.open(tmp_path / "missing", IndexSettings(), read_only=True)


def test_a_quarantine_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "quarantine.db").write_bytes(b"no database " * 500)
    with pytest.raises(StoreError):
        Quarantine.open(tmp_path, IndexSettings())


def test_the_report_escapes_articles_and_shows_evidence(filled: Gate, copy_of_bridge: Document) -> None:
    assert filled.quarantine is not None
    filled.add(
        replace(
            copy_of_bridge,
            id="<script>alert(1)</script>",
            title="<b>Fett</b>",
            outlet="Kurier",
            url="https://a.b/c",
        )
    )
    filled.release("a-copy", by="<i>Weber</i>")
    page = io.StringIO()
    write_gate_report(filled.quarantine, page)
    html = page.getvalue()
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "&lt;b&gt;Fett&lt;/b&gt;" in html
    assert "&lt;i&gt;Weber&lt;/i&gt;" in html
    assert "shares nearly all of its text with bridge" in html
    assert '<td class="figure">2</td>' in html
    again = io.StringIO()
    write_gate_report(filled.quarantine, again)
    assert again.getvalue() == html


def test_the_report_says_what_it_leaves_out(
    filled: Gate, copy_of_bridge: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dedup.gate import report

    filled.add(replace(copy_of_bridge, id="b-copy"))
    monkeypatch.setattr(report, "_SHOWN_ITEMS", 1)
    monkeypatch.setattr(report, "_SHOWN_DAYS", 0)
    assert filled.quarantine is not None
    page = build_page(filled.quarantine)
    assert (len(page.waiting), page.waiting_left_out, page.days_left_out) == (1, 1, 1)
    stream = io.StringIO()
    write_gate_report(filled.quarantine, stream)
    assert "The latest 1 are shown; 1 earlier ones wait too." in stream.getvalue()


def _prepared(gate: Gate, document: Document) -> tuple[Prepared, ...]:
    return prepare([document], gate.settings.reuse)
