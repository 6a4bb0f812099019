"""A gate with a small policy, and the service in front of it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="the extra server is not installed")
pytest.importorskip("prometheus_client", reason="the extra server is not installed")
pytest.importorskip("uvicorn", reason="the extra server is not installed")

from starlette.testclient import TestClient

from dedup import Gate, Policy, Settings
from dedup.service import create_app

TOKEN = "0123456789abcdef-of-a-test"  # noqa: S105 - it opens nothing


@pytest.fixture
def policy() -> Policy:
    return Policy.from_data(
        {"min-words": {"reject": 5}, "near-duplicate": {"reject": 0.9}, "findings": {"E": {"reject": 900}}}
    )


@pytest.fixture
def gate(tmp_path: Path, policy: Policy) -> Iterator[Gate]:
    settings = Settings.from_data({"jobs": 1, "index": {"busy_timeout_seconds": 0.2}})
    with Gate.open(tmp_path / "index.db", policy, settings) as opened:
        yield opened


@pytest.fixture
def client(gate: Gate) -> Iterator[TestClient]:
    with TestClient(create_app(gate)) as opened:
        yield opened


@pytest.fixture
def guarded(gate: Gate) -> Iterator[TestClient]:
    """The service with a token; requests carry none."""
    with TestClient(create_app(gate, token=TOKEN)) as opened:
        yield opened


@pytest.fixture
def article() -> Callable[..., dict[str, object]]:
    """An article about a town of its own."""

    def make(name: str = "a/1", town: str = "Neustadt", **fields: object) -> dict[str, object]:
        text = f"Der Rat von {town} hat am Abend über den Haushalt beraten. In {town} fehlen zwei Millionen."
        return {"id": name, "text": text, "title": f"Rat von {town} berät", **fields}

    return make
