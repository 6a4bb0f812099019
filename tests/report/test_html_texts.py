"""The texts on the page: shown as they are, with everything found marked in place."""

from dedup.model import Document
from tests.report.sample.page import Element, by_id


def test_a_text_without_marked_invisible_characters_is_shown_as_it_is(
    page: Element, documents: tuple[Document, ...]
) -> None:
    shown = [text.text(without="badge") for text in page.find("div", "text")]
    assert shown[:3] == [document.text for document in documents[:3]]


def test_invisible_characters_are_shown_where_a_finding_marks_them(page: Element) -> None:
    text = page.find("div", "text")[3]
    assert "Mit wei[U+00AD]teren Aus[U+200B]fällen" in text.text(without="badge")
    assert [item.get("title") for item in text.find("span", "invisible")] == [
        "soft hyphen, U+00AD",
        "zero width space, U+200B",
    ]


def test_every_highlight_has_a_title_and_a_badge(page: Element) -> None:
    text = page.find("div", "text")[0]
    assert all(mark.get("title") for mark in text.find("mark"))
    assert [badge.text() for badge in text.find("a", "badge")] == ["S1", "S3", "C1", "S2", "C2", "F1"]


def test_a_badge_leads_to_what_is_said_about_the_place_and_back(page: Element) -> None:
    badge = by_id(page, "found-3")
    assert badge.get("href") == "#finding-3"
    assert by_id(page, "finding-3").find("a", "badge")[0].get("href") == "#found-3"


def test_nested_highlights_are_all_marked(page: Element) -> None:
    first = page.find("div", "text")[0].find("mark")[0]
    assert first.get("class").split() == ["shared", "statement"]
    assert "S1: shares text with article 2" in first.get("title")
    assert "C1: reported statement, Bloomberg → Verkehrsministerium" in first.get("title")
