"""`dedup roots`: formats, exit codes, settings."""

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

FILE = {
    "sources": {
        "ministry": {"label": "Ministerium <b>", "kind": "state", "level": 2, "principal": "GOV:AA"},
        "officials": {"label": "Beamte", "kind": "state", "level": 1, "principal": "GOV:BB"},
        "agency": {"label": "Küstenagentur", "kind": "outlet", "principal": "OUT:agency"},
    },
    "claims": [
        {
            "id": "C1",
            "claim": "Zwei <script>Schiffe</script> liefen aus",
            "mentions": [
                {"article": "1", "chains": [["ministry"]]},
                {"article": "2", "chains": [["officials"]]},
                {"article": "3", "chains": [["agency"]], "attribution_scope": "article"},
            ],
            "soft_edges": [{"a": "ministry", "b": "officials"}],
        },
        {"id": "C2", "kind": "background", "mentions": [{"article": "1"}]},
    ],
}


def run(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "dedup", "roots", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "claims.json"
    path.write_text(json.dumps(FILE), encoding="utf-8")
    return str(path)


def test_json_gives_the_figures_of_every_claim(file: str) -> None:
    done = run(file, "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    result = json.loads(done.stdout)
    first, second = result["claims"]
    assert (first["roots_low"], first["roots_high"], first["roots_expected"]) == (1, 3, 2.0)
    assert (first["credibility"], first["reasons"]) == ("2", ["at least one root, perhaps more"])
    assert (first["roots"], first["roots_inherited"]) == (["GOV:AA", "GOV:BB"], ["OUT:agency"])
    assert first["edges"][0]["prior"] == 0.5
    assert (second["id"], second["narrators"], second["denied"]) == ("C2", ["OUT:1?"], False)
    assert result["settings"]["roots"]["anonymous_prior"] == 0.8


def test_the_terminal_says_what_each_claim_rests_on(file: str) -> None:
    done = run(file)
    assert done.returncode == 0
    said = " ".join(done.stdout.split())
    assert "1 to 3 independent sources: no text says whether they pass on the same" in said
    assert "rests on GOV:AA (Ministerium <b>); GOV:BB (Beamte)" in said
    assert "names no source: 1 outlet states it" in said
    assert "Priors, set and not measured" in said
    assert not re.search(r"\b(?:true|false|fake|plagiarised)\b", said)


def test_csv_has_one_row_a_claim(file: str) -> None:
    done = run(file, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [(row["id"], row["roots_low"], row["roots_high"], row["credibility"]) for row in rows] == [
        ("C1", "1", "3", "2"),
        ("C2", "0", "0", "6"),
    ]


def test_the_page_escapes_what_the_file_says(file: str, tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    done = run(file, "--format", "html", "--output", str(target))
    assert (done.returncode, done.stdout) == (0, "")
    page = target.read_text(encoding="utf-8")
    assert "<script>Schiffe" not in page
    assert "Zwei &lt;script&gt;Schiffe" in page
    assert 'aria-label="1 to 3 independent roots, expected 2"' in page


def test_stdin_is_read_with_a_dash() -> None:
    done = run("-", "--format", "json", stdin=json.dumps(FILE))
    assert len(json.loads(done.stdout)["claims"]) == 2


def test_settings_give_the_priors_that_the_file_leaves_out(file: str, tmp_path: Path) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text("[roots]\nallied_prior = 0.4\ninherited_share = 0.2\n", encoding="utf-8")
    done = run(file, "--format", "json", "--settings", str(settings))
    assert json.loads(done.stdout)["claims"][0]["roots_expected"] == 1.8


def test_an_empty_list_is_an_answer() -> None:
    done = run("-", "--format", "json", stdin='{"claims": []}')
    assert done.returncode == 0
    assert json.loads(done.stdout)["claims"] == []
    assert run("-", stdin='{"claims": []}').stdout.startswith("No claims.")


@pytest.mark.parametrize(
    ("stdin", "message"),
    [
        ("", "is not JSON"),
        ('{"claims": 3}', "'claims' is a number"),
        ('{"claims": [{"mentions": [{"chains": [["x"]]}]}]}', "claim claim-1, mention 1: unknown source 'x'"),
    ],
)
def test_a_mistake_is_named_and_exits_with_two(stdin: str, message: str) -> None:
    done = run("-", stdin=stdin)
    assert done.returncode == 2
    assert done.stdout == ""
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_that_is_missing_or_no_text_exits_with_two(tmp_path: Path) -> None:
    assert run().returncode == 2
    missing = run(str(tmp_path / "none.json"))
    assert (missing.returncode, "No such file" in missing.stderr) == (2, True)
    folder = run(str(tmp_path))
    assert folder.returncode == 2
    binary = tmp_path / "binary.json"
    binary.write_bytes(b"\xff\xfe")
    assert "is not UTF-8" in run(str(binary)).stderr


def test_an_edge_that_joins_nothing_is_said_on_stderr() -> None:
    claims = [{"id": "A", "soft_edges": [{"a": "GOV:X", "b": "GOV:Y", "p": 0.5}]}]
    done = run("-", "--format", "json", stdin=json.dumps({"claims": claims}))
    assert done.returncode == 0
    assert "the edge joins nothing" in done.stderr
    assert len(json.loads(done.stdout)["notes"]) == 2


@pytest.mark.shared_data
def test_the_worked_examples_are_exact(shared_data: Path) -> None:
    path = shared_data / "data" / "claims_examples.json"
    found = json.loads(run(str(path), "--format", "json").stdout)["claims"]
    for counted, worked in zip(found, json.loads(path.read_text(encoding="utf-8"))["claims"], strict=True):
        assert {key: counted[key] for key in worked["result"]} == worked["result"]
