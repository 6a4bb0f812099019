"""Views for the artifact tests; hostile texts get one without sentences, which no rule looks at."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from dedup.model import Document, Span
from dedup.text import TextView, find_layout, normalize, pair_quotations, tokenize, view_text


@pytest.fixture(scope="session")
def view() -> Callable[..., TextView]:
    def build(text: str, language: str = "de", document: str = "article", site_text: str | None = None) -> TextView:
        found = view_text(Document(id=document, text=text, language=language))
        if site_text is None:
            return found
        start = text.index(site_text)
        return replace(found, site_text=(Span(start, start + len(site_text)),))

    return build


@pytest.fixture(scope="session")
def bare_view() -> Callable[[str], TextView]:
    def build(text: str) -> TextView:
        normalized = normalize(text)
        return TextView(
            document=Document(id="hostile", text=text, language="de"),
            language="de",
            normalized=normalized,
            tokens=tokenize(normalized.text),
            sentences=(),
            quotations=pair_quotations(normalized.text),
            layout=find_layout(text),
        )

    return build
