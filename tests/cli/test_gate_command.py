"""`dedup gate` as users run it."""

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from dedup.cli import app
from dedup.index import Index

BRIDGE = (
    "Die alte Brücke über den Fluss wird im kommenden Frühjahr gesperrt, weil ihre Pfeiler nach dem Hochwasser "
    "unterspült sind. Der Stadtrat beschloss am Montag, den Verkehr über die nördliche Umgehung zu leiten und "
    "gleichzeitig eine Fähre für Fußgänger einzurichten."
)
SHORT = "Zu kurz."
COMMAND = [sys.executable, "-m", "dedup", "gate", "--jobs", "1"]


def _line(name: str, text: str) -> str:
    return json.dumps({"id": name, "text": text}, ensure_ascii=False) + "\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "in.jsonl"
    lines = [_line("bridge", BRIDGE), _line("short", SHORT), _line("copy", "Neu: " + BRIDGE)]
    path.write_text("".join(lines), encoding="utf-8")
    return path


def _run(*arguments: object, stdin: str | bytes | None = None) -> tuple[int, list[dict[str, Any]], str]:
    done = CliRunner().invoke(app, ["gate", *map(str, arguments)], input=stdin)
    return done.exit_code, [json.loads(line) for line in done.stdout.splitlines()], done.stderr


def _decisions(answers: list[dict[str, Any]]) -> list[tuple[str, str, bool]]:
    return [(answer["id"], answer["decision"], answer["indexed"]) for answer in answers]


def test_accepted_articles_enter_and_a_copy_is_put_aside(file: Path, tmp_path: Path) -> None:
    index = tmp_path / "index.db"
    code, answers, stderr = _run(file, "--index", index, "--add", "--jobs", "1")
    assert code == 1
    assert _decisions(answers) == [
        ("bridge", "accept", True),
        ("short", "reject", False),
        ("copy", "quarantine", False),
    ]
    assert "1 accepted (1 in the index), 1 quarantined, 1 rejected" in stderr
    with Index.open(index, create=False) as opened:
        assert list(opened.ids()) == ["bridge"]


def test_it_reads_stdin_without_a_name_and_with_a_dash() -> None:
    for arguments in ([], ["-"], ["check"], ["check", "-"]):
        code, answers, _ = _run(*arguments, "-q", "-j", "1", stdin=_line("bridge", BRIDGE))
        assert (code, _decisions(answers)) == (0, [("bridge", "accept", False)])


def test_options_may_come_before_the_files(file: Path) -> None:
    code, answers, _ = _run("--policy", "archive", "-j", "1", file)
    assert code == 1
    assert len(answers) == 3


def test_worker_processes_give_the_same_answers(file: Path) -> None:
    assert _run(file, "-j", "2")[1] == _run(file, "-j", "1")[1]


def test_every_line_is_answered_and_a_broken_one_makes_the_exit_code_2() -> None:
    stdin = _line("a", BRIDGE).encode() + b"\nno json\n" + b"\xff\xfe\x00\n" + _line("b", BRIDGE).encode()
    code, answers, stderr = _run("-j", "1", stdin=stdin)
    assert code == 2
    assert [answer["id"] for answer in answers] == ["a", "stdin#2", "stdin#3", "stdin#4", "b"]
    assert [answer["decision"] for answer in answers] == ["accept", "reject", "reject", "reject", "accept"]
    assert "3 could not be read, analysed or compared; first: stdin, line 2: is blank" in stderr


def test_an_empty_stream_is_accepted() -> None:
    assert _run("-j", "1", stdin="")[:2] == (0, [])


def test_it_warns_where_nothing_can_be_compared(file: Path) -> None:
    assert "without --index no record is compared" in _run(file, "-j", "1")[2]
    assert _run(file, "-j", "1", "--quiet")[2] == ""


def test_records_are_sorted_into_files_byte_for_byte(tmp_path: Path) -> None:
    lines = [
        b'{"text":  "' + BRIDGE.encode() + b'", "id":"a", "x": [1,\t2]}\r\n',
        b'{"id": "b", "text": "Zu kurz."}\n',
        b"no json\n",
        b'{"id": "c", "text": "' + BRIDGE.encode() + b' Und mehr davon."}',
    ]
    source = tmp_path / "in.jsonl"
    source.write_bytes(b"".join(lines))
    files = {name: tmp_path / name for name in ("accepted", "rejected", "quarantined")}
    options = [part for name, path in files.items() for part in (f"--output-{name}", path)]
    answers = tmp_path / "answers.jsonl"
    code, out, _ = _run(source, "--index", tmp_path / "i.db", "--add", "-j", "1", "-o", answers, *options)
    assert (code, out) == (2, [])
    assert files["accepted"].read_bytes() == lines[0]
    assert files["rejected"].read_bytes() == lines[1] + lines[2]
    assert files["quarantined"].read_bytes() == lines[3] + b"\n"
    assert len(answers.read_bytes().splitlines()) == 4


def test_a_dry_run_writes_answers_only(file: Path, tmp_path: Path) -> None:
    index = tmp_path / "index.db"
    _run(file, "--index", index, "--add", "-j", "1")
    sink = tmp_path / "accepted"
    options = ["--add", "--dry-run", "--output-accepted", sink, "--quarantine", tmp_path / "folder", "-j", "1"]
    code, answers, _ = _run("-", "--index", index, *options, stdin=_line("new", BRIDGE[::-1]))
    assert (code, _decisions(answers)) == (0, [("new", "accept", False)])
    assert not sink.exists()
    assert not (tmp_path / "folder").exists()
    with Index.open(index, create=False) as opened:
        assert list(opened.ids()) == ["bridge"]


def test_it_explains_decisions_in_words(file: Path, tmp_path: Path) -> None:
    stderr = _run(file, "--index", tmp_path / "i.db", "--add", "--explain", "-j", "1", "-q")[2]
    assert stderr.splitlines()[:3] == [
        "accept  bridge, in the index",
        "reject  short",
        "    reject by min-words P301: has 2 words (2, limit 20)",
    ]
    assert "    shares text with bridge: same-text, similarity 0.97, share 97%" in stderr
    control = _run("-", "--explain", "-q", "-j", "1", stdin=_line("\x1b[2J", SHORT))[2]
    assert "\x1b" not in control


def test_a_new_text_replaces_an_older_one_where_that_is_asked_for(tmp_path: Path) -> None:
    index = tmp_path / "i.db"
    _run("--index", index, "--add", "-j", "1", stdin=_line("a", BRIDGE))
    other = _line("a", BRIDGE[::-1])
    assert _run("--index", index, "--add", "-j", "1", stdin=other)[0] == 1
    code, answers, _ = _run("--index", index, "--add", "--replace", "-j", "1", stdin=other)
    assert (code, answers[0]["indexed"]) == (0, True)


def test_fields_and_settings_may_be_named(tmp_path: Path) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text("[readers]\nmax_characters = 1000\n", encoding="utf-8")
    stdin = json.dumps({"id": "a", "body": BRIDGE}) + "\n" + json.dumps({"id": "b", "body": BRIDGE * 9}) + "\n"
    code, answers, _ = _run("--column", "text=body", "--settings", settings, "-j", "1", stdin=stdin)
    assert code == 2
    assert [answer["decision"] for answer in answers] == ["accept", "reject"]


def _fails(*arguments: object, stdin: str = "") -> str:
    done = subprocess.run(
        [*COMMAND[:4], *map(str, arguments)], input=stdin, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    return done.stderr


def test_what_cannot_be_done_is_said_and_exits_with_2(file: Path, tmp_path: Path) -> None:
    assert "missing.jsonl: cannot be read (No such file or directory)" in _fails(tmp_path / "missing.jsonl")
    assert "there is no index" in _fails(file, "--index", tmp_path / "missing.db")
    assert "unheard-of: cannot be read" in _fails(file, "--policy", "unheard-of")
    (tmp_path / "broken.db").write_bytes(b"no database " * 999)
    assert "broken.db" in _fails(file, "--index", tmp_path / "broken.db", "--add")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--add"], "there is no index to add to"),
        (["--replace"], "replaces nothing without --add"),
        (["list"], "name where it is"),
        (["report"], "name where it is"),
        (["release", "a"], "name where it is"),
        (["release"], "ID"),
        (["--unknown"], "--unknown"),
    ],
)
def test_wrong_usage_exits_with_2(arguments: list[str], message: str) -> None:
    code, _, stderr = _run(*arguments, stdin="")
    assert code == 2
    assert message in stderr


def test_an_input_is_never_written_over(file: Path) -> None:
    before = file.read_bytes()
    for option in ("--output", "--output-accepted", "--output-rejected", "--output-quarantined"):
        assert _run(file, option, file)[0] == 2
    assert _run(file, "--output-accepted", f"{file}.x", "--output-rejected", f"{file}.x")[0] == 2
    assert file.read_bytes() == before


def test_a_full_disk_exits_with_2(file: Path) -> None:
    for option in ("--output", "--output-accepted"):
        done = subprocess.run(
            [*COMMAND, str(file), option, "/dev/full"], capture_output=True, text=True, check=False
        )
        assert (done.returncode, "No space left" in done.stderr) == (2, True)
        assert "Traceback" not in done.stderr
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run([*COMMAND, str(file)], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, "No space left" in done.stderr) == (2, True)
    assert "Traceback" not in done.stderr


def test_a_reader_that_leaves_ends_the_run_with_2(tmp_path: Path) -> None:
    many = tmp_path / "many.jsonl"
    many.write_text(_line("a", SHORT) * 5_000, encoding="utf-8")
    with subprocess.Popen([*COMMAND, str(many)], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.wait(60) == 2
        assert b"Traceback" not in process.stderr.read()


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_line_is_answered_before_the_next_one_is_written(tmp_path: Path, jobs: str) -> None:
    command = [
        sys.executable,
        "-m",
        "dedup",
        "gate",
        "-q",
        "--jobs",
        jobs,
        "--index",
        str(tmp_path / "i.db"),
        "--add",
    ]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for name in ("a", "b"):
            process.stdin.write(_line(name, BRIDGE if name == "a" else BRIDGE[::-1]))
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == name
        process.stdin.close()
        assert process.wait(60) == 0


def test_a_line_of_50_megabytes_is_bounded_and_reported() -> None:
    stdin = b'{"id": "a", "text": "' + b"x " * 25_000_000 + b'"}\n' + _line("b", BRIDGE).encode()
    started = time.monotonic()
    code, answers, _ = _run("-j", "1", "-q", stdin=stdin)
    assert time.monotonic() - started < 30
    assert code == 2
    assert [answer["decision"] for answer in answers] == ["reject", "accept"]
    assert "text is too long: a line of 50,000,024 bytes" in answers[0]["reasons"][0]["message"]


def test_what_waits_is_listed_released_and_reported(file: Path, tmp_path: Path) -> None:
    index = tmp_path / "index.db"
    _run(file, "--index", index, "--add", "-j", "1")
    done = CliRunner().invoke(app, ["gate", "list", "--index", str(index)])
    assert (done.exit_code, "copy" in done.stdout, "near-duplicate: shares nearly all" in done.stdout) == (
        0,
        True,
        True,
    )
    listed = CliRunner().invoke(app, ["gate", "list", "--index", str(index), "-f", "json"])
    assert [item["id"] for item in json.loads(listed.stdout)["items"]] == ["copy"]
    page = tmp_path / "gate.html"
    assert CliRunner().invoke(app, ["gate", "report", "--index", str(index), "-o", str(page)]).exit_code == 0
    assert "shares nearly all of its text with bridge" in page.read_text(encoding="utf-8")
    assert "<!doctype html>" in CliRunner().invoke(app, ["gate", "report", "--index", str(index)]).stdout
    kept = tmp_path / "kept.jsonl"
    release = ["release", "copy", "--index", index, "--by", "R. Weber", "--output-accepted", kept]
    code, answers, _ = _run(*release)
    assert (code, _decisions(answers)) == (0, [("copy", "accept", True)])
    assert kept.read_text(encoding="utf-8") == _line("copy", "Neu: " + BRIDGE)
    released = CliRunner().invoke(app, ["gate", "list", "--released", "--index", str(index)]).stdout
    assert "by R. Weber" in released
    assert _run("list", "--index", index)[2] == "dedup: nothing waits\n"
    assert "nothing waits under the id 'copy'" in _fails(*release)


def test_what_waits_can_be_discarded(file: Path, tmp_path: Path) -> None:
    index = tmp_path / "index.db"
    _run(file, "--index", index, "--add", "-j", "1")
    done = CliRunner().invoke(app, ["gate", "discard", "copy", "--index", str(index)])
    assert (done.exit_code, done.stdout) == (0, "1 discarded\n")
    assert _run("list", "--index", index)[2] == "dedup: nothing waits\n"
    assert "nothing waits under the id 'copy'" in _fails("discard", "copy", "--index", index)


def test_a_release_that_new_objections_forbid_exits_with_1(tmp_path: Path) -> None:
    index, policy = tmp_path / "index.db", tmp_path / "policy.toml"
    policy.write_text("[max-words]\nquarantine = 10\n[near-duplicate]\nquarantine = 0.7\n", encoding="utf-8")
    options = ["--index", index, "--policy", policy]
    _run(*options, "--add", "-j", "1", stdin=_line("first", BRIDGE) + _line("second", "Neu: " + BRIDGE))
    assert _run("release", "first", *options)[0] == 0
    code, answers, stderr = _run("release", "second", *options)
    assert (code, answers[0]["decision"]) == (1, "quarantine")
    assert "--force lets it in all the same" in stderr
    assert _run("release", "second", *options, "--force")[0] == 0


def test_a_file_with_the_name_of_a_command_is_given_with_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("list").write_text(_line("a", BRIDGE), encoding="utf-8")
    for arguments in (["./list"], ["check", "list"]):
        assert _decisions(_run(*arguments, "-j", "1", "-q")[1]) == [("a", "accept", False)]


def test_the_help_names_the_commands_and_what_runs_without_one() -> None:
    help_text = CliRunner().invoke(app, ["gate", "--help"]).stdout
    for word in ("check", "release", "list", "report", "`dedup gate FILE` is `dedup gate check", "Exit codes"):
        assert word in " ".join(help_text.split())
