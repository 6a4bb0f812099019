"""The audit as one HTML file that needs nothing else: no network, no stored state, no script to be complete.

In: an audit and its documents. Out: the page, written in chunks. All text is escaped by Jinja2; the content
security policy of the page allows the style sheet and the script by their SHA-256, and nothing else.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Protocol

from jinja2 import Environment, PackageLoader, StrictUndefined

from dedup.model import Audit, Document
from dedup.report.printable import show_character
from dedup.report.views.page import Page, build_page

_CHUNK = 200
# Neither may stand in an HTML file: control characters are errors, lone surrogates have no encoding.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


class Sink(Protocol):
    """Takes the chunks of a page."""

    def writelines(self, lines: Iterable[str], /) -> None:
        """Write chunks one after the other."""


def write_html(audit: Audit, documents: Sequence[Document], stream: Sink) -> None:
    """Write the report of an audit as one page. The same audit gives the same characters."""
    write_report_page("report.html", stream, build_page(audit, documents))


def write_report_page(name: str, stream: Sink, page: Page, **values: object) -> None:
    """Fill a template of the report, which has a script."""
    hashes = {"style_hash": hash_source("report.css"), "script_hash": hash_source("report.js")}
    write_page(name, stream, page=page, **hashes, **values)


def write_page(name: str, stream: Sink, **values: object) -> None:
    """Fill a template with values."""
    output = _environment().get_template(name).stream(values)
    output.enable_buffering(_CHUNK)
    stream.writelines(_FORBIDDEN.sub(_show, chunk) for chunk in output)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("dedup.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters["thousands"] = "{:,}".format
    return environment


@cache
def hash_source(name: str) -> str:
    """Hash a file as the page includes it, in the form of the content security policy."""
    source = _environment().get_template(name).render()
    digest = hashlib.sha256(source.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


def _show(match: re.Match[str]) -> str:
    return show_character(match.group())
