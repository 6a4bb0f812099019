import json
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
from starlette.testclient import TestClient

from dedup import Gate, __version__
from dedup.service import create_app
from dedup.service.boundary import OPEN_ROUTES

TOKEN = "0123456789abcdef-of-a-test"  # noqa: S105 - it opens nothing


@pytest.fixture
def document(client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/openapi.json").json()
    return found


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def test_it_lists_every_address_with_what_it_does(document: dict[str, Any]) -> None:
    assert document["info"]["version"] == __version__
    found = sorted((path, method) for path, method, _ in operations(document))
    assert found == [
        ("/healthz", "get"),
        ("/metrics", "get"),
        ("/readyz", "get"),
        ("/v1/check", "post"),
        ("/v1/check:batch", "post"),
        ("/v1/documents", "post"),
        ("/v1/documents/{id}", "get"),
        ("/v1/documents:batch", "post"),
    ]
    for _, _, operation in operations(document):
        assert operation["description"]
        assert operation["operationId"]


def test_every_error_has_the_one_shape(document: dict[str, Any]) -> None:
    for path, _, operation in operations(document):
        for status, response in operation["responses"].items():
            if status >= "400":
                schema = response["content"]["application/json"]["schema"]
                assert schema == {"$ref": "#/components/schemas/ErrorMessage"}, (path, status)


def test_every_example_is_as_its_schema_says(document: dict[str, Any]) -> None:
    for name, schema in document["components"]["schemas"].items():
        for example in schema.get("examples", ()):
            resolved = {**document, "$ref": f"#/components/schemas/{name}"}
            jsonschema.Draft202012Validator(resolved).validate(example)


def test_the_examples_of_articles_are_accepted_as_requests(client: TestClient, document: dict[str, Any]) -> None:
    example = document["components"]["schemas"]["Article"]["examples"][0]
    assert client.post("/v1/check", json=example).status_code == 200
    assert client.post("/v1/documents", json=example).status_code == 201


def test_the_token_is_described_where_it_is_asked_for(gate: Gate, document: dict[str, Any]) -> None:
    assert "securitySchemes" not in document["components"]
    with TestClient(create_app(gate, token=TOKEN)) as client:
        guarded = client.get("/openapi.json").json()
    assert guarded["components"]["securitySchemes"]["token"] == {"type": "http", "scheme": "bearer"}
    open_paths = {path for path, _, operation in operations(guarded) if "security" not in operation}
    assert open_paths == OPEN_ROUTES - {"/openapi.json"}


def test_it_says_nothing_about_this_machine(document: dict[str, Any], gate: Gate) -> None:
    assert gate.index is not None
    assert str(gate.index.store.name) not in json.dumps(document)
