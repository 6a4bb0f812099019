"""Findings in the formats of other tools, on the command line."""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pyarrow import parquet

Run = Callable[..., Any]


@pytest.fixture(autouse=True)
def news(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text("Streit im Rat\n\nDie Sitzung , die dauerte.\n", "utf-8")


def test_sarif_goes_to_stdout(run: Run) -> None:
    result = run("audit", "news", "-f", "sarif")
    assert result.exit_code == 0
    (item,) = json.loads(result.stdout)["runs"][0]["results"]
    assert item["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "news/a.txt"


def test_github_commands_go_to_stdout(run: Run) -> None:
    assert run("audit", "news", "-f", "github").stdout.startswith("::notice file=news/a.txt,line=3,")


def test_a_folder_gets_every_format_and_tables_of_articles(run: Run, tmp_path: Path) -> None:
    formats = ("sarif", "github", "junit", "csv", "parquet", "json")
    result = run("audit", "news", *(part for item in formats for part in ("-f", item)), "-o", "out")
    assert result.exit_code == 0
    names = {path.name for path in (tmp_path / "out").iterdir()}
    tables = {"documents.parquet", "claims.parquet", "overlaps.parquet", "tables.json"}
    assert {name for name in names if not name.endswith(".parquet")} | tables == {
        *("audit.github.txt", "audit.json", "audit.sarif", "audit.xml", "documents.csv", "findings.csv"),
        *tables,
    }
    assert parquet.read_table(tmp_path / "out" / "documents.parquet").column("id").to_pylist() == ["a.txt"]


def test_csv_goes_to_one_file(run: Run, tmp_path: Path) -> None:
    run("audit", "news", "-f", "csv", "-o", "found.csv")
    data = (tmp_path / "found.csv").read_bytes()
    assert data.count(b"\r\n") == 2
    assert next(csv.DictReader(io.StringIO(data.decode(), newline="")))["code"] == "S401"


def test_parquet_goes_to_a_file_and_through_a_pipe(run: Run, tmp_path: Path) -> None:
    run("audit", "news", "-f", "parquet", "-o", "found.parquet")
    written = (tmp_path / "found.parquet").read_bytes()
    command = [sys.executable, "-m", "dedup", "audit", "news", "-f", "parquet"]
    piped = subprocess.run(command, capture_output=True, check=True, cwd=tmp_path).stdout
    assert piped == written
    assert parquet.read_table(io.BytesIO(piped)).num_rows == 1


@pytest.mark.parametrize(("place", "is_there"), [("tables", False), ("tables.v2/", False), ("v.2", True)])
def test_parquet_into_a_folder_is_a_table_for_each_list(
    run: Run, tmp_path: Path, place: str, *, is_there: bool
) -> None:
    if is_there:
        (tmp_path / place).mkdir()
    told = run("audit", "news", "-f", "parquet", "-o", place).stderr
    names = [path.name for path in (tmp_path / place).iterdir()]
    assert len(names) == 15
    assert all(name in told for name in names)
    (finding,) = parquet.read_table(tmp_path / place / "findings.parquet").to_pylist()
    assert (finding["code"], finding["fix"]["safe"]) == ("S401", True)
    (document,) = parquet.read_table(tmp_path / place / "documents.parquet").to_pylist()
    assert (document["id"], document["path"]) == ("a.txt", "news/a.txt")
