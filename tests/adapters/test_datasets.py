"""The functions, run by the real library."""

from pathlib import Path
from typing import Any

import pytest

from dedup.gate import Gate

pytest.importorskip("datasets", reason="datasets is not installed: pip install 'dedup-news[adapters]'")


@pytest.fixture
def rows(items: list[dict[str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("HF_DATASETS_CACHE", str(tmp_path / "cache"))
    from datasets import Dataset

    return Dataset.from_list(items)


def test_a_map_marks_rows_with_decision_and_reasons(rows: Any, tmp_path: Path) -> None:
    from dedup.adapters.datasets import decide

    with Gate.open(tmp_path / "index.db", "audit") as gate:
        marked = rows.map(decide(gate, add=True), batched=True, with_indices=True, load_from_cache_file=False)
    assert marked["decision"][:] == ["accept", "quarantine", "reject"]
    assert marked["reasons"][2] == ["has 2 words"]
    assert marked["duplicates"][1] == ["bridge"]
    assert marked["text"][0] == rows["text"][0]


def test_a_filter_keeps_accepted_rows(rows: Any, tmp_path: Path) -> None:
    from dedup.adapters.datasets import accepts

    with Gate.open(tmp_path / "index.db", "audit") as gate:
        kept = rows.filter(
            accepts(gate, add=True), batched=True, batch_size=2, with_indices=True, load_from_cache_file=False
        )
        assert gate.document("bridge") is not None
    assert kept["id"][:] == ["bridge"]


def test_rows_without_id_are_named_by_their_number(rows: Any) -> None:
    from dedup.adapters.datasets import accepts

    with Gate.open(policy="audit") as gate:
        kept = rows.remove_columns("id").filter(
            accepts(gate), batched=True, batch_size=1, with_indices=True, load_from_cache_file=False
        )
    assert len(kept) == 2
