"""Ranges of a collection aligned in other processes: the same reuse, and stages that another run takes up."""

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from dedup.engine import EngineMap, local_engine
from dedup.model import Document
from dedup.reuse import find, find_reuse, ranges
from dedup.reuse.workspace import Workspace
from dedup.settings import ReuseSettings

SETTINGS = ReuseSettings()


def make_documents() -> list[Document]:
    """Articles of random words; each holds a passage of the one before."""
    generator = random.Random(5)
    vocabulary = [f"{generator.choice('bdfgklmnprst')}{generator.choice('aeiou')}wort{n}" for n in range(3000)]
    texts: list[list[str]] = []
    for number in range(40):
        own = generator.choices(vocabulary, k=120)
        carried = texts[-1][:50] if number else []
        texts.append([*own[:60], *carried, *own[60:]])
    return [Document(id=f"d{number:02}", text=" ".join(words) + ".") for number, words in enumerate(texts)]


DOCUMENTS = make_documents()


@dataclass
class Recording:
    """Applies functions in this process and counts the ranges that are aligned."""

    calls: int = 0
    workers: int = 2

    @contextmanager
    def map(self, function: Callable[[Any], Any], items: Sequence[Any]) -> Iterator[Iterator[Any]]:
        is_alignment = getattr(function, "keywords", {}).get("function") is ranges.align_to_json
        self.calls += len(items) if is_alignment else 0
        yield map(function, items)


@pytest.fixture(autouse=True)
def small_ranges(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranges, "_FEWEST_PAIRS", 60)
    monkeypatch.setattr(find, "_WORTH_SPREADING", 1)


def test_ranges_aligned_elsewhere_give_the_same_reuse(tmp_path: Path) -> None:
    alone = find_reuse(DOCUMENTS, SETTINGS)
    spread = Recording()
    with Workspace(tmp_path) as workspace:
        assert find_reuse(DOCUMENTS, SETTINGS, workspace=workspace, spread=spread) == alone
    assert spread.calls > 4
    assert len(alone.overlaps) == 39


def test_worker_processes_align_ranges(tmp_path: Path) -> None:
    with local_engine(2) as engine, Workspace(tmp_path) as workspace:
        found = find_reuse(DOCUMENTS, SETTINGS, workspace=workspace, spread=EngineMap(engine))
    assert found == find_reuse(DOCUMENTS, SETTINGS)


def test_ranges_of_an_earlier_run_are_not_aligned_again(tmp_path: Path) -> None:
    first, second = Recording(), Recording()
    with Workspace(tmp_path) as workspace:
        alone = find_reuse(DOCUMENTS, SETTINGS, workspace=workspace, spread=first)
    (tmp_path / "reuse/reuse.stage.json").unlink()
    kept = sorted((tmp_path / "reuse").glob("alignments-*.stage.json"))
    for path in kept[:2]:
        path.unlink()
    with Workspace(tmp_path) as workspace:
        assert find_reuse(DOCUMENTS, SETTINGS, workspace=workspace, spread=second) == alone
    assert first.calls == len(kept)
    assert second.calls == 2


def test_small_collections_go_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(find, "_WORTH_SPREADING", len(DOCUMENTS) + 1)
    spread = Recording()
    with Workspace(tmp_path) as workspace:
        assert find_reuse(DOCUMENTS, SETTINGS, workspace=workspace, spread=spread) == find_reuse(
            DOCUMENTS, SETTINGS
        )
    assert spread.calls == 0


def test_without_a_folder_ranges_are_aligned_elsewhere_too() -> None:
    spread = Recording()
    assert find_reuse(DOCUMENTS, SETTINGS, spread=spread) == find_reuse(DOCUMENTS, SETTINGS)
    assert spread.calls > 4
