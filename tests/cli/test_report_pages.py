"""Where the pages of a large HTML report go, and which terminal report goes where."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
TEXT = "Der Hafen wird größer, teilte die Behörde am Montag mit. Der Ausbau soll im Herbst beginnen.\n"


@pytest.fixture(autouse=True)
def news(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    for number in range(3):
        (tmp_path / "news" / f"{number}.txt").write_text(f"Bericht {number}\n\n{TEXT}", encoding="utf-8")
    (tmp_path / "small.toml").write_text("[report]\nmax_articles = 2\n", encoding="utf-8")


def test_pages_stand_in_a_folder_named_after_the_report(run: Run, tmp_path: Path) -> None:
    result = run("audit", "news", "-f", "html", "-o", "my report.html", "--settings", "small.toml")
    assert result.stderr == "dedup: written: my report.html, my report-pages\n"
    pages = sorted(path.name for path in (tmp_path / "my report-pages").iterdir())
    assert pages == ["articles-1.html", "texts-1.html"]
    assert 'href="my%20report-pages/texts-1.html"' in (tmp_path / "my report.html").read_text("utf-8")
    assert 'href="../my%20report.html"' in (tmp_path / "my report-pages" / "texts-1.html").read_text("utf-8")


def test_pages_of_an_earlier_report_are_taken_away_and_nothing_else(run: Run, tmp_path: Path) -> None:
    run("audit", "news", "-f", "html", "-o", "audit.html", "--settings", "small.toml")
    (tmp_path / "audit-pages" / "texts-9.html").write_text("old", encoding="utf-8")
    (tmp_path / "audit-pages" / "notes.txt").write_text("mine", encoding="utf-8")
    run("audit", "news", "-f", "html", "-o", "audit.html", "--settings", "small.toml")
    left = sorted(path.name for path in (tmp_path / "audit-pages").iterdir())
    assert left == ["articles-1.html", "notes.txt", "texts-1.html"]


def test_a_small_report_is_one_file(run: Run, tmp_path: Path) -> None:
    run("audit", "news", "-f", "html", "-o", "audit.html")
    assert not (tmp_path / "audit-pages").exists()


def test_to_stdout_goes_the_overview_alone(run: Run, tmp_path: Path) -> None:
    page = run("audit", "news", "-f", "html", "--settings", "small.toml").stdout
    assert "Written to a file (--output)" in page
    assert {path.name for path in tmp_path.iterdir()} == {"news", "small.toml"}


def test_pages_go_to_addresses_too(run: Run) -> None:
    fsspec = pytest.importorskip("fsspec", reason="needs the extra [test-remote]")
    options = ("-f", "html", "-f", "parquet", "-o", "memory://out", "--settings", "small.toml")
    assert run("audit", "news", *options).exit_code == 0
    files = fsspec.filesystem("memory").find("/out")
    assert {"/out/audit.html", "/out/audit-pages/texts-1.html", "/out/claims.parquet", "/out/tables.json"} <= set(
        files
    )


def test_a_terminal_report_in_a_file_has_its_sections_in_full(run: Run, tmp_path: Path) -> None:
    shown = run("audit", "news").stdout
    run("audit", "news", "-o", "audit.txt")
    whole = (tmp_path / "audit.txt").read_text("utf-8")
    assert len(shown.splitlines()) <= 23
    assert "\nWho shares text with whom\n" in whole
    assert "\nWho shares text with whom\n" not in shown
