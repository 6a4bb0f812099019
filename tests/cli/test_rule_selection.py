"""Choosing artifact rules on the command line and in the settings file."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dedup.errors import SettingsError

Run = Callable[..., Any]


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text("Streit im Rat\n\nDie Sitzung , die lange dauerte.\n\nAnzeige\n\nDann ging der Rat.\n", "utf-8")
    return path


def found(result: Any) -> list[tuple[str, str]]:
    return [(finding["code"], finding["severity"]) for finding in json.loads(result.stdout)["findings"]]


def test_select_takes_a_list(run: Run, article: Path) -> None:
    assert {code for code, _ in found(run("audit", article, "-f", "json", "--select", "G,S"))} == {"S401"}


def test_ignore_outranks_select(run: Run, article: Path) -> None:
    result = run("audit", article, "-f", "json", "--select", "S,B", "--ignore", "S4", "--ignore", "G")
    assert {code for code, _ in found(result)} == {"B304"}


def test_an_unknown_rule_is_an_error_before_anything_is_read(run: Run, tmp_path: Path) -> None:
    result = run("audit", tmp_path / "missing.txt", "--select", "Y9")
    assert isinstance(result.exception, SettingsError)
    assert "'Y9' fits no rule" in str(result.exception)


def test_levels_of_a_settings_file_count_for_fail_on(run: Run, article: Path, tmp_path: Path) -> None:
    settings = tmp_path / "mine.toml"
    settings.write_text('[artifacts]\nignore = ["B"]\n[artifacts.levels]\nspace-before-punct = "info"\n', "utf-8")
    result = run("audit", article, "-f", "json", "--settings", settings, "--fail-on", "warning")
    assert found(result) == [("S401", "info")]
    assert result.exit_code == 0


def test_options_replace_the_selection_of_the_settings_file(run: Run, article: Path, tmp_path: Path) -> None:
    settings = tmp_path / "mine.toml"
    settings.write_text('[artifacts]\nselect = ["G"]\n', "utf-8")
    assert found(run("audit", article, "-f", "json", "--settings", settings, "--select", "B"))[0][0] == "B304"
