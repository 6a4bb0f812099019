"""The whole audit: what it tells while it runs."""

import gc

from dedup.model import Document
from dedup.pipeline import audit

WORDING = "Der Hafen wird größer, teilte die Behörde am Montag mit. Die Arbeiten beginnen im Frühjahr am Kai."


def test_every_stage_says_how_far_it_is_and_ends_complete() -> None:
    told: dict[str, list[tuple[int, int]]] = {}
    documents = [Document(id=name, text=WORDING) for name in ("a", "b")]
    audit(documents, progress=lambda stage, done, total: told.setdefault(stage, []).append((done, total)))
    assert list(told) == ["words", "shared wording", "citations and damage", "claims"]
    assert told["citations and damage"] == sorted(told["citations and damage"])
    assert told["citations and damage"][-1] == (2, 2)
    assert all(steps[-1][0] == steps[-1][1] for steps in told.values())


def test_the_collector_of_garbage_rests_until_the_audit_is_made() -> None:
    seen = set()
    audit([Document(id="a", text=WORDING)], progress=lambda *_: seen.add(gc.isenabled()))
    assert seen == {False}
    assert gc.isenabled()
