"""Saved work: the same results with and without a folder, nothing is done twice, and damage is repaired."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest

from dedup.engine import Saved, cut_parts, local_engine, map_saved
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


def parts_of(words: Sequence[str], folder: Path) -> Saved:
    return Saved(folder, tuple(cut_parts(sha256(word.encode("utf-8", "surrogatepass")).digest() for word in words)))


def files_of(saved: Saved) -> list[Path]:
    return [saved.file(part) for part in saved.parts]


@pytest.mark.parametrize("jobs", [1, 2])
def test_saved_results_are_those_of_the_function_in_order(tmp_path: Path, jobs: int) -> None:
    with (
        local_engine(jobs) as engine,
        map_saved(len, WORDS, engine, kind=int, saved=parts_of(WORDS, tmp_path)) as results,
    ):
        assert list(results) == [len(word) for word in WORDS]


def test_without_a_folder_nothing_is_saved() -> None:
    with map_saved(measure, WORDS, Here(), kind=Length, saved=None) as results:
        assert list(results) == EXPECTED


def test_a_second_run_works_on_nothing_again(tmp_path: Path) -> None:
    with map_saved(measure, WORDS, Here(), kind=Length, saved=parts_of(WORDS, tmp_path)) as results:
        assert list(results) == EXPECTED
    with map_saved(refuse, WORDS, Here(), kind=Length, saved=parts_of(WORDS, tmp_path)) as results:
        assert list(results) == EXPECTED


def test_a_run_that_stopped_goes_on_after_its_last_part(tmp_path: Path) -> None:
    saved = parts_of(WORDS, tmp_path)
    done = saved.parts[0].items.stop
    with map_saved(measure, WORDS, Here(), kind=Length, saved=saved) as results:
        first = [next(results) for _ in range(done)]
    assert first == EXPECTED[:done]
    with map_saved(refuse, WORDS[:done], Here(), kind=Length, saved=Saved(tmp_path, saved.parts[:1])) as results:
        assert list(results) == first
    with map_saved(measure, WORDS, Here(), kind=Length, saved=saved) as results:
        assert list(results) == EXPECTED


def test_what_is_added_costs_its_part_alone(tmp_path: Path) -> None:
    with map_saved(measure, WORDS, Here(), kind=Length, saved=parts_of(WORDS, tmp_path)) as results:
        list(results)
    more = ["neu", *WORDS]
    saved = parts_of(more, tmp_path)
    assert [part.items.start for part in saved.missing()] == [0]
    with map_saved(measure, more, Here(), kind=Length, saved=saved) as results:
        assert list(results) == [measure("neu"), *EXPECTED]


def test_parts_of_other_items_are_deleted_when_asked(tmp_path: Path) -> None:
    old, new = parts_of(WORDS[:40], tmp_path), parts_of(WORDS[60:], tmp_path)
    for saved, words in ((old, WORDS[:40]), (new, WORDS[60:])):
        with map_saved(measure, words, Here(), kind=Length, saved=saved) as results:
            list(results)
    new.clear()
    assert sorted(tmp_path.iterdir()) == sorted(files_of(new))


@pytest.mark.parametrize("damage", [b'[{"word": "wo', b"[]"])
def test_a_damaged_file_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    saved = parts_of(WORDS, tmp_path)
    with map_saved(measure, WORDS, Here(), kind=Length, saved=saved) as results:
        list(results)
    files_of(saved)[-1].write_bytes(damage)
    with map_saved(measure, WORDS, Here(), kind=Length, saved=saved) as results:
        assert list(results) == EXPECTED


def test_results_that_json_cannot_hold_are_given_all_the_same(tmp_path: Path) -> None:
    with map_saved(
        measure, ["halb \ud800"], Here(), kind=Length, saved=parts_of(["halb \ud800"], tmp_path)
    ) as results:
        assert list(results) == [measure("halb \ud800")]


def test_a_folder_that_is_gone_is_named(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    with (
        map_saved(measure, WORDS, Here(), kind=Length, saved=parts_of(WORDS, gone)) as results,
        pytest.raises(WorkspaceError, match="gone"),
    ):
        list(results)
