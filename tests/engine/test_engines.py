"""Every engine: the same results in the same order, errors that name the article, lost workers replaced."""

import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

import pytest

from dedup.engine import (
    Engine,
    EngineName,
    Saved,
    cut_parts,
    local_engine,
    map_on,
    map_saved,
    open_engine,
    patience,
)
from dedup.errors import EngineError, RuleError, SettingsError

NEEDS = {"ray": "ray", "dask": "distributed"}
KILLABLE = pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
WORDS = [f"wort{number}" for number in range(200)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    word: str
    letters: tuple[int, ...]


def measure(word: str) -> Length:
    return Length(word=word, letters=tuple(map(ord, word)))


def name_word(word: str) -> str:
    return f"word {word!r}"


def refuse_one(word: str) -> int:
    if word == "wort77":
        raise ValueError("seventy-seven")
    return len(word)


def break_rule(word: str) -> int:
    raise RuleError(f"rule X999 failed on {word}")


def die_once(job: tuple[str, str]) -> str:
    """Kill the worker at the first word that sees no file; the file says that it happened."""
    word, mark = job
    if word == "wort30":
        try:
            Path(mark).touch(exist_ok=False)
        except FileExistsError:
            return word
        os.kill(os.getpid(), signal.SIGKILL)
    return word


def die_always(word: str) -> str:
    if word == "wort30":
        os.kill(os.getpid(), signal.SIGKILL)
    return word


def linger(word: str) -> str:
    time.sleep(0.02)
    return word


@cache
def go_on_for_ever(word: str) -> str:
    """Make this process impatient first, then never come back."""
    if word == "soon":
        patience.LONGEST_SECONDS = 0.2
        return word
    while True:
        word += ""


def started(stack: ExitStack, name: str) -> Engine:
    if name == "here":
        return stack.enter_context(open_engine(EngineName.LOCAL, jobs=1))
    return stack.enter_context(open_engine(EngineName(name), jobs=2))


@pytest.fixture(scope="module")
def opened() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


@pytest.fixture(params=["here", "local", "ray", "dask"])
def engine(request: pytest.FixtureRequest, opened: ExitStack) -> Engine:
    """Each engine; one start serves all tests of this file."""
    name: str = request.param
    if name in NEEDS and not find_spec(NEEDS[name]):
        pytest.skip(f"{NEEDS[name]} is not installed (pip install 'dedup-news[{name}]')")
    return started(opened, name)


@pytest.fixture
def workers(engine: Engine) -> Engine:
    if engine.workers == 0:
        pytest.skip("this engine has no worker that could die")
    return engine


def test_results_come_in_the_order_of_the_items(engine: Engine) -> None:
    with map_on(engine, measure, WORDS) as results:
        assert list(results) == [measure(word) for word in WORDS]


def test_nothing_to_do_is_nothing_done(engine: Engine) -> None:
    with map_on(engine, measure, []) as results:
        assert list(results) == []


def test_files_of_saved_results_are_the_same_bytes_whatever_the_engine(engine: Engine, tmp_path: Path) -> None:
    counts: list[int] = []
    saved = Saved(tmp_path, tuple(cut_parts(sha256(word.encode()).digest() for word in WORDS)))
    with map_saved(measure, WORDS, engine, kind=Length, saved=saved, arrived=counts.append) as results:
        assert list(results) == [measure(word) for word in WORDS]
    assert sum(counts) == 200
    first = saved.file(saved.parts[0]).read_bytes()
    assert first.startswith(b'[{"word":"wort0","letters":[119,111,114,116,48]},{"word":"wort1",')
    assert saved.missing() == []
    assert len(list(tmp_path.iterdir())) == len(saved.parts)


def test_a_failure_names_the_item(engine: Engine) -> None:
    with (
        map_on(engine, refuse_one, WORDS, name=name_word) as results,
        pytest.raises(EngineError, match=r"work on word 'wort77' failed \(ValueError: seventy-seven\)"),
    ):
        list(results)


def test_errors_of_ours_name_the_item_too(engine: Engine) -> None:
    with (
        map_on(engine, break_rule, ["wort1"], name=name_word) as results,
        pytest.raises(RuleError, match=r"^word 'wort1': rule X999 failed on wort1$"),
    ):
        list(results)


def test_two_waves_share_an_engine(engine: Engine) -> None:
    with map_on(engine, linger, WORDS[:40]) as slow, map_on(engine, measure, WORDS) as fast:
        assert list(fast) == [measure(word) for word in WORDS]
        assert list(slow) == WORDS[:40]


def test_work_that_is_left_early_ends(engine: Engine) -> None:
    with map_on(engine, linger, WORDS) as results:
        assert next(results) == "wort0"
    with map_on(engine, len, ["abc"]) as lengths:
        assert list(lengths) == [3]


@KILLABLE
def test_work_whose_worker_is_killed_is_done_again(workers: Engine, tmp_path: Path) -> None:
    mark = tmp_path / "killed"
    with map_on(workers, die_once, [(word, str(mark)) for word in WORDS]) as results:
        assert list(results) == WORDS
    assert mark.exists()


@KILLABLE
def test_saved_work_whose_worker_is_killed_is_done_again(workers: Engine, tmp_path: Path) -> None:
    jobs = [(word, str(tmp_path / "killed")) for word in WORDS]
    folder = tmp_path / "work"
    folder.mkdir()
    saved = Saved(folder, tuple(cut_parts(sha256(word.encode()).digest() for word in WORDS)))
    with map_saved(die_once, jobs, workers, kind=str, saved=saved) as results:
        assert list(results) == WORDS


@KILLABLE
@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs alarms")
def test_an_item_without_end_is_given_up_and_named() -> None:
    with (
        local_engine(2) as engine,
        map_on(engine, go_on_for_ever, ["soon", "endless"], name=name_word) as results,
        pytest.raises(EngineError, match=r"work on word 'endless' failed \(OutOfPatienceError: no end after 0 s\)"),
    ):
        list(results)


def test_an_item_that_ends_its_worker_each_time_is_named() -> None:
    with local_engine(2) as engine:
        with (
            map_on(engine, die_always, WORDS, name=name_word) as results,
            pytest.raises(EngineError, match=r"work on word 'wort30' ended its worker process 3 times"),
        ):
            list(results)
        with map_on(engine, len, ["abc"]) as lengths:
            assert list(lengths) == [3]


@pytest.mark.parametrize("name", ["ray", "dask"])
def test_an_engine_that_is_not_installed_says_what_to_install(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, NEEDS[name], None)
    with pytest.raises(EngineError, match=rf"not installed; install it with: pip install 'dedup-news\[{name}\]'"):
        open_engine(EngineName(name))


def test_an_address_of_no_use_is_refused() -> None:
    with pytest.raises(SettingsError, match="leave it out"):
        open_engine(EngineName.LOCAL, address="10.0.0.1:6379")
