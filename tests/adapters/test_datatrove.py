"""The filter, run in a real pipeline of datatrove."""

import json
import pickle
from pathlib import Path
from typing import Any

import pytest

from dedup.index import Index

pytest.importorskip("datatrove", reason="datatrove is not installed: pip install 'dedup-news[adapters]'")


def test_accepted_documents_stay_and_others_are_written_with_the_reasons(
    items: list[dict[str, str]], tmp_path: Path
) -> None:
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.pipeline.writers import JsonlWriter

    from dedup.adapters.datatrove import GateFilter

    (tmp_path / "in").mkdir()
    lines = "".join(json.dumps(item) + "\n" for item in items)
    (tmp_path / "in" / "articles.jsonl").write_text(lines, encoding="utf-8")
    rejected = JsonlWriter(str(tmp_path / "rejected"), compression=None)
    steps = [
        JsonlReader(str(tmp_path / "in")),
        GateFilter(tmp_path / "index.db", "audit", exclusion_writer=rejected),
        JsonlWriter(str(tmp_path / "kept"), compression=None),
    ]
    LocalPipelineExecutor(steps, tasks=1, logging_dir=str(tmp_path / "log")).run()
    kept = _read(tmp_path / "kept")
    assert [document["id"] for document in kept] == ["bridge"]
    left = {document["id"]: document["metadata"] for document in _read(tmp_path / "rejected")}
    assert left["copy"]["dedup_decision"] == "quarantine"
    assert left["stub"]["dedup_reasons"] == ["has 2 words"]
    with Index.open(tmp_path / "index.db", create=False) as index:
        assert list(index.ids()) == ["bridge"]


def test_it_travels_to_other_processes_without_its_index(items: list[dict[str, str]], tmp_path: Path) -> None:
    from datatrove.data import Document

    from dedup.adapters.datatrove import GateFilter

    filter_ = GateFilter(tmp_path / "index.db", "audit")
    document = Document(text=items[0]["text"], id="bridge")
    assert filter_.filter(document) is True
    other = pickle.loads(pickle.dumps(filter_))  # noqa: S301 - datatrove sends its steps so
    assert other.filter(Document(text=items[1]["text"], id="copy")) == (False, "dedup_quarantine")
    for opened in (filter_, other):
        list(opened.run([]))


def _read(folder: Path) -> list[dict[str, Any]]:
    return [
        json.loads(line)
        for file in sorted(folder.rglob("*.jsonl"))
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
