"""The same index on both stores: a file, and a schema of a private PostgreSQL server."""

import random
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dedup.index import Index, Prepared, prepare
from dedup.model import Document
from dedup.settings import IndexSettings, ReuseSettings
from tests.index.postgres import find_binaries, new_schema, running_server


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    if find_binaries() is None:
        pytest.skip("PostgreSQL is not installed (apt-get install postgresql)")
    pytest.importorskip("psycopg", reason="psycopg is not installed (extra postgres)")
    with running_server(durable=False) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def location(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Where an empty index may be made."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    if request.param == "sqlite":
        return str(tmp_path / "index.db")
    server: str = request.getfixturevalue("postgres_server")
    return new_schema(server, f"test_{uuid.uuid4().hex}")


@pytest.fixture
def file_location(tmp_path: Path) -> str:
    return str(tmp_path / "index.db")


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of 8, 32, 128 and 512 documents, so that a few documents go through all of them."""
    for module in ("dedup.index.run_files", "dedup.index.memory", "dedup.index.inspection"):
        monkeypatch.setattr(f"{module}.BLOCK", 8)
    for module in ("dedup.index.run_files", "dedup.index.memory"):
        monkeypatch.setattr(f"{module}.LARGEST", 512)


@pytest.fixture
def index(location: str) -> Iterator[Index]:
    with Index.open(location, ReuseSettings()) as opened:
        yield opened


@pytest.fixture
def article() -> Callable[..., Prepared]:
    """An article of made-up words that no other seed has, around a shared text."""

    def make(name: str, seed: int, *, shared: str = "", words: int = 60, **fields: str) -> Prepared:
        text = f"{filler(seed, words)} {shared} {filler(seed + 10_000, words)}".strip()
        (prepared,) = prepare([Document(id=name, text=text, **fields)], ReuseSettings())  # type: ignore[arg-type]
        return prepared

    return make


def filler(seed: int, count: int) -> str:
    generator = random.Random(seed)
    return " ".join("".join(generator.choices("abcdefghijklmnop", k=8)) for _ in range(count))


@pytest.fixture
def impatient() -> IndexSettings:
    return IndexSettings(busy_timeout_seconds=0.2)
