"""Baseline and allow-list on the command line: shown in every report, counted in none."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dedup.errors import SettingsError

Run = Callable[..., Any]
ALLOW = '[[allow]]\nrule = "B304"\nreason = "our <own> label"\n'


@pytest.fixture(autouse=True)
def article(tmp_path: Path) -> None:
    (tmp_path / "allow.toml").write_text(ALLOW, "utf-8")
    (tmp_path / "a.txt").write_text(
        "Streit im Rat\n\nDie Sitzung , die dauerte.\n\nAnzeige\n\nDann Schluss.\n", "utf-8"
    )


def test_allowed_findings_are_in_the_json_and_do_not_count(run: Run) -> None:
    result = run("audit", "a.txt", "-f", "json", "--allow-list", "allow.toml", "--ignore", "S", "--fail-on", "info")
    assert result.exit_code == 0
    data = json.loads(result.stdout)
    (finding,) = data["findings"]
    assert finding["suppressed"] == {"kind": "allow-list", "reason": "our <own> label"}
    assert (data["collection"]["findings"], data["collection"]["suppressed_findings"]) == (0, 1)
    assert (data["documents"][0]["findings"], data["documents"][0]["suppressed"]) == (0, 1)


def test_other_findings_still_make_it_fail(run: Run) -> None:
    result = run("audit", "a.txt", "-f", "json", "--allow-list", "allow.toml", "--fail-on", "info")
    assert result.exit_code == 1
    assert [finding["suppressed"] is None for finding in json.loads(result.stdout)["findings"]] == [True, False]


def test_the_terminal_shows_them_with_the_reason(run: Run) -> None:
    shown = run("audit", "a.txt", "--allow-list", "allow.toml").stdout
    assert "B304 ad-marker: 1 suppressed (allow-list): our <own> label" in shown
    assert "1 suppressed" in shown


def test_the_page_shows_them_with_the_reason_escaped(run: Run, tmp_path: Path) -> None:
    run("audit", "a.txt", "-f", "html", "-o", "a.html", "--allow-list", "allow.toml")
    page = (tmp_path / "a.html").read_text("utf-8")
    assert "Suppressed by the allow-list: our &lt;own&gt; label" in page
    assert "0 and 1 suppressed" in page


def test_decisions_do_not_count_them(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text("[findings.B304]\nreject = 0.1\nat-least = 1\n", "utf-8")
    decisions = []
    for extra in ((), ("--allow-list", "allow.toml")):
        result = run("audit", "a.txt", "-f", "json", "--policy", "mine.toml", *extra)
        decisions.append(json.loads(result.stdout)["documents"][0]["decision"])
    assert decisions == ["reject", "accept"]


def test_a_baseline_makes_only_new_damage_count(run: Run, tmp_path: Path) -> None:
    assert run("baseline", "a.txt", "-o", "known.json").exit_code == 0
    assert run("audit", "a.txt", "--baseline", "known.json", "--fail-on", "info").exit_code == 0
    (tmp_path / "b.txt").write_text("Ein Titel\n\nDer Bus kam , der Rat nicht.\n", "utf-8")
    result = run("audit", "a.txt", "b.txt", "-f", "json", "--baseline", "known.json", "--fail-on", "info")
    assert result.exit_code == 1
    new = [finding for finding in json.loads(result.stdout)["findings"] if finding["suppressed"] is None]
    assert [finding["document"] for finding in new] == ["b.txt"]


def test_writing_a_baseline_anew_keeps_reasons(run: Run, tmp_path: Path) -> None:
    run("baseline", "a.txt", "-o", "known.json")
    path = tmp_path / "known.json"
    data = json.loads(path.read_text("utf-8"))
    data["findings"][0]["reason"] = "asked the editor"
    path.write_text(json.dumps(data), "utf-8")
    run("baseline", "a.txt", "-o", "known.json")
    assert json.loads(path.read_text("utf-8"))["findings"][0]["reason"] == "asked the editor"


def test_a_baseline_of_nothing_readable_is_no_answer(run: Run) -> None:
    assert run("baseline", "missing.txt", "-o", "known.json").exit_code == 2


def test_cleaning_leaves_allowed_findings_alone(run: Run, tmp_path: Path) -> None:
    run("clean", "a.txt", "-o", "out", "--allow-list", "allow.toml")
    text = (tmp_path / "out" / "a.txt").read_text("utf-8")
    assert text == "Streit im Rat\n\nDie Sitzung, die dauerte.\n\nAnzeige\n\nDann Schluss.\n"


def test_cleaning_leaves_the_baseline_alone_also_where_repairs_change_the_words_beside_it(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Ein Titel\n\nAm Mon\u00adtag , so der Rat.\n", "utf-8")
    run("baseline", "a.txt", "-o", "known.json", "--select", "S401")
    run("clean", "a.txt", "-o", "out", "--baseline", "known.json")
    assert (tmp_path / "out" / "a.txt").read_text("utf-8") == "Ein Titel\n\nAm Montag , so der Rat.\n"


def test_a_file_with_mistakes_is_an_error(run: Run, tmp_path: Path) -> None:
    (tmp_path / "allow.toml").write_text('[[allow]]\nrule = "B304"\n', "utf-8")
    result = run("audit", "a.txt", "--allow-list", "allow.toml")
    assert isinstance(result.exception, SettingsError)
    assert "reason: Field required" in str(result.exception)
