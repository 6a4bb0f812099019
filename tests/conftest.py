"""Builders that every test may use, and the folder with shared data."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from dedup.model import Collection, Document


@pytest.fixture
def make_document() -> Callable[..., Document]:
    def make(text: str, name: str = "a", **fields: str) -> Document:
        return Document(id=name, text=text, **fields)  # type: ignore[arg-type]

    return make


@pytest.fixture
def make_collection() -> Callable[..., Collection]:
    def make(*texts: str) -> Collection:
        return Collection(documents=tuple(Document(id=f"d{n:04}", text=text) for n, text in enumerate(texts)))

    return make


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder that holds seeds/, data/ and eval/, named by DEDUP_DATA."""
    folder = os.environ.get("DEDUP_DATA")
    if not folder:
        pytest.skip("DEDUP_DATA is not set: it names the folder with seeds/, data/ and eval/")
    path = Path(folder)
    if not (path / "data").is_dir():
        pytest.skip(f"DEDUP_DATA={folder} holds no folder data/")
    return path


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew")
