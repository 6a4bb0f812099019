import gzip
import io
import json
import time
from collections.abc import Callable

import pyarrow as pa
import pytest

from dedup.model import Collection, Document, SkippedRecord
from dedup.readers import read_documents
from dedup.settings import ReaderSettings

ReadBytes = Callable[..., Collection]


def line(**fields: object) -> str:
    return json.dumps(fields, ensure_ascii=False) + "\n"


LINES = line(id="a", text="Text A") + line(id="b", text="Text B")


def reasons(collection: Collection) -> list[tuple[int | None, str]]:
    return [(skipped.record, skipped.reason) for skipped in collection.skipped]


def test_a_record_keeps_its_id_its_text_and_its_further_fields(read: ReadBytes) -> None:
    content = line(
        id="x1", text=" Text\r\n\u2028mit 😀 ", title="Titel", url="https://example.org/1", outlet="Blatt", rubrik=3
    )
    assert read("a.jsonl", content).documents == (
        Document(
            id="x1",
            text=" Text\r\n\u2028mit 😀 ",
            title="Titel",
            url="https://example.org/1",
            outlet="Blatt",
            path="a.jsonl",
            metadata=(("rubrik", "3"),),
        ),
    )


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "A.JSONL"])
def test_every_suffix_is_read(read: ReadBytes, name: str) -> None:
    assert [document.id for document in read(name, LINES).documents] == ["a", "b"]


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.ndjson.gz"])
def test_gzip_is_read(read: ReadBytes, name: str) -> None:
    assert [document.text for document in read(name, gzip.compress(LINES.encode())).documents] == [
        "Text A",
        "Text B",
    ]


@pytest.mark.parametrize("name", ["a.jsonl.zst", "a.ndjson.zst"])
def test_zstandard_is_read(read: ReadBytes, name: str) -> None:
    content = pa.Codec("zstd").compress(LINES.encode(), asbytes=True)
    assert [document.text for document in read(name, content).documents] == ["Text A", "Text B"]


@pytest.mark.parametrize(
    ("identity", "expected"),
    [
        ("x", "x"),
        (7, "7"),
        (7.0, "7"),
        (0, "0"),
        (1.5, "1.5"),
        (None, "a.jsonl#1"),
        ("", "a.jsonl#1"),
        (" ", "a.jsonl#1"),
    ],
)
def test_ids_become_text_and_missing_ones_are_made_of_file_and_line(
    read: ReadBytes, identity: object, expected: str
) -> None:
    assert read("a.jsonl", line(id=identity, text="Text")).documents[0].id == expected


def test_ids_of_records_below_a_folder_name_the_way_to_the_file(write: Callable[..., object]) -> None:
    write("news/sub/a.jsonl", "\n" + line(text="Text"))
    assert [document.id for document in read_documents(["news"]).documents] == ["sub/a.jsonl#2"]


def test_blank_lines_mean_nothing_and_count_as_lines(read: ReadBytes) -> None:
    collection = read("a.jsonl", "\r\n" + line(text="A") + " \n" + line(text="B").strip())
    assert [document.id for document in collection.documents] == ["a.jsonl#2", "a.jsonl#4"]
    assert collection.skipped == ()


def test_a_byte_order_mark_is_no_part_of_the_record(read: ReadBytes) -> None:
    assert len(read("a.jsonl", b"\xef\xbb\xbf" + LINES.encode()).documents) == 2


BAD_LINES = [
    (b"kaputt", "is not JSON (Expecting value at character 0); each line must be one object"),
    (b'{"text": "x", "n": ' + b"9" * 9_000 + b"}", "holds a number of thousands of digits; write it as text"),
    (b'["text"]', "is a JSON array; each line must be one object"),
    (b'"text"', "is a JSON string; each line must be one object"),
    (b"1.5", "is a JSON number; each line must be one object"),
    (b"true", "is a JSON boolean; each line must be one object"),
    (b"null", "is a JSON null; each line must be one object"),
    (b'{"text": "\xff"}', "is not UTF-8 at byte 10; write the file as UTF-8"),
    (b"[" * 500_000, "is nested too deeply for an article; flatten the record"),
    (
        b'{"body": "x", "id": 1}',
        "has no field 'text' (it has: body, id); name the right one in readers.text",
    ),
    (b"{}", "has no field 'text' (it has: none); name the right one in readers.text"),
    (b'{"text": 5}', "field 'text' holds int instead of text; repair the export"),
    (b'{"text": null}', "field 'text' holds null instead of text; repair the export"),
    (b'{"text": ["x"]}', "field 'text' holds list instead of text; repair the export"),
    (b'{"text": " \\n"}', "text is empty; nothing to audit"),
    (
        b'{"text": "ab\\ud800"}',
        "text holds half a surrogate pair (U+D800 at character 2), which no encoding can write; repair the export",
    ),
    (
        b'{"id": "\\udfff", "text": "x"}',
        "its id holds half a surrogate pair, which no encoding can write; repair the export",
    ),
    (b'{"id": true, "text": "x"}', "its id is bool, neither text nor a number; repair the export"),
    (b'{"id": {}, "text": "x"}', "its id is dict, neither text nor a number; repair the export"),
]


@pytest.mark.parametrize(("bad", "reason"), BAD_LINES, ids=[reason[:40] for _, reason in BAD_LINES])
def test_a_bad_line_is_skipped_alone_and_named(read: ReadBytes, bad: bytes, reason: str) -> None:
    collection = read("a.jsonl", line(id="a", text="A").encode() + bad + b"\n" + line(id="z", text="Z").encode())
    assert [document.id for document in collection.documents] == ["a", "z"]
    assert collection.skipped == (SkippedRecord(path="a.jsonl", record=2, reason=reason),)


def test_a_surrogate_pair_is_one_character(read: ReadBytes) -> None:
    assert read("a.jsonl", b'{"text": "\\ud83d\\ude00"}').documents[0].text == "😀"


def test_an_id_that_occurs_twice_is_kept_once(read: ReadBytes) -> None:
    collection = read("a.jsonl", line(id="a", text="erst") + line(id="a", text="dann"))
    assert [document.text for document in collection.documents] == ["erst"]
    assert reasons(collection) == [
        (2, "its id 'a' is already taken by a.jsonl, record 1; give each record its own id")
    ]


def test_a_text_over_the_limit_is_skipped(read: ReadBytes) -> None:
    collection = read("a.jsonl", line(text="x" * 1_001) + line(id="b", text="B"), max_characters=1_000)
    assert [document.id for document in collection.documents] == ["b"]
    assert reasons(collection) == [
        (
            1,
            (
                "text is too long: 1,001 characters, and readers.max_characters allows 1,000; "
                "split it or raise the setting"
            ),
        )
    ]


def test_a_line_of_fifty_megabytes_is_passed_over_quickly(read: ReadBytes) -> None:
    content = line(id="a", text="A").encode() + b"x" * 50_000_000 + b"\n" + line(id="b", text="B").encode()
    start = time.process_time()
    collection = read("a.jsonl", content)
    assert time.process_time() - start < 5
    assert [document.id for document in collection.documents] == ["a", "b"]
    assert reasons(collection) == [
        (
            2,
            (
                "text is too long: a line of 50,000,001 bytes, and readers.max_characters allows 2,000,000; "
                "split it or raise the setting"
            ),
        )
    ]


def test_a_compressed_file_is_bounded_by_what_it_holds(read: ReadBytes) -> None:
    content = gzip.compress((line(id="a", text="A") + "\n" * 5_000 + line(id="b", text="B")).encode())
    collection = read("a.jsonl.gz", content, max_file_bytes=2_000)
    assert [document.id for document in collection.documents] == ["a"]
    assert collection.skipped[0].reason == (
        "from here on the file holds more than the 2,000 bytes that readers.max_file_bytes allows; "
        "split it or raise the setting"
    )


MANY = "".join(line(id=f"{number:05}", text=f"Text {number * 7919 % 10007} Ende") for number in range(20_000))


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.zst"])
def test_what_stands_before_the_damage_is_kept(read: ReadBytes, name: str) -> None:
    whole = (
        gzip.compress(MANY.encode())
        if name.endswith("gz")
        else pa.Codec("zstd").compress(MANY.encode(), asbytes=True)
    )
    collection = read(name, whole[: len(whole) * 2 // 3])
    assert 1_000 < len(collection.documents) < 20_000
    assert [document.id for document in collection.documents[:2]] == ["00000", "00001"]
    assert len(collection.skipped) == 1
    assert collection.skipped[0].reason.startswith("the file is damaged from here on (")
    assert collection.skipped[0].reason.endswith("); fetch it again")


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.zst"])
def test_a_file_that_is_not_compressed_is_damaged_from_the_start(read: ReadBytes, name: str) -> None:
    collection = read(name, LINES)
    assert collection.documents == ()
    assert [skipped.record for skipped in collection.skipped] == [1]
    assert "the file is damaged from here on" in collection.skipped[0].reason


def test_utf_16_is_refused_as_a_whole(read: ReadBytes) -> None:
    assert read("a.jsonl", LINES.encode("utf-16")).skipped == (
        SkippedRecord(path="a.jsonl", record=None, reason="is UTF-16; JSON Lines must be UTF-8: convert it"),
    )


def test_standard_input_is_json_lines() -> None:
    content = line(id="a", text="A") + line(text="B") + "kaputt\n"
    collection = read_documents(["-"], stdin=io.BytesIO(content.encode()))
    assert [(document.id, document.path) for document in collection.documents] == [("a", "-"), ("stdin#2", "-")]
    assert [(skipped.path, skipped.record) for skipped in collection.skipped] == [("-", 3)]


def test_closed_standard_input_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    assert read_documents(["-"]).skipped == (
        SkippedRecord(path="-", record=None, reason="standard input is closed; pipe JSON Lines into it"),
    )


def test_fields_are_found_under_the_names_of_the_settings() -> None:
    content = line(nummer=3, inhalt="Text").encode()
    settings = ReaderSettings(id="nummer", text="inhalt")
    assert read_documents(["-"], settings, stdin=io.BytesIO(content)).documents == (
        Document(id="3", text="Text", path="-"),
    )
