from collections.abc import Callable

import pytest

from dedup.model import Collection, Document, SkippedRecord

ReadBytes = Callable[..., Collection]

SENTENCE = "Die Bürger in München hörten am Dienstag, dass die Straße gesperrt bleibt."


def test_a_text_file_is_one_document_named_after_the_file(read: ReadBytes) -> None:
    collection = read("a.txt", "Ein Text.")
    assert collection == Collection(documents=(Document(id="a.txt", text="Ein Text.", path="a.txt"),))


def test_newlines_and_outer_white_space_stay_as_they_are(read: ReadBytes) -> None:
    assert read("a.txt", b" a\r\nb\rc\n\n\xe2\x80\xa8d \n").documents[0].text == " a\r\nb\rc\n\n\u2028d \n"


@pytest.mark.parametrize(
    ("content", "warnings"),
    [
        (b"\xef\xbb\xbf" + SENTENCE.encode(), ()),
        (SENTENCE.encode("utf-16"), ("a.txt: not UTF-8, read as utf-16",)),
        (b"\xfe\xff" + SENTENCE.encode("utf-16-be"), ("a.txt: not UTF-8, read as utf-16",)),
        (SENTENCE.encode("utf-16-le"), ("a.txt: not UTF-8, read as utf-16-le",)),
        (SENTENCE.encode("utf-16-be"), ("a.txt: not UTF-8, read as utf-16-be",)),
        (SENTENCE.encode("utf-32"), ("a.txt: not UTF-8, read as utf-32",)),
        (SENTENCE.encode("cp1252"), ("a.txt: not UTF-8, read as cp1252",)),
    ],
    ids=["utf-8 mark", "utf-16", "utf-16-be mark", "utf-16-le", "utf-16-be", "utf-32", "cp1252"],
)
def test_the_encoding_is_recognised_and_named(read: ReadBytes, content: bytes, warnings: tuple[str, ...]) -> None:
    collection = read("a.txt", content)
    assert collection.documents[0].text == SENTENCE
    assert collection.warnings == warnings


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("“Zitat” – sagte er. Die Größe der Straße überraschte.", "cp1252"),
        ("Größe", "cp1252"),
        ("café", "cp1252"),
        ("Le président a déclaré que l'été était très chaud à Paris.", "cp1252"),
        ("Президент сказал, что всё идёт по плану и ничего не изменится", "cp1251"),
        ("大統領は月曜日に計画通りに進んでいると述べた。", "cp932"),
    ],
)
def test_short_texts_in_old_encodings_are_read(read: ReadBytes, text: str, encoding: str) -> None:
    assert read("a.txt", text.encode(encoding)).documents[0].text == text


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "text is empty; nothing to audit"),
        (b" \r\n\t", "text is empty; nothing to audit"),
        (b"\xef\xbb\xbf", "text is empty; nothing to audit"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is binary (it holds NUL bytes), not text; convert it or leave it out"),
        (
            bytes(range(1, 256)) * 9,
            "is neither UTF-8 nor text in a known encoding; convert it to UTF-8",
        ),
        (
            b"\xff\xfea\0b",
            (
                "is not valid utf-16 ('utf-16-le' codec can't decode byte 0x62 in position 4: truncated data)"
                "; save it as UTF-8"
            ),
        ),
    ],
    ids=["empty", "white space", "only a mark", "binary", "no encoding", "broken utf-16"],
)
def test_what_is_no_text_is_skipped_with_the_reason(read: ReadBytes, content: bytes, reason: str) -> None:
    collection = read("a.txt", content)
    assert collection.documents == ()
    assert collection.skipped == (SkippedRecord(path="a.txt", record=None, reason=reason),)


def test_a_text_over_the_limit_is_skipped(read: ReadBytes) -> None:
    assert read("a.txt", "ä" * 1_001, max_characters=1_000).skipped[0].reason == (
        "text is too long: 1,001 characters, and readers.max_characters allows 1,000; split it or raise the setting"
    )


def test_a_file_that_cannot_be_short_enough_is_not_decoded(read: ReadBytes) -> None:
    assert read("a.txt", b"x" * 4_001, max_characters=1_000).skipped[0].reason == (
        "text is too long: more than 4,000 bytes, and readers.max_characters allows 1,000; "
        "split it or raise the setting"
    )


def test_a_text_at_the_limit_is_read(read: ReadBytes) -> None:
    assert len(read("a.txt", "x" * 1_000, max_characters=1_000).documents[0].text) == 1_000


def test_a_file_over_the_file_limit_is_not_opened(read: ReadBytes) -> None:
    assert read("a.txt", "x" * 1_001, max_file_bytes=1_000).skipped[0].reason == (
        "holds 1,001 bytes, and readers.max_file_bytes allows 1,000; split it or raise the setting"
    )
