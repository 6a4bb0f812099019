"""Hostile and broken request bodies, made from a seed: no fixture, so that tests and benchmarks may use them."""

import json
import random
from collections.abc import Callable, Iterator

Request = tuple[str, dict[str, str], bytes]

_PATHS = ("/v1/check", "/v1/check:batch", "/v1/documents", "/v1/documents:batch", "/v1/documents?replace=true")
_TYPES = ("text/plain", "application/xml", "application/json; charset=utf-16", "multipart/form-data", "", "json")
_TEXT = "Der Ausschuss vertagte die Sitzung, sagte ein Sprecher am Montag der Zeitung. "
_VALUES: tuple[object, ...] = (
    None, True, 0, -1, 1.5, 10**400, "", " ", "\0", "\ud800", "\U0001f9a6" * 50, "x" * 70_000, [], {}, [[[]]],
    {"a": {"b": []}}, ["a", 1], "../../etc", "' OR 1=1 --", "\u202e\u200b\ufeff", "<script>alert(1)</script>",
)  # fmt: skip
_RAW = (
    b"", b" ", b"null", b"[]", b"{}", b'"text"', b"NaN", b'{"text": NaN}', b'{"text": "a", "x": Infinity}',
    b'{"text": "a b c", "id": 1e999}', b"[" * 60_000, b'{"a":' * 60_000, b'{"text": ' + b"9" * 6_000 + b"}",
    b'{"text": "\\ud800"}', b'{"text": "\\udc00 b", "id": "\\ud83d"}', b"\xff\xfe{\x00}\x00", b"\xef\xbb\xbf{}",
    b'{"text": "\xc3\x28"}', b'{"text": "a", "text": 5}', b'{"articles": [' + b"5," * 400 + b"5]}",
    b'{"articles": {"0": {}}}', b'{"articles": [[], null, "a", {"text": 1}]}', b"\x00" * 100, b"<xml/>",
)  # fmt: skip


def fuzzed(draw: random.Random, count: int) -> Iterator[Request]:
    """Give requests: path, headers, body."""
    makers: tuple[Callable[[random.Random], bytes], ...] = (_raw, _odd_fields, _damaged, _nested, _noise)
    for _ in range(count):
        headers = {"Content-Type": "application/json"}
        if draw.random() < 0.05:
            headers["Content-Type"] = draw.choice(_TYPES)
        if draw.random() < 0.02:
            headers["Content-Encoding"] = draw.choice(("gzip", "br", "x"))
        yield draw.choice(_PATHS), headers, draw.choice(makers)(draw)


def _raw(draw: random.Random) -> bytes:
    return draw.choice(_RAW)


def _article(draw: random.Random) -> dict[str, object]:
    names = ("id", "title", "url", "date", "outlet", "language", "authors", "section", "", "\ud800", "text")
    fields: dict[str, object] = {"id": f"fuzz-{draw.randrange(50)}", "text": _TEXT * draw.randrange(6)}
    for name in draw.sample(names, draw.randrange(5)):
        fields[name] = draw.choice(_VALUES)
    return fields


def _odd_fields(draw: random.Random) -> bytes:
    if draw.random() < 0.5:
        return json.dumps(_article(draw)).encode()
    items = [_article(draw) if draw.random() < 0.7 else draw.choice(_VALUES) for _ in range(draw.randrange(6))]
    return json.dumps({"articles": items}).encode()


def _damaged(draw: random.Random) -> bytes:
    body = bytearray(_odd_fields(draw))
    for _ in range(draw.randrange(1, 6)):
        place = draw.randrange(len(body))
        body[place : place + draw.randrange(3)] = draw.randbytes(draw.randrange(3))
        if not body:
            break
    return bytes(body[: draw.randrange(len(body) + 1)] if draw.random() < 0.3 else body)


def _nested(draw: random.Random) -> bytes:
    depth = draw.choice((10, 300, 950, 980, 990, 1_000, 5_000))
    opening, closing = draw.choice(((b"[", b"]"), (b'{"a":', b"}")))
    inner = opening * depth + b"1" + closing * depth
    return b'{"id": "deep", "text": "' + _TEXT.encode() + b'", "x": ' + inner + b"}"


def _noise(draw: random.Random) -> bytes:
    return draw.randbytes(draw.randrange(400))
