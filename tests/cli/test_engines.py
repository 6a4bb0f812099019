"""Where an audit runs changes nothing in its report; how it goes is told on stderr."""

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import pytest

from dedup.cli import progress
from dedup.cli.meter import State, memory_bytes

NEEDS = {"ray": "ray", "dask": "distributed"}
PLACES = ("der Hafen", "die Brücke", "das Rathaus", "der Markt", "die Fabrik", "das Museum")
ENDS = ("bleibt geschlossen", "wird teurer", "liegt am Fluss", "wird geprüft", "kommt im Herbst")


def write_articles(path: Path, count: int) -> Path:
    """Articles of random sentences, each with one of the article before it."""
    generator = random.Random(11)
    carried = ""
    with path.open("w", encoding="utf-8") as lines:
        for number in range(count):
            sentences = [
                f"Laut Rundfunk sagte die Stadt um {generator.randint(1, 23)} Uhr, {generator.choice(PLACES)} "
                f"Nummer {generator.randint(1, 9999)} {generator.choice(ENDS)}."
                for _ in range(12)
            ]
            lines.write(json.dumps({"id": f"a{number:03}", "text": " ".join([carried, *sentences])}) + "\n")
            carried = sentences[-1]
    return path


def audit(articles: Path, report: Path, *options: str | Path) -> subprocess.CompletedProcess[str]:
    command: list[str | Path] = [sys.executable, "-m", "dedup", "audit", articles, "-f", "json", "-o", report]
    return subprocess.run([*command, *options], capture_output=True, text=True, check=False, timeout=300)


@pytest.mark.parametrize("engine", ["ray", "dask"])
def test_an_engine_writes_the_report_of_this_machine(engine: str, tmp_path: Path) -> None:
    if not find_spec(NEEDS[engine]):
        pytest.skip(f"{NEEDS[engine]} is not installed (pip install 'dedup-news[{engine}]')")
    articles = write_articles(tmp_path / "articles.jsonl", 40)
    there = audit(articles, tmp_path / "there.json", "-q", "--engine", engine, "--jobs", "2")
    assert (there.returncode, there.stderr) == (0, "")
    assert audit(articles, tmp_path / "here.json", "--jobs", "1").returncode == 0
    assert (tmp_path / "there.json").read_bytes().replace(b'"jobs": 2', b'"jobs": 1') == (
        (tmp_path / "here.json").read_bytes()
    )


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finds the workers in /proc")
def test_an_audit_whose_worker_is_killed_writes_the_same_report(tmp_path: Path) -> None:
    articles = write_articles(tmp_path / "articles.jsonl", 40)
    work, report = tmp_path / "work", tmp_path / "killed.json"
    command: list[str | Path] = [sys.executable, "-m", "dedup", "audit", articles, "-q", "-f", "json", "-o", report]
    running = subprocess.Popen([*command, "--jobs", "2", "--work", work], stderr=subprocess.PIPE)
    worker = None
    while running.poll() is None and worker is None:
        time.sleep(0.01)
        worker = find_worker(running.pid)
    assert worker is not None
    os.kill(worker, signal.SIGKILL)
    _, said = running.communicate(timeout=300)
    assert (running.returncode, said) == (0, b"")
    audit(articles, tmp_path / "whole.json", "--jobs", "2")
    assert report.read_bytes() == (tmp_path / "whole.json").read_bytes()


def find_worker(parent: int) -> int | None:
    """The youngest process below the fork server of a run; None before there is one."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
    return max((process for process, above in parents.items() if parents.get(above) == parent), default=None)


def test_a_log_of_json_has_one_event_a_line(tmp_path: Path) -> None:
    articles = write_articles(tmp_path / "articles.jsonl", 20)
    with articles.open("a", encoding="utf-8") as lines:
        lines.write("kein JSON\n")
    done = audit(articles, tmp_path / "report.json", "--log-format", "json")
    events = [json.loads(line) for line in done.stderr.splitlines()]
    assert done.returncode == 2
    last = {event["stage"]: event for event in events if event["event"] == "progress"}
    assert [last[stage]["done"] for stage in ("reading", "words", "shared wording", "citations and damage")] == [
        *(1, 20, 20, 20)
    ]
    assert last["words"]["unit"] == "articles"
    assert last["words"]["memory_bytes"] > 10_000_000
    assert [event["event"] for event in events[-2:]] == ["skipped", "unanswered"]
    assert events[-2]["record"] == 21


def test_a_log_of_json_ends_with_the_error(tmp_path: Path) -> None:
    articles = write_articles(tmp_path / "articles.jsonl", 2)
    done = audit(articles, tmp_path / "report.json", "--log-format", "json", "--address", "10.0.0.1:1")
    assert done.returncode == 2
    assert json.loads(done.stderr) == {
        "event": "error",
        "message": "an address is of use with --engine ray or dask only; leave it out",
    }


def test_a_run_that_is_short_writes_no_line(capsys: pytest.CaptureFixture[str]) -> None:
    with progress.bar(quiet=False) as tell:
        tell("words", 0, 10)
        tell("words", 10, 10)
    assert capsys.readouterr().err == ""


def test_plain_lines_come_every_ten_seconds() -> None:
    now = 0.0
    written: list[State] = []
    lines = progress.Lines(10.0, written.append, with_ends=False, clock=lambda: now)
    for second in range(61):
        now = second / 2
        lines("words" if second < 30 else "shared wording", second, 61)
    assert [(state.stage, state.done) for state in written] == [
        *(("words", 20), ("shared wording", 40), ("shared wording", 60))
    ]
    assert written[0].per_second == 2.0
    assert written[0].seconds_left == 20.5


def test_a_plain_line_says_how_far_and_how_fast(capsys: pytest.CaptureFixture[str]) -> None:
    progress._write_line(State(stage="words", done=1_500, total=3_000, seconds=3.0))
    line = r"dedup: words: 1,500 of 3,000, 500 articles/s, 3 s left, \d+\.\d GB\n"
    assert re.fullmatch(line, capsys.readouterr().err)


def test_memory_counts_the_processes_below_this_one() -> None:
    before = memory_bytes()
    script = "held = bytearray(200_000_000); print(len(held), flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "200000000\n"
        assert memory_bytes() - before > 150_000_000
        child.communicate("\n")
