"""Parts of an audit on their own: its claims for `dedup claims`, its sources for `dedup sources`.

In: an audit and its documents. Out: a page that holds the part with the texts it leads into, or JSON with those
keys of the contract.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TextIO

from dedup.model import Audit, Document
from dedup.report.html import write_report_page
from dedup.report.json import write_json
from dedup.report.views.index import build_index
from dedup.report.views.page import build_page
from dedup.report.views.source_use import view_sourcing, view_use
from dedup.report.wording import count

_RUN = {"schema_version", "tool", "settings", "skipped", "notes"}
_CLAIMS = _RUN | {"stories", "claims", "denials"}
_SOURCES = _RUN | {"documents", "sources"}


def write_claims_json(audit: Audit, stream: TextIO) -> None:
    """Write stories, claims and denials under the keys of the contract."""
    write_json(audit, stream, _CLAIMS)


def write_sources_json(audit: Audit, stream: TextIO) -> None:
    """Write sources and articles under the keys of the contract."""
    write_json(audit, stream, _SOURCES)


def write_claims_html(audit: Audit, documents: Sequence[Document], stream: TextIO) -> None:
    """Write a page of stories and claims, with the articles and citations that they lead to."""
    _write_part("claims.html", "Claims", _without_reuse_and_damage(audit), documents, stream)


def write_sources_html(audit: Audit, documents: Sequence[Document], stream: TextIO) -> None:
    """Write a page of sources, with the articles and citations that they stand in."""
    shown = replace(_without_reuse_and_damage(audit), stories=(), claims=(), denials=())
    index = build_index(shown, documents)
    uses, sourcing = tuple(view_use(audit, index)), tuple(view_sourcing(audit, index))
    _write_part("sources_page.html", "Sources", shown, documents, stream, uses=uses, sourcing=sourcing)


def _without_reuse_and_damage(audit: Audit) -> Audit:
    """What a part does not show must not be marked in its texts: the marks would lead nowhere."""
    return replace(audit, overlaps=(), repeats=(), passages=(), near_duplicates=(), boilerplate=(), findings=())


def _write_part(
    template: str, name: str, audit: Audit, documents: Sequence[Document], stream: TextIO, **values: object
) -> None:
    title = f"{name} of {count(len(audit.documents), 'article')}"
    page = replace(build_page(audit, documents), title=title, is_part=True)
    write_report_page(template, stream, page, **values)
