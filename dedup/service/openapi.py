"""The OpenAPI document: what FastAPI derives, with the articles and the token that it cannot know."""

from typing import Any

from fastapi import FastAPI

from dedup.service.boundary import OPEN_ROUTES
from dedup.service.messages import article_schema, batch_schema
from dedup.settings import ReaderSettings, ServiceSettings

_ABOUT = """Decides which articles enter an index: each is checked against a policy and everything accepted before,
and is accepted, quarantined or rejected with every reason. What cannot be read, analysed or compared is never
accepted. Every error has the shape of `ErrorMessage`; every response names its request in `X-Request-ID`."""


def describe(app: FastAPI, readers: ReaderSettings, settings: ServiceSettings, *, with_token: bool) -> None:
    """Let the application give its description at /openapi.json."""
    derive = app.openapi
    app.description = _ABOUT

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            document = derive()
            schemas = document["components"]["schemas"]
            schemas["Article"] = article_schema(readers, settings, needs_id=False)
            schemas["ArticleWithId"] = article_schema(readers, settings, needs_id=True)
            schemas["Batch"] = batch_schema(settings, "Article")
            schemas["BatchWithIds"] = batch_schema(settings, "ArticleWithId")
            if with_token:
                _require_token(document)
            app.openapi_schema = document
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]  # the way FastAPI documents


def _require_token(document: dict[str, Any]) -> None:
    document["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    for path, operations in document["paths"].items():
        if path not in OPEN_ROUTES:
            for operation in operations.values():
                operation["security"] = [{"token": []}]
