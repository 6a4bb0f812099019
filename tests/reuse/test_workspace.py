"""The work directory: what is finished is kept, what is not is made, and nothing of another input is used."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from dedup.errors import WorkspaceError
from dedup.model import Document
from dedup.reuse.column import Budget, Column
from dedup.reuse.files import map_array, read_at_random
from dedup.reuse.workspace import Workspace, digest_documents

Numbers = npt.NDArray[np.int64]


def refuse() -> dict[str, Numbers]:
    raise AssertionError("the stage was finished already")


def numbers(*values: int) -> Callable[[], dict[str, Numbers]]:
    return lambda: {"values": np.array(values, np.int64)}


def run(folder: Path, make: Callable[[], dict[str, Numbers]], **identity: str) -> list[int]:
    with Workspace(folder) as workspace:
        values: list[int] = workspace.open("part", identity).columns("stage", make)["values"].tolist()
        return values


def test_a_finished_stage_is_read_and_not_made_again(tmp_path: Path) -> None:
    assert run(tmp_path, numbers(1, 2, 3)) == [1, 2, 3]
    assert run(tmp_path, refuse) == [1, 2, 3]


def test_stages_of_other_input_are_made_anew(tmp_path: Path) -> None:
    run(tmp_path, numbers(1), documents="old")
    assert run(tmp_path, numbers(2), documents="new") == [2]
    assert run(tmp_path, numbers(3), documents="old") == [3]


def test_a_stage_that_failed_is_made_again(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="finished already"):
        run(tmp_path, refuse)
    assert run(tmp_path, numbers(5)) == [5]


def test_columns_that_do_not_fit_their_description_are_made_anew(tmp_path: Path) -> None:
    run(tmp_path, numbers(1, 2))
    (tmp_path / "part" / "stage.values.column").write_bytes(b"short")
    assert run(tmp_path, numbers(7)) == [7]
    (tmp_path / "part" / "stage.stage.json").write_bytes(b"[]")
    assert run(tmp_path, numbers(8)) == [8]


def test_values_come_back_from_json(tmp_path: Path) -> None:
    documents = (Document(id="a", text="ä"), Document(id="b", text=""))
    for _ in range(2):
        with Workspace(tmp_path) as workspace:
            stages = workspace.open("part", {})
            assert stages.value("value", tuple[Document, ...], lambda: documents) == documents


def test_no_file_in_a_work_directory_is_a_pickle(tmp_path: Path) -> None:
    run(tmp_path, numbers(1))
    assert sorted(path.name for path in (tmp_path / "part").iterdir()) == [
        "manifest.json",
        "stage.stage.json",
        "stage.values.column",
    ]
    assert (tmp_path / "part" / "stage.values.column").read_bytes() == b"\x01" + b"\x00" * 7


def test_a_folder_with_files_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "part").mkdir()
    (tmp_path / "part" / "thesis.txt").write_text("mine")
    with pytest.raises(WorkspaceError, match="holds files of something else"):
        run(tmp_path, numbers(1))
    assert (tmp_path / "part" / "thesis.txt").read_text() == "mine"


def test_a_second_run_in_the_same_folder_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("fcntl")
    with Workspace(tmp_path) as workspace:
        workspace.open("part", {})
        with pytest.raises(WorkspaceError, match="another run works here"):
            run(tmp_path, numbers(1))
    assert run(tmp_path, numbers(2)) == [2]


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    with pytest.raises(WorkspaceError, match="file: cannot be used"):
        run(file, numbers(1))


@contextmanager
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", fail)
        yield


def test_a_full_disk_is_said_and_leaves_nothing_that_looks_finished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(tmp_path, numbers(1), documents="other")
    with full_disk(monkeypatch), Workspace(tmp_path) as workspace:
        stages = workspace.open("part", {"documents": "other"})
        with pytest.raises(WorkspaceError, match=r"No space left on device\); free space"):
            stages.columns("second", numbers(2))
    with Workspace(tmp_path) as workspace:
        stages = workspace.open("part", {"documents": "other"})
        assert stages.columns("second", numbers(3))["values"].tolist() == [3]
        assert not list((tmp_path / "part").glob("*.part"))


@pytest.mark.parametrize("memory", [0, 100, 10_000])
@pytest.mark.parametrize("in_folder", [True, False])
def test_a_column_is_the_same_in_memory_and_on_disk(tmp_path: Path, memory: int, *, in_folder: bool) -> None:
    expected = np.arange(300, dtype=np.uint16).reshape(100, 3)
    for _ in range(2):
        with Workspace(tmp_path if in_folder else None, memory=memory) as workspace:
            stages = workspace.open("part", {})

            def make() -> dict[str, Column]:
                column = stages.column(np.uint16, row=(3,))  # noqa: B023 - called at once
                for first in range(0, 100, 7):
                    column.append(expected[first : first + 7])
                return {"rows": column, "none": stages.column(np.int64)}  # noqa: B023 - the same

            found = stages.columns("stage", make)
            assert np.array_equal(found["rows"], expected)
            assert found["none"].shape == (0,)
            found["rows"][5] = 0  # stays in memory


def test_a_column_larger_than_its_blocks_keeps_its_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dedup.reuse.column._BLOCK_BYTES", 64)
    column = Column(np.dtype(np.int64), Budget(1_000_000))
    for first in range(0, 1_000, 13):
        column.append(np.arange(first, min(first + 13, 1_000)))
    assert np.array_equal(column.finish(), np.arange(1_000))


def test_a_digest_tells_any_difference_of_documents() -> None:
    documents = [Document(id="a", text="bc"), Document(id="d", text="")]
    others = [
        [Document(id="ab", text="c"), Document(id="d", text="")],
        [Document(id="a", text="bc", outlet="x"), Document(id="d", text="")],
        documents[::-1],
        documents[:1],
        [Document(id="a", text="bc"), Document(id="d", text="\ud800")],
    ]
    digests = {digest_documents(case) for case in [documents, *others]}
    assert len(digests) == 6
    assert digest_documents([Document(id="a", text="bc"), Document(id="d", text="")]) in digests


@pytest.mark.skipif(not Path("/proc/self/smaps").exists(), reason="only Linux tells how a file is mapped")
def test_a_mapped_column_may_be_read_at_random(tmp_path: Path) -> None:
    path = tmp_path / "numbers.column"
    path.write_bytes(np.arange(5).tobytes())
    mapped = map_array(path, np.dtype(np.int64), (5,))
    assert "rr" not in flags_of(path)
    read_at_random(mapped[1:])
    assert "rr" in flags_of(path)
    assert mapped.tolist() == [0, 1, 2, 3, 4]


def flags_of(path: Path) -> list[str]:
    """How the system maps a file; `rr` is reading at random."""
    of_file = Path("/proc/self/smaps").read_text(encoding="utf-8").partition(str(path))[2]
    return of_file.partition("VmFlags:")[2].splitlines()[0].split()


def test_an_array_in_memory_may_be_read_at_random_too() -> None:
    numbers = np.arange(3)
    read_at_random(numbers)
    assert numbers.tolist() == [0, 1, 2]
