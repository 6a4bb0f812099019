"""Markup, addresses and control characters in articles stay text on the page."""

import re
from dataclasses import replace

import pytest

from dedup.model import Audit, Credit, Document
from tests.report.sample.page import Element, parse, written

HOSTILE = (
    "</div></style></script><script>alert(1)</script><img src=x onerror=alert(1)>\"'><svg onload=alert(1)>"
    "{{ 7 * 7 }} \x00\x1b\u202e\ud800 <!-- ]]>"
)


@pytest.fixture
def hostile_html(audit: Audit, documents: tuple[Document, ...]) -> str:
    strange = tuple(replace(document, text=HOSTILE + document.text + HOSTILE) for document in documents)
    summaries = tuple(
        replace(summary, title=HOSTILE, byline=HOSTILE, outlet=HOSTILE, published=HOSTILE, language=HOSTILE,
                url="javascript:alert(1)//" + HOSTILE)
        for summary in audit.documents
    )  # fmt: skip
    changed = replace(
        audit,
        documents=summaries,
        overlaps=tuple(replace(item, evidence=(HOSTILE,)) for item in audit.overlaps),
        passages=tuple(
            replace(
                passage,
                outlets=(HOSTILE,),
                credits=(Credit(document="hafen/a.txt", outlet=HOSTILE, citation=None),),
                earliest="hafen/a.txt",
            )
            for passage in audit.passages
        ),
        boilerplate=tuple(replace(block, text=HOSTILE, site=HOSTILE) for block in audit.boilerplate),
        citations=tuple(replace(item, speaker=HOSTILE, chain=(HOSTILE,), rule=HOSTILE) for item in audit.citations),
        findings=tuple(replace(item, message=HOSTILE, name=HOSTILE, code=HOSTILE) for item in audit.findings),
        sources=tuple(replace(source, name=HOSTILE, owner=HOSTILE) for source in audit.sources),
        skipped=tuple(replace(item, path=HOSTILE, reason=HOSTILE) for item in audit.skipped),
        notes=(HOSTILE,),
        settings={HOSTILE: HOSTILE},
    )
    return written(changed, strange)


def test_markup_in_articles_is_only_text(hostile_html: str) -> None:
    page = parse(hostile_html)
    assert len(page.find("script")) == 1
    assert not [element for element in page.walk() if element.tag in {"img", "svg"}]
    assert not [name for element in page.walk() for name in element.attributes if name.startswith("on")]
    assert "{{ 7 * 7 }}" in page.find("div", "text")[0].text()


def test_addresses_other_than_http_are_no_links(hostile_html: str) -> None:
    assert not [link for link in parse(hostile_html).find("a") if "javascript" in link.get("href")]


def test_an_http_address_is_a_link_that_tells_the_site_nothing(page: Element) -> None:
    (link,) = [link for link in page.find("a") if link.get("href").startswith("http")]
    assert link.get("href") == "https://example.org/hafen?id=1&ref=a"
    assert link.get("rel") == "external noopener noreferrer"


def test_a_language_that_is_none_becomes_undetermined(hostile_html: str) -> None:
    assert {text.get("lang") for text in parse(hostile_html).find("div", "text")} == {"und"}


def test_no_control_character_or_surrogate_is_left(hostile_html: str) -> None:
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]", hostile_html)
    assert hostile_html.encode("utf-8")
