"""The page as a document: the same each time, safe, complete without a network, and fit for assistive software."""

import base64
import hashlib
import itertools
import re

import pytest

from dedup.model import Audit, Document
from tests.report.sample.page import Element, dead_links, written


def test_the_same_audit_gives_the_same_characters(audit: Audit, documents: tuple[Document, ...]) -> None:
    assert written(audit, documents) == written(audit, documents)


def test_the_order_in_which_documents_are_given_changes_nothing(
    audit: Audit, documents: tuple[Document, ...]
) -> None:
    assert written(audit, documents) == written(audit, documents[::-1])


@pytest.mark.parametrize("tag", ["style", "script"])
def test_the_security_policy_allows_style_and_script_by_their_hash(page: Element, tag: str) -> None:
    (inline,) = page.find(tag)
    digest = base64.b64encode(hashlib.sha256(inline.text().encode()).digest()).decode()
    policy = page.find("meta")[1].get("content")
    assert policy.startswith("default-src 'none';")
    assert f"{tag}-src 'sha256-{digest}'" in policy
    assert "unsafe" not in policy


def test_nothing_is_loaded(page: Element) -> None:
    assert not [element for element in page.walk() if element.tag in {"link", "img", "iframe", "object", "base"}]
    assert not [element for element in page.walk() if {"src", "srcset", "data"} & set(element.attributes)]


def test_no_element_has_a_handler_or_a_style_of_its_own(page: Element) -> None:
    names = {name for element in page.walk() for name in element.attributes}
    assert not [name for name in names if name.startswith("on") or name == "style"]


def test_every_link_within_the_page_leads_somewhere(page: Element) -> None:
    assert dead_links(page) == []


def test_ids_are_unique(page: Element) -> None:
    ids = [element.get("id") for element in page.walk() if element.get("id")]
    assert len(ids) == len(set(ids))


def test_headings_go_down_one_level_at_a_time(page: Element) -> None:
    levels = [int(element.tag[1]) for element in page.walk() if re.fullmatch("h[1-6]", element.tag)]
    assert levels.count(1) == 1
    assert all(right - left <= 1 for left, right in itertools.pairwise(levels))


def test_every_table_has_a_caption_and_scoped_headers(page: Element) -> None:
    tables = page.find("table")
    assert len(tables) == 6
    assert all(table.find("caption") for table in tables)
    assert all(header.get("scope") in {"col", "row"} for table in tables for header in table.find("th"))


def test_wide_tables_scroll_by_keyboard(page: Element) -> None:
    boxes = page.find("div", "scroll")
    assert [box.get("tabindex") for box in boxes] == ["0"] * len(page.find("table"))
    assert all(box.get("role") == "region" and box.get("aria-label") for box in boxes)


def test_the_page_has_landmarks(page: Element) -> None:
    assert [len(page.find(tag)) for tag in ("header", "nav", "main", "footer")] == [1, 1, 1, 1]


def test_an_article_carries_its_language(page: Element) -> None:
    assert page.find("html")[0].get("lang") == "en"
    assert [text.get("lang") for text in page.find("div", "text")] == ["de", "de", "en", "de", "de"]
