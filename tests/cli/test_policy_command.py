"""`dedup policy` and `dedup audit --policy` as a user runs them."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dedup.policy import Policy, preset_text

Run = Callable[..., Any]
WORDING = (
    "Die Fähre zur Insel verkehrt seit Montag wieder nach dem alten Plan. Im Hafen lag sie drei Wochen, weil im "
    "Maschinenraum ein Lager gebrochen war, für das es im ganzen Land kein Ersatzteil gab. "
)


@pytest.fixture(autouse=True)
def wide_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "160")


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text(f"Fähre fährt\n\n{WORDING}", encoding="utf-8")
    (folder / "b.txt").write_text(f"Fähre fährt\n\n{WORDING}", encoding="utf-8")
    (folder / "c.txt").write_text("Nur ein kurzer Satz über den Hafen der Insel.", encoding="utf-8")
    return folder


@pytest.fixture
def lenient(tmp_path: Path) -> Path:
    file = tmp_path / "lenient.toml"
    file.write_text("[near-duplicate]\nquarantine = 0.7\n[min-words]\nreject = 5\n", encoding="utf-8")
    return file


def fail(*arguments: str | Path) -> str:
    """Run a command that ends with exit code 2, and return what it says."""
    command = [sys.executable, "-m", "dedup", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    return done.stderr


class TestCheck:
    def test_a_sound_file_is_summed_up(self, run: Run, lenient: Path) -> None:
        result = run("policy", "check", lenient)
        assert result.exit_code == 0
        lines = [" ".join(line.split()) for line in result.stdout.splitlines()]
        assert lines[0].endswith("lenient.toml: 2 checks")
        assert lines[1] == f"digest {Policy.load(lenient).digest()}"
        assert lines[2:5] == [
            "code check measured in quarantine reject",
            "P101 near-duplicate share of shingles from 0.7",
            "P301 min-words words below 5",
        ]
        assert lines[5] == "What cannot be measured: quarantine."
        assert "Not checked: contained-in-earlier, contains-earlier, reused-share" in " ".join(lines[6:])

    def test_a_preset_is_summed_up_with_every_kind_of_limit(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "one.toml").write_text(
            'extends = "rag"\nmissing-date = { decision = "reject" }', encoding="utf-8"
        )
        out = " ".join(run("policy", "check", "one.toml").stdout.split())
        assert "P201 findings.error findings per 1,000 words from 5, if 2 or more from 20, if 2 or more" in out
        assert "P303 languages 1 for yes not de, en P305 missing-date 1 for yes yes" in out

    def test_json_gives_content_and_digest(self, run: Run) -> None:
        data = json.loads(run("policy", "check", "training", "--format", "json").stdout)
        assert data["schema_version"] == 1
        assert data["digest"] == Policy.preset("training").digest()
        assert data["policy"]["near-duplicate"] == {"reject": 0.7}

    def test_all_mistakes_of_a_file_are_told_with_exit_code_2(self, tmp_path: Path) -> None:
        file = tmp_path / "mine.toml"
        file.write_text("[min-wrods]\nreject = 5\n[near-duplicate]\nreject = 70\n", encoding="utf-8")
        said = fail("policy", "check", file)
        assert said.startswith(f"dedup: {file}: 2 mistakes\n  min-wrods: unknown key; did you mean min-words?\n")


class TestShowAndSchema:
    def test_a_preset_is_printed_with_its_comments(self, run: Run) -> None:
        result = run("policy", "show", "archive")
        assert result.exit_code == 0
        assert result.stdout == preset_text("archive")

    def test_a_preset_that_is_not_there_is_told_with_those_there_are(self) -> None:
        assert "no preset is called 'strict'; there are archive, audit, rag, training" in fail(
            "policy", "show", "strict"
        )

    def test_the_schema_is_json(self, run: Run) -> None:
        assert json.loads(run("policy", "schema").stdout)["properties"]["version"] == {
            "const": 1,
            "default": 1,
            "description": "Version of the file format.",
            "type": "integer",
        }


class TestDiff:
    def test_documents_that_change_are_listed_with_reasons_and_exit_code_1(
        self, run: Run, articles: Path, lenient: Path
    ) -> None:
        result = run("policy", "diff", lenient, "audit", "--on", articles)
        assert result.exit_code == 1
        lines = [" ".join(line.split()) for line in result.stdout.splitlines()]
        assert lines[0].endswith("→ audit: 2 of 3 documents change")
        assert lines[2:5] == ["accept 1 0 1", "quarantine 0 1 0", "reject 0 0 0"]
        assert lines[6:] == [
            "b.txt quarantine",
            "+ reused-share (quarantine): 100% of its words stand in documents that come before it",
            "",
            "c.txt accept → reject",
            "+ min-words (reject): has 9 words",
        ]

    def test_the_other_way_round_reasons_go(self, run: Run, articles: Path, lenient: Path) -> None:
        result = run("policy", "diff", "audit", lenient, "--on", articles / "c.txt")
        assert "1 of 1 document changes" in result.stdout
        assert "  - min-words (reject): has 9 words\n" in result.stdout

    def test_no_change_is_exit_code_0(self, run: Run, articles: Path) -> None:
        result = run("policy", "diff", "rag", "rag", "--on", articles)
        assert result.exit_code == 0
        assert "rag → rag: 0 of 3 documents change" in result.stdout

    def test_json_gives_counts_and_both_verdicts(self, run: Run, articles: Path, lenient: Path) -> None:
        result = run("policy", "diff", lenient, "audit", "--on", articles / "c.txt", "-f", "json")
        assert result.exit_code == 1
        data = json.loads(result.stdout)
        assert (data["schema_version"], data["documents"], data["skipped"]) == (1, 1, [])
        assert data["right"] == {"name": "audit", "digest": Policy.preset("audit").digest()}
        assert {"left": "accept", "right": "reject", "documents": 1} in data["counts"]
        assert data["changes"] == [
            {
                "id": "c.txt",
                "left": {"decision": "accept", "reasons": []},
                "right": {
                    "decision": "reject",
                    "reasons": [
                        {
                            "check": "min-words",
                            "code": "P301",
                            "decision": "reject",
                            "message": "has 9 words",
                            "evidence": "text",
                            "value": 9,
                            "limit": 20,
                        }
                    ],
                },
            }
        ]

    def test_limits_below_the_settings_are_searched_for(self, run: Run, articles: Path, tmp_path: Path) -> None:
        changed = WORDING.replace("Montag", "Freitag").replace("alten", "neuen")
        (articles / "b.txt").write_text(f"Fähre fährt\n\n{changed}", encoding="utf-8")
        (tmp_path / "low.toml").write_text("[near-duplicate]\nquarantine = 0.5\n", encoding="utf-8")
        (tmp_path / "high.toml").write_text("[near-duplicate]\nquarantine = 0.9\n", encoding="utf-8")
        result = run("policy", "diff", "high.toml", "low.toml", "--on", articles)
        assert "+ near-duplicate (quarantine): shares nearly all of its text with a.txt" in result.stdout

    def test_input_that_cannot_be_read_outranks_changes(self, run: Run, articles: Path, lenient: Path) -> None:
        (articles / "broken.jsonl").write_text("{", encoding="utf-8")
        result = run("policy", "diff", lenient, "audit", "--on", articles)
        assert result.exit_code == 2
        assert "broken.jsonl, record 1" in result.stderr
        assert run("policy", "diff", lenient, "audit", "--on", articles, "--allow-skipped", "-q").exit_code == 1


class TestAudit:
    def decisions(self, result: Any) -> dict[str, str]:
        return {document["id"]: document["decision"] for document in json.loads(result.stdout)["documents"]}

    def test_a_policy_file_decides(self, run: Run, articles: Path, lenient: Path) -> None:
        result = run("audit", articles, "--policy", lenient, "-f", "json")
        assert result.exit_code == 0
        assert self.decisions(result) == {"a.txt": "accept", "b.txt": "quarantine", "c.txt": "accept"}
        assert json.loads(result.stdout)["settings"]["policy"]["min-words"] == {"reject": 5}

    def test_a_preset_decides(self, run: Run, articles: Path) -> None:
        result = run("audit", articles, "--policy", "training", "-f", "json")
        assert self.decisions(result) == {"a.txt": "reject", "b.txt": "reject", "c.txt": "reject"}

    @pytest.mark.parametrize(("fail_on", "code"), [("reject", 0), ("quarantine", 1)])
    def test_fail_on_looks_at_what_the_policy_decides(
        self, run: Run, articles: Path, lenient: Path, fail_on: str, code: int
    ) -> None:
        assert run("audit", articles, "--policy", lenient, "--fail-on", fail_on).exit_code == code

    def test_a_policy_that_is_nowhere_is_exit_code_2_before_anything_is_read(self, articles: Path) -> None:
        said = fail("audit", articles, "--policy", "strict")
        assert "dedup: strict: cannot be read" in said
        assert "or name a preset: archive, audit, rag, training" in said
