"""`dedup claims` and `dedup sources` as a user runs them: what they write, where, and how they exit."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from dedup.cli import app
from dedup.report.exports import EXPORTERS
from tests.report.sample.page import dead_links, parse
from tests.report.sample.stories import make_story_audit
from tests.report.sample.story_articles import TEXTS

Run = Callable[..., Any]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(app, [str(item) for item in arguments])


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    for identity, text in TEXTS.items():
        path = folder / identity
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def audited(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every audit be the one that was written by hand."""
    monkeypatch.setattr("dedup.pipeline.audit", lambda *_arguments, **_options: make_story_audit())


@pytest.mark.parametrize("command", ["claims", "sources"])
@pytest.mark.parametrize("form", ["terminal", "json", "html", "csv"])
def test_any_collection_can_be_asked_for_any_format(run: Run, articles: Path, command: str, form: str) -> None:
    result = run(command, articles, "--format", form)
    assert result.exit_code == 0
    assert result.stdout
    assert result.stderr == ""


@pytest.mark.usefixtures("audited")
@pytest.mark.parametrize("name", sorted(EXPORTERS))
def test_every_exporter_is_a_format(run: Run, articles: Path, tmp_path: Path, name: str) -> None:
    result = run("claims", articles, "-f", name)
    assert result.exit_code == 0
    assert "k1" in result.stdout or "3.000" in result.stdout or "Regierung Norlands" in result.stdout
    folder = tmp_path / "out"
    folder.mkdir()
    assert run("claims", articles, "-f", name, "-o", folder).exit_code == 0
    assert (folder / EXPORTERS[name].file_name).is_file()


@pytest.mark.parametrize("command", ["claims", "sources"])
def test_ratings_that_cannot_be_read_are_refused(run: Run, articles: Path, tmp_path: Path, command: str) -> None:
    (tmp_path / "ratings.csv").write_text("domain,rating\nexample.org,excellent\n", encoding="utf-8")
    result = run(command, articles, "--ratings", tmp_path / "ratings.csv")
    assert result.exit_code != 0
    assert result.stdout == ""


def test_a_source_has_the_letter_of_the_ratings(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Wie Bloomberg berichtet, soll der Hafen wachsen.\n", encoding="utf-8")
    (tmp_path / "ratings.csv").write_text("domain,rating\nbloomberg.com,B\n", encoding="utf-8")
    result = run("sources", "a.txt", "--ratings", "ratings.csv", "-f", "json")
    assert [source["reliability"] for source in json.loads(result.stdout)["sources"]] == ["B"]


@pytest.mark.usefixtures("audited")
@pytest.mark.parametrize(
    ("command", "expected"), [("claims", "rests on Umweltministerium"), ("sources", "9 sources, most cited first")]
)
def test_the_terminal_is_the_default(run: Run, articles: Path, command: str, expected: str) -> None:
    assert expected in run(command, articles).stdout


@pytest.mark.usefixtures("audited")
@pytest.mark.parametrize(("command", "key", "number"), [("claims", "claims", 6), ("sources", "sources", 9)])
def test_json_is_one_object_with_its_part(run: Run, articles: Path, command: str, key: str, number: int) -> None:
    part = json.loads(run(command, articles, "-f", "json").stdout)
    assert part["schema_version"] == 1
    assert len(part[key]) == number
    assert "overlaps" not in part


@pytest.mark.usefixtures("audited")
@pytest.mark.parametrize(("command", "title"), [("claims", "Claims"), ("sources", "Sources")])
def test_a_page_is_complete(run: Run, articles: Path, command: str, title: str) -> None:
    page = parse(run(command, articles, "-f", "html").stdout)
    assert page.find("h1")[0].text() == f"{title} of 7 articles"
    assert dead_links(page) == []


@pytest.mark.usefixtures("audited")
def test_csv_has_a_line_a_claim(run: Run, articles: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("claims", articles, "-f", "csv").stdout)))
    assert [row["id"] for row in rows] == ["k1", "k2", "k3", "k4", "k5", "k6"]


@pytest.mark.usefixtures("audited")
def test_csv_in_a_folder_has_a_second_table_of_the_places(run: Run, articles: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    assert run("claims", articles, "-f", "csv", "-o", folder).exit_code == 0
    assert sorted(path.name for path in folder.iterdir()) == ["claims.csv", "mentions.csv"]
    rows = list(csv.DictReader(io.StringIO((folder / "mentions.csv").read_text(encoding="utf-8"))))
    assert len(rows) == 13


@pytest.mark.parametrize("command", ["claims", "sources"])
def test_a_result_goes_to_a_file(run: Run, articles: Path, tmp_path: Path, command: str) -> None:
    result = run(command, articles, "-f", "json", "-o", tmp_path / "part.json")
    assert (result.exit_code, result.stdout) == (0, "")
    assert json.loads((tmp_path / "part.json").read_text(encoding="utf-8"))["schema_version"] == 1


@pytest.mark.parametrize("command", ["claims", "sources"])
def test_input_that_cannot_be_read_leaves_the_question_open(run: Run, articles: Path, command: str) -> None:
    (articles / "kaputt.jsonl").write_text("{\n", encoding="utf-8")
    result = run(command, articles, "-f", "json")
    assert result.exit_code == 2
    assert "kaputt.jsonl" in result.stderr
    assert json.loads(result.stdout)["skipped"]
    accepted = run(command, articles, "-f", "json", "--allow-skipped", "-q")
    assert (accepted.exit_code, accepted.stderr) == (0, "")


@pytest.mark.parametrize("command", ["claims", "sources"])
def test_wrong_usage_is_2(run: Run, command: str) -> None:
    assert run(command, "missing", "-q").exit_code == 2
    assert run(command, "missing", "--format", "sarif").exit_code == 2


@pytest.mark.parametrize("command", ["claims", "sources"])
def test_settings_are_those_of_audit(run: Run, articles: Path, tmp_path: Path, command: str) -> None:
    (tmp_path / "mine.toml").write_text("[report]\nmax_stories = 2\n", encoding="utf-8")
    result = run(command, articles, "--settings", tmp_path / "mine.toml", "-f", "json", "-j", "1")
    assert json.loads(result.stdout)["settings"]["report"]["max_stories"] == 2
