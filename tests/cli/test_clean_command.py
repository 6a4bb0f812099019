"""`dedup clean` as a user runs it: copies, logs, the way back, and what it refuses."""

import gzip
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from dedup.cli import app
from dedup.errors import InputError

Run = Callable[..., Any]
_LONG = "Größer als früher\n\nAm Montag: Die Bürgermeisterin sagte, für Straßen fehle Geld , und zwar überall.\n\n"
DAMAGED = (
    "Streit im Rat\n\nDie Sit\u00adzung , die lange dauerte .\n\nAnzeige\n\n© Eva Haas/dpa\n\nDann ging der Rat.\n"
)
SAFE = "Streit im Rat\n\nDie Sitzung, die lange dauerte.\n\n© Eva Haas/dpa\n\nDann ging der Rat.\n"
SOUND = "Ein Titel\n\nDer Rat tagte am Montag lange, dann gingen alle nach Hause.\n"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    monkeypatch.chdir(tmp_path)
    return lambda *arguments, **options: CliRunner().invoke(app, [str(item) for item in arguments], **options)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    (folder / "sub").mkdir(parents=True)
    (folder / "sub" / "a.txt").write_bytes(DAMAGED.encode())
    (folder / "b.md").write_bytes(SOUND.encode())
    return folder


def log_of(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "changes.jsonl").read_text("utf-8").splitlines()]


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def refused(result: Any, message: str) -> None:
    assert isinstance(result.exception, InputError)
    assert message in str(result.exception)


def test_copies_keep_their_names_and_the_originals_stay(run: Run, articles: Path, tmp_path: Path) -> None:
    before = files(articles)
    result = run("clean", articles, "-o", "out")
    assert result.exit_code == 0
    assert files(articles) == before
    assert sorted(files(tmp_path / "out")) == ["b.md", "changes.jsonl", "sub/a.txt"]
    assert (tmp_path / "out" / "sub" / "a.txt").read_text("utf-8") == SAFE
    assert (tmp_path / "out" / "b.md").read_bytes() == SOUND.encode()
    assert "1 of 2 articles repaired" in result.stdout


def test_every_change_is_logged(run: Run, articles: Path, tmp_path: Path) -> None:
    run("clean", articles, "-o", "out")
    head, entry, *changes = log_of(tmp_path / "out")
    assert (head["type"], head["schema_version"]) == ("log", 1)
    assert (entry["document"], entry["path"], entry["changes"]) == ("sub/a.txt", "sub/a.txt", len(changes))
    for change in changes:
        assert change["document"] == "sub/a.txt"
        assert DAMAGED[change["start"] : change["end"]] == change["removed"]
        assert change["safe"] is True
    assert {change["code"] for change in changes} == {"S404", "S401", "B304"}


def test_unsafe_repairs_need_the_option(run: Run, articles: Path, tmp_path: Path) -> None:
    run("clean", articles, "-o", "out", "--unsafe")
    assert "©" not in (tmp_path / "out" / "sub" / "a.txt").read_text("utf-8")
    assert False in {change.get("safe") for change in log_of(tmp_path / "out")}


def test_cleaning_twice_changes_nothing_and_the_log_is_no_article(run: Run, articles: Path, tmp_path: Path) -> None:
    run("clean", articles, "-o", "out")
    result = run("clean", "out", "-o", "again")
    assert result.exit_code == 0
    assert "0 of 2 articles repaired" in result.stdout
    assert "is the log of `dedup clean`, not read" in result.stderr
    first, second = files(tmp_path / "out"), files(tmp_path / "again")
    assert {name: data for name, data in first.items() if name != "changes.jsonl"} == {
        name: data for name, data in second.items() if name != "changes.jsonl"
    }


def test_selection_limits_the_repairs(run: Run, articles: Path, tmp_path: Path) -> None:
    run("clean", articles, "-o", "out", "--select", "soft-hyphen")
    assert (tmp_path / "out" / "sub" / "a.txt").read_text("utf-8") == DAMAGED.replace("\u00ad", "")


def test_a_diff_writes_nothing_and_exits_with_1(run: Run, articles: Path, tmp_path: Path) -> None:
    result = run("clean", articles, "--diff")
    assert result.exit_code == 1
    assert "--- a/sub/a.txt\n+++ b/sub/a.txt\n" in result.stdout
    assert (
        "-Die Sit\u00adzung , die lange dauerte .\n-\n-Anzeige\n+Die Sitzung, die lange dauerte.\n" in result.stdout
    )
    assert [path.name for path in tmp_path.iterdir()] == ["articles"]


def test_a_diff_of_sound_text_is_empty(run: Run, articles: Path) -> None:
    result = run("clean", articles / "b.md", "--diff")
    assert (result.exit_code, result.stdout) == (0, "")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_undo_gives_the_bytes_back(run: Run, tmp_path: Path, encoding: str, newline: str) -> None:
    text = (_LONG + DAMAGED.replace("\u00ad", "")).replace("\n", newline)
    source = tmp_path / "articles"
    source.mkdir()
    data = text.encode(encoding)
    (source / "a.txt").write_bytes(b"\xfe\xff" + data if encoding == "utf-16-be" else data)
    (source / "b.txt").write_bytes(SOUND.encode())
    assert run("clean", source, "-o", "out", "--unsafe").exit_code == 0
    assert (tmp_path / "out" / "a.txt").read_bytes() != (source / "a.txt").read_bytes()
    assert run("clean", "out", "--undo", "out/changes.jsonl", "-o", "back").exit_code == 0
    assert files(tmp_path / "back") == files(source)


LINES = (
    b'{"id": "a", "text": ' + json.dumps(DAMAGED).encode() + b', "n": 1e2, "tags":["x" ,"y"]}\n'
    b"\n"
    b'{"text":' + json.dumps(DAMAGED, ensure_ascii=False).encode() + b',"id":"b","nested":{"k":[1,null]}}\r\n'
    b'{"id": "c", "text": ' + json.dumps(SOUND).encode() + b"}\n"
    b'{"id": "d", "summary": "Rat .", "text": "Rat .", "note": "\\u00e4\\/"}'
)


def test_records_keep_everything_but_their_text(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(LINES)
    assert run("clean", "in.jsonl", "-o", "out").exit_code == 0
    lines = (tmp_path / "out" / "in.jsonl").read_bytes().split(b"\n")
    assert lines[0] == b'{"id": "a", "text": ' + json.dumps(SAFE).encode() + b', "n": 1e2, "tags":["x" ,"y"]}'
    assert (lines[1], lines[3]) == (b"", LINES.split(b"\n")[3])
    assert json.loads(lines[4]) == {"id": "d", "summary": "Rat .", "text": "Rat.", "note": "ä/"}


def test_undo_gives_lines_of_json_back_byte_for_byte(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(LINES)
    run("clean", "in.jsonl", "-o", "out", "--log", "mine.jsonl")
    assert run("clean", "out", "--undo", "mine.jsonl", "-o", "back").exit_code == 0
    assert files(tmp_path / "back") == {"in.jsonl": LINES}


def test_tables_and_pages_come_out_as_json_lines(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "articles"
    source.mkdir()
    (source / "t.csv").write_text('id,text,rubrik\n1,"Der Rat tagte .",Politik\n', "utf-8")
    (source / "z.jsonl.gz").write_bytes(gzip.compress(b'{"id": "z", "text": "Der Rat ging .", "n": 3}\n'))
    assert run("clean", source, "-o", "out").exit_code == 0
    (table,) = (tmp_path / "out" / "t.csv.jsonl").read_text("utf-8").splitlines()
    assert json.loads(table) == {"id": "1", "text": "Der Rat tagte.", "rubrik": "Politik"}
    assert (tmp_path / "out" / "z.jsonl.gz.jsonl").read_bytes() == b'{"id": "z", "text": "Der Rat ging.", "n": 3}\n'


def test_a_page_becomes_a_record_that_is_read_as_before(run: Run, tmp_path: Path) -> None:
    body = "".join(
        f"<p>Der Rat tagte am Montag lange , sagte Sprecher Nummer {n} der Stadt am Abend.</p>" for n in range(6)
    )
    article = f"<article><h1>Streit im Rat</h1>{body}</article>"
    page = f"<html lang=de><head><title>Streit</title></head><body>{article}</body></html>"
    (tmp_path / "p.html").write_text(page, "utf-8")
    assert run("clean", "p.html", "-o", "out").exit_code == 0
    record = json.loads((tmp_path / "out" / "p.html.jsonl").read_text("utf-8"))
    assert record["id"] == "p.html"
    assert "lange, sagte" in record["text"]
    assert " , " not in record["text"]


def test_text_of_the_site_is_taken_out_only_with_unsafe(run: Run, tmp_path: Path) -> None:
    box = "Jeden Morgen schickt die Redaktion den Brief aus der Stadt mit allem, was über Nacht geschehen ist."
    subjects = ["Rat", "Hafen", "Zoo", "Park", "Bus", "Chor", "Markt", "Schule", "Brücke", "Bad", "Kirche", "Werk"]
    lines = []
    for n, subject in enumerate(subjects):
        story = f"Über {subject} Nummer {n} wurde am {n + 1}. Mai beraten, {subject} bleibt."
        record = {"id": f"d{n:02}", "outlet": "Stadtblatt", "text": f"{subject} im Plan\n\n{story}\n\n{box}\n"}
        lines.append(json.dumps(record))
    (tmp_path / "in.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    run("clean", "in.jsonl", "-o", "safe")
    run("clean", "in.jsonl", "-o", "unsafe", "--unsafe")
    assert (tmp_path / "safe" / "in.jsonl").read_text("utf-8").count("Jeden Morgen") == 12
    assert (tmp_path / "unsafe" / "in.jsonl").read_text("utf-8").count("Jeden Morgen") == 0
    assert {change.get("name") for change in log_of(tmp_path / "unsafe")} - {None} == {"site-boilerplate"}


def test_stdin_becomes_a_file(run: Run, tmp_path: Path) -> None:
    result = run("clean", "-", "-o", "out", "--unsafe", input='{"id": "x", "text": "Der Rat tagte ."}\n')
    assert result.exit_code == 0
    assert (tmp_path / "out" / "stdin.jsonl").read_text("utf-8") == '{"id": "x", "text": "Der Rat tagte."}\n'


def test_a_record_that_cannot_be_read_makes_2_and_the_others_keep_their_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('nonsense\n{"text": "Der Rat tagte ."}\n', "utf-8")
    result = run("clean", "in.jsonl", "-o", "out")
    assert result.exit_code == 2
    assert "record 1: is not JSON" in result.stderr
    assert (tmp_path / "out" / "in.jsonl").read_text("utf-8") == '\n{"text": "Der Rat tagte."}\n'
    assert run("clean", "in.jsonl", "-o", "out2", "--allow-skipped").exit_code == 0


@pytest.mark.parametrize("output", ["articles", "articles/sub", "articles/new/deep", "./articles/../articles"])
def test_the_input_is_no_place_for_copies(run: Run, articles: Path, output: str) -> None:
    before = files(articles)
    refused(run("clean", articles, "-o", output), "is the input or lies inside it")
    assert files(articles) == before


def test_a_link_to_the_input_is_no_place_for_copies(run: Run, articles: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(articles, target_is_directory=True)
    refused(run("clean", "articles", "-o", "link"), "is the input or lies inside it")


def test_the_folder_of_a_single_file_is_no_place_for_its_copy(run: Run, articles: Path) -> None:
    refused(run("clean", articles / "b.md", "-o", articles), "holds the input")
    assert (articles / "b.md").read_bytes() == SOUND.encode()


@pytest.mark.parametrize("log", ["articles/b.md", "articles/new.jsonl"])
def test_the_input_is_no_place_for_the_log(run: Run, articles: Path, log: str) -> None:
    before = files(articles)
    refused(run("clean", "articles", "-o", "out", "--log", log), "is an input or lies among them")
    assert files(articles) == before


def test_two_inputs_of_one_name_are_refused(run: Run, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "in.jsonl").write_text(json.dumps({"id": folder, "text": SOUND}) + "\n", "utf-8")
    refused(run("clean", "one/in.jsonl", "two/in.jsonl", "-o", "out"), "two inputs would be written there")
    assert not (tmp_path / "out").exists()


def test_a_full_disk_leaves_nothing_behind(
    run: Run, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", "out")

    run("clean", articles, "-o", "out")
    before = files(tmp_path / "out")
    monkeypatch.setattr("dedup.cleaning.staging.os.fdopen", fail)
    for output in ("out", "fresh"):
        result = run("clean", articles, "-o", output, "--unsafe")
        assert isinstance(result.exception, OSError)
    assert files(tmp_path / "out") == before
    assert not (tmp_path / "fresh").exists()


def test_an_interrupt_in_the_middle_leaves_nothing_behind(
    run: Run, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("dedup.cleaning.run.copy_text", stop)
    run("clean", articles, "-o", "out")
    assert not (tmp_path / "out").exists()


def test_a_log_can_be_replayed_after_a_change_was_taken_out(run: Run, articles: Path, tmp_path: Path) -> None:
    run("clean", articles, "-o", "out")
    lines = (tmp_path / "out" / "changes.jsonl").read_text("utf-8").splitlines(keepends=True)
    (tmp_path / "mine.jsonl").write_text("".join(line for line in lines if '"B304"' not in line), "utf-8")
    assert run("clean", articles, "--replay", "mine.jsonl", "-o", "again").exit_code == 0
    assert "Sitzung, die lange dauerte.\n\nAnzeige" in (tmp_path / "again" / "sub" / "a.txt").read_text("utf-8")


def test_replaying_on_another_text_is_refused(run: Run, articles: Path) -> None:
    run("clean", articles, "-o", "out")
    (articles / "sub" / "a.txt").write_text("Ganz anders .", "utf-8")
    refused(run("clean", articles, "--replay", "out/changes.jsonl", "-o", "again"), "is not the text that the log")


def test_undoing_a_copy_that_was_changed_is_refused(run: Run, articles: Path, tmp_path: Path) -> None:
    run("clean", articles, "-o", "out")
    copy = tmp_path / "out" / "sub" / "a.txt"
    copy.write_text(copy.read_text("utf-8") + "Mehr.", "utf-8")
    refused(run("clean", "out", "--undo", "out/changes.jsonl", "-o", "back"), "was changed since it was cleaned")
    assert not (tmp_path / "back").exists()


def test_undoing_without_a_copy_is_refused(run: Run, articles: Path, tmp_path: Path) -> None:
    run("clean", articles, "-o", "out")
    os.unlink(tmp_path / "out" / "sub" / "a.txt")  # noqa: PTH108 - short
    refused(run("clean", "out", "--undo", "out/changes.jsonl", "-o", "back"), "it is not there")


def test_what_is_no_log_is_named_with_its_line(run: Run, articles: Path, tmp_path: Path) -> None:
    (tmp_path / "log.jsonl").write_text('{"text": "x"}\n', "utf-8")
    refused(run("clean", articles, "--replay", "log.jsonl", "-o", "out"), "log.jsonl, line 1: is no line of a log")


@pytest.mark.parametrize("arguments", [(), ("--diff", "-o", "out"), ("--undo", "x", "--diff")])
def test_a_folder_or_a_look_must_be_asked_for(run: Run, articles: Path, arguments: tuple[str, ...]) -> None:
    assert run("clean", articles, *arguments).exit_code == 2


def test_nothing_to_read_is_no_answer(run: Run) -> None:
    assert run("clean", "missing.txt", "-o", "out").exit_code == 2
