"""Views for the artifact tests."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from dedup.model import Document, Span
from dedup.text import TextView, view_text


@pytest.fixture(scope="session")
def view() -> Callable[..., TextView]:
    def build(text: str, language: str = "de", document: str = "article", site_text: str | None = None) -> TextView:
        found = view_text(Document(id=document, text=text, language=language))
        if site_text is None:
            return found
        start = text.index(site_text)
        return replace(found, site_text=(Span(start, start + len(site_text)),))

    return build
