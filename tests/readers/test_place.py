"""Where an article stood is said as its format counts."""

import pytest

from dedup.model import Document
from dedup.readers.place import place_of


@pytest.mark.parametrize(
    ("path", "record", "place"),
    [
        ("news/a.jsonl", 17, "news/a.jsonl, line 17"),
        ("A.NDJSON.zst", 1, "A.NDJSON.zst, line 1"),
        ("-", 3, "-, line 3"),
        ("a.csv", 2, "a.csv, row 2"),
        ("s3://news/a.parquet", 9, "s3://news/a.parquet, row 9"),
        ("a.warc.gz", 4, "a.warc.gz, record 4"),
        ("a.txt", None, "a.txt"),
        (None, None, None),
    ],
)
def test_a_place_is_named(path: str | None, record: int | None, place: str | None) -> None:
    assert place_of(Document(id="a", text="", path=path, record=record)) == place
