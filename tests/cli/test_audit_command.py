"""`dedup audit` as a user runs it: results to their place, trouble to stderr, exit codes of the contract."""

import gzip
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ARTICLE = (
    "Der Sprecher des Ministeriums erklärte am Dienstag in der Hauptstadt, dass die Lieferungen über den Hafen "
    "im Osten des Landes abgewickelt worden seien und weitere Schiffe bereits auf dem Weg seien. "
)
Run = Callable[..., Any]


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text(f"Ein Titel\n\n{ARTICLE}Mehr war nicht zu erfahren.\n", encoding="utf-8")
    (folder / "b.txt").write_text(f"Noch ein Titel\n\nSo viel ist bekannt. {ARTICLE}\n", encoding="utf-8")
    return folder


def contract(result: Any) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(result.stdout)
    return data


def test_json_goes_to_stdout_and_is_the_contract(run: Run, articles: Path) -> None:
    result = run("audit", articles, "--format", "json")
    assert result.exit_code == 0
    data = contract(result)
    assert data["schema_version"] == 1
    assert [document["id"] for document in data["documents"]] == ["a.txt", "b.txt"]
    (overlap,) = data["overlaps"]
    assert overlap["kind"] == "verbatim"
    text = (articles / "a.txt").read_text(encoding="utf-8")
    assert text[overlap["left"]["start"] : overlap["left"]["end"]] == ARTICLE.rstrip(". ")


def test_one_format_and_an_output_is_that_file(run: Run, articles: Path, tmp_path: Path) -> None:
    result = run("audit", articles, "-f", "json", "-o", tmp_path / "out" / "mine.json")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert json.loads((tmp_path / "out" / "mine.json").read_text(encoding="utf-8"))["schema_version"] == 1


def test_several_formats_fill_a_folder_and_the_terminal(run: Run, articles: Path, tmp_path: Path) -> None:
    result = run("audit", articles, "-f", "terminal", "-f", "json", "-f", "html", "-o", tmp_path / "out")
    assert result.exit_code == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["audit.html", "audit.json"]
    assert "Articles" in result.stdout


def test_several_formats_without_output_go_to_reports(run: Run, articles: Path, tmp_path: Path) -> None:
    assert run("audit", articles, "-f", "json", "-f", "html").exit_code == 0
    assert sorted(path.name for path in (tmp_path / "reports").iterdir()) == ["audit.html", "audit.json"]


def test_stdin_is_json_lines(run: Run) -> None:
    lines = "\n".join(json.dumps({"id": f"r{n}", "text": f"{ARTICLE} Nummer {n}."}) for n in range(3))
    result = run("audit", "-", "-f", "json", input=lines)
    assert result.exit_code == 0
    assert [document["id"] for document in contract(result)["documents"]] == ["r0", "r1", "r2"]


def test_columns_can_be_named(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "crawl.jsonl"
    file.write_text(json.dumps({"key": 7, "body": ARTICLE, "site": "Blatt"}) + "\n", encoding="utf-8")
    result = run(
        "audit", file, "-f", "json", "--column", "text=body", "--column", "id=key", "--column", "outlet=site"
    )
    (document,) = contract(result)["documents"]
    assert (document["id"], document["outlet"]) == ("7", "Blatt")


@pytest.mark.parametrize("column", ["body", "text=", "body=text"])
def test_a_column_that_cannot_be_is_wrong_usage(run: Run, articles: Path, column: str) -> None:
    result = run("audit", articles, "--column", column)
    assert result.exit_code == 2
    assert "NAME=FIELD" in result.stderr


@pytest.mark.parametrize("fail_on", ["overlap", "near-duplicate", "quarantine"])
def test_what_occurs_and_was_named_makes_exit_code_one(run: Run, articles: Path, fail_on: str) -> None:
    (articles / "c.txt").write_bytes((articles / "a.txt").read_bytes())
    assert run("audit", articles).exit_code == 0
    assert run("audit", articles, "--fail-on", fail_on).exit_code == 1


@pytest.mark.parametrize("fail_on", ["reject", "error", "info"])
def test_what_was_named_and_does_not_occur_is_clean(run: Run, articles: Path, fail_on: str) -> None:
    assert run("audit", articles, "--fail-on", fail_on).exit_code == 0


def test_settings_come_from_a_file_and_are_reported(run: Run, articles: Path, tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("[reuse]\nmin_passage_words = 60\nparaphrase = false\n", encoding="utf-8")
    data = contract(run("audit", articles, "-f", "json", "--settings", file))
    assert data["overlaps"] == []
    assert data["settings"]["reuse"]["min_passage_words"] == 60


def test_show_settings_prints_all_of_them(run: Run, articles: Path) -> None:
    result = run("audit", articles, "--show-settings")
    assert json.loads(result.stdout)["reuse"]["shingle_size"] == 5


class TestInputThatCannotBeRead:
    """A message that says what and where, exit code 2, and the rest is audited all the same."""

    def check(self, result: Any, *words: str, documents: int) -> None:
        assert result.exit_code == 2, result.output
        for word in words:
            assert word in result.stderr
        assert contract(result)["collection"]["documents"] == documents

    def test_an_empty_folder(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "empty").mkdir()
        self.check(run("audit", tmp_path / "empty", "-f", "json"), "empty", "no article", documents=0)

    def test_a_missing_path(self, run: Run, articles: Path) -> None:
        self.check(run("audit", articles, "nowhere.txt", "-f", "json"), "nowhere.txt", documents=2)

    def test_a_binary_file(self, run: Run, articles: Path) -> None:
        (articles / "c.txt").write_bytes(bytes(range(256)) * 40)
        self.check(run("audit", articles, "-f", "json"), "c.txt", "binary", documents=2)

    def test_a_line_of_fifty_megabytes(self, run: Run, articles: Path, tmp_path: Path) -> None:
        file = tmp_path / "big.jsonl"
        with file.open("w", encoding="utf-8") as stream:
            stream.write('{"id": "big", "text": "' + "Wort " * 10_000_000 + '"}\n')
            stream.write(json.dumps({"id": "small", "text": ARTICLE}) + "\n")
        started = time.process_time()
        self.check(run("audit", articles, file, "-f", "json"), "big.jsonl", documents=3)
        assert time.process_time() - started < 30

    def test_bytes_that_are_no_utf8(self, run: Run, articles: Path) -> None:
        good = json.dumps({"id": "good", "text": ARTICLE}).encode()
        (articles / "c.jsonl").write_bytes(b'{"id": "bad", "text": "Gr\xfc\xdfe"}\n' + good + b"\n")
        self.check(run("audit", articles, "-f", "json"), "c.jsonl", "record 1", documents=3)

    def test_a_line_that_is_no_object(self, run: Run, articles: Path) -> None:
        good = json.dumps({"id": "good", "text": ARTICLE})
        (articles / "c.jsonl").write_text(f'[1, 2]\n"text"\n{{"id":\n{good}\n', encoding="utf-8")
        result = run("audit", articles, "-f", "json")
        self.check(result, "c.jsonl, record 1", "record 2", "record 3", documents=3)
        assert len(contract(result)["skipped"]) == 3

    def test_ids_that_repeat(self, run: Run, tmp_path: Path) -> None:
        file = tmp_path / "twice.jsonl"
        file.write_text((json.dumps({"id": "same", "text": ARTICLE}) + "\n") * 2, encoding="utf-8")
        self.check(run("audit", file, "-f", "json"), "twice.jsonl, record 2", "same", documents=1)

    def test_an_article_without_characters(self, run: Run, articles: Path) -> None:
        (articles / "c.txt").write_text("", encoding="utf-8")
        self.check(run("audit", articles, "-f", "json"), "c.txt", "empty", documents=2)

    def test_a_damaged_archive_keeps_what_was_read(self, run: Run, articles: Path) -> None:
        lines = "".join(json.dumps({"id": f"r{n}", "text": f"{ARTICLE} {n} {n * n}"}) + "\n" for n in range(3000))
        packed = gzip.compress(lines.encode(), mtime=0)
        (articles / "c.jsonl.gz").write_bytes(packed[: len(packed) // 2])
        result = run("audit", articles, "-f", "json", "--jobs", "1")
        assert result.exit_code == 2
        assert "c.jsonl.gz" in result.stderr
        assert contract(result)["collection"]["documents"] > 2

    def test_skipped_input_can_be_allowed(self, run: Run, articles: Path) -> None:
        (articles / "c.txt").write_text("", encoding="utf-8")
        assert run("audit", articles, "--allow-skipped").exit_code == 0

    def test_nothing_read_is_never_a_clean_answer(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "empty").mkdir()
        assert run("audit", tmp_path / "empty", "--allow-skipped").exit_code == 2


def test_unreadable_input_outranks_the_policy(run: Run, articles: Path) -> None:
    (articles / "c.txt").write_text("", encoding="utf-8")
    assert run("audit", articles, "--fail-on", "overlap").exit_code == 2


def test_hostile_markup_in_a_text_stays_text(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "hostile"
    folder.mkdir()
    (folder / "a.txt").write_text(f"<script>alert(1)</script>[red]\x1b[31m\n\n{ARTICLE}", encoding="utf-8")
    (folder / "b.txt").write_text(f'"><svg onload=alert(2)>\n\n{ARTICLE}', encoding="utf-8")
    result = run("audit", folder, "-f", "terminal", "-f", "html", "-o", tmp_path / "out")
    assert result.exit_code == 0
    assert "\x1b" not in result.stdout
    page = (tmp_path / "out" / "audit.html").read_text(encoding="utf-8")
    assert "<script>alert" not in page
    assert "<svg onload" not in page


def test_quiet_says_nothing_on_stderr(run: Run, articles: Path) -> None:
    (articles / "c.txt").write_text("", encoding="utf-8")
    assert run("audit", articles, "--quiet").stderr == ""


def test_a_missing_settings_file_is_named(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "dedup", "audit", str(tmp_path), "--settings", "nowhere.toml"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr == "dedup: nowhere.toml: cannot be read (No such file or directory); check the path\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_a_full_disk_is_said_and_is_exit_code_two(articles: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "dedup", "audit", str(articles), "-f", "json"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 2
    assert "No space left on device" in done.stderr


def test_a_report_that_cannot_be_written_leaves_the_old_one(run: Run, articles: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    result = run("audit", articles, "-f", "json", "-f", "html", "-o", tmp_path / "file" / "out")
    assert result.exit_code != 0
    assert (tmp_path / "file").read_text(encoding="utf-8") == "no folder"


@pytest.mark.parametrize(
    ("arguments", "file", "jobs"), [([], "", 0), ([], "jobs = 3\n", 3), (["--jobs", "2"], "jobs = 3\n", 2)]
)
def test_jobs_come_from_the_option_then_the_file_then_are_left_open(
    run: Run, tmp_path: Path, arguments: list[str], file: str, jobs: int
) -> None:
    (tmp_path / "settings.toml").write_text(file, encoding="utf-8")
    result = run("audit", tmp_path, "--show-settings", "--settings", tmp_path / "settings.toml", *arguments)
    assert json.loads(result.stdout)["jobs"] == jobs


@pytest.mark.parametrize(
    ("size", "in_bytes"),
    [
        ("2GB", 2_000_000_000),
        ("500 MB", 500_000_000),
        ("1.5GiB", 1_610_612_736),
        ("512mib", 536_870_912),
        ("300000001", 300_000_001),
    ],
)
def test_memory_is_a_size_with_a_unit(run: Run, articles: Path, size: str, in_bytes: int) -> None:
    result = run("audit", articles, "--memory", size, "--show-settings")
    assert json.loads(result.stdout)["memory_bytes"] == in_bytes


@pytest.mark.parametrize("size", ["", "GB", "2 XB", "-1GB", "1e9", "2GBB", "zwei GB", "9" * 5000])
def test_a_memory_that_is_no_size_is_wrong_usage(run: Run, articles: Path, size: str) -> None:
    result = run("audit", articles, "--memory", size)
    assert result.exit_code == 2
    assert "is no size" in result.stderr
    assert "for example 2GB" in result.stderr


def test_a_memory_too_small_to_work_in_is_refused(articles: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "dedup", "audit", str(articles), "--memory", "1MB"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 2
    assert "memory_bytes: Input should be greater than or equal to 100000000" in done.stderr


def test_memory_comes_from_the_option_then_the_file_then_is_two_gigabytes(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("memory_bytes = 400000000\n", encoding="utf-8")
    asked = [[], ["--settings", file], ["--settings", file, "--memory", "1GB"]]
    shown = [json.loads(run("audit", tmp_path, "--show-settings", *options).stdout) for options in asked]
    assert [settings["memory_bytes"] for settings in shown] == [2_000_000_000, 400_000_000, 1_000_000_000]


def test_the_work_folder_is_handed_to_the_audit(
    run: Run, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dedup import pipeline

    original, handed = pipeline.audit, []

    def record(*arguments: Any, work: Any = None, **options: Any) -> Any:
        handed.append(work and work.path)
        return original(*arguments, **options)

    monkeypatch.setattr(pipeline, "audit", record)
    assert run("audit", articles, "-f", "json", "--work", tmp_path / "work").exit_code == 0
    assert run("audit", articles, "-f", "json").exit_code == 0
    assert handed == [tmp_path / "work", None]
