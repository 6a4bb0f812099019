"""A work folder at an address: what is finished is there, in an order in which a kill does no harm."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from dedup import storage
from dedup.engine import mirror, mirrored
from dedup.errors import StorageError

pytest.importorskip("fsspec", reason="needs the extra [remote]")

FILES = {
    "manifest.json": b"{}",
    "reuse/manifest.json": b"{1}",
    "reuse/words.stage.json": b"{2}",
    "reuse/words.hashes.column": b"12345678",
    "analyses/ab.stage.json": b"[]",
}
UNFINISHED = {
    "reuse/shares-keys.5-0.column": b"12345678",
    "reuse/3.77.part": b"1",
    "reuse/pairs.lefts.column": b"1",
    "lock": b"",
}


def write(folder: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def files_of(folder: Path) -> dict[str, bytes]:
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items() if name != "owner"}


def refuse(line: str) -> None:
    pytest.fail(line)


def test_what_is_finished_is_kept_and_found_by_the_next_run(tmp_path: Path) -> None:
    with mirrored(tmp_path.as_uri(), refuse) as folder:
        write(folder, FILES | UNFINISHED)
    assert not folder.exists()
    assert files_of(tmp_path) == FILES
    with mirrored(tmp_path.as_uri(), refuse) as folder:
        assert files_of(folder) == FILES


def test_files_are_kept_while_the_run_goes_on(tmp_path: Path) -> None:
    with mirrored(tmp_path.as_uri(), refuse, seconds=0.01) as folder:
        write(folder, FILES)
        until = time.monotonic() + 30
        while files_of(tmp_path) != FILES and time.monotonic() < until:
            time.sleep(0.01)
        assert files_of(tmp_path) == FILES


def test_a_file_in_memory_of_the_library_is_no_different() -> None:
    with mirrored("memory://work/one", refuse) as folder:
        write(folder, FILES)
    with mirrored("memory://work/one", refuse) as folder:
        assert files_of(folder) == FILES


def test_nothing_is_copied_twice(tmp_path: Path, log: list[str]) -> None:
    with mirrored(tmp_path.as_uri(), refuse) as folder:
        write(folder, FILES)
    log.clear()
    with mirrored(tmp_path.as_uri(), refuse) as folder:
        write(folder, {"analyses/cd.stage.json": b"[]"})
    assert log == ["put analyses/cd.stage.json"]


def test_what_finishes_a_stage_comes_last_and_goes_first(tmp_path: Path, log: list[str]) -> None:
    with mirrored(tmp_path.as_uri(), refuse) as folder:
        write(folder, FILES)
    assert log == [
        "put manifest.json",
        "put reuse/manifest.json",
        "put reuse/words.hashes.column",
        "put analyses/ab.stage.json",
        "put reuse/words.stage.json",
    ]
    log.clear()
    with mirrored(tmp_path.as_uri(), refuse) as folder:
        for name in ("words.stage.json", "words.hashes.column"):
            (folder / "reuse" / name).unlink()
        write(folder, {"reuse/manifest.json": b"{other}", "reuse/texts.stage.json": b"{}"})
    assert log == [
        "remove reuse/words.stage.json",
        "remove reuse/words.hashes.column",
        "remove reuse/manifest.json",
        "put reuse/manifest.json",
        "put reuse/texts.stage.json",
    ]


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is done at the address, in order."""
    lines: list[str] = []
    root = tmp_path.as_uri() + "/"

    def noting(word: str, function: Callable[..., None], place: int) -> Callable[..., None]:
        def call(*arguments: str) -> None:
            lines.append(f"{word} {arguments[place].removeprefix(root)}")
            function(*arguments)

        return call

    monkeypatch.setattr(mirror, "put_file", noting("put", storage.put_file, 1))
    monkeypatch.setattr(mirror, "remove_file", noting("remove", storage.remove_file, 0))
    return lines


def test_a_run_that_has_lost_the_folder_to_another_copies_nothing_more_and_says_so(tmp_path: Path) -> None:
    said: list[str] = []
    with mirrored(tmp_path.as_uri(), said.append) as folder:
        with mirrored(tmp_path.as_uri(), refuse) as other:
            write(other, {"manifest.json": b"{theirs}"})
        write(folder, FILES)
    assert files_of(tmp_path) == {"manifest.json": b"{theirs}"}
    (line,) = said
    assert "another run works there since" in line


def test_what_cannot_be_copied_is_said_at_the_end_and_does_not_end_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_path: Path, address: str) -> None:
        raise StorageError(f"{address}: cannot be written (no room)")

    said: list[str] = []
    with mirrored(tmp_path.as_uri(), said.append, seconds=0.01) as folder:
        monkeypatch.setattr(mirror, "put_file", fail)
        write(folder, FILES)
    (line,) = said
    assert line.endswith("cannot be written (no room); a run that goes on there does again what was finished last")


def test_an_address_that_cannot_be_written_is_refused_at_once(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with (
        pytest.raises(StorageError, match="cannot be written"),
        mirrored((tmp_path / "file" / "work").as_uri(), refuse),
    ):
        pytest.fail("the folder was opened")
