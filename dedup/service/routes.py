"""The addresses of the service, each a few lines: read, ask the desk, write the answer."""

import asyncio
import json
from collections.abc import Sequence
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BaseModel
from starlette.convertors import StringConvertor, register_url_convertor

from dedup.gate import Answer
from dedup.model import Document
from dedup.service.bodies import is_storable, parse_body, read_body, read_many, read_one
from dedup.service.desk import Desk
from dedup.service.messages import AnswerMessage, BatchMessage, DocumentMessage, ErrorMessage, HealthMessage
from dedup.service.metrics import CONTENT_TYPE
from dedup.service.refusals import Refusal, time_limit

_JSON = "application/json"


class _Anything(StringConvertor):
    """The rest of an address, with slashes and line breaks: an id may hold both."""

    regex = r"(?s:.*)"


register_url_convertor("anything", _Anything())
_WHY = {
    400: "The body is no JSON in UTF-8.",
    401: "The token is missing or wrong.",
    403: "The service only reads.",
    404: "Nothing is there.",
    405: "The address knows other methods.",
    408: "The body did not arrive in time.",
    409: "The service has no index to add to.",
    413: "The body is too large.",
    415: "The body is of another type.",
    422: "The request or the article is not as described.",
    429: "As many requests are at work as may be.",
    500: "A mistake of the program.",
    503: "The index or the analysis does not answer; nothing is acknowledged.",
    504: "Time was over; nothing is acknowledged.",
}
_POSTED = (400, 401, 408, 413, 415, 422, 429, 500, 503, 504)

DocumentId = Annotated[
    str, Path(alias="id", min_length=1, description="Id of the document, percent-encoded, slashes included.")
]
Replace = Annotated[bool, Query(description="Let a new text take the place of an id's older one.")]


def _errors(*statuses: int) -> dict[int | str, dict[str, Any]]:
    return {status: {"model": ErrorMessage, "description": _WHY[status]} for status in statuses}


def _body(schema: str) -> dict[str, Any]:
    content = {_JSON: {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    return {"requestBody": {"required": True, "content": content}}


def make_routes(desk: Desk, *, read_only: bool) -> APIRouter:
    """Make the routes of a desk."""
    routes = APIRouter(redirect_slashes=False)
    _add_checks(routes, desk)
    _add_documents(routes, desk, read_only=read_only)
    _add_probes(routes, desk)
    return routes


def _question(name: str, answer: type[BaseModel], body: str) -> dict[str, Any]:
    """What the routes that only judge have in common."""
    return {
        "operation_id": name,
        "tags": ["articles"],
        "response_model": answer,
        "responses": _errors(*_POSTED),
        "openapi_extra": _body(body),
    }


def _add_checks(routes: APIRouter, desk: Desk) -> None:
    readers = desk.gate.settings.readers

    @routes.post(
        "/v1/check",
        **_question("check", AnswerMessage, "Article"),
    )
    async def check(request: Request) -> Response:
        """Judge one article against the policy and everything accepted before. Nothing is added."""
        fields = await _read(request, desk)
        record = read_one(fields, readers, desk.settings, needs_id=False)
        answers = await desk.judge([record], add=False, replace=False, deadline=_deadline(request))
        return Response(answers[0].as_line(), media_type=_JSON)

    @routes.post(
        "/v1/check:batch",
        **_question("checkBatch", BatchMessage, "Batch"),
    )
    async def check_batch(request: Request) -> Response:
        """Judge articles, each against what was accepted before; one answer for each, in order. Nothing is added.

        What is no article is answered with the decision reject.
        """
        fields = await _read(request, desk)
        records = read_many(fields, readers, desk.settings, needs_id=False)
        return _batch(await desk.judge(records, add=False, replace=False, deadline=_deadline(request)))


def _add_documents(routes: APIRouter, desk: Desk, *, read_only: bool) -> None:
    readers = desk.gate.settings.readers

    @routes.post(
        "/v1/documents",
        operation_id="add",
        tags=["documents"],
        response_model=AnswerMessage,
        responses={
            201: {"model": AnswerMessage, "description": "Accepted, and durably in the index."},
            200: {"description": "Not accepted; the answer says why."},
            **_errors(403, 409, *_POSTED),
        },
        openapi_extra=_body("ArticleWithId"),
    )
    async def add(request: Request, *, replace: Replace = False) -> Response:
        """Judge one article; where it is accepted, it is in the index, durably, when the answer is given.

        Handing in the same article again gives the same answer, and it stands in the index once.
        """
        _check_writable(desk, read_only=read_only)
        fields = await _read(request, desk, "replace")
        record = read_one(fields, readers, desk.settings, needs_id=True)
        answers = await desk.judge([record], add=True, replace=replace, deadline=_deadline(request))
        return _added(answers[0])

    @routes.post(
        "/v1/documents:batch",
        operation_id="addBatch",
        tags=["documents"],
        response_model=BatchMessage,
        responses=_errors(403, 409, *_POSTED),
        openapi_extra=_body("BatchWithIds"),
    )
    async def add_batch(request: Request, *, replace: Replace = False) -> Response:
        """Judge articles, each also against those before it; `indexed` says of each whether it is durably in."""
        _check_writable(desk, read_only=read_only)
        fields = await _read(request, desk, "replace")
        records = read_many(fields, readers, desk.settings, needs_id=True)
        return _batch(await desk.judge(records, add=True, replace=replace, deadline=_deadline(request)))

    @routes.get(
        "/v1/documents/{id:anything}",  # noqa: FAST003 - the parameter stands in the signature under its alias
        operation_id="document",
        tags=["documents"],
        response_model=DocumentMessage,
        responses=_errors(401, 404, 422, 429, 500, 503, 504),
    )
    async def document(request: Request, name: DocumentId) -> Response:
        """Give an accepted document."""
        found = await desk.document(name, _deadline(request)) if is_storable(name, desk.settings) else None
        if found is None:
            raise Refusal(status=404, code="unknown-document", message="the index holds no text under this id")
        return Response(json.dumps(_document_fields(found)), media_type=_JSON)


def _add_probes(routes: APIRouter, desk: Desk) -> None:
    @routes.get(
        "/healthz", operation_id="health", tags=["operation"], response_model=HealthMessage, responses=_errors(500)
    )
    async def health() -> Response:
        """Say that the process runs; the index is not asked."""
        return Response(b'{"status": "ok"}', media_type=_JSON)

    @routes.get(
        "/readyz",
        operation_id="ready",
        tags=["operation"],
        response_model=HealthMessage,
        responses=_errors(500, 503),
    )
    async def ready(request: Request) -> Response:
        """Say whether the index answers."""
        await desk.check_ready(_deadline(request))
        return Response(b'{"status": "ok"}', media_type=_JSON)

    @routes.get(
        "/metrics",
        operation_id="metrics",
        tags=["operation"],
        response_class=Response,
        responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}, **_errors(401, 500)},
    )
    async def metrics() -> Response:
        """Give figures for Prometheus."""
        return Response(desk.metrics.as_bytes(), headers={"Content-Type": CONTENT_TYPE})


async def _read(request: Request, desk: Desk, *parameters: str) -> dict[str, object]:
    """Read and parse the body within the time of the request; parameters of other names are mistakes."""
    if set(request.query_params) - set(parameters):
        known = " and ".join(parameters) or "no parameter"
        raise Refusal(status=422, code="invalid-request", message=f"this address knows {known}; look for a slip")
    try:
        async with asyncio.timeout_at(_deadline(request)):
            body = await read_body(request, desk.settings)
    except TimeoutError as error:
        raise Refusal(
            status=408,
            code="body-timeout",
            message=f"the body did not arrive within {desk.settings.timeout_seconds:g} seconds",
            headers={"Connection": "close"},
        ) from error
    try:
        async with asyncio.timeout_at(_deadline(request)):
            return await parse_body(body, desk.large_bodies)
    except TimeoutError as error:
        raise time_limit(desk.settings.timeout_seconds) from error


def _deadline(request: Request) -> float:
    return float(request.state.deadline)


def _check_writable(desk: Desk, *, read_only: bool) -> None:
    if read_only:
        raise Refusal(status=403, code="read-only", message="the service only reads; start it without --read-only")
    if desk.gate.index is None:
        raise Refusal(status=409, code="no-index", message="there is no index to add to; start it with --index")


def _added(answer: Answer) -> Response:
    if not answer.indexed:
        return Response(answer.as_line(), media_type=_JSON)
    location = f"/v1/documents/{quote(answer.id, safe='')}"
    return Response(answer.as_line(), status_code=201, headers={"Location": location}, media_type=_JSON)


def _batch(answers: Sequence[Answer]) -> Response:
    lines = b", ".join(answer.as_line().rstrip() for answer in answers)
    return Response(b'{"answers": [' + lines + b"]}\n", media_type=_JSON)


def _document_fields(document: Document) -> dict[str, Any]:
    return {
        "id": document.id,
        "text": document.text,
        "title": document.title,
        "language": document.language,
        "published": document.published,
        "byline": document.byline,
        "outlet": document.outlet,
        "url": document.url,
        "metadata": [{"name": name, "value": value} for name, value in document.metadata],
    }
