import os
from collections.abc import Callable
from pathlib import Path

import pytest

from dedup.model import Collection, SkippedRecord
from dedup.readers import read_documents

Write = Callable[[str, bytes | str], Path]

KNOWN = (
    ".txt, .md, .html, .htm, .jsonl, .jsonl.gz, .jsonl.zst, .ndjson, .ndjson.gz, .ndjson.zst, "
    ".csv, .parquet, .warc, .warc.gz"
)


def ids(collection: Collection) -> list[str]:
    return [document.id for document in collection.documents]


def test_a_folder_gives_its_known_files_at_any_depth_without_hidden_ones(write: Write) -> None:
    for name in ("b.txt", "a/c.txt", "a/b/d.md", ".git/x.txt", "a/.x.txt", "bild.png", "A.TXT"):
        write(f"news/{name}", name)
    collection = read_documents(["news"])
    assert ids(collection) == ["A.TXT", "a/b/d.md", "a/c.txt", "b.txt"]
    assert collection.documents[1].path == "news/a/b/d.md"
    assert collection.skipped == ()


def test_the_order_of_paths_changes_nothing(write: Write) -> None:
    for name in ("one/a.txt", "two/a.txt", "two/b.txt"):
        write(name, name)
    assert read_documents(["one", "two"]) == read_documents([Path("two"), "one", "one/"])


def test_a_file_named_directly_has_its_file_name(write: Write) -> None:
    assert ids(read_documents([os.fspath(write("news/sub/a.txt", "A"))])) == ["a.txt"]


def test_a_file_reached_twice_is_read_once_under_its_longer_name(write: Write) -> None:
    write("news/sub/a.txt", "A")
    collection = read_documents(["news/sub/a.txt", "news/sub", "news", "./news/"])
    assert ids(collection) == ["sub/a.txt"]
    assert (collection.skipped, collection.warnings) == ((), ())


def test_two_files_of_one_name_collide_and_the_reason_says_what_to_do(write: Write) -> None:
    write("one/a.txt", "erst")
    write("two/a.txt", "dann")
    collection = read_documents(["two", "one"])
    assert [document.text for document in collection.documents] == ["erst"]
    assert collection.skipped == (
        SkippedRecord(
            path="two/a.txt",
            record=None,
            reason="its id 'a.txt' is already taken by one/a.txt; name the folder that holds both",
        ),
    )


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("news/*.txt", ["a.txt"]),
        ("news/**/*.txt", ["a.txt", "sub/b.txt", "sub/deep/c.txt"]),
        ("news/**", ["a.txt", "sub/b.txt", "sub/d.md", "sub/deep/c.txt"]),
        ("news/*/?.txt", ["sub/b.txt"]),
        ("news/sub/[bd].*", ["b.txt", "d.md"]),
        ("n*/**/deep/*", ["news/sub/deep/c.txt"]),
        ("**/c.txt", ["news/sub/deep/c.txt"]),
    ],
)
def test_patterns_name_files_below_their_fixed_part(write: Write, pattern: str, expected: list[str]) -> None:
    for name in ("a.txt", "sub/b.txt", "sub/deep/c.txt", "sub/d.md", "sub/e.png", ".hidden/f.txt"):
        write(f"news/{name}", name)
    assert ids(read_documents([pattern])) == expected


def test_a_file_whose_name_looks_like_a_pattern_is_read(write: Write) -> None:
    assert ids(read_documents([os.fspath(write("a[1].txt", "A"))])) == ["a[1].txt"]


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("fehlt.txt", "does not exist; check the path"),
        ("", "does not exist; check the path"),
        ("a\0b.txt", "is no possible path; check it"),
        ("bild.png", f"is of unknown type (.png); known types are {KNOWN}"),
        ("ohne", f"is of unknown type (no suffix); known types are {KNOWN}"),
        ("leer", f"holds no article: known types are {KNOWN}"),
        ("bilder", f"holds no article: known types are {KNOWN} (it holds 1 .jpg, 2 .png)"),
        ("bilder/*", f"matches no article; known types are {KNOWN}"),
        ("verweis.txt", "is a link to a file that does not exist; repair or remove it"),
    ],
)
def test_a_path_without_article_is_skipped_with_the_reason(write: Write, path: str, reason: str) -> None:
    for name in ("bild.png", "ohne", "bilder/a.png", "bilder/b.PNG", "bilder/c.jpg"):
        write(name, "x")
    Path("leer").mkdir()
    Path("verweis.txt").symlink_to("nirgends.txt")
    (skipped,) = read_documents([path]).skipped
    assert skipped.reason == reason


def test_links_that_lead_back_end_and_own_paths_come_first(write: Write) -> None:
    write("news/z/a.txt", "A")
    Path("news/b").symlink_to("z")
    Path("news/z/up").symlink_to("..")
    Path("news/self.txt").symlink_to("self.txt")
    collection = read_documents(["news"])
    assert ids(collection) == ["z/a.txt"]
    assert [skipped.path for skipped in collection.skipped] == ["news/self.txt"]


def test_a_second_name_of_a_file_is_noted(write: Write) -> None:
    write("news/b.txt", "B")
    Path("news/a.txt").symlink_to("b.txt")
    collection = read_documents(["news"])
    assert ids(collection) == ["b.txt"]
    assert collection.warnings == ("news/a.txt: the same file as news/b.txt, read once",)


def test_a_linked_folder_outside_is_followed(write: Write) -> None:
    write("elsewhere/a.txt", "A")
    Path("news").mkdir()
    Path("news/link").symlink_to("../elsewhere")
    assert ids(read_documents(["news"])) == ["link/a.txt"]


def test_a_folder_that_cannot_be_listed_is_named(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    write("news/a.txt", "A")
    write("news/zu/b.txt", "B")
    scandir = os.scandir

    def refuse(path: str) -> object:
        if path.endswith("zu"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr("dedup.readers.folder.os.scandir", refuse)
    collection = read_documents(["news"])
    assert ids(collection) == ["a.txt"]
    assert collection.skipped == (
        SkippedRecord(
            path="news/zu", record=None, reason="cannot be listed (Permission denied); check its permissions"
        ),
    )


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_without_permission_is_skipped(write: Write) -> None:
    write("a.txt", "A").chmod(0)
    assert read_documents(["a.txt"]).skipped[0].reason == (
        "cannot be read (Permission denied); check the path and its permissions"
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_waited_for() -> None:
    os.mkfifo("a.txt")
    assert read_documents(["a.txt"]).skipped[0].reason == (
        "is a pipe or a device, not a file; send JSON Lines to standard input and name it -"
    )


def test_a_file_name_that_is_no_text_is_written_with_escapes() -> None:
    try:
        Path(os.fsdecode(b"caf\xe9.txt")).write_text("A", encoding="utf-8")
    except (OSError, UnicodeError):
        pytest.skip("this file system takes no such name")
    assert ids(read_documents(["."])) == ["caf\\xe9.txt"]


def test_progress_counts_files(write: Write) -> None:
    write("news/a.txt", "A")
    write("news/b.txt", "B")
    told: list[tuple[str, int, int]] = []
    read_documents(["news"], progress=lambda *step: told.append(step))
    assert told == [("reading", 0, 2), ("reading", 1, 2), ("reading", 2, 2)]


def test_no_path_is_an_empty_collection() -> None:
    assert read_documents([]) == Collection(documents=())


def test_texts_that_outgrow_their_memory_wait_in_a_file_and_come_back_in_order(write: Write) -> None:
    for name in ("b.txt", "a.txt", "c.txt"):
        write(f"news/{name}", f"Text von {name}: „Straße“ {'x' * 200}")
    in_memory, on_disk = read_documents(["news"]), read_documents(["news"], memory=300)
    assert isinstance(in_memory.documents, tuple)
    assert not isinstance(on_disk.documents, tuple)
    assert list(on_disk.documents) == list(in_memory.documents)
    assert ids(on_disk) == ["a.txt", "b.txt", "c.txt"]
