"""From lines to answers: one for each line, in order, whatever the line holds."""

import io
from pathlib import Path

import pytest

from dedup.gate import Gate
from dedup.gate.records import Record, judge_records, read_fields, read_line, read_records
from dedup.model import Decision, Document
from dedup.readers.item import InputFile
from dedup.settings import ReaderSettings, Settings

FILE = InputFile(path="a.jsonl", name="a.jsonl", shown="news/a.jsonl")


@pytest.mark.parametrize(
    ("line", "name", "reason"),
    [
        (b"\n", "a.jsonl#3", "is blank"),
        (b"   \n", "a.jsonl#3", "is blank"),
        (b"no json\n", "a.jsonl#3", "is not JSON"),
        (b"[1, 2]\n", "a.jsonl#3", "is a JSON array"),
        (b"\x00\xff\xfe\n", "a.jsonl#3", "is not UTF-8"),
        ('{"text": "Süß"}'.encode("latin-1"), "a.jsonl#3", "is not UTF-8"),
        (b'{"id": "mine"}\n', "mine", "has no field 'text'"),
        (b'{"id": 7, "text": null}\n', "7", "holds null"),
        (b'{"id": ["a"], "text": "Wort"}\n', "a.jsonl#3", "its id is list"),
        (b'{"id": "a", "text": ""}\n', "a", "text is empty"),
        (b'{"id": "\\ud800", "text": "Wort"}\n', "\ufffd", "half a surrogate pair"),
        (b"[" * 100_000 + b"\n", "a.jsonl#3", "nested too deeply"),
    ],
)
def test_a_line_that_is_no_article_says_why_and_where(line: bytes, name: str, reason: str) -> None:
    record = read_line(line, 3, FILE, ReaderSettings())
    assert record.line == line
    assert record.document.id == name
    assert record.objection is not None
    assert record.objection.startswith("news/a.jsonl, line 3: ")
    assert reason in record.objection


def test_an_article_keeps_its_line() -> None:
    line = b'{"id": "a", "text": "Wort.", "rubrik": "Politik"}'
    assert read_line(line, 1, FILE, ReaderSettings()) == Record(
        line, Document(id="a", text="Wort.", path="news/a.jsonl", metadata=(("rubrik", "Politik"),))
    )


def test_fields_that_are_parsed_already_need_no_line() -> None:
    assert read_fields({"text": "Wort."}, 2, FILE, ReaderSettings()).document.id == "a.jsonl#2"


def test_every_line_has_a_record_also_one_that_is_too_long() -> None:
    stream = io.BytesIO(b'{"text": "Wort."}\n' + b"x" * 1_200_000 + b"\n\n" + b'{"text": "Ende."}')
    records = list(read_records(stream, FILE, ReaderSettings(max_characters=1_000)))
    assert [record.objection is None for record in records] == [True, False, False, True]
    assert "text is too long" in str(records[1].objection)
    assert records[1].line == b""
    assert "line 3: is blank" in str(records[2].objection)


def test_a_file_in_another_encoding_is_one_refused_record() -> None:
    (record,) = read_records(io.BytesIO('{"text": "a"}\n'.encode("utf-16")), FILE, ReaderSettings())
    assert "UTF-16" in str(record.objection)


@pytest.mark.parametrize("jobs", [1, 2])
def test_answers_come_in_the_order_of_the_lines(tmp_path: Path, jobs: int) -> None:
    lines = [
        b"broken\n"
        if number % 5 == 0
        else f'{{"id": "r{number}", "text": "Satz mit fünf Worten {number}."}}\n'.encode()
        for number in range(150)
    ]
    stream = io.BytesIO(b"".join(lines))
    with Gate.open(tmp_path / "index.db", "audit", Settings(jobs=jobs)) as gate:
        judged = [
            pair
            for batch in judge_records(gate, read_records(stream, FILE, ReaderSettings()), add=True)
            for pair in batch
        ]
    assert [record.line for record, _ in judged] == lines
    assert [answer.id for _, answer in judged] == [
        f"a.jsonl#{number + 1}" if number % 5 == 0 else f"r{number}" for number in range(150)
    ]
    assert {answer.decision for _, answer in judged} == {Decision.REJECT}
