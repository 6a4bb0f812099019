"""Memory and interruption change nothing: the same answer for any budget, and after a kill at any point."""

import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedup.model import Document
from dedup.reuse import Reuse, find_reuse
from dedup.reuse.workspace import Workspace
from dedup.settings import ReuseSettings

VOCABULARY = [
    f"{start}{middle}{end}" for start in "klmpst" for middle in ("a", "ei", "o") for end in ("n", "rt", "ss")
]
TEXTS = st.lists(st.lists(st.sampled_from(VOCABULARY), max_size=60).map(" ".join), min_size=1, max_size=5)


def collection(count: int = 20) -> list[Document]:
    """Articles that share a sentence with the next one, every fifth a copy, some with a footer of their site."""
    generator = random.Random(3)

    def fresh(words: int) -> str:
        return " ".join(
            generator.choice(VOCABULARY) + generator.choice(VOCABULARY) + generator.choice(VOCABULARY)
            for _ in range(words)
        )

    sentences = [fresh(25) for _ in range(count + 1)]
    footer = f"{fresh(12)}."
    documents: list[Document] = []
    for number in range(count):
        text = f"{fresh(60)}. {sentences[number]}. {fresh(30)}. {sentences[number + 1]}. {fresh(20)}."
        if number % 5 == 4:
            text = documents[-1].text
        elif number % 2:
            text += f"\n\n{footer}"
        documents.append(Document(id=f"d{number:03}", text=text, outlet="Blatt" if number % 2 else "Bote"))
    return documents


DOCUMENTS = collection()
SETTINGS = ReuseSettings()


@pytest.fixture(scope="module")
def expected() -> Reuse:
    found = find_reuse(DOCUMENTS, SETTINGS)
    assert len(found.overlaps) > 10
    assert found.near_duplicates
    return found


class Stopped(BaseException):
    """Stands for the end of the process."""


def stopping_at(write: int, replace: Callable[[Path, Path], Path]) -> Callable[[Path, Path], Path]:
    """Path.replace that stops the run at one of its calls, when the new file is written and not yet in place."""
    calls = 0

    def stop(self: Path, target: Path) -> Path:
        nonlocal calls
        calls += 1
        if calls == write:
            raise Stopped
        return replace(self, target)

    return stop


@pytest.mark.parametrize("memory", [2_000_000_000, 50_000])
def test_a_run_that_stopped_at_any_write_goes_on_to_the_same_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, expected: Reuse, memory: int
) -> None:
    replace = Path.replace
    write = 0
    while True:
        write += 1
        folder = tmp_path / str(write)
        monkeypatch.setattr(Path, "replace", stopping_at(write, replace))
        try:
            with Workspace(folder, memory=memory) as workspace:
                find_reuse(DOCUMENTS, SETTINGS, workspace=workspace)
            break
        except Stopped:
            monkeypatch.setattr(Path, "replace", replace)
        with Workspace(folder, memory=memory) as workspace:
            assert find_reuse(DOCUMENTS, SETTINGS, workspace=workspace) == expected
    assert write > 10


KILLED = """
import os, signal, sys
from pathlib import Path
from dedup.model import Document
from dedup.reuse import find_reuse
from dedup.reuse.workspace import Workspace
from dedup.settings import ReuseSettings
sys.path.insert(0, sys.argv[1])
from test_resume import DOCUMENTS
replace, calls = Path.replace, 0
def kill(self, target):
    global calls
    calls += 1
    if calls == int(sys.argv[3]):
        os.kill(os.getpid(), signal.SIGKILL)
    return replace(self, target)
Path.replace = kill
with Workspace(Path(sys.argv[2])) as workspace:
    find_reuse(DOCUMENTS, ReuseSettings(), workspace=workspace)
"""


@pytest.mark.skipif(os.name != "posix", reason="needs a signal that nobody can catch")
def test_runs_that_are_killed_one_after_the_other_reach_the_same_answer(tmp_path: Path, expected: Reuse) -> None:
    command = [sys.executable, "-c", KILLED, str(Path(__file__).parent), str(tmp_path)]
    codes = [subprocess.run([*command, str(write)], check=False).returncode for write in (3, 6, 5, 2)]
    assert codes[:3] == [-signal.SIGKILL] * 3
    with Workspace(tmp_path) as workspace:
        assert find_reuse(DOCUMENTS, SETTINGS, workspace=workspace) == expected


def test_a_finished_run_reads_no_document_again(tmp_path: Path, expected: Reuse) -> None:
    with Workspace(tmp_path) as workspace:
        find_reuse(DOCUMENTS, SETTINGS, workspace=workspace)
    steps: list[str] = []
    with Workspace(tmp_path) as workspace:
        again = find_reuse(DOCUMENTS, SETTINGS, workspace=workspace, progress=lambda step, *_: steps.append(step))
    assert again == expected
    assert steps == []


def test_other_documents_and_other_settings_are_not_answered_from_the_folder(tmp_path: Path) -> None:
    for documents, chosen in [
        (DOCUMENTS, SETTINGS),
        (DOCUMENTS[:10], SETTINGS),
        (DOCUMENTS[:10], ReuseSettings(min_passage_words=26)),
    ]:
        with Workspace(tmp_path) as workspace:
            assert find_reuse(documents, chosen, workspace=workspace) == find_reuse(documents, chosen)


@pytest.mark.parametrize("memory", [1, 3_000, 20_000, 1_000_000])
def test_the_answer_is_the_same_for_any_memory(expected: Reuse, memory: int) -> None:
    with Workspace(memory=memory) as workspace:
        assert find_reuse(DOCUMENTS, SETTINGS, workspace=workspace) == expected


@settings(deadline=None, max_examples=25)
@given(TEXTS, st.integers(1, 5_000))
def test_the_answer_is_the_same_for_any_texts_and_any_memory(texts: list[str], memory: int) -> None:
    documents = [Document(id=f"d{number}", text=text) for number, text in enumerate(texts)]
    with Workspace(memory=memory) as workspace:
        assert find_reuse(documents, SETTINGS, workspace=workspace) == find_reuse(documents, SETTINGS)


def test_the_answer_is_the_same_for_any_order_of_documents(expected: Reuse) -> None:
    """Documents come sorted by id; here other ids put them into another order, and the same places are found."""

    def places(found: Reuse, names: dict[str, str]) -> set[frozenset[tuple[str, int, int]]]:
        return {
            frozenset(
                (names[side.document], side.span.start, side.span.end) for side in (overlap.left, overlap.right)
            )
            for overlap in found.overlaps
        }

    generator = random.Random(5)
    order = generator.sample(range(len(DOCUMENTS)), len(DOCUMENTS))
    renamed = [
        Document(id=f"r{rank:03}", text=DOCUMENTS[number].text, outlet=DOCUMENTS[number].outlet)
        for rank, number in enumerate(order)
    ]
    names = {f"r{rank:03}": DOCUMENTS[number].id for rank, number in enumerate(order)}
    assert places(find_reuse(renamed, SETTINGS), names) == places(
        expected, {document.id: document.id for document in DOCUMENTS}
    )
    groups = {
        frozenset(names[document] for document in group.documents)
        for group in find_reuse(renamed, SETTINGS).near_duplicates
    }
    assert groups == {frozenset(group.documents) for group in expected.near_duplicates}
