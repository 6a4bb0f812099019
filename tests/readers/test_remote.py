"""Articles at addresses: the same collection as from a local folder, in fsspec's file system in memory."""

import gzip
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dedup.errors import StorageError
from dedup.model import Collection
from dedup.readers import read_documents
from dedup.settings import ReaderSettings
from dedup.storage import check_writable, is_address, open_file, write_file

fsspec = pytest.importorskip("fsspec", reason="needs the extra [remote]")

PAGE = (
    "<html><body><article><p>" + "Der Hafen bleibt am Montag geschlossen, sagte die Stadt. " * 9 + "</p></article>"
)


def table() -> bytes:
    import io

    import pyarrow as pa
    from pyarrow import parquet

    sink = io.BytesIO()
    parquet.write_table(pa.table({"id": ["p1"], "text": ["Aus einer Tabelle."]}), sink)
    return sink.getvalue()


FILES = {
    "a.txt": b"Der Hafen bleibt zu.",
    "ort/b.md": b"---\ntitle: Brief\n---\nDie Stadt schweigt.",
    "ort/c.jsonl": json.dumps({"id": "c1", "text": "Eine Zeile."}).encode() + b"\n{kein JSON\n",
    "ort/tief/d.jsonl.gz": gzip.compress(json.dumps({"text": "Gepackt."}).encode()),
    "e.csv": b"id,text\ne1,Aus einer Liste.\n",
    "f.parquet": table(),
    "g.html": PAGE.encode(),
    "bild.png": b"\x89PNG",
    ".verborgen/h.txt": b"Niemand liest das.",
}


@pytest.fixture
def memory() -> Iterator[Any]:
    system = fsspec.filesystem("memory")
    for name, content in FILES.items():
        system.pipe_file(f"/news/{name}", content)
    yield system
    system.store.clear()
    system.pseudo_dirs[:] = [""]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in FILES.items():
        path = tmp_path / "news" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return tmp_path / "news"


def without_paths(collection: Collection, root: str) -> object:
    documents = [
        (document.id, document.text, document.title, (document.path or "").removeprefix(root))
        for document in collection.documents
    ]
    skipped = [(item.path.removeprefix(root), item.record, item.reason) for item in collection.skipped]
    return documents, skipped, [warning.replace(root, "") for warning in collection.warnings]


@pytest.mark.usefixtures("memory")
def test_a_remote_folder_is_read_as_a_local_one(folder: Path) -> None:
    remote = read_documents(["memory://news"])
    assert without_paths(remote, "memory://news") == without_paths(read_documents([folder]), os.fspath(folder))
    assert [document.id for document in remote.documents] == [
        *("a.txt", "c1", "e1", "g.html", "ort/b.md", "ort/tief/d.jsonl.gz#1", "p1")
    ]
    assert remote.documents[0].path == "memory://news/a.txt"


@pytest.mark.usefixtures("memory")
@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("memory://news/*.txt", ["a.txt"]),
        ("memory://news/**/*.md", ["ort/b.md"]),
        ("memory://news/ort/*", ["b.md", "c1"]),
        ("memory://news/o?t/c.jsonl", ["c1"]),
    ],
)
def test_patterns_match_as_local_ones_do(pattern: str, found: list[str]) -> None:
    assert [document.id for document in read_documents([pattern]).documents] == found


@pytest.mark.usefixtures("memory")
def test_a_file_reached_twice_is_read_once() -> None:
    collection = read_documents(["memory://news/", "memory://news/a.txt", "memory://news/*.txt"])
    assert [document.id for document in collection.documents].count("a.txt") == 1
    assert collection.warnings == ()


@pytest.mark.usefixtures("memory")
@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("memory://nowhere/a.txt", "does not exist; check bucket and path"),
        ("memory://news/bild.png", "is of unknown type; known types are"),
        ("memory://news/*.warc", "matches no article; known types are"),
        ("nosuch://bucket/a.txt", "is no address that can be read"),
    ],
)
def test_what_cannot_be_read_is_skipped_with_a_reason(address: str, reason: str) -> None:
    (skipped,) = read_documents([address]).skipped
    assert skipped.path == address
    assert skipped.reason.startswith(reason)


def test_limits_hold_for_addresses(memory: Any) -> None:
    memory.pipe_file("/news/lang.jsonl", b" " * 2_000)
    settings = ReaderSettings(max_characters=1000, max_file_bytes=1000)
    reasons = [item.reason for item in read_documents(["memory://news/lang.jsonl"], settings).skipped]
    assert len(reasons) == 1
    assert "readers.max_file_bytes allows 1,000" in reasons[0]


@pytest.mark.parametrize(
    ("address", "missing", "package"),
    [("s3://bucket/a.txt", "s3fs", "dedup-news[remote]"), ("gs://bucket/a.txt", "gcsfs", "gcsfs")],
)
def test_a_missing_package_is_named(
    address: str, missing: str, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    monkeypatch.setattr(sys.modules["fsspec.registry"], "_registry", {})
    (skipped,) = read_documents([address]).skipped
    assert skipped.reason == f"takes a package that is missing; install it with: pip install '{package}'"


def test_without_fsspec_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(StorageError, match=r"pip install 'dedup-news\[remote\]'"):
        check_writable("memory://reports/audit.json")


def test_a_local_file_needs_no_fsspec(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "fsspec", None)
    (tmp_path / "a.txt").write_text("Da.")
    assert [document.text for document in read_documents([tmp_path / "a.txt"]).documents] == ["Da."]


def test_what_any_library_raises_is_an_error_of_the_system(memory: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    class NoCredentialsError(Exception):
        pass

    def refuse(*_: object, **__: object) -> None:
        raise NoCredentialsError("Unable to locate credentials")

    monkeypatch.setattr(type(memory), "info", refuse)
    (skipped,) = read_documents(["memory://news"]).skipped
    assert skipped.reason == (
        "cannot be read (NoCredentialsError: Unable to locate credentials; check the credentials)"
    )


def test_a_file_is_written_whole_or_not_at_all(memory: Any) -> None:
    with write_file("memory://reports/audit.json") as stream:
        stream.write(b"{}")
        assert not memory.exists("/reports/audit.json")
    assert memory.cat_file("/reports/audit.json") == b"{}"
    with pytest.raises(KeyError):
        _write_half("memory://reports/audit.json")
    assert memory.cat_file("/reports/audit.json") == b"{}"


def test_a_file_without_a_folder_is_written(memory: Any) -> None:
    with write_file("memory://audit.json") as stream:
        stream.write(b"{}")
    assert memory.cat_file("/audit.json") == b"{}"


@pytest.mark.usefixtures("memory")
def test_a_stream_goes_back_to_its_start() -> None:
    with open_file("memory://news/a.txt") as stream:
        assert stream.read(3) == b"Der"
        assert stream.seek(0) == 0
        assert stream.read() == b"Der Hafen bleibt zu."


def test_a_password_in_an_address_is_not_shown() -> None:
    (skipped,) = read_documents(["nosuch://kim:geheim@host/a.txt"]).skipped
    assert "geheim" not in skipped.path + skipped.reason


def test_a_path_of_windows_is_no_address() -> None:
    assert [is_address(path) for path in ("C:\\news", "c://news", "news", "s3://a", "simplecache::s3://a")] == [
        *(False, False, False, True, True)
    ]


def _write_half(address: str) -> None:
    with write_file(address) as stream:
        stream.write(b"halb")
        raise KeyError
