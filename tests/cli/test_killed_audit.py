"""A whole audit that was killed goes on with `--work` to the same report, and nothing is left of it elsewhere."""

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")

SUBJECTS = ("Der Minister", "Die Sprecherin", "Ein Beamter", "Das Ministerium", "Der Bürgermeister")
VERBS = ("erklärte", "sagte", "bestätigte", "betonte", "behauptete")
THINGS = ("der Hafen", "die Brücke", "das Abkommen", "der Haushalt", "die Lieferung", "das Gesetz", "die Fabrik")
ENDS = ("bleibt geschlossen", "wird teurer", "liegt vor", "ist gefährdet", "wird geprüft", "kommt im Herbst")


def write_collection(path: Path, count: int) -> Path:
    """Articles of random sentences, each with one sentence of the article before it."""
    generator = random.Random(7)
    carried = ""
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8") as lines:
        for number in range(count):
            sentences = [
                f"{generator.choice(SUBJECTS)} {generator.choice(VERBS)} am {generator.randint(1, 28)}. Mai um "
                f"{generator.randint(1, 23)} Uhr, {generator.choice(THINGS)} Nummer {generator.randint(1, 9999)} "
                f"{generator.choice(ENDS)}."
                for _ in range(8)
            ]
            text = " ".join([carried, *sentences])
            carried = sentences[-1]
            lines.write(json.dumps({"id": f"a{number:04}", "text": text}, ensure_ascii=False) + "\n")
    return path


def command(articles: Path, report: Path, *options: str | Path) -> list[str | Path]:
    return [sys.executable, "-m", "dedup", "audit", articles, "-f", "json", "-o", report, "--jobs", "2", *options]


def finish(*arguments: str | Path) -> None:
    subprocess.run(command(*arguments), check=True, capture_output=True, timeout=300)  # type: ignore[arg-type]


def test_an_audit_killed_twice_goes_on_to_the_report_of_one_that_was_not(tmp_path: Path) -> None:
    articles = write_collection(tmp_path / "articles.jsonl", 130)
    work = tmp_path / "work"
    for saved in (1, 2):
        running = subprocess.Popen(
            command(articles, tmp_path / "killed.json", "--work", work), stderr=subprocess.DEVNULL
        )
        while running.poll() is None and len(list((work / "analyses").glob("*.stage.json"))) < saved:
            time.sleep(0.01)
        running.send_signal(signal.SIGKILL)
        assert running.wait() == -signal.SIGKILL
        assert not (tmp_path / "killed.json").exists()
    kept = {path: path.stat().st_mtime_ns for path in (work / "analyses").glob("*.stage.json")}
    finish(articles, tmp_path / "resumed.json", "--work", work)
    finish(articles, tmp_path / "whole.json")
    assert (tmp_path / "resumed.json").read_bytes() == (tmp_path / "whole.json").read_bytes()
    assert len(kept) >= 2
    assert {path: path.stat().st_mtime_ns for path in kept} == kept


def test_an_audit_killed_on_one_machine_goes_on_from_an_address_on_another(tmp_path: Path) -> None:
    pytest.importorskip("fsspec", reason="needs the extra [remote]")
    articles = write_collection(tmp_path / "articles.jsonl", 20)
    there = tmp_path / "there"
    options = ("--work", there.as_uri())
    finish(articles, tmp_path / "first.json", *options)
    kept = {path: path.stat().st_mtime_ns for path in there.rglob("*.stage.json")}
    assert len(kept) > 1
    (there / "reuse" / "reuse.stage.json").unlink()  # as if the run had been killed just before
    finish(articles, tmp_path / "second.json", *options, "--resume")
    assert (tmp_path / "second.json").read_bytes() == (tmp_path / "first.json").read_bytes()
    again = {path.name for path in there.rglob("*.stage.json") if kept[path] != path.stat().st_mtime_ns}
    assert again == {"reuse.stage.json"}


def test_an_audit_ended_by_sigterm_leaves_what_is_finished_at_the_address_and_no_local_copy(tmp_path: Path) -> None:
    pytest.importorskip("fsspec", reason="needs the extra [remote]")
    articles = write_collection(tmp_path / "articles.jsonl", 130)
    there = tmp_path / "there"
    with tempfile.TemporaryDirectory() as folder:  # a short one: names of sockets in it are bounded
        local = Path(folder)
        running = subprocess.Popen(
            command(articles, tmp_path / "killed.json", "--work", there.as_uri()),
            env=os.environ | {"TMPDIR": folder},
            stderr=subprocess.PIPE,
        )
        while running.poll() is None and not list(local.glob("dedup-work-*/analyses/*.stage.json")):
            time.sleep(0.01)
        running.send_signal(signal.SIGTERM)
        _, said = running.communicate(timeout=300)
        assert running.returncode == 128 + signal.SIGTERM, said
        assert b"Traceback" not in said
        assert not list(local.glob("dedup-work-*"))
    assert list((there / "analyses").glob("*.stage.json"))


def test_an_address_with_files_of_something_else_ends_with_2_and_is_left_alone(tmp_path: Path) -> None:
    pytest.importorskip("fsspec", reason="needs the extra [remote]")
    articles = write_collection(tmp_path / "news" / "articles.jsonl", 2)
    before = articles.read_bytes()
    address = articles.parent.as_uri()
    done = subprocess.run(
        command(articles, tmp_path / "report.json", "--work", address), check=False, capture_output=True, timeout=60
    )
    assert done.returncode == 2
    assert (
        f"{address}: holds files of something else (articles.jsonl); name another address" in done.stderr.decode()
    )
    assert [path.name for path in articles.parent.iterdir()] == ["articles.jsonl"]
    assert articles.read_bytes() == before


def test_an_audit_of_other_settings_takes_nothing_from_the_folder(tmp_path: Path) -> None:
    articles = write_collection(tmp_path / "articles.jsonl", 40)
    settings = tmp_path / "settings.toml"
    settings.write_text("[reuse]\nmin_passage_words = 16\n")
    finish(articles, tmp_path / "first.json", "--work", tmp_path / "work")
    finish(articles, tmp_path / "second.json", "--work", tmp_path / "work", "--settings", settings)
    finish(articles, tmp_path / "alone.json", "--settings", settings)
    assert (tmp_path / "second.json").read_bytes() == (tmp_path / "alone.json").read_bytes()
    assert (tmp_path / "second.json").read_bytes() != (tmp_path / "first.json").read_bytes()


def test_a_run_that_must_go_on_and_cannot_ends_with_2(tmp_path: Path) -> None:
    articles = write_collection(tmp_path / "articles.jsonl", 2)
    for options, message in (
        (["--resume", "--work", tmp_path / "none"], "holds no run to go on with"),
        (["--resume"], "takes --work DIR"),
    ):
        done = subprocess.run(
            command(articles, tmp_path / "report.json", *options), check=False, capture_output=True, timeout=60
        )
        assert done.returncode == 2
        assert message in done.stderr.decode()
