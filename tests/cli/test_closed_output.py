"""What a command does where nobody reads its output any more, as in `dedup rules | head -1`."""

import os
import subprocess
import sys

import pytest


@pytest.mark.parametrize("arguments", [["rules"], ["policy", "schema"], ["outlets", "newsweek", "-f", "json"]])
def test_a_reader_that_has_left_leaves_the_question_unanswered(arguments: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "dedup", *arguments],
            stdout=writing,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (2, "")
