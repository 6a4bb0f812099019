"""Work over many items: in order, in this process or in others, and errors arrive."""

import gc
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import overload

import pytest

from dedup.engine import map_ordered


@pytest.mark.parametrize("jobs", [0, 1, 2])
def test_results_come_in_the_order_of_the_items(jobs: int) -> None:
    items = [str(number) * 3 for number in range(40)]
    with map_ordered(len, items, jobs) as results:
        assert list(results) == [len(item) for item in items]


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_in_the_work_is_raised_here(jobs: int) -> None:
    with map_ordered(int, ["1", "two"], jobs) as results, pytest.raises(ValueError, match="two"):
        list(results)


def _is_collecting(_item: int) -> bool:
    return gc.isenabled()


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_collector_of_garbage_rests_while_items_are_worked_on(jobs: int) -> None:
    with map_ordered(_is_collecting, range(40), jobs) as results:
        assert set(results) == {False}
    assert gc.isenabled()


def test_nothing_to_do_is_nothing_done() -> None:
    with map_ordered(len, [], 0) as results:
        assert list(results) == []


class Counting(Sequence[str]):
    """Items that count how many were asked for."""

    def __init__(self, count: int) -> None:
        self.size = count
        self.asked = 0

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        assert isinstance(index, int)
        self.asked += 1
        return "x" * index

    def __len__(self) -> int:
        return self.size


def test_items_are_read_only_a_few_tasks_ahead_of_a_worker_that_is_busy() -> None:
    items = Counting(10_000)
    with map_ordered(linger, items, 2):
        assert items.asked < 1_000


def linger(item: str) -> int:
    time.sleep(0.05)
    return len(item)


def test_an_error_in_reading_an_item_is_raised_here() -> None:
    class Broken(Counting):
        def __getitem__(self, index: int | slice) -> str:  # type: ignore[override]
            raise OSError("unplugged")

    with map_ordered(len, Broken(40), 2) as results, pytest.raises(OSError, match="unplugged"):
        list(results)


SCRIPT = """
import os, time
from dedup.engine import map_ordered

def report(_):
    return os.getpid()

if __name__ == "__main__":
    with map_ordered(report, range(64), 2) as results:
        print(*sorted(set(results)), flush=True)
        time.sleep(60)
"""


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.skipif(os.name != "posix", reason="needs a signal that nobody can catch")
def test_workers_end_when_the_process_that_started_them_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        workers = [int(number) for number in process.stdout.readline().split()]
        assert workers
        process.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 20
    while any(map(is_running, workers)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(is_running, workers))
