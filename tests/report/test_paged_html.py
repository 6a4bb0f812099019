"""The HTML report of a large audit: an overview with pages beside it, under a size, without dead links."""

import io
import itertools
import posixpath
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import TextIO

import pytest

from dedup.model import Audit, Document
from dedup.report.paged_html import Pages, Sizes, write_report
from tests.report.sample.page import Element, by_id, parse, written

SMALL = Sizes(one_page_characters=100, texts=2, passages=1, rows=2)


def report_of(audit: Audit, documents: tuple[Document, ...], sizes: Sizes = SMALL) -> dict[str, str]:
    """The files of a report by their names."""
    files: dict[str, str] = {}

    @contextmanager
    def open_page(name: str) -> Iterator[TextIO]:
        stream = io.StringIO()
        yield stream
        files[f"audit-pages/{name}"] = stream.getvalue()

    overview = io.StringIO()
    pages = Pages(open_page, "audit-pages/", "../audit.html")
    names = write_report(audit, documents, overview, pages, sizes)
    assert [f"audit-pages/{name}" for name in names] == list(files)
    return {"audit.html": overview.getvalue(), **files}


def dead_links(files: Mapping[str, str]) -> list[tuple[str, str]]:
    pages = {name: parse(content) for name, content in files.items()}
    ids = {name: {element.get("id") for element in page.walk()} for name, page in pages.items()}
    return [
        (name, link)
        for name, page in pages.items()
        for link in (element.get("href") for element in page.find("a"))
        if not link.startswith("http") and not _leads_somewhere(name, link, ids)
    ]


def _leads_somewhere(name: str, link: str, ids: Mapping[str, set[str]]) -> bool:
    file, _, anchor = link.partition("#")
    target = posixpath.normpath(posixpath.join(posixpath.dirname(name), file)) if file else name
    return target in ids and (not anchor or anchor in ids[target])


@pytest.fixture
def files(audit_with: Callable[[dict[str, object]], Audit], documents: tuple[Document, ...]) -> dict[str, str]:
    return report_of(audit_with({"max_articles": 4}), documents)


def test_a_small_audit_is_one_page(audit: Audit, documents: tuple[Document, ...]) -> None:
    assert report_of(audit, documents, Sizes()) == {"audit.html": written(audit, documents)}


def test_a_large_audit_has_pages_of_texts_and_of_the_list_of_articles(files: Mapping[str, str]) -> None:
    assert list(files) == [
        "audit.html",
        *("audit-pages/texts-1.html", "audit-pages/texts-2.html"),
        *("audit-pages/articles-1.html", "audit-pages/articles-2.html", "audit-pages/articles-3.html"),
    ]


def test_every_link_between_the_files_leads_somewhere(files: Mapping[str, str]) -> None:
    assert dead_links(files) == []


def test_texts_have_their_citations_and_findings_on_the_same_page(files: Mapping[str, str]) -> None:
    first = parse(files["audit-pages/texts-1.html"])
    assert len(first.find("article")) == 2
    badges = [link.get("href") for link in first.find("a", "badge-cited")]
    assert badges
    assert all(link.startswith("#") for link in badges)
    assert not parse(files["audit.html"]).find("article")


def test_pages_lead_to_their_neighbours_and_back_to_the_overview(files: Mapping[str, str]) -> None:
    second = parse(files["audit-pages/texts-2.html"])
    links = [link.get("href") for link in second.find("nav")[0].find("a")]
    assert links == ["../audit.html", "texts-1.html", "articles-1.html"]
    overview = by_id(parse(files["audit.html"]), "pages")
    assert len(overview.find("a")) == len(files) - 1


def test_every_page_has_the_same_protection(files: Mapping[str, str]) -> None:
    for content in files.values():
        (policy,) = [
            element.get("content")
            for element in parse(content).find("meta")
            if element.get("http-equiv") == "Content-Security-Policy"
        ]
        assert policy.startswith("default-src 'none'; style-src 'sha256-")


def test_further_passages_stand_on_pages(
    audit_with: Callable[[dict[str, object]], Audit], documents: tuple[Document, ...]
) -> None:
    audit = audit_with({})
    many = tuple(replace(audit.passages[0], id=f"more-{number:02}") for number in range(30))
    files = report_of(replace(audit, passages=(*audit.passages, *many)), documents, replace(SMALL, passages=6))
    pages = [name for name in files if "passages" in name]
    assert len(pages) == 2
    assert len(by_id(parse(files["audit.html"]), "passages").find("section", "passage")) == 20
    assert "Shown: 20 of 32 passages, longest first" in by_id(parse(files["audit.html"]), "passages").text()
    assert dead_links(files) == []


@pytest.mark.parametrize("room", [300_000, 120_000])
def test_a_report_that_is_too_large_is_written_with_less(
    audit: Audit, documents: tuple[Document, ...], room: int
) -> None:
    many = tuple(replace(documents[0], id=f"n{number:03}", text=documents[0].text * 3) for number in range(200))
    listed = tuple(replace(audit.documents[0], id=document.id) for document in many)
    large = replace(audit, documents=(*audit.documents, *listed))
    files = report_of(large, (*documents, *many), replace(SMALL, report_bytes=room, texts=20, rows=50))
    assert sum(len(content.encode()) for content in files.values()) <= room
    assert dead_links(files) == []


def test_without_a_place_for_pages_the_overview_stands_alone(audit: Audit, documents: tuple[Document, ...]) -> None:
    stream = io.StringIO()
    assert write_report(audit, documents, stream, None, SMALL) == ()
    assert dead_links({"audit.html": stream.getvalue()}) == []
    assert "Written to a file (--output)" in by_id(parse(stream.getvalue()), "pages").text()


def test_text_of_articles_is_escaped_on_pages(audit: Audit, documents: tuple[Document, ...]) -> None:
    hostile = replace(documents[0], text="<script>alert(1)</script>" + documents[0].text[25:])
    titled = replace(audit.documents[0], title="<b onclick=x>")
    files = report_of(replace(audit, documents=(titled, *audit.documents[1:])), (hostile, *documents[1:]), SMALL)
    for content in files.values():
        assert "<script>alert" not in content
        assert "<b onclick" not in content


def test_the_same_audit_gives_the_same_files(audit: Audit, documents: tuple[Document, ...]) -> None:
    assert report_of(audit, documents) == report_of(audit, tuple(reversed(documents)))


def test_a_heading_goes_down_one_level_at_a_time(files: Mapping[str, str]) -> None:
    for content in files.values():
        levels = [int(element.tag[1]) for element in parse(content).walk() if _is_heading(element)]
        assert levels[0] == 1
        assert all(second - first <= 1 for first, second in itertools.pairwise(levels))


def _is_heading(element: Element) -> bool:
    return len(element.tag) == 2 and element.tag[0] == "h" and element.tag[1].isdigit()
