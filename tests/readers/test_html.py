import logging
import time
from collections.abc import Callable

import pytest

from dedup.model import Collection, SkippedRecord
from dedup.readers import read_documents

ReadBytes = Callable[..., Collection]

PARAGRAPHS = (
    "Der Hafenmeister sagte am Montag, die neue Schleuse werde im Herbst geöffnet und sei dann immer besetzt.",
    "Die Reederei widersprach: Ohne zweite Kammer müssten die Schiffe weiterhin bis zu sechs Stunden warten.",
    "Am Abend trat der Stadtrat zusammen und vertagte die Entscheidung über den Zuschuss auf die nächste Sitzung.",
)
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


def page(body: str, head: str = "") -> str:
    return (
        f"<!DOCTYPE html><html><head>{head}<title>Schleuse öffnet im Herbst</title>"
        '<meta property="og:title" content="Schleuse öffnet im Herbst">'
        '<meta property="og:site_name" content="Hafenblatt">'
        '<meta property="article:published_time" content="2031-05-03T10:00:00Z">'
        '<link rel="canonical" href="https://hafenblatt.example/schleuse"></head>'
        f"<body><nav><a href='/'>Start</a> <a href='/abo'>Abo</a></nav><article>{body}</article>"
        "<footer>Alle Rechte vorbehalten</footer></body></html>"
    )


@pytest.mark.parametrize("name", ["a.html", "a.htm"])
def test_the_article_of_a_page_is_extracted_with_what_the_page_says_of_it(read: ReadBytes, name: str) -> None:
    (document,) = read(name, page(BODY)).documents
    assert document.id == name
    assert document.path == name
    assert document.text == "\n".join(PARAGRAPHS)
    assert document.title == "Schleuse öffnet im Herbst"
    assert document.published == "2031-05-03"
    assert document.outlet == "Hafenblatt"
    assert document.url == "https://hafenblatt.example/schleuse"


def test_comments_and_tables_are_no_article_text(read: ReadBytes) -> None:
    extra = (
        "<table><tr><td>Pegel</td><td>3,4</td></tr></table><div class='comments'><p>Ich finde das gut.</p></div>"
    )
    assert read("a.html", page(BODY + extra)).documents[0].text == "\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    ("encoding", "head", "warnings"),
    [
        ("cp1252", '<meta charset="windows-1252">', ()),
        ("cp1252", '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">', ()),
        ("cp1252", "", ("a.html: not UTF-8, read as cp1252",)),
        ("cp1252", '<meta charset="utf-8">', ("a.html: not UTF-8, read as cp1252",)),
        ("cp1252", '<meta charset="rot13">', ("a.html: not UTF-8, read as cp1252",)),
        ("utf-8", '<meta charset="iso-8859-1">', ()),
        ("utf-16", "", ("a.html: not UTF-8, read as utf-16",)),
    ],
)
def test_the_encoding_is_what_the_bytes_say_then_what_the_page_says(
    read: ReadBytes, encoding: str, head: str, warnings: tuple[str, ...]
) -> None:
    collection = read("a.html", page(BODY, head).encode(encoding))
    assert collection.documents[0].text == "\n".join(PARAGRAPHS)
    assert collection.warnings == warnings


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "no article in this page: it holds no markup that can be parsed"),
        (
            "<html><body><img src='x.png'></body></html>",
            "no article in this page: nothing could be extracted; save its text instead",
        ),
        (b"\x89PNG\0\0", "is binary (it holds NUL bytes), not text; convert it or leave it out"),
    ],
)
def test_a_page_without_article_is_skipped(read: ReadBytes, content: str, reason: str) -> None:
    collection = read("a.html", content)
    assert collection.documents == ()
    assert collection.skipped == (SkippedRecord(path="a.html", record=None, reason=reason),)


def test_a_page_over_the_limit_is_skipped(read: ReadBytes) -> None:
    assert read("a.html", "x" * 10_001, max_characters=1_000).skipped[0].reason == (
        "text is too long: more than 10,000 bytes, and readers.max_characters allows 1,000; "
        "split it or raise the setting"
    )


@pytest.mark.parametrize(
    "body",
    ["<p>kurz</p>" * 100_000, "<p>" + "<b>x</b> " * 100_000, "<p>a<br>" * 30_000, "<ul>" + "<li>x" * 100_000],
    ids=["paragraphs", "inline", "breaks", "list"],
)
def test_a_page_that_would_take_minutes_is_refused(read: ReadBytes, body: str) -> None:
    start = time.process_time()
    collection = read("a.html", page(body))
    assert time.process_time() - start < 5
    assert collection.skipped[0].reason == (
        "the page has more than 20,000 elements, or more than 5,000 in one place; "
        "no article needs that: save its text instead"
    )


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 100_000 + BODY,
        "<table><tr><td>" * 6_000 + BODY,
        BODY + "<p " + " ".join(f"a{number}=1" for number in range(100_000)) + ">",
        BODY + "<a href='" + "x" * 1_000_000,
        BODY + "<" * 1_000_000,
        BODY + "<script type='application/ld+json'>" + "[" * 100_000 + "</script>",
        BODY + "\0\ufffe" * 1_000,
        BODY + "<!--" + "-<" * 500_000,
    ],
    ids=[
        "nesting",
        "tables",
        "attributes",
        "open attribute",
        "brackets",
        "nested data",
        "controls",
        "open comment",
    ],
)
def test_hostile_pages_end_in_a_result_within_seconds(read: ReadBytes, body: str) -> None:
    start = time.process_time()
    collection = read("a.html", page(body))
    assert time.process_time() - start < 10
    assert len(collection.documents) + len(collection.skipped) == 1


def test_a_tag_with_thousands_of_attributes_is_refused(read: ReadBytes) -> None:
    tag = "<p " + " ".join(f"a{number}='>'" for number in range(10_000)) + ">"
    assert read("a.html", page(BODY + tag)).skipped[0].reason == (
        "the page has a tag with more than 2,000 attributes; no article needs that: save its text instead"
    )


def test_a_long_paragraph_is_no_tag(read: ReadBytes) -> None:
    assert len(read("a.html", page(f"<p>{'Die Schleuse öffnet. ' * 5_000}</p>")).documents[0].text) == 104_999


def test_a_failing_parser_costs_one_page(write: Callable[..., object], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object, **_options: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr("trafilatura.bare_extraction", fail)
    write("a.html", page(BODY))
    write("b.txt", "Text")
    collection = read_documents(["a.html", "b.txt"])
    assert [document.id for document in collection.documents] == ["b.txt"]
    assert collection.skipped[0].reason == "the page cannot be parsed (RecursionError); save its text instead"


def test_extraction_writes_no_log(read: ReadBytes, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        read("a.html", "<html></html>")
    assert caplog.records == []


def test_extraction_is_the_same_twice(read: ReadBytes) -> None:
    assert read("a.html", page(BODY)) == read("a.html", page(BODY))
