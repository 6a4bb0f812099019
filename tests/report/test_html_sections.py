"""What the sections of the page say about sharing, sources, damage and decisions."""

import pytest

from tests.report.sample.page import Element, by_id


def test_differing_words_stand_side_by_side_with_a_text_alternative(page: Element) -> None:
    left, right = by_id(page, "passage-1").find("blockquote")
    assert [mark.text(without="unseen") for mark in left.find("mark")] == ["Der", "den", "zum", "rund"]
    assert [mark.text() for mark in right.find("mark")] == ["[only here: Das]", "[only here: mehr als]"]


def test_a_passage_says_who_is_dated_first_and_who_credits_whom(page: Element) -> None:
    lines = [line.text() for line in by_id(page, "passage-1").find("ul", "trace")[0].find("li")]
    assert lines == [
        "Earliest dated: 1 Hafen will größer werden (2026-03-02)",
        "Credited to Bloomberg by Article 1",
        "Names no source for it: Article 2",
        "Article 1 is dated earlier than article 2",
    ]


def test_of_a_paraphrase_the_words_that_agree_are_marked(page: Element) -> None:
    section = by_id(page, "paraphrases")
    left, right = section.find("blockquote")
    assert [mark.text() for mark in left.find("mark", "agrees")] == ["[agrees: Terminal]", "[agrees: 2027]"]
    assert [mark.text(without="unseen") for mark in right.find("mark", "agrees")] == ["terminal", "2027"]
    assert "said anew, 12 matched words, confidence 83%; agree in Terminal, 2027" in section.text()
    assert "Direction undecided: both credit the same source" in section.text()


def test_near_duplicates_say_what_they_are_to_each_other(page: Element) -> None:
    row = by_id(page, "duplicates").find("table", "pairs")[0].find("tr")[1]
    assert [cell.text() for cell in row.find("td")] == [
        "Article 5", "5 is a cut version of 4", "61%", "99%", "40%"
    ]  # fmt: skip


def test_site_text_is_listed_with_its_articles(page: Element) -> None:
    block = by_id(page, "site-text-1")
    assert block.find("h3")[0].text() == "2 articles of inselbote.example"
    assert block.find("blockquote")[0].text().startswith("Der Inselbote bringt jeden Tag")
    assert [line.text() for line in block.find("p", "remark")] == [
        "Stands in Article 4, Article 5 · confidence 99%",
        "Little else than site text: Article 5",
    ]


def test_places_with_the_same_wording_share_one_box(page: Element) -> None:
    passage = by_id(page, "passage-2")
    assert len(passage.find("blockquote")) == 1
    assert len(passage.find("ul", "places")[0].find("li")) == 4


def test_a_chain_is_drawn_from_the_article_to_the_root(page: Element) -> None:
    chain = by_id(page, "citation-1").find("ol", "chain")[0]
    assert [hop.text() for hop in chain.find("li")] == [
        "1 Hafen will größer werden",
        "Bloomberg",
        "Verkehrsministerium",
    ]


def test_a_citation_without_a_name_says_so(page: Element) -> None:
    assert "names no source" in by_id(page, "citation-3").text()
    assert "names no source" not in by_id(page, "citation-1").text()


def test_a_finding_is_shown_in_context_with_its_repair(page: Element) -> None:
    finding = by_id(page, "finding-2").text()
    assert "im Mai ab,sagte ein Sprecher." in finding
    assert "“ab,sagte” → “ab, sagte” (safe: no wording is lost)" in finding


def test_the_matrix_gives_the_words_that_two_articles_share(page: Element) -> None:
    rows = page.find("table", "matrix")[0].find("tr")[1:]
    assert [[cell.text() for cell in row.find("td")] for row in rows] == [
        ["–", "34", "", "16", "16"],
        ["34", "–", "", "16", "16"],
        ["", "", "–", "", ""],
        ["16", "16", "", "–", "16"],
        ["16", "16", "", "16", "–"],
    ]


def test_settings_skipped_input_and_notes_are_printed(page: Element) -> None:
    run = by_id(page, "run").text()
    assert "reuse.min_passage_words" in run
    assert "hafen/kaputt.txt" in run
    assert "200 findings of S204 reached the limit" in run


def test_reasons_stand_beside_the_decision(page: Element) -> None:
    decisions = by_id(page, "decisions").text()
    assert "near-duplicate asks for reject: Like hafen/a.txt Measured 0.842, limit 0.6." in decisions


@pytest.mark.parametrize("word", ["plagia", "fake", "false", "copied", "stolen"])
def test_the_report_does_not_judge(page: Element, word: str) -> None:
    visible = " ".join(section.text() for section in page.find("section") if section.get("id") != "run")
    assert word not in visible.lower()


def test_an_empty_audit_is_a_page(empty_page: Element) -> None:
    assert empty_page.find("h1")[0].text() == "Audit of 0 articles"
    assert "No two articles share a passage." in by_id(empty_page, "summary").text()
