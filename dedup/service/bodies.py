"""From a request body to articles: bounded while it arrives, strict JSON, then the rules of `dedup gate`.

In: a request. Out: records with a document, or with the reason why they are none. A body that is no JSON in UTF-8,
too large or of another type is refused as a whole.
"""

import asyncio
import json
import math
from collections.abc import Mapping
from typing import NoReturn

from starlette.requests import ClientDisconnect, Request

from dedup.gate.records import Record
from dedup.model import Document, SkippedRecord
from dedup.readers.fields import as_text
from dedup.readers.item import InputFile
from dedup.readers.records import read_record
from dedup.service.refusals import Refusal
from dedup.settings import ReaderSettings, ServiceSettings

_ORIGIN = InputFile(path="http", name="article", shown="http")
_LARGE_BYTES = 1 << 16
"""From here on a body is parsed off the event loop (it takes more than 1 ms), one at a time: parsed JSON takes up
to 30 times the room of its text."""


async def read_body(request: Request, settings: ServiceSettings) -> bytes:
    """Read a JSON body, no further than the limit.

    Raises:
        Refusal: It is of another type, or too large.
    """
    _check_type(request.headers)
    length = request.headers.get("content-length", "")
    if length.isdecimal() and int(length[:20]) > settings.max_body_bytes:  # without it, the count below decides
        raise _too_large(settings)
    parts, total = [], 0
    try:
        async for part in request.stream():
            total += len(part)
            if total > settings.max_body_bytes:
                raise _too_large(settings)
            parts.append(part)
    except ClientDisconnect as error:
        raise Refusal(status=400, code="incomplete-body", message="the body ended early; send it again") from error
    return b"".join(parts)


async def parse_body(body: bytes, large: asyncio.Lock) -> dict[str, object]:
    """Parse a body that is one JSON object; large ones wait for the lock.

    Raises:
        Refusal: It is not.
    """
    if len(body) < _LARGE_BYTES:
        return parse_object(body)
    async with large:
        return await asyncio.to_thread(parse_object, body)


def parse_object(body: bytes) -> dict[str, object]:
    """Parse strictly: UTF-8, no NaN, no Infinity, and one object.

    Raises:
        Refusal: It is no JSON (400), or no object (422).

    >>> parse_object(b'{"text": "Ein Satz."}')
    {'text': 'Ein Satz.'}
    """
    try:
        value = json.loads(body.decode("utf-8-sig"), parse_constant=_refuse_constant, parse_float=_parse_fraction)
    except UnicodeDecodeError as error:
        raise _invalid_json(f"the body is not UTF-8 at byte {error.start}; send it as UTF-8") from error
    except RecursionError as error:
        raise _invalid_json("the body is nested too deeply for an article; flatten it") from error
    except json.JSONDecodeError as error:
        raise _invalid_json(f"the body is not JSON ({error.msg} at character {error.pos})") from error
    except ValueError as error:  # Python turns no more than 4,300 digits into an integer
        raise _invalid_json("the body holds a number that is none, or has thousands of digits") from error
    if not isinstance(value, dict):
        raise Refusal(status=422, code="invalid-request", message="the body must be one JSON object")
    return value


def read_one(
    fields: Mapping[str, object], readers: ReaderSettings, settings: ServiceSettings, *, needs_id: bool
) -> Record:
    """Read one article.

    Raises:
        Refusal: It is none.
    """
    record = read_article(fields, 1, readers, settings, needs_id=needs_id)
    if record.objection is not None:
        raise Refusal(status=422, code="invalid-article", message=record.objection)
    return record


def read_many(
    fields: Mapping[str, object], readers: ReaderSettings, settings: ServiceSettings, *, needs_id: bool
) -> list[Record]:
    """Read the articles of a batch; what is no article becomes a record with an objection.

    Raises:
        Refusal: There is no list of articles, or it is too long.
    """
    articles = fields.get("articles")
    if not isinstance(articles, list) or len(fields) > 1:
        raise Refusal(
            status=422,
            code="invalid-request",
            message='a batch is {"articles": [...]} with a list of objects, and nothing besides',
        )
    if len(articles) > settings.max_batch:
        raise Refusal(
            status=422,
            code="batch-too-large",
            message=f"{len(articles)} articles, and a batch holds {settings.max_batch} at most; split it",
            detail={"max_batch": settings.max_batch},
        )
    return [
        read_article(article, number, readers, settings, needs_id=needs_id)
        for number, article in enumerate(articles, start=1)
    ]


def read_article(
    value: object, number: int, readers: ReaderSettings, settings: ServiceSettings, *, needs_id: bool
) -> Record:
    """Read one article of a body; its line is the record as JSON Lines has it.

    With `needs_id` it must state an id: without one, handing it in again could not be told from another article.
    """
    if not isinstance(value, Mapping):
        return _refused("is no JSON object", number)
    name = value.get(readers.id)
    try:
        read = read_record(value, number, _ORIGIN, readers)
        line = json.dumps(value).encode()
    except RecursionError:
        return _refused("is nested too deeply; flatten it", number, name)
    if isinstance(read, SkippedRecord):
        return _refused(read.reason, number, name)
    if needs_id and (name is None or not str(name).strip()):
        return _refused(f"has no field {readers.id!r}; what is added needs an id of its own", number)
    if not is_storable(read.document.id, settings):
        longest = settings.max_id_characters
        return _refused(f"its id is longer than {longest} characters, or holds a NUL character", number)
    return Record(line, read.document)


def is_storable(name: str, settings: ServiceSettings) -> bool:
    """Whether an index may hold something under an id.

    >>> is_storable("2024/a", ServiceSettings()), is_storable("a" + chr(0), ServiceSettings())
    (True, False)
    """
    if not name or len(name) > settings.max_id_characters or "\0" in name:
        return False
    return name.isascii() or name.encode("utf-8", "replace").decode() == name


def _check_type(headers: Mapping[str, str]) -> None:
    kind, _, parameters = headers.get("content-type", "").partition(";")
    charset = parameters.replace(" ", "").replace('"', "").lower()
    is_json = kind.strip().lower() == "application/json" and charset in {"", "charset=utf-8"}
    if not is_json or headers.get("content-encoding", "identity").lower() != "identity":
        raise Refusal(
            status=415,
            code="unsupported-media-type",
            message="send the body as application/json in UTF-8, not compressed",
        )


def _too_large(settings: ServiceSettings) -> Refusal:
    return Refusal(
        status=413,
        code="body-too-large",
        message=f"the body is larger than {settings.max_body_bytes:,} bytes; split it",
        detail={"max_body_bytes": settings.max_body_bytes},
        headers={"Connection": "close"},
    )


def _invalid_json(message: str) -> Refusal:
    return Refusal(status=400, code="invalid-json", message=message)


def _refused(objection: str, number: int, name: object = None) -> Record:
    """A record that is no article, under the id that it states where that is one."""
    stated = as_text(name) if isinstance(name, str | int | float) and not isinstance(name, bool) else None
    document = Document(id=stated or f"{_ORIGIN.name}#{number}", text="")
    return Record(b"", document, f"article {number}: {objection}")


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")


def _parse_fraction(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise ValueError("a number beyond all bounds")
    return number
