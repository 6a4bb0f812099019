import base64
import hashlib
import io
import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

import pytest

from dedup.model import Audit, Credit, Document, Location, Overlap, OverlapKind, Span
from dedup.report.html import write_html

VOID = frozenset({"meta", "input", "br", "link", "img", "base"})


@dataclass
class Element:
    """An element as a browser would see it; `content` mixes text and elements."""

    tag: str
    attributes: dict[str, str | None]
    content: list["Element | str"] = field(default_factory=list)

    def walk(self) -> list["Element"]:
        children = [item for item in self.content if isinstance(item, Element)]
        return [self, *(element for child in children for element in child.walk())]

    def find(self, tag: str, class_name: str = "") -> list["Element"]:
        return [
            element
            for element in self.walk()
            if element.tag == tag and (not class_name or class_name in (element.get("class")).split())
        ]

    def get(self, name: str) -> str:
        return self.attributes.get(name) or ""

    def text(self, *, without: str = "") -> str:
        return "".join(
            item if isinstance(item, str) else item.text(without=without)
            for item in self.content
            if isinstance(item, str) or not without or without not in item.get("class").split()
        )


class TreeBuilder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs))
        self.open[-1].content.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"<{self.open[-1].tag}> is closed by </{tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].content.append(data)


def written(audit: Audit, documents: Sequence[Document]) -> str:
    stream = io.StringIO()
    write_html(audit, documents, stream)
    return stream.getvalue()


def parse(html: str) -> Element:
    builder = TreeBuilder()
    builder.feed(html)
    builder.close()
    assert len(builder.open) == 1
    return builder.root


def by_id(page: Element, identity: str) -> Element:
    return next(element for element in page.walk() if element.get("id") == identity)


@pytest.fixture
def page(audit: Audit, documents: tuple[Document, ...]) -> Element:
    return parse(written(audit, documents))


@pytest.fixture
def empty_page(empty_audit: Audit) -> Element:
    return parse(written(empty_audit, ()))


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
    ids = {element.get("id") for element in page.walk()}
    links = [element.get("href") for element in page.find("a") if element.get("href").startswith("#")]
    assert links
    assert not [link for link in links if link[1:] not in ids]


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


def test_a_long_passage_scrolls_in_its_own_box_by_keyboard(audit: Audit) -> None:
    text = "Der Hafen bleibt am Sonntag zu. " * 60
    documents = tuple(Document(id=identity, text=text) for identity in ("hafen/a.txt", "hafen/b.txt"))
    left, right = (Location(document.id, Span(0, len(text))) for document in documents)
    whole = replace(audit.passages[0], text=text, locations=(left, right))
    changed = replace(audit, passages=(whole,), citations=(), findings=())
    quote = by_id(parse(written(changed, documents)), "passage-1").find("blockquote")[0]
    assert (quote.get("class"), quote.get("tabindex")) == ("long", "0")


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


def test_texts_that_are_not_given_are_listed_without_dead_links(
    audit: Audit, documents: tuple[Document, ...]
) -> None:
    page = parse(written(audit, documents[:2]))
    test_every_link_within_the_page_leads_somewhere(page)
    assert len(page.find("div", "text")) == 2
    assert len(by_id(page, "article-rows").find("tr")) == 5


def test_reached_limits_are_visible_and_leave_no_dead_links(
    audit_with: Callable[[dict[str, object]], Audit], documents: tuple[Document, ...]
) -> None:
    page = parse(written(audit_with({"max_articles": 2, "max_passages": 1}), documents))
    test_every_link_within_the_page_leads_somewhere(page)
    remarks = [remark.text() for remark in page.find("p", "limit")]
    assert [remark.split(".")[1].strip() for remark in remarks] == [
        "Shown: 1 of 2 passages, longest first",
        "Shown: 2 of 5 articles, in order of their ids",
        "Shown: 2 of 5 findings, those of the articles shown in full",
    ]


def pairwise_audit(audit: Audit, number: int) -> Audit:
    """Many articles of which each shares with the next one."""
    ids = [f"{position:03}" for position in range(number)]
    overlaps = tuple(
        Overlap(
            id=f"o{left}",
            kind=OverlapKind.VERBATIM,
            left=Location(left, Span(0, 5)),
            right=Location(right, Span(0, 5)),
            similarity=1.0,
            words=20,
        )
        for left, right in zip(ids[::2], ids[1::2], strict=False)
    )
    alone = tuple(replace(audit.documents[0], id=f"x{position}") for position in range(7))
    documents = tuple(replace(audit.documents[0], id=identity) for identity in ids)
    return replace(
        audit, documents=documents + alone, overlaps=overlaps, passages=(), near_duplicates=(), boilerplate=(),
        citations=(), findings=(), repeats=(), sources=(),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("sharing", "columns", "remark"),
    [
        (36, 36, "Only articles that share wording are shown; 7 articles share none."),
        (60, 40, "The 40 articles that share most words are shown, of 60 that share any"),
    ],
)
def test_a_large_matrix_leaves_articles_out_and_says_so(
    audit: Audit, sharing: int, columns: int, remark: str
) -> None:
    page = parse(written(pairwise_audit(audit, sharing), ()))
    assert remark in by_id(page, "sharing").text()
    assert len(page.find("table", "matrix")[0].find("tr")) == columns + 1


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
