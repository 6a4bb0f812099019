"""The service as an ASGI application.

In: an open gate and bounds. Out: an application that any ASGI server can run; it closes what it opened, and leaves
the gate to whoever opened it.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, TextIO

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from dedup import __version__
from dedup.gate import Gate
from dedup.gate.clock import Clock, utc_now
from dedup.service.boundary import Boundary
from dedup.service.desk import Desk
from dedup.service.metrics import Metrics
from dedup.service.openapi import describe
from dedup.service.refusals import Refusal
from dedup.service.routes import make_routes
from dedup.settings import ServiceSettings

_CODES = {404: "not-found", 405: "method-not-allowed"}


def create_app(
    gate: Gate,
    settings: ServiceSettings | None = None,
    *,
    token: str | None = None,
    read_only: bool = False,
    log: TextIO | None = None,
    access_log: bool = False,
    clock: Clock = utc_now,
) -> FastAPI:
    """Make the application for a gate.

    Articles are analysed on `gate.settings.jobs` processes: 1 is a thread of this one, 0 one a core. With a token,
    requests must carry it. Failures, and with `access_log` all requests, are written to `log` as lines of JSON.
    """
    settings = settings or gate.settings.service
    metrics = Metrics()
    desk = Desk(gate, settings, metrics)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        await desk.open()
        try:
            yield
        finally:
            desk.close()

    app = FastAPI(
        title="dedup", version=__version__, lifespan=lifespan, docs_url=None, redoc_url=None, redirect_slashes=False
    )
    app.include_router(make_routes(desk, read_only=read_only))
    app.add_middleware(
        Boundary, settings=settings, metrics=metrics, token=token, log=log, access_log=access_log, clock=clock
    )
    app.add_exception_handler(Refusal, _show_refusal)
    app.add_exception_handler(HTTPException, _show_http_error)
    app.add_exception_handler(RequestValidationError, _show_invalid)
    describe(app, gate.settings.readers, settings, with_token=token is not None)
    return app


async def _show_refusal(request: Request, error: Exception) -> Response:
    refusal = error if isinstance(error, Refusal) else Refusal(status=500, code="internal", message="")
    return _respond(request, refusal)


async def _show_http_error(request: Request, error: Exception) -> Response:
    """Errors of the framework: an unknown address, a wrong method."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    headers = getattr(error, "headers", None)
    message = {404: "there is no such address; /openapi.json lists them", 405: "the address knows other methods"}
    return _respond(
        request,
        Refusal(
            status=status,
            code=_CODES.get(status, "invalid-request"),
            message=message.get(status, "the request is not valid"),
            headers=headers,
        ),
    )


async def _show_invalid(request: Request, error: Exception) -> Response:
    """A parameter that is not as described; its value is not repeated."""
    found: list[Any] = list(error.errors()) if isinstance(error, RequestValidationError) else []
    mistakes = [{"where": ".".join(map(str, item["loc"])), "message": item["msg"]} for item in found]
    return _respond(
        request,
        Refusal(
            status=422,
            code="invalid-request",
            message="a parameter is not as /openapi.json describes it",
            detail={"mistakes": mistakes},
        ),
    )


def _respond(request: Request, refusal: Refusal) -> Response:
    request.state.refusal = refusal.code
    headers = dict(refusal.headers or {})
    return Response(refusal.as_bytes(), status_code=refusal.status, headers=headers, media_type="application/json")
