"""Saved work: the same results with and without a folder, nothing is done twice, and damage is repaired."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from dedup.engine import local_engine, map_saved
from dedup.engine.local import Here
from dedup.errors import WorkspaceError


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """A result with what JSON must bring back exactly."""

    word: str
    letters: tuple[int, ...]
    share: float | None


def measure(word: str) -> Length:
    return Length(word=word, letters=tuple(map(ord, word)), share=len(word) / 3 if word else None)


def refuse(word: str) -> Length:
    raise AssertionError(f"{word} was worked on again")


WORDS = [f"wort{number}" for number in range(150)]
EXPECTED = [measure(word) for word in WORDS]


@pytest.mark.parametrize("jobs", [1, 2])
def test_saved_results_are_those_of_the_function_in_order(tmp_path: Path, jobs: int) -> None:
    with local_engine(jobs) as engine, map_saved(len, WORDS, engine, kind=int, folder=tmp_path) as results:
        assert list(results) == [len(word) for word in WORDS]


def test_without_a_folder_nothing_is_saved() -> None:
    with map_saved(measure, WORDS, Here(), kind=Length, folder=None) as results:
        assert list(results) == EXPECTED


def test_a_second_run_works_on_nothing_again(tmp_path: Path) -> None:
    with map_saved(measure, WORDS, Here(), kind=Length, folder=tmp_path) as results:
        assert list(results) == EXPECTED
    with map_saved(refuse, WORDS, Here(), kind=Length, folder=tmp_path) as results:
        assert list(results) == EXPECTED


def test_a_run_that_stopped_goes_on_after_its_last_chunk(tmp_path: Path) -> None:
    with map_saved(measure, WORDS, Here(), kind=Length, folder=tmp_path) as results:
        first = [next(results) for _ in range(70)]
    with map_saved(refuse, WORDS[:128], Here(), kind=Length, folder=tmp_path) as results:
        assert list(results) == EXPECTED[:128]
    assert first == EXPECTED[:70]
    with map_saved(measure, WORDS, Here(), kind=Length, folder=tmp_path) as results:
        assert list(results) == EXPECTED


def test_a_damaged_file_is_made_anew(tmp_path: Path) -> None:
    with map_saved(measure, WORDS, Here(), kind=Length, folder=tmp_path) as results:
        list(results)
    (tmp_path / "1.stage.json").write_bytes(b'[{"word": "wo')
    with map_saved(measure, WORDS, Here(), kind=Length, folder=tmp_path) as results:
        assert list(results) == EXPECTED


def test_results_that_json_cannot_hold_are_given_all_the_same(tmp_path: Path) -> None:
    with map_saved(measure, ["halb \ud800"], Here(), kind=Length, folder=tmp_path) as results:
        assert list(results) == [measure("halb \ud800")]


def test_a_folder_that_is_gone_is_named(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    with (
        map_saved(measure, WORDS, Here(), kind=Length, folder=gone) as results,
        pytest.raises(WorkspaceError, match="gone"),
    ):
        list(results)
