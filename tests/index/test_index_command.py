"""`dedup index`: what its commands print and how they refuse."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dedup.cli import app

TEXT = (
    "Der Pegel stieg in der Nacht auf über sechs Meter, am Mittag fiel er wieder, und die Brücke wurde freigegeben."
)


def invoke(*arguments: str | Path, stdin: str | None = None) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["index", *map(str, arguments)], input=stdin)
    return result.exit_code, result.stdout, result.stderr or str(result.exception or "")


@pytest.fixture
def records(tmp_path: Path) -> Path:
    path = tmp_path / "articles.jsonl"
    lines = [json.dumps({"id": name, "text": f"{name} {TEXT}"}) for name in ("eins", "zwei", "drei")]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def filled(tmp_path: Path, records: Path) -> Path:
    assert invoke("add", tmp_path / "index.db", records)[:2] == (0, "3 added\n")
    return tmp_path / "index.db"


def test_adding_again_changes_nothing(filled: Path, records: Path) -> None:
    assert invoke("add", filled, records)[:2] == (0, "3 already\n")


def test_another_text_under_a_known_id_is_named_and_may_replace(filled: Path, records: Path) -> None:
    records.write_text(json.dumps({"id": "eins", "text": f"Neu: {TEXT}"}), encoding="utf-8")
    code, out, err = invoke("add", filled, records)
    assert (code, out) == (2, "1 conflict\n")
    assert "eins: is in the index with another text (--replace)" in err
    assert invoke("add", filled, records, "--replace")[:2] == (0, "1 replaced\n")


def test_info_says_how_many_documents_and_which_settings(filled: Path) -> None:
    code, out, _ = invoke("info", filled, "--format", "json")
    info = json.loads(out)
    assert (code, info["documents"], info["schema_version"], info["settings"]["shingle_size"]) == (0, 3, 2, 5)
    code, out, _ = invoke("info", filled)
    assert code == 0
    assert "3 documents, 0 removed" in out
    assert "reuse.shingle_size = 5" in out


def test_a_sound_index_and_a_damaged_one(filled: Path, tmp_path: Path) -> None:
    assert invoke("check", filled)[:2] == (0, "sound\n")
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"no index" * 1000)
    code, _, err = invoke("check", broken)
    assert code != 0
    assert "is damaged or no index" in err


def test_removing_names_what_is_not_there(filled: Path) -> None:
    code, out, err = invoke("remove", filled, "zwei", "vier")
    assert (code, out) == (2, "1 removed\n")
    assert "vier: is not in the index" in err
    assert invoke("remove", filled, "eins")[:2] == (0, "1 removed\n")
    assert invoke("compact", filled)[:2] == (0, "2 deleted for good\n")


def test_an_export_comes_back_by_import(filled: Path, tmp_path: Path) -> None:
    code, exported, _ = invoke("export", filled)
    assert code == 0
    assert [json.loads(line)["id"] for line in exported.splitlines()] == ["drei", "eins", "zwei"]
    file = tmp_path / "export.jsonl"
    assert invoke("export", filled, "--output", file)[0] == 0
    assert file.read_text(encoding="utf-8") == exported
    assert invoke("import", tmp_path / "copy.db", file)[:2] == (0, "3 added\n")
    assert invoke("import", tmp_path / "copy.db", "-", stdin=exported)[:2] == (0, "3 already\n")
    assert invoke("export", tmp_path / "copy.db")[1] == exported


def test_a_missing_index_is_not_made_by_asking(tmp_path: Path) -> None:
    for command in ("info", "check", "export", "compact"):
        code, _, err = invoke(command, tmp_path / "none.db")
        assert code != 0
        assert "there is no index" in err
    assert not (tmp_path / "none.db").exists()


def test_other_settings_are_refused(filled: Path, records: Path, tmp_path: Path) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text("[reuse]\nshingle_size = 4\n", encoding="utf-8")
    code, _, err = invoke("add", filled, records, "--settings", settings)
    assert code != 0
    assert "reuse.shingle_size is 5 there and 4 here" in err
