"""Whatever stands in a file, reading it ends in documents and reasons, never in an exception."""

import gzip
import io
import json
import random
import tempfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedup.model import Collection
from dedup.readers import read_documents


def read(name: str, content: bytes) -> Collection:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(content)
        return read_documents([path])


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.md", "a.jsonl", "a.csv", "a.parquet", "a.warc"]))
def test_no_bytes_raise(content: bytes, name: str) -> None:
    collection = read(name, content)
    assert all(skipped.reason for skipped in collection.skipped)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0"), min_size=1))
def test_a_utf_8_text_is_read_as_it_is(text: str) -> None:
    collection = read("a.txt", b"\xef\xbb\xbf" + text.encode())
    assert [document.text for document in collection.documents] == ([] if text.isspace() else [text])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.binary(max_size=60).filter(lambda line: b"\n" not in line), max_size=5))
def test_a_good_line_survives_bad_neighbours(lines: list[bytes]) -> None:
    good = b'{"id": "gut", "text": "Text"}'
    collection = read_documents(["-"], stdin=io.BytesIO(b"\n".join([good, *lines, b""])))
    assert "gut" in [document.id for document in collection.documents]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), min_size=1))
def test_a_text_comes_out_of_a_record_as_it_is(text: str) -> None:
    collection = read_documents(["-"], stdin=io.BytesIO(json.dumps({"text": text}).encode()))
    assert [document.text for document in collection.documents] == ([] if text.isspace() else [text])


def _parquet() -> bytes:
    stream = io.BytesIO()
    pq.write_table(pa.table({"id": [str(row) for row in range(50)], "text": ["Text"] * 50}), stream)
    return stream.getvalue()


_BLOCK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body><p>Ein Text.</p></body></html>"
_WARC = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/\r\n"
    b"Content-Type: application/http\r\nContent-Length: "
    + str(len(_BLOCK)).encode()
    + b"\r\n\r\n"
    + _BLOCK
    + b"\r\n\r\n"
) * 3
_WHOLE = {
    "a.csv": b'id,text,n\n1,"Text ""a""",2\n2,Text b,3\n' * 5,
    "a.jsonl": b'{"id": "1", "text": "Text", "n": [1, {"a": 2}]}\n' * 5,
    "a.jsonl.gz": gzip.compress(b'{"id": "1", "text": "Text"}\n' * 50, mtime=0),
    "a.jsonl.zst": pa.Codec("zstd").compress(b'{"id": "1", "text": "Text"}\n' * 50, asbytes=True),
    "a.parquet": _parquet(),
    "a.warc": _WARC,
    "a.warc.gz": gzip.compress(_WARC, mtime=0),
}


@pytest.mark.parametrize("name", sorted(_WHOLE))
def test_damaged_files_never_raise(name: str) -> None:
    generator = random.Random(7)
    for _ in range(40):
        content = bytearray(_WHOLE[name])
        for _ in range(generator.randrange(1, 4)):
            content[generator.randrange(len(content))] = generator.randrange(256)
        cut = generator.randrange(len(content)) if generator.random() < 0.3 else len(content)
        collection = read(name, bytes(content[:cut]))
        assert all(skipped.reason for skipped in collection.skipped)
