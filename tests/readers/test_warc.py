import gzip
from collections.abc import Callable

import pytest

from dedup.model import Collection
from dedup.readers import read_documents

ReadBytes = Callable[..., Collection]

ADDRESS = "https://hafenblatt.example/"


def page(name: str) -> bytes:
    return (
        f"<html><head><title>Seite {name}</title></head><body><article>"
        f"<p>Auf der Seite {name} steht, dass die neue Schleuse im Herbst geöffnet wird und immer besetzt ist.</p>"
        "<p>Die Reederei widersprach: Ohne zweite Kammer müssten die Schiffe weiterhin sechs Stunden warten.</p>"
        "</article></body></html>"
    ).encode()


def record(
    name: str,
    body: bytes | None = None,
    *,
    status: str = "200 OK",
    headers: str = "Content-Type: text/html; charset=utf-8",
    kind: str = "response",
) -> bytes:
    block = f"HTTP/1.1 {status}\r\n{headers}\r\n\r\n".encode() + (page(name) if body is None else body)
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{name}>\r\nWARC-Date: 2024-06-18T10:00:00Z\r\n"
        f"WARC-Target-URI: {ADDRESS}{name}\r\nContent-Type: application/http; msgtype={kind}\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def ids(collection: Collection) -> list[str]:
    return [document.id for document in collection.documents]


def test_a_page_becomes_a_document_named_after_its_address(read: ReadBytes) -> None:
    collection = read("a.warc", record("eins"))
    (document,) = collection.documents
    assert document.id == ADDRESS + "eins"
    assert document.url == ADDRESS + "eins"
    assert document.path == "a.warc"
    assert document.title == "Seite eins"
    assert document.text.startswith("Auf der Seite eins steht, dass die neue Schleuse im Herbst geöffnet wird")
    assert collection.skipped == ()


def test_compressed_archives_are_read(read: ReadBytes) -> None:
    content = b"".join(gzip.compress(record(name)) for name in ("eins", "zwei"))
    assert ids(read("a.warc.gz", content)) == [ADDRESS + "eins", ADDRESS + "zwei"]


def test_what_is_no_page_is_passed_over(read: ReadBytes) -> None:
    content = (
        record("frage", kind="request")
        + record("bild", b"\x89PNG", headers="Content-Type: image/png")
        + record("weg", status="404 Not Found")
        + record("umzug", status="301 Moved Permanently")
        + record("ohne", headers="Server: x")
        + record("gut")
    )
    collection = read("a.warc", content)
    assert ids(collection) == [ADDRESS + "gut"]
    assert collection.skipped == ()


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ("Content-Type: text/html\r\nContent-Encoding: gzip", gzip.compress(page("x"))),
        (
            "Content-Type: text/html\r\nTransfer-Encoding: chunked",
            f"{len(page('x')):x}\r\n".encode() + page("x") + b"\r\n0\r\n\r\n",
        ),
        ("Content-Type: text/html; charset=windows-1252", page("x").decode().encode("cp1252")),
        ("Content-Type: application/xhtml+xml", page("x")),
    ],
    ids=["gzip", "chunked", "cp1252", "xhtml"],
)
def test_answers_are_decoded_as_the_server_says(read: ReadBytes, headers: str, body: bytes) -> None:
    (document,) = read("a.warc", record("x", body, headers=headers)).documents
    assert "Schleuse im Herbst geöffnet wird" in document.text


def test_a_page_fetched_twice_is_kept_twice(read: ReadBytes) -> None:
    collection = read("a.warc", record("eins") + record("zwei") + record("eins"))
    assert ids(collection) == [ADDRESS + "eins", ADDRESS + "eins#a.warc#3", ADDRESS + "zwei"]


def test_a_page_in_two_archives_is_kept_twice(write: Callable[..., object]) -> None:
    write("a.warc", record("eins"))
    write("b.warc", record("eins"))
    assert ids(read_documents(["b.warc", "a.warc"])) == [ADDRESS + "eins", ADDRESS + "eins#b.warc#1"]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (
            record("x", b"<html></html>"),
            f"{ADDRESS}x: no article in this page: nothing could be extracted; save its text instead",
        ),
        (
            record("x", b"kein gzip", headers="Content-Type: text/html\r\nContent-Encoding: gzip"),
            f"{ADDRESS}x: cannot be decompressed (",
        ),
        (
            record("x", b"ab\0cd"),
            f"{ADDRESS}x: is binary (it holds NUL bytes), not text; convert it or leave it out",
        ),
    ],
    ids=["empty", "not gzip", "binary"],
)
def test_a_bad_page_is_skipped_alone_and_named(read: ReadBytes, bad: bytes, reason: str) -> None:
    collection = read("a.warc", record("a") + bad + record("b"))
    assert ids(collection) == [ADDRESS + "a", ADDRESS + "b"]
    (skipped,) = collection.skipped
    assert (skipped.path, skipped.record) == ("a.warc", 2)
    assert skipped.reason.startswith(reason)


def test_a_page_over_the_limit_is_skipped_unread(read: ReadBytes) -> None:
    content = record("a", b"<p>" + b"x" * 1_100_000) + record("b")
    collection = read("a.warc", content, max_characters=1_000)
    assert ids(collection) == [ADDRESS + "b"]
    assert collection.skipped[0].reason.startswith(f"{ADDRESS}a: text is too long: 1,1")


def test_a_page_that_unpacks_to_more_than_the_limit_is_skipped(read: ReadBytes) -> None:
    bomb = gzip.compress(b"<p>" + b"x" * 5_000_000)
    content = record("a", bomb, headers="Content-Type: text/html\r\nContent-Encoding: gzip")
    assert read("a.warc", content, max_characters=1_000).skipped[0].reason == (
        f"{ADDRESS}a: text is too long: more than 10,000 bytes, and readers.max_characters allows 1,000; "
        "split it or raise the setting"
    )


def test_pages_before_the_damage_are_kept(read: ReadBytes) -> None:
    collection = read("a.warc", record("a") + record("b") + b"Unsinn\r\n" * 50)
    assert ids(collection) == [ADDRESS + "a", ADDRESS + "b"]
    (skipped,) = collection.skipped
    assert skipped.record == 3
    assert skipped.reason.startswith("the archive is damaged from here on (")


def test_an_archive_that_was_cut_off_is_said_to_be(read: ReadBytes) -> None:
    collection = read("a.warc", (record("a") + record("b"))[:-100])
    assert ids(collection) == [ADDRESS + "a"]
    (skipped,) = collection.skipped
    assert skipped.record == 2
    assert skipped.reason.startswith(f"{ADDRESS}b: the archive ends inside this record (")


def test_a_compressed_archive_that_was_cut_off_is_said_to_be(read: ReadBytes) -> None:
    whole = gzip.compress(record("a")) + gzip.compress(record("b"))
    collection = read("a.warc.gz", whole[:-200])
    assert ids(collection) == [ADDRESS + "a"]
    assert [skipped.record for skipped in collection.skipped] == [2]


@pytest.mark.parametrize("content", [b"", b"kein Archiv " * 100])
def test_a_file_that_is_no_archive_is_skipped(read: ReadBytes, content: bytes) -> None:
    collection = read("a.warc", content)
    assert collection.documents == ()
    assert len(collection.skipped) >= 1
    assert any("archive" in skipped.reason for skipped in collection.skipped)
