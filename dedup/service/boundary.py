"""The outer wall of the service: who may come in, how many at once, and what is noted of each request.

In: raw ASGI messages. Out: the same with a request id; refusals where a request must not go on; metrics and, where
asked for, one line of JSON in the log for each. Neither holds an address or a word of an article.
"""

import asyncio
import hmac
import json
import re
import secrets
import time
import traceback
from collections.abc import MutableMapping
from dataclasses import dataclass
from typing import Any, TextIO

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dedup.gate.clock import Clock
from dedup.service.metrics import Metrics
from dedup.service.refusals import Refusal, busy, unauthorized
from dedup.settings import ServiceSettings

OPEN_ROUTES = frozenset({"/healthz", "/readyz", "/openapi.json"})
"""What needs no token: it tells nothing about articles, and probes have none."""
_BOUNDED = "/v1/"
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_REQUEST_ID = re.compile(rb"[A-Za-z0-9._-]{1,64}")


@dataclass(slots=True)
class _Exchange:
    """One request as it is noted."""

    request_id: bytes
    started: float
    status: int = 0
    received: int = 0
    code: str | None = None


class Boundary:
    """ASGI middleware around the whole service."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        settings: ServiceSettings,
        metrics: Metrics,
        token: str | None,
        log: TextIO | None,
        access_log: bool,
        clock: Clock,
    ) -> None:
        self._app = app
        self._settings = settings
        self._metrics = metrics
        self._token = token.encode() if token is not None else None
        self._log = log
        self._access_log = access_log
        self._clock = clock
        self._at_work = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one request through."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        exchange = _Exchange(_request_id(scope), time.perf_counter())
        scope.setdefault("state", {})["deadline"] = (
            asyncio.get_running_loop().time() + self._settings.timeout_seconds
        )

        async def send_noting(message: Message) -> None:
            if message["type"] == "http.response.start":
                exchange.status = message["status"]
                message["headers"] = [*message.get("headers", ()), (b"x-request-id", exchange.request_id)]
            await send(message)

        async def receive_noting() -> Message:
            message = await receive()
            exchange.received += len(message.get("body", b""))
            return message

        bounded = scope["path"].startswith(_BOUNDED)
        try:
            self._admit(scope, bounded=bounded)
        except Refusal as refusal:
            await self._refuse(refusal, exchange, send_noting)
            self._note(scope, exchange)
            return
        self._count_at_work(bounded)
        try:
            await self._app(scope, receive_noting, send_noting)
        except Exception as error:  # noqa: BLE001 - the client gets an answer whatever fails
            self._write_trace(error, exchange)
            if not exchange.status:
                await self._refuse(_internal(exchange), exchange, send_noting)
        finally:
            self._count_at_work(-bounded)
            exchange.code = exchange.code or scope["state"].get("refusal")
            self._note(scope, exchange)

    def _admit(self, scope: Scope, *, bounded: bool) -> None:
        if self._token is not None and scope["path"] not in OPEN_ROUTES:
            given = [value for name, value in scope["headers"] if name == b"authorization"]
            kind, _, token = (given[0] if len(given) == 1 else b"").partition(b" ")
            if kind.lower() != b"bearer" or not hmac.compare_digest(token.strip(), self._token):
                raise unauthorized()
        if bounded and self._at_work >= self._settings.max_concurrent:
            raise busy(self._settings.max_concurrent)

    def _count_at_work(self, difference: int) -> None:
        if difference:
            self._at_work += difference
            self._metrics.show_at_work(self._at_work)

    async def _refuse(self, refusal: Refusal, exchange: _Exchange, send: Send) -> None:
        exchange.code = refusal.code
        body = refusal.as_bytes()
        headers = {"Content-Type": "application/json", "Content-Length": str(len(body)), **(refusal.headers or {})}
        await send(
            {
                "type": "http.response.start",
                "status": refusal.status,
                "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
            }
        )
        await send({"type": "http.response.body", "body": body})

    def _note(self, scope: Scope, exchange: _Exchange) -> None:
        seconds = time.perf_counter() - exchange.started
        route = _route(scope)
        method = scope["method"] if scope["method"] in _METHODS else "other"
        self._metrics.count_request(route, method, exchange.status, seconds)
        if self._access_log:
            self._write(
                {
                    "request": exchange.request_id.decode(),
                    "method": method,
                    "route": route,
                    "status": exchange.status,
                    "code": exchange.code,
                    "milliseconds": round(seconds * 1000, 1),
                    "bytes": exchange.received,
                }
            )

    def _write_trace(self, error: Exception, exchange: _Exchange) -> None:
        """Say where it failed. Not its message: that may quote an article."""
        frames = [
            f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)
        ]
        self._write(
            {"request": exchange.request_id.decode(), "failure": type(error).__name__, "frames": frames[-12:]}
        )

    def _write(self, facts: dict[str, Any]) -> None:
        if self._log is not None:
            self._log.write(json.dumps({"time": self._clock(), **facts}) + "\n")
            self._log.flush()


def _request_id(scope: Scope) -> bytes:
    """The client's own id for the request, where it is a plain one; else a new one."""
    for name, value in scope["headers"]:
        if name == b"x-request-id" and _REQUEST_ID.fullmatch(value):
            return bytes(value)
    return secrets.token_hex(8).encode()


def _route(scope: MutableMapping[str, Any]) -> str:
    """The pattern that the address matched, without what stands in its place."""
    return str(getattr(scope.get("route"), "path_format", "unmatched"))


def _internal(exchange: _Exchange) -> Refusal:
    return Refusal(
        status=500,
        code="internal",
        message="a mistake of the program; nothing is acknowledged: hand it in again, and report it",
        detail={"request": exchange.request_id.decode()},
    )
