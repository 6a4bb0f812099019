from collections.abc import Callable

import pytest

from dedup.model import Collection, Document, SkippedRecord

ReadBytes = Callable[..., Collection]


def test_a_row_is_a_record_and_cells_keep_their_newlines(read: ReadBytes) -> None:
    content = 'id,text,title,rubrik\r\n007,"Er sagte ""ja"",\r\ndann ""nein"".",Titel,\r\n8,Kurz,,Politik\r\n'
    assert read("a.csv", content) == Collection(
        documents=(
            Document(id="007", text='Er sagte "ja",\r\ndann "nein".', title="Titel", path="a.csv"),
            Document(id="8", text="Kurz", path="a.csv", metadata=(("rubrik", "Politik"),)),
        )
    )


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_the_one_that_finds_the_text(read: ReadBytes, separator: str) -> None:
    content = separator.join(["id", "text"]) + "\n" + separator.join(["1", '"a, b; c"']) + "\n"
    assert read("a.csv", content).documents[0].text == "a, b; c"


@pytest.mark.parametrize(
    ("encoding", "warnings"),
    [
        ("utf-8-sig", ()),
        ("cp1252", ("a.csv: not UTF-8, read as cp1252",)),
        ("utf-16", ("a.csv: not UTF-8, read as utf-16",)),
    ],
)
def test_the_encoding_is_recognised_and_named(read: ReadBytes, encoding: str, warnings: tuple[str, ...]) -> None:
    content = "text,Größe\nDie Straße über den Fluss öffnet früher als geplant.,9\n"
    collection = read("a.csv", content.encode(encoding))
    assert collection.documents[0].text == "Die Straße über den Fluss öffnet früher als geplant."
    assert collection.documents[0].metadata == (("Größe", "9"),)
    assert collection.warnings == warnings


def test_rows_without_id_are_named_after_file_and_row(read: ReadBytes) -> None:
    assert [document.id for document in read("a.csv", "text\nA\nB\n").documents] == ["a.csv#1", "a.csv#2"]


def test_bad_rows_are_skipped_alone_and_named(read: ReadBytes) -> None:
    content = "id,text\n1,A,zu viel\n2,B\n3\n4,D\n5,\n6,F,zu viel\n"
    collection = read("a.csv", content)
    assert [document.id for document in collection.documents] == ["2", "4"]
    assert collection.skipped == (
        SkippedRecord(
            path="a.csv", record=1, reason="the row has 3 cells instead of 2; quote cells with separators"
        ),
        SkippedRecord(
            path="a.csv", record=3, reason="the row has 1 cells instead of 2; quote cells with separators"
        ),
        SkippedRecord(path="a.csv", record=5, reason="text is empty; nothing to audit"),
        SkippedRecord(
            path="a.csv", record=6, reason="the row has 3 cells instead of 2; quote cells with separators"
        ),
    )


def test_a_cell_that_is_not_utf_8_costs_its_row(read: ReadBytes) -> None:
    # The damage stands behind the part of the file that the encoding is judged by.
    content = b"id,text\n1," + b"x" * 1_100_000 + b"\n2,kaputt \xff\n3,gut\n"
    collection = read("a.csv", content)
    assert [document.id for document in collection.documents] == ["1", "3"]
    assert collection.skipped == (
        SkippedRecord(path="a.csv", record=2, reason="cell 'text' is not UTF-8 at byte 7; write the file as UTF-8"),
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty; nothing to audit"),
        (b"\n\n", "is empty; nothing to audit"),
        (
            b"nummer;inhalt\n1;Text\n",
            "has no column 'text' (it has: nummer, inhalt); name the right one in readers.text",
        ),
        (b"\0\1\2", "is binary (it holds NUL bytes), not text; convert it or leave it out"),
    ],
)
def test_a_file_without_articles_is_skipped_as_a_whole(read: ReadBytes, content: bytes, reason: str) -> None:
    assert read("a.csv", content).skipped == (SkippedRecord(path="a.csv", record=None, reason=reason),)


def test_a_table_without_rows_holds_nothing(read: ReadBytes) -> None:
    assert read("a.csv", "id,text\n") == Collection(documents=())


def test_rows_before_one_that_is_too_long_are_kept(read: ReadBytes) -> None:
    rows = "".join(f"{number},Text {number} ist {'sehr ' * 50}lang\n" for number in range(6_000))
    collection = read("a.csv", "id,text\n" + rows + "x," + "y" * 3_000_000 + "\n", max_characters=1_000)
    assert len(collection.documents) > 2_000
    (skipped,) = collection.skipped
    assert skipped.reason.startswith("the table is damaged from here on (")
    assert skipped.reason.endswith("); repair it, or split rows that are too long")


def test_the_last_of_two_columns_with_one_name_is_read(read: ReadBytes) -> None:
    assert read("a.csv", "text,text\na,b\n").documents[0].text == "b"
