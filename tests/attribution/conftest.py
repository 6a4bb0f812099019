"""Find citations in a text as written in a test."""

from collections.abc import Callable

import pytest

from dedup.attribution.citations import find_citations
from dedup.model import Citation, Document
from dedup.settings import AttributionSettings
from dedup.text import view_text

Find = Callable[..., tuple[Citation, ...]]


@pytest.fixture(scope="session")
def find() -> Find:
    def find_in(text: str, language: str = "de") -> tuple[Citation, ...]:
        view = view_text(Document(id="a", text=text, language=language))
        return find_citations(view, AttributionSettings())

    return find_in
