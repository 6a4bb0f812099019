"""A work folder at an address: what is finished is there, in an order in which a kill does no harm."""

import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from dedup import storage
from dedup.engine import mirror, mirrored
from dedup.errors import StorageError, WorkspaceError

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
    with mirrored("memory://bucket/one", refuse) as folder:
        write(folder, FILES)
    with mirrored("memory://bucket/one", refuse) as folder:
        assert files_of(folder) == FILES


@pytest.mark.parametrize(
    "name",
    [
        "a.jsonl",
        "news/a.jsonl",
        "site/manifest.json",
        "table.column",
        "reuse/a.jsonl",
        "reuse/deep/words.stage.json",
        "owner/a.txt",
    ],
)
def test_files_of_something_else_are_refused_and_left_alone(tmp_path: Path, name: str) -> None:
    write(tmp_path, {name: b"theirs"})
    said = rf"holds files of something else \({name}\); name another address"
    with pytest.raises(WorkspaceError, match=said), mirrored(tmp_path.as_uri(), refuse):
        pytest.fail("the folder was opened")
    assert files_of(tmp_path) == {name: b"theirs"}
    assert not (tmp_path / "owner").is_file()


def test_a_file_is_refused_as_an_address_and_left_alone(tmp_path: Path) -> None:
    write(tmp_path, {"news.jsonl": b"theirs"})
    address = (tmp_path / "news.jsonl").as_uri()
    with pytest.raises(WorkspaceError, match="files of something else"), mirrored(address, refuse):
        pytest.fail("the folder was opened")
    assert files_of(tmp_path) == {"news.jsonl": b"theirs"}


def test_what_a_local_work_folder_holds_beside_stages_is_left_alone_where_somebody_copied_it(
    tmp_path: Path,
) -> None:
    beside = {"lock": b"", "manifest.json.77.part": b"{", "reuse/3.77.part": b"1"}
    write(tmp_path, FILES | beside)
    with mirrored(tmp_path.as_uri(), refuse) as folder:
        assert files_of(folder) == FILES
    assert files_of(tmp_path) == FILES | beside


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


NAMES = ("alignment.stage.json", "alignment.sums.column", "words.stage.json")
"""Files of stages, sorted before and after the manifest, which matters to who looks through them."""


def begin(folder: Path, run: bytes) -> None:
    """Do what a run does with the stages of another."""
    for name in ("manifest.json", *NAMES):
        (folder / "reuse" / name).unlink(missing_ok=True)
    write(folder, {"manifest.json": run, "reuse/manifest.json": run})


def finish_stages(folder: Path, run: bytes) -> None:
    write(folder, {f"reuse/{name}": run for name in NAMES})


def is_true(files: dict[str, bytes]) -> bool:
    """Say whether finished stages have their columns and are of the manifest's run; without one none counts."""
    run = files.get("reuse/manifest.json")
    counted = {files[name] for name in files if name.endswith(".stage.json")}
    if "reuse/alignment.stage.json" in files:
        counted.add(files.get("reuse/alignment.sums.column", b"none"))
    return run is None or counted <= {run}


def test_what_is_at_the_address_is_true_at_any_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    states: list[dict[str, bytes]] = []

    def noting(function: Callable[..., None]) -> Callable[..., None]:
        def call(*arguments: object) -> None:
            function(*arguments)
            states.append(files_of(tmp_path))

        return call

    monkeypatch.setattr(mirror, "put_file", noting(storage.put_file))
    monkeypatch.setattr(mirror, "remove_file", noting(storage.remove_file))
    for run in (b"first", b"other", b"third"):
        with mirrored(tmp_path.as_uri(), refuse) as folder:
            begin(folder, run)
        for _ in range(2):  # the second time all is done again
            with mirrored(tmp_path.as_uri(), refuse) as folder:
                finish_stages(folder, run)
        with mirrored(tmp_path.as_uri(), refuse) as folder:
            begin(folder, run + b" again")
            finish_stages(folder, run + b" again")
    assert len(states) == 20 + 24 + 24
    assert [state for state in states if not is_true(state)] == []
    assert all("manifest.json" in state for state in states)


def test_a_run_that_begins_anew_while_it_is_looked_through_leaves_no_old_stage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with mirrored(tmp_path.as_uri(), refuse) as folder:
        begin(folder, b"first")
        finish_stages(folder, b"first")
    look = mirror._version

    def begin_anew_after(path: Path) -> tuple[int, int]:
        version = look(path)
        if path.name == NAMES[0] and path.read_bytes() == b"first":
            for name in NAMES:
                path.with_name(name).unlink()
            path.with_name("manifest.json").write_bytes(b"other")
        return version

    with mirrored(tmp_path.as_uri(), refuse):
        monkeypatch.setattr(mirror, "_version", begin_anew_after)
    assert files_of(tmp_path) == {"manifest.json": b"first", "reuse/manifest.json": b"other"}


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


def test_a_local_copy_that_cannot_be_read_is_said_at_the_end_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_path: Path) -> None:
        raise OSError(5, "Input/output error")

    said: list[str] = []
    with mirrored(tmp_path.as_uri(), said.append, seconds=0.01) as folder:
        monkeypatch.setattr(mirror, "_version", fail)
        write(folder, FILES)
        time.sleep(0.1)
    (line,) = said
    assert line == (
        f"{tmp_path.as_uri()}: what is finished cannot be copied there ([Errno 5] Input/output error); a run that "
        "goes on there does again what was finished last"
    )


def test_a_local_copy_that_is_being_deleted_deletes_nothing_at_the_address(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    local = tmp_path / "local"
    local.mkdir()
    here = mirror._Mirror((tmp_path / "there").as_uri(), local)
    write(tmp_path / "there", FILES)
    here.fetch()
    (local / "reuse" / "words.stage.json").unlink()
    here.is_over = True
    here.copy()
    assert files_of(tmp_path / "there") == FILES


def test_sigterm_leaves_the_block_and_the_local_copy_is_deleted(tmp_path: Path) -> None:
    folders: list[Path] = []

    def run() -> None:
        with mirrored(tmp_path.as_uri(), refuse) as folder:
            folders.append(folder)
            write(folder, FILES)
            signal.raise_signal(signal.SIGTERM)
            pytest.fail("the run went on")

    with pytest.raises(SystemExit, match="143"):
        run()
    assert not folders[0].exists()
    assert files_of(tmp_path) == FILES
    assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL


def test_whoever_handles_sigterm_keeps_it(tmp_path: Path) -> None:
    got: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _frame: got.append(number))
    try:
        with mirrored(tmp_path.as_uri(), refuse):
            signal.raise_signal(signal.SIGTERM)
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
    assert got == [signal.SIGTERM]


def test_an_address_that_cannot_be_written_is_refused_at_once(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with (
        pytest.raises(StorageError, match="cannot be written"),
        mirrored((tmp_path / "file" / "work").as_uri(), refuse),
    ):
        pytest.fail("the folder was opened")


def test_what_fails_on_the_way_out_does_not_hide_that_sigterm_ended_the_run(tmp_path: Path) -> None:
    def work() -> None:
        with mirrored((tmp_path / "there").as_uri(), print):
            try:
                signal.raise_signal(signal.SIGTERM)
            finally:
                raise WorkspaceError("the pool is gone")

    with pytest.raises(SystemExit) as ended:
        work()
    assert ended.value.code == 128 + signal.SIGTERM
    assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL
