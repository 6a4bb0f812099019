"""Builders for input files."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from dedup.model import Collection
from dedup.readers import read_documents
from dedup.settings import ReaderSettings

Write = Callable[[str, bytes | str], Path]
ReadBytes = Callable[..., Collection]


@pytest.fixture(autouse=True)
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def write() -> Write:
    """Write a file below the working folder, as it is."""

    def write_file(name: str, content: bytes | str) -> Path:
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write_file


@pytest.fixture
def read(write: Write) -> ReadBytes:
    """Write one file and read it."""

    def read_file(name: str, content: bytes | str, **settings: object) -> Collection:
        return read_documents([os.fspath(write(name, content))], ReaderSettings.model_validate(settings))

    return read_file
