"""Parts of reuse on other processes: the same answer as in one, also after a run that stopped in between."""

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any
from weakref import ref

import pytest

from dedup.engine import EngineMap, local_engine
from dedup.model import Document, OverlapKind
from dedup.reuse import Reuse, boilerplate_judging, find, find_reuse, locating, ranges, shared
from dedup.reuse.elsewhere import Job, work_on
from dedup.reuse.on_demand import OnDemand
from dedup.reuse.paraphrase import joined_shares, search
from dedup.reuse.spread import Spread
from dedup.reuse.workspace import Workspace
from dedup.settings import ReuseSettings

SETTINGS = ReuseSettings(max_document_frequency=6)
SYLLABLES = [f"{start}{middle}" for start in "bdfgklmnprst" for middle in ("a", "ei", "o", "un")]


def collection(count: int) -> list[Document]:
    """Articles that share a sentence with the next one and say another in other order; two of seven are copies."""
    generator = random.Random(8)

    def fresh(words: int) -> list[str]:
        return ["".join(generator.choices(SYLLABLES, k=3)) for _ in range(words)]

    header, footer = " ".join(fresh(10)), " ".join(fresh(12))
    sentences = [fresh(22) for _ in range(count + 2)]
    texts: list[str] = []
    for number in range(count):
        own = sentences[number + 2]
        turned = [word for left, right in zip(own[::2], own[1::2], strict=True) for word in (right, left)]
        parts = [fresh(40), sentences[number], fresh(25), sentences[number + 1], turned, fresh(20)]
        text = " ".join(f"{' '.join(part).capitalize()}." for part in parts)
        texts.append(texts[-1] if number % 7 in {5, 6} else f"{header}\n\n{text}\n\n{footer}")
    return [
        Document(id=f"d{number:03}", text=text, outlet="Blatt", published=f"2026-03-{number % 28 + 1:02}")
        for number, text in enumerate(texts)
    ]


DOCUMENTS = collection(60)


@pytest.fixture(scope="module")
def spread() -> Iterator[Spread]:
    with local_engine(2) as engine:
        yield EngineMap(engine)


@pytest.fixture(scope="module")
def expected() -> Reuse:
    found = find_reuse(DOCUMENTS, SETTINGS)
    assert len(found.overlaps) > 50
    assert len(found.near_duplicates) > 5
    assert len(found.boilerplate) == 2
    assert any(overlap.kind is OverlapKind.PARAPHRASE for overlap in found.overlaps)
    return found


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a small collection take the ways of a large one."""
    monkeypatch.setattr(find, "_WORTH_SPREADING", 1)
    monkeypatch.setattr(shared, "_WORTH_SPREADING", 1)
    monkeypatch.setattr(joined_shares, "_WORTH_SPREADING", 1)
    monkeypatch.setattr(joined_shares, "_DEALT_ROWS", 500)
    monkeypatch.setattr(ranges, "_FEWEST_PAIRS", 100)
    monkeypatch.setattr(search, "_BATCH_CHARACTERS", 1)
    monkeypatch.setattr(locating, "_RANGES_PER_PART", 20)
    monkeypatch.setattr(boilerplate_judging, "_PIECES_PER_PART", 1)


@pytest.mark.parametrize("memory", [2_000_000_000, 100_000])
@pytest.mark.parametrize("has_folder", [True, False])
def test_other_processes_give_the_same_answer(
    tmp_path: Path, spread: Spread, expected: Reuse, memory: int, *, has_folder: bool
) -> None:
    with Workspace(tmp_path if has_folder else None, memory=memory) as workspace:
        assert find_reuse(DOCUMENTS, SETTINGS, workspace=workspace, spread=spread) == expected


class Stopped(BaseException):
    """Stands for the end of the process."""


class Stopping:
    """Other processes that are asked a few times, and then the run ends."""

    workers = 2

    def __init__(self, spread: Spread, times: int) -> None:
        self._spread = spread
        self._left = times

    def map(self, function: Callable[[Any], Any], items: Sequence[Any]) -> AbstractContextManager[Iterator[Any]]:
        self._left -= 1
        if self._left < 0:
            raise Stopped
        return self._spread.map(function, items)


def test_a_run_that_stopped_before_any_step_goes_on_to_the_same_answer(
    tmp_path: Path, spread: Spread, expected: Reuse
) -> None:
    steps = 0
    while True:
        folder = tmp_path / str(steps)
        try:
            with Workspace(folder, memory=100_000) as workspace:
                find_reuse(DOCUMENTS, SETTINGS, workspace=workspace, spread=Stopping(spread, steps))
            break
        except Stopped:
            with Workspace(folder, memory=90_000) as workspace:
                assert find_reuse(DOCUMENTS, SETTINGS, workspace=workspace, spread=spread) == expected
        steps += 1
    assert (
        steps == 13
    )  # words, four for the index, site text, alignment, rare words, three for keys, reading, spans


class Blind:
    """Processes that do not see the folder."""

    workers = 2

    def map(self, _function: Callable[[Any], Any], items: Sequence[Any]) -> AbstractContextManager[Iterator[Any]]:
        return nullcontext(None for _ in items)


def test_parts_that_no_other_process_can_see_are_worked_on_here(
    tmp_path: Path, expected: Reuse, spread: Spread
) -> None:
    class Half(Blind):
        def map(
            self, function: Callable[[Any], Any], items: Sequence[Any]
        ) -> AbstractContextManager[Iterator[Any]]:
            needs_folder = "_work_there" in repr(function)
            return super().map(function, items) if needs_folder else spread.map(function, items)

    with Workspace(tmp_path) as workspace:
        assert find_reuse(DOCUMENTS, SETTINGS, workspace=workspace, spread=Half()) == expected


def test_a_part_is_made_again_only_where_no_other_process_could_work_on_it(tmp_path: Path) -> None:
    class Last(Blind):
        def map(
            self, _function: Callable[[Any], Any], items: Sequence[Any]
        ) -> AbstractContextManager[Iterator[Any]]:
            return nullcontext(iter([-items[0], -items[1], None]))

    made: list[int] = []

    def make(number: int) -> int:
        made.append(number)
        return number

    def add(part: int, tools: int) -> int:
        return part + tools

    job = Job(function=add, tools=10, reopen=lambda _stages, detail: int(detail), detail=10)
    with Workspace(tmp_path) as workspace:
        stages = workspace.open("job", {}, Last())
        with work_on(OnDemand(3, make), job, stages) as results:
            assert list(results) == [0, -1, 12]
    assert made == [0, 1, 2]


class Tools:
    """Stands for what a job works with."""


def test_a_process_gives_up_the_tools_of_a_job_before_it_opens_those_of_the_next(tmp_path: Path) -> None:
    class Here(Blind):
        def map(
            self, function: Callable[[Any], Any], items: Sequence[Any]
        ) -> AbstractContextManager[Iterator[Any]]:
            return nullcontext(map(function, items))

    opened: list[ref[Tools]] = []
    kept: list[list[str]] = []

    def reopen(_stages: object, detail: str) -> Tools:
        kept.append([detail for tools in opened if tools() is not None])
        tools = Tools()
        opened.append(ref(tools))
        return tools

    with Workspace(tmp_path) as workspace:
        stages = workspace.open("job", {}, Here())
        for detail in ("one", "other"):
            job: Job[int, Tools, int] = Job(
                function=lambda part, _: part, tools=Tools(), reopen=reopen, detail=detail
            )
            with work_on([1, 2], job, stages) as results:
                assert list(results) == [1, 2]
    assert kept == [[], []]  # opened once for each job, with nothing left of the one before


def test_nothing_but_stages_is_left_in_the_folder(tmp_path: Path, spread: Spread) -> None:
    with Workspace(tmp_path, memory=100_000) as workspace:
        find_reuse(DOCUMENTS, SETTINGS, workspace=workspace, spread=spread)
    left = {path.name for path in (tmp_path / "reuse").iterdir()}
    assert sorted(name for name in left if "keys" in name or "runs" in name or "pairs." in name) == [
        "shared-shingles-by-content-100.pairs.column",
        "shared-shingles-order.pairs.column",
        "shared-shingles.pairs.column",
    ]
