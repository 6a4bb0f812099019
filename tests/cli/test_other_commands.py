"""`compare`, `rules`, `outlets`, `--version`: what they print and how they refuse."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dedup import __version__
from dedup.cli import app

SHARED = (
    "Der Sprecher des Ministeriums erklärte am Dienstag in der Hauptstadt, dass die Lieferungen über den Hafen "
    "abgewickelt worden seien."
)


def invoke(*arguments: str | Path) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, [str(item) for item in arguments])
    return result.exit_code, result.stdout, result.stderr


def test_compare_shows_the_shared_passage_of_two_files(tmp_path: Path) -> None:
    left, right = tmp_path / "left.txt", tmp_path / "right.txt"
    left.write_text(f"Eins vorweg. {SHARED}", encoding="utf-8")
    right.write_text(f"{SHARED.replace('Dienstag', 'Mittwoch')} Und mehr.", encoding="utf-8")
    code, out, _ = invoke("compare", left, right)
    assert code == 0
    assert "Dienstag" in out
    assert "Mittwoch" in out


def test_compare_says_what_two_versions_are_and_how_much_stands_in_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # so that no long path wraps within a name
    for name in ("left.txt", "right.txt"):
        Path(name).write_text(SHARED, encoding="utf-8")
    code, out, _ = invoke("compare", "left.txt", "right.txt")
    assert code == 0
    lines = " ".join(out.split())
    assert "right.txt has the same text as" in lines
    assert "Jaccard 100%" in lines
    assert "stand in the other one" in lines
    assert "direction undecided" in lines


def test_compare_needs_one_article_in_each_file(tmp_path: Path) -> None:
    left = tmp_path / "left.txt"
    left.write_text(SHARED, encoding="utf-8")
    code, _, err = invoke("compare", left, tmp_path / "missing.txt")
    assert code == 2
    assert "missing.txt" in err
    assert "compare needs one article a file" in err


def test_compare_takes_two_files_of_one_name_in_the_order_given(tmp_path: Path) -> None:
    for folder in ("b", "a"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "same.txt").write_text(f"{folder} {SHARED}", encoding="utf-8")
    code, out, _ = invoke("compare", tmp_path / "b" / "same.txt", tmp_path / "a" / "same.txt")
    assert code == 0
    assert "1 passage" in out


def test_compare_refuses_to_compare_a_file_with_itself(tmp_path: Path) -> None:
    file = tmp_path / "same.txt"
    file.write_text(SHARED, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "dedup", "compare", str(file), str(file)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "ids must be unique" in done.stderr


def test_rules_lists_every_kind_of_damage() -> None:
    code, out, _ = invoke("rules")
    assert code == 0
    assert "drop-letter" in out
    assert "html-residue" in out


@pytest.mark.parametrize("name", ["G101", "g101", "drop-letter"])
def test_a_rule_is_explained_by_code_or_name(name: str) -> None:
    code, out, _ = invoke("rules", name)
    assert code == 0
    assert "drop-letter" in out
    assert "rationale" in out


def test_a_family_of_rules_is_listed_by_its_letter() -> None:
    _, out, _ = invoke("rules", "Q", "--format", "json")
    assert [rule["name"] for rule in json.loads(out)["rules"]] == ["quote-mismatch"]


def test_an_unknown_rule_is_wrong_usage() -> None:
    code, _, err = invoke("rules", "Z999")
    assert code == 2
    assert "no rule is called 'Z999'" in err


def test_outlets_lists_the_catalogue() -> None:
    _, out, _ = invoke("outlets", "--format", "json")
    ids = [outlet["id"] for outlet in json.loads(out)["outlets"]]
    assert len(ids) >= 120
    assert ids == sorted(ids)
    assert {"newsweek", "bloomberg", "new-york-times", "kyodo", "kcna", "t-online", "dpa"} <= set(ids)


def test_an_outlet_is_explained() -> None:
    code, out, _ = invoke("outlets", "kcna")
    assert code == 0
    assert "state_control: True" in out


def test_institutions_are_listed_apart() -> None:
    _, out, _ = invoke("outlets", "--institutions", "--format", "json")
    ids = [institution["id"] for institution in json.loads(out)["institutions"]]
    assert len(ids) >= 200
    assert ids == sorted(ids)
    assert {"kremlin", "white-house", "un", "iaea"} <= set(ids)


def test_an_institution_is_explained() -> None:
    code, out, _ = invoke("outlets", "unicef")
    assert code == 0
    assert "part_of:\n  · un" in out


def test_an_unknown_outlet_is_wrong_usage() -> None:
    code, _, err = invoke("outlets", "nowhere-times")
    assert code == 2
    assert "no outlet has the id 'nowhere-times'" in err


def test_the_version_is_printed() -> None:
    assert invoke("--version")[1] == f"dedup {__version__}\n"


@pytest.mark.parametrize(
    "arguments", [["audit"], ["nonsense"], ["audit", "x", "--format", "pdf"], ["compare", "x"]]
)
def test_wrong_usage_is_exit_code_two(arguments: list[str]) -> None:
    assert invoke(*arguments)[0] == 2
