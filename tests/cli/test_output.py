"""Where reports go: files of their own appear whole, with the user's permissions; devices and links stay."""

import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dedup.cli import app
from dedup.cli.output import written


def test_a_report_has_the_permissions_that_the_user_wants_for_new_files(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        with written(tmp_path / "private.json") as stream:
            stream.write("{}")
    finally:
        os.umask(before)
    assert (tmp_path / "private.json").stat().st_mode & 0o777 == 0o600


def test_a_device_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    sink = tmp_path / "sink"
    sink.symlink_to(os.devnull)
    with written(sink) as stream:
        stream.write("{}")
    assert sink.is_symlink()
    assert list(tmp_path.iterdir()) == [sink]


def test_a_link_to_a_report_leads_to_the_new_one(tmp_path: Path) -> None:
    report, link = tmp_path / "report.json", tmp_path / "latest.json"
    report.write_text("old", encoding="utf-8")
    link.symlink_to(report)
    with written(link) as stream:
        stream.write("new")
    assert link.is_symlink()
    assert report.read_text(encoding="utf-8") == "new"


def test_an_audit_names_the_files_it_wrote_on_stderr(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("Der Hafen wird größer, teilte die Behörde am Montag mit.\n", encoding="utf-8")
    several = ("audit", "a.txt", "-f", "json", "-f", "terminal", "-f", "csv")
    told = CliRunner().invoke(app, several)
    assert told.stderr == "dedup: written: reports/audit.json, reports/findings.csv, reports/documents.csv\n"
    assert CliRunner().invoke(app, [*several, "--quiet"]).stderr == ""
    assert CliRunner().invoke(app, ["audit", "a.txt"]).stderr == ""


def test_what_fails_half_way_leaves_the_old_report(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    report.write_text("old", encoding="utf-8")
    with pytest.raises(TypeError), written(report) as stream:
        stream.write(None)  # type: ignore[arg-type]  # fails after the file was begun
    assert report.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [report]
