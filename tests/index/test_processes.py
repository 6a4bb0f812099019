"""Kills and races, in short: the long runs are commands in tests/benchmarks."""

import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"


def run(script: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, str(BENCHMARKS / script), *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("store", ["sqlite", "postgresql"])
def test_killed_processes_lose_nothing_acknowledged(store: str, request: pytest.FixtureRequest) -> None:
    if store == "postgresql":
        request.getfixturevalue("postgres_server")
    assert "lost 0, twice 0, problems 0" in run("index_kill.py", "--store", store, "--kills", "4")


@pytest.mark.parametrize("store", ["sqlite", "postgresql"])
def test_workers_with_the_same_article_accept_it_once(store: str, request: pytest.FixtureRequest) -> None:
    if store == "postgresql":
        request.getfixturevalue("postgres_server")
    output = run("index_concurrency.py", "--store", store, "--rounds", "6", "--seconds", "1")
    assert "accepted twice 0, by none 0" in output
    assert "errors 0, not found 0, lost 0, twice 0, unsound 0" in output
