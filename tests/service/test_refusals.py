import asyncio
import io
import json
import random
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx2
import pytest
from starlette.testclient import TestClient

from dedup import Gate
from dedup.errors import StoreError
from dedup.model import Document
from dedup.service import create_app, desk
from dedup.settings import ServiceSettings
from tests.service.fuzz import fuzzed

Make = Callable[..., dict[str, object]]
TOKEN = "0123456789abcdef-of-a-test"  # noqa: S105 - it opens nothing
JSON = {"Content-Type": "application/json"}


def code_of(response: Any) -> tuple[int, str]:
    """Status and code of an error, which must have the one shape."""
    assert response.headers["content-type"] == "application/json"
    body = response.json()
    assert set(body) == {"error"}
    assert set(body["error"]) == {"code", "message", "detail"}
    assert body["error"]["message"]
    return response.status_code, body["error"]["code"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"", (400, "invalid-json")),
        (b"{", (400, "invalid-json")),
        (b'{"text": "Ein Satz."} {}', (400, "invalid-json")),
        (b'{"text": "\xc3\x28"}', (400, "invalid-json")),
        ('{"text": "Ein Satz."}'.encode("utf-16"), (400, "invalid-json")),
        (b'{"text": "a", "x": NaN}', (400, "invalid-json")),
        (b'{"text": "a", "x": -Infinity}', (400, "invalid-json")),
        (b'{"text": "a", "x": 1e999}', (400, "invalid-json")),
        (b'{"text": "a", "x": ' + b"9" * 5_000 + b"}", (400, "invalid-json")),
        (b"[" * 200_000, (400, "invalid-json")),
        (b'{"a":' * 200_000, (400, "invalid-json")),
        (b"[]", (422, "invalid-request")),
        (b"null", (422, "invalid-request")),
        (b'"text"', (422, "invalid-request")),
        (b"{}", (422, "invalid-article")),
        (b'{"text": null}', (422, "invalid-article")),
        (b'{"text": ["a"]}', (422, "invalid-article")),
        (b'{"text": " \\n "}', (422, "invalid-article")),
        (b'{"text": "a \\ud800"}', (422, "invalid-article")),
        (b'{"text": "a b", "id": "\\udc00"}', (422, "invalid-article")),
        (b'{"text": "a b", "id": "a\\u0000"}', (422, "invalid-article")),
        (b'{"text": "a b", "id": {}}', (422, "invalid-article")),
        (b'{"text": "a b", "id": "' + b"x" * 513 + b'"}', (422, "invalid-article")),
        (b'{"text": "' + b"a " * 1_100_000 + b'"}', (422, "invalid-article")),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_what_is_no_article_is_refused_with_a_reason(
    client: TestClient, body: bytes, expected: tuple[int, str]
) -> None:
    assert code_of(client.post("/v1/check", content=body, headers=JSON)) == expected
    assert code_of(client.post("/v1/documents", content=body, headers=JSON)) == expected


@pytest.mark.parametrize("body", [{}, {"articles": {}}, {"articles": "a"}, {"articles": [], "add": True}])
def test_a_batch_needs_a_list_and_nothing_else(client: TestClient, body: object) -> None:
    assert code_of(client.post("/v1/check:batch", json=body)) == (422, "invalid-request")


def test_nesting_near_the_limit_is_never_a_server_error(client: TestClient) -> None:
    for depth in (*range(900, 1_000, 7), 2_000, 20_000):
        body = b'{"id": "a", "text": "Der Rat kam am Abend an.", "x": ' + b"[" * depth + b"]" * depth + b"}"
        for path in ("/v1/check", "/v1/documents"):
            assert client.post(path, content=body, headers=JSON).status_code in {200, 201, 400, 422}


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/json; charset=latin-1"},
        {"Content-Type": "application/json", "Content-Encoding": "gzip"},
    ],
)
def test_other_types_and_compressed_bodies_are_refused(client: TestClient, headers: dict[str, str]) -> None:
    response = client.post("/v1/check", content=b'{"text": "a"}', headers=headers)
    assert code_of(response) == (415, "unsupported-media-type")


def test_what_is_added_needs_an_id_of_its_own(client: TestClient) -> None:
    for name in ({}, {"id": None}, {"id": " "}):
        response = client.post("/v1/documents", json={"text": "Der Rat kam am Abend an.", **name})
        assert code_of(response) == (422, "invalid-article")


def test_a_parameter_that_is_none_is_refused_without_being_repeated(client: TestClient, article: Make) -> None:
    response = client.post("/v1/documents?replace=perhaps", json=article())
    assert code_of(response) == (422, "invalid-request")
    assert "perhaps" not in response.text
    assert code_of(client.post("/v1/documents?replce=true", json=article())) == (422, "invalid-request")
    assert code_of(client.post("/v1/check?replace=true", json=article())) == (422, "invalid-request")


def test_unknown_addresses_and_methods_have_the_shape_of_all_errors(client: TestClient) -> None:
    assert code_of(client.get("/")) == (404, "not-found")
    assert code_of(client.get("/v1/documents/")) == (422, "invalid-request")
    assert code_of(client.get("/v1/documents/none")) == (404, "unknown-document")
    assert code_of(client.get("/v1/documents/a%00b")) == (404, "unknown-document")
    wrong = client.put("/v1/check", json={})
    assert code_of(wrong) == (405, "method-not-allowed")
    assert wrong.headers["allow"] == "POST"


def test_a_large_body_is_refused_by_its_length_and_while_it_arrives(gate: Gate) -> None:
    arrived = []

    def parts() -> Iterator[bytes]:
        for _ in range(1_000):
            arrived.append(1)
            yield b" " * 1_000

    with TestClient(create_app(gate, ServiceSettings(max_body_bytes=5_000))) as client:
        assert code_of(client.post("/v1/check", content=b" " * 5_001, headers=JSON)) == (413, "body-too-large")
        assert code_of(client.post("/v1/check", content=parts(), headers=JSON)) == (413, "body-too-large")
        text = {"text": "Der Rat kam am Abend an. " * 10}
        assert client.post("/v1/check", json=text).status_code == 200


def test_a_batch_over_the_limit_is_refused(gate: Gate, article: Make) -> None:
    with TestClient(create_app(gate, ServiceSettings(max_batch=2))) as client:
        body = {"articles": [article("a"), article("b"), article("c")]}
        assert code_of(client.post("/v1/check:batch", json=body)) == (422, "batch-too-large")


@pytest.mark.parametrize(
    "value", [None, "", "Bearer", "Bearer ", f"Basic {TOKEN}", f"Bearer {TOKEN}x", f"Bearer {TOKEN[:-1]}", TOKEN]
)
def test_without_the_token_nothing_is_told(guarded: TestClient, value: str | None) -> None:
    headers = {} if value is None else {"Authorization": value}
    for method, path in [
        ("POST", "/v1/check"),
        ("POST", "/v1/documents"),
        ("GET", "/v1/documents/a"),
        ("GET", "/metrics"),
        ("GET", "/"),
    ]:
        response = guarded.request(method, path, headers=headers)
        assert code_of(response) == (401, "unauthorized")
        assert response.headers["www-authenticate"] == "Bearer"
    for path in ("/healthz", "/readyz", "/openapi.json"):
        assert guarded.get(path, headers=headers).status_code == 200


def test_the_token_opens_the_service(guarded: TestClient, article: Make) -> None:
    for kind in ("Bearer", "bearer"):
        headers = {"Authorization": f"{kind} {TOKEN}"}
        assert guarded.post("/v1/check", json=article(), headers=headers).status_code == 200
        assert guarded.get("/metrics", headers=headers).status_code == 200


def test_every_answer_names_its_request(client: TestClient, guarded: TestClient) -> None:
    assert client.get("/healthz", headers={"X-Request-ID": "abc-1"}).headers["x-request-id"] == "abc-1"
    assert client.get("/nothing", headers={"X-Request-ID": "a b;c"}).headers["x-request-id"] != "a b;c"
    assert guarded.get("/metrics", headers={"X-Request-ID": "abc-2"}).headers["x-request-id"] == "abc-2"


def test_one_request_too_many_is_told_so_at_once(
    gate: Gate, article: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    entered, go_on = threading.Event(), threading.Event()
    judge = gate.judge

    def slow(*arguments: Any, **options: Any) -> Any:
        entered.set()
        go_on.wait(5)
        return judge(*arguments, **options)

    monkeypatch.setattr(gate, "judge", slow)
    app = create_app(gate, ServiceSettings(max_concurrent=1))

    async def run() -> None:
        async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://test") as client:
            first = asyncio.create_task(client.post("/v1/check", json=article()))
            await asyncio.to_thread(entered.wait, 5)
            refused = await client.post("/v1/check", json=article())
            assert code_of(refused) == (429, "busy")
            assert refused.headers["retry-after"] == "1"
            assert (await client.get("/healthz")).status_code == 200
            go_on.set()
            assert (await first).status_code == 200
            assert (await client.post("/v1/check", json=article())).status_code == 200

    asyncio.run(run())


def test_an_analysis_that_takes_too_long_accepts_nothing(
    gate: Gate, article: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(_documents: object, _needs: object) -> list[object]:
        time.sleep(0.5)
        return []

    monkeypatch.setattr("dedup.service.work.examine_all", slow)
    app = create_app(gate, ServiceSettings(timeout_seconds=0.1))

    async def run() -> None:
        async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://test") as client:
            response = await client.post("/v1/documents", json=article())
            assert code_of(response) == (504, "time-limit")

    asyncio.run(run())
    assert gate.document("a/1") is None


def test_a_write_that_has_not_begun_in_time_never_begins(gate: Gate, article: Make) -> None:
    app = create_app(gate, ServiceSettings(timeout_seconds=0.4))
    go_on = threading.Event()

    async def run() -> None:
        async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://test") as client:
            blocked = [client.get("/v1/documents/x") for _ in range(desk._THREADS)]
            waiting = [asyncio.create_task(request) for request in blocked]
            await asyncio.sleep(0.1)
            response = await client.post("/v1/documents", json=article())
            assert code_of(response) == (504, "time-limit")
            assert "nothing was added" in response.json()["error"]["message"]
            go_on.set()
            await asyncio.gather(*waiting)
            await asyncio.sleep(0.1)

    find = gate.document

    def slow(name: str) -> Document | None:
        go_on.wait(5)
        return find(name)

    gate.document = slow  # type: ignore[method-assign]
    asyncio.run(run())
    assert find("a/1") is None


def test_a_write_that_has_begun_is_acknowledged_late(
    gate: Gate, article: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    judge = gate.judge

    def slow(*arguments: Any, **options: Any) -> Any:
        time.sleep(0.5)
        return judge(*arguments, **options)

    monkeypatch.setattr(gate, "judge", slow)
    app = create_app(gate, ServiceSettings(timeout_seconds=0.3))

    async def run() -> None:
        async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://test") as client:
            assert (await client.post("/v1/check", json=article("b", town="Altenburg"))).status_code == 504
            response = await client.post("/v1/documents", json=article())
            assert (response.status_code, response.json()["indexed"]) == (201, True)

    asyncio.run(run())


def test_a_write_without_end_is_said_to_be_unknown(
    gate: Gate, article: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()
    monkeypatch.setattr(gate, "judge", lambda *_arguments, **_options: go_on.wait(5) and [])
    monkeypatch.setattr(desk, "_LATE_SECONDS", 0.1)
    app = create_app(gate, ServiceSettings(timeout_seconds=0.2))

    async def run() -> None:
        async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://test") as client:
            response = await client.post("/v1/documents", json=article())
            assert code_of(response) == (504, "outcome-unknown")
            go_on.set()
            await asyncio.sleep(0.05)

    asyncio.run(run())


def test_a_body_that_does_not_arrive_is_given_up(gate: Gate) -> None:
    app = create_app(gate, ServiceSettings(timeout_seconds=0.1))

    async def drip() -> Any:
        yield b"{"
        await asyncio.sleep(1)
        yield b"}"

    async def run() -> None:
        async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://test") as client:
            response = await client.post("/v1/check", content=drip(), headers=JSON)
            assert code_of(response) == (408, "body-timeout")

    asyncio.run(run())


def test_an_index_that_fails_is_said_so_and_accepts_nothing(
    client: TestClient, gate: Gate, article: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert gate.index is not None

    def broken(*_arguments: object, **_options: object) -> None:
        raise StoreError("the disk is gone")

    for name in ("look_up", "check_and_add", "document", "warm_up"):
        monkeypatch.setattr(gate.index, name, broken)
    assert code_of(client.post("/v1/check", json=article())) == (503, "not-compared")
    assert code_of(client.post("/v1/documents", json=article())) == (503, "not-compared")
    assert code_of(client.post("/v1/check:batch", json={"articles": [article()]})) == (503, "not-compared")
    assert code_of(client.get("/v1/documents/a")) == (503, "store-failed")
    time.sleep(1.1)  # the last answer about readiness holds for a second
    ready = client.get("/readyz")
    assert code_of(ready) == (503, "not-ready")
    assert "disk" not in ready.text
    assert client.get("/healthz").status_code == 200


def test_a_quarantine_that_fails_is_said_so(
    client: TestClient, gate: Gate, article: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object, **_options: object) -> None:
        raise StoreError("the disk is full")

    assert gate.quarantine is not None
    monkeypatch.setattr(gate.quarantine, "keep", broken)
    assert code_of(client.post("/v1/documents", json=article())) == (503, "store-failed")


def test_a_mistake_of_the_program_is_answered_and_logged_without_the_text(
    gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(batch: Any, **_options: object) -> None:
        raise RuntimeError(batch[0].document.text)

    monkeypatch.setattr(gate, "judge", broken)
    log = io.StringIO()
    with TestClient(create_app(gate, log=log)) as client:
        response = client.post("/v1/check", json={"text": "Ein geheimer Satz."}, headers={"X-Request-ID": "r1"})
    assert code_of(response) == (500, "internal")
    line = json.loads(log.getvalue())
    assert (line["request"], line["failure"]) == ("r1", "RuntimeError")
    assert "geheim" not in response.text + log.getvalue()


def test_the_access_log_is_json_without_ids_and_text(gate: Gate, article: Make) -> None:
    log = io.StringIO()
    app = create_app(gate, token=TOKEN, log=log, access_log=True, clock=lambda: "2024-05-01T12:00:00Z")
    with TestClient(app) as client:
        headers = {"Authorization": f"Bearer {TOKEN}", "X-Request-ID": "r1"}
        client.post("/v1/documents", json=article("named"), headers=headers)
        client.get("/v1/documents/named", headers=headers)
        client.get("/v1/documents/named")
    first, second, third = map(json.loads, log.getvalue().splitlines())
    assert {**first, "milliseconds": 0, "bytes": 0} == {
        "time": "2024-05-01T12:00:00Z",
        "request": "r1",
        "method": "POST",
        "route": "/v1/documents",
        "status": 201,
        "code": None,
        "milliseconds": 0,
        "bytes": 0,
    }
    assert (second["route"], second["status"]) == ("/v1/documents/{id}", 200)
    assert (third["status"], third["code"]) == (401, "unauthorized")
    assert "named" not in log.getvalue()
    assert "Haushalt" not in log.getvalue()
    assert TOKEN not in log.getvalue()


def test_fuzzed_bodies_never_cause_a_server_error(client: TestClient) -> None:
    statuses = set()
    for path, headers, body in fuzzed(random.Random(11), 400):
        response = client.post(path, content=body, headers=headers)
        statuses.add(response.status_code)
        assert response.status_code < 500, (path, headers, body[:200])
        if response.status_code >= 400:
            code_of(response)
    assert {200, 201, 400, 415, 422} <= statuses
