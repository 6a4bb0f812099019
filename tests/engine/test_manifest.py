"""A work folder says what changed since the run before, and refuses to go on with another one where it must."""

import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from dedup.engine import Run, Stage, WorkFolder, saved_parts
from dedup.errors import WorkspaceError
from dedup.model import Document
from dedup.reuse.workspace import Workspace

SETTINGS = {"artifacts": {"ignore": ["G101"]}, "reuse": {"shingle_size": 5}, "provenance": {"depth": 3}}
ANALYSES = Stage("analyses", ("artifacts",))
SHARED = Stage("shared wording", ("reuse",))


def article(number: int, path: str = "a.jsonl", text: str = "Text") -> Document:
    return Document(id=f"{number:03}", text=f"{text} {number}", path=path, record=number + 1)


ARTICLES = [article(number) for number in range(300)]


def run(
    folder: Path,
    documents: Sequence[Document] = ARTICLES,
    *,
    resume: bool = False,
    program: str = "1",
    **changed: object,
) -> str:
    """Fill all parts; gives the line that was said."""
    said: list[str] = []
    of_run = Run(documents, SETTINGS | changed, program)
    with (
        Workspace(folder) as workspace,
        saved_parts(ANALYSES, of_run, WorkFolder(folder, resume, said.append), workspace, beside=[SHARED]) as saved,
    ):
        assert saved is not None
        for part in saved.missing():
            saved.file(part).write_text("[]")
    return " ".join(said).removeprefix(f"{folder}: ")


def test_a_first_run_and_the_same_again_say_nothing(tmp_path: Path) -> None:
    assert run(tmp_path) == ""
    assert run(tmp_path) == ""
    assert run(tmp_path, resume=True) == ""


@pytest.mark.parametrize(
    ("changed", "line"),
    [
        (
            {"artifacts": {"ignore": []}},
            "settings (artifacts.ignore); done again: analyses; kept: shared wording",
        ),
        (
            {"reuse": {"shingle_size": 6}},
            "settings (reuse.shingle_size); done again: shared wording; kept: analyses",
        ),
        ({"provenance": {"depth": 4}}, "settings (provenance.depth); kept: analyses, shared wording"),
        ({"program": "2"}, "program version (1 before, 2 now); done again: analyses, shared wording"),
    ],
)
def test_a_change_is_said_with_what_is_done_again(tmp_path: Path, changed: dict[str, object], line: str) -> None:
    run(tmp_path)
    assert run(tmp_path, **changed) == f"changed since the last run: {line}"  # type: ignore[arg-type]


def test_a_file_more_costs_the_parts_it_falls_into(tmp_path: Path) -> None:
    run(tmp_path)
    line = run(tmp_path, [*ARTICLES, article(300, "b.jsonl")])
    start, _, count = line.rpartition("analyses of ")
    assert start == "changed since the last run: input (new: b.jsonl); done again: "
    assert count.endswith(" of 301 articles, shared wording")
    assert int(count.split()[0]) <= 128


def test_files_that_changed_or_went_are_named(tmp_path: Path) -> None:
    run(tmp_path, [article(0, "a.txt"), article(1, "b.txt"), article(2, "c.txt")])
    line = run(tmp_path, [article(0, "a.txt"), article(1, "b.txt", "Neues")])
    assert line.startswith("changed since the last run: input (changed: b.txt, gone: c.txt); done again: ")


def test_articles_that_only_moved_are_the_same_articles(tmp_path: Path) -> None:
    run(tmp_path)
    assert run(tmp_path, [article(number, "elsewhere/a.jsonl") for number in range(300)], resume=True) == ""


def test_the_manifest_lists_inputs_settings_and_parts(tmp_path: Path) -> None:
    run(tmp_path)
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    assert manifest["program"] == "1"
    assert manifest["settings"]["artifacts.ignore"] == ["G101"]
    assert [(item["path"], item["articles"]) for item in manifest["inputs"]] == [("a.jsonl", 300)]
    assert manifest["is_finished"]
    assert {f"{part}.stage.json" for part in manifest["parts"]} == {
        path.name for path in (tmp_path / "analyses").glob("*.stage.json")
    }


def test_a_manifest_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"name": "a theme"}')
    with pytest.raises(WorkspaceError, match="was not written by this program, or is damaged; name another folder"):
        run(tmp_path)
    assert (tmp_path / "manifest.json").read_text() == '{"name": "a theme"}'


def test_a_run_that_must_go_on_needs_one_that_began(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="holds no run to go on with; check the folder, or leave --resume out"):
        run(tmp_path / "none", resume=True)
    assert not (tmp_path / "none").exists()


def test_a_run_that_must_go_on_is_refused_other_settings_and_loses_nothing(tmp_path: Path) -> None:
    run(tmp_path)
    with pytest.raises(WorkspaceError, match=r"is of another run \(settings \(artifacts.ignore\)\)"):
        run(tmp_path, resume=True, artifacts={"ignore": []})
    assert run(tmp_path, resume=True) == ""


def test_a_run_that_was_ended_is_not_finished(tmp_path: Path) -> None:
    of_run = Run(ARTICLES, SETTINGS, "1")
    with (
        suppress(KeyboardInterrupt),
        Workspace(tmp_path) as workspace,
        saved_parts(ANALYSES, of_run, WorkFolder(tmp_path), workspace),
    ):
        raise KeyboardInterrupt
    assert not json.loads((tmp_path / "manifest.json").read_text())["is_finished"]


def test_a_second_run_in_the_folder_changes_nothing_there(tmp_path: Path) -> None:
    with Workspace(tmp_path) as workspace:
        workspace.claim()
        with pytest.raises(WorkspaceError, match="another run works here"):
            run(tmp_path)
        assert not (tmp_path / "manifest.json").exists()
