"""Stories and claims on the page: drawn without a script, linked with the texts, safe, and bounded."""

import io
import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from dedup.model import Audit, Claim, Document
from dedup.report.html import write_html
from dedup.report.parts import write_claims_html, write_sources_html
from dedup.settings import Settings
from tests.report.sample.page import Element, by_id, dead_links, parse
from tests.report.sample.stories import make_claims, make_story_audit, root, state, without_roots
from tests.report.sample.story_articles import make_documents

Write = Callable[[Audit, Sequence[Document], io.StringIO], None]
WRITERS = (write_html, write_claims_html, write_sources_html)
HOSTILE = (
    "</text></svg></style><script>alert(1)</script><img src=x onerror=alert(1)>\"'{{ 7 * 7 }}\x00\x1b\u202e\ud800"
)


def html_of(audit: Audit, write: Write = write_html, documents: Sequence[Document] | None = None) -> str:
    stream = io.StringIO()
    write(audit, make_documents() if documents is None else documents, stream)
    return stream.getvalue()


def page_of(audit: Audit, write: Write = write_html) -> Element:
    return parse(html_of(audit, write))


def said(element: Element) -> str:
    return " ".join(element.text().split())


@pytest.fixture(scope="module")
def page() -> Element:
    return page_of(make_story_audit())


def test_an_audit_without_stories_has_no_such_section(audit: Audit, documents: tuple[Document, ...]) -> None:
    html = html_of(audit, write_html, documents)
    assert 'id="stories"' not in html
    assert "<svg" not in html


def test_a_story_begins_with_the_sentence_that_an_editor_wants(page: Element) -> None:
    (lead,) = by_id(page, "story-1").find("p", "lead")
    assert said(lead) == (
        "4 articles, 2–4 independent sources; 1 claim rests on one source, 1 names no source, 2 are denied."
    )


def test_a_claim_is_shown_with_its_interval_drawn_and_said(page: Element) -> None:
    claim = by_id(page, "claim-1-3")
    (drawing,) = claim.find("svg", "interval")
    assert drawing.get("aria-label") == "1–2 independent sources (expected 1.5)"
    low, high = (drawing.find("circle", name)[0].get("cx") for name in ("low", "high"))
    assert (low, high) == ("62.0", "116.0")
    assert drawing.find("path", "expected")[0].get("d").startswith("M89.0 ")
    assert "1–2 independent sources (expected 1.5): no text says whether both pass on the same" in said(claim)


def test_a_claim_without_a_source_has_its_mark_at_nothing(page: Element) -> None:
    claim = by_id(page, "claim-1-1")
    assert not claim.find("circle", "high")
    assert claim.find("circle", "low")[0].get("cx") == "8.0"
    assert "no independent source 3 outlets state it and name no source" in said(claim).replace("• ", "")


@pytest.mark.parametrize(
    "sentence",
    [
        "Rests on Regierung Norlands (as Beamten aus Norland) and Regierung von Südland",
        "Denied by Der Betreiber",
        "Differs in attribution: two governments are named for one figure (1: “Beamten aus Norland”, 2: “Regierung",
        "(prior 0.5, set, not measured)",
        "Digit 2 of 6: two roots at most, one at least",
        "1 and 2, confidence 93%: agree in quantity “rund 3.000” / “3.000”; wording “Häuser”",
        "differ in wording “mussten” / “sollen”",
        "value “3.000” · hedged by “sollen, schätzt”",
        "source named in the sentence",
    ],
)
def test_a_claim_shows_what_it_rests_on(page: Element, sentence: str) -> None:
    assert sentence in said(by_id(page, "claim-1-3"))


def test_letters_stand_beside_the_digit_where_somebody_gave_them(page: Element) -> None:
    assert "named, not denied; letters B for the channel, C for the root" in said(by_id(page, "claim-2-1"))
    assert "they are F: nobody rated channel and root" in said(by_id(page, "stories"))


def test_the_priors_are_printed_as_set_and_not_measured(page: Element) -> None:
    assert "Priors, set and not measured: an unnamed source is the named one" in said(by_id(page, "stories"))


def test_every_claim_is_marked_in_the_texts_and_linked_both_ways(page: Element) -> None:
    badges = [badge for text in page.find("div", "text") for badge in text.find("a", "badge-claimed")]
    assert len(badges) == 13
    assert {badge.get("href") for badge in badges} <= {f"#{element.get('id')}" for element in page.walk()}
    links = {link.get("href") for link in by_id(page, "claim-1-1").find("a")}
    assert {"#stated-1-1-1", "#stated-1-1-2", "#stated-1-1-3"} <= links


def test_the_drawing_leads_from_articles_over_outlets_to_sources(page: Element) -> None:
    (graph,) = by_id(page, "story-1").find("svg", "graph")
    assert [said(head) for head in graph.find("text", "head")] == ["Articles", "Passed on by", "Sources"]
    columns: dict[str, set[str]] = {}
    for box in graph.find("svg", "box"):
        columns.setdefault(box.get("x"), set()).add(" ".join(said(line) for line in box.find("text")))
    articles, outlets, sources = (columns[x] for x in sorted(columns, key=int))
    assert "1 Der Lorn steigt weiter 2026-03-02" in articles
    assert outlets == {"Lornbote", "Abendpost"}
    assert {"Umweltministerium named body", "names no source", "Immo Rad interprets"} <= sources


def test_a_line_leads_to_the_citation_and_a_box_to_its_entry(page: Element) -> None:
    (graph,) = by_id(page, "story-1").find("svg", "graph")
    lines = [link for link in graph.find("a") if link.find("path")]
    boxes = [link for link in graph.find("a") if link.find("svg")]
    assert {"#cited-1", "#cited-2", "#claim-1-1"} <= {link.get("href") for link in lines}
    assert {"#article-1", "#story-1-on-1"} <= {link.get("href") for link in boxes}
    assert {link.get("tabindex") for link in lines} == {"-1"}
    assert {link.get("tabindex") for link in boxes} == {""}


def test_sources_that_may_be_one_are_tied_with_their_prior(page: Element) -> None:
    (graph,) = by_id(page, "story-1").find("svg", "graph")
    assert len(graph.find("path", "line-tie")) == 2
    assert {said(label) for label in graph.find("text", "weight")} >= {"0.5?", "0.8?"}


def test_the_drawing_is_there_as_a_list_too(page: Element) -> None:
    entries = [said(item) for item in by_id(page, "story-1").find("ul", "leaning")[0].find("li")]
    assert (
        "Regierung Norlands (named body): claims 1.2, 1.3; articles Article 3, Article 1; in the text C6 C1"
        in entries
    )
    assert "names no source: claims 1.1; articles Article 1, Article 2, Article 3" in entries


def test_the_timeline_is_in_the_order_of_dates_and_undated_articles_come_last(page: Element) -> None:
    rows = by_id(page, "story-1").find("ol", "timeline")[0].find("li")
    assert [said(row.find("span", "date")[0]) for row in rows] == [
        "2026-03-02",
        "2026-03-03",
        "2026-03-05",
        "no date",
    ]
    assert [row.find("circle")[0].get("cx") for row in rows[:3]] == ["2.0%", "34.0%", "98.0%"]
    assert not rows[3].find("circle")
    assert said(rows[0].find("span", "cites")[0]) == "3 citations, 1 unnamed, 1 second-hand"
    assert [mark.get("class") for mark in rows[0].find("rect")] == ["unnamed", "second-hand", "named"]


def test_a_month_is_drawn_as_all_of_its_days(page: Element) -> None:
    row = by_id(page, "story-2").find("ol", "timeline")[0].find("li")[0]
    (month,) = row.find("line", "span")
    assert (month.get("x1"), month.get("x2")) == ("2.0%", "98.0%")


def test_denials_say_who_denies_which_claims(page: Element) -> None:
    assert (
        "Denied by Der Betreiber, 1 Der Lorn steigt weiter, line 5: Der Betreiber weist das zurück; claims 1.3, 1.4"
        in said(by_id(page, "story-1"))
    )


@pytest.mark.parametrize("write", WRITERS)
def test_pages_hold_together(write: Write) -> None:
    page = page_of(make_story_audit(), write)
    assert dead_links(page) == []
    ids = [element.get("id") for element in page.walk() if element.get("id")]
    assert len(ids) == len(set(ids))
    levels = [int(element.tag[1]) for element in page.walk() if re.fullmatch("h[1-6]", element.tag)]
    assert levels.count(1) == 1
    assert all(right - left <= 1 for left, right in itertools.pairwise(levels))
    names = {name for element in page.walk() for name in element.attributes}
    assert not [name for name in names if name.startswith("on") or name == "style"]


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize("audit", [without_roots(make_story_audit()), replace(make_story_audit(), claims=())])
def test_pages_without_roots_or_claims_hold_together(write: Write, audit: Audit) -> None:
    assert dead_links(page_of(audit, write)) == []


@pytest.mark.parametrize("write", WRITERS)
def test_the_same_audit_gives_the_same_characters(write: Write) -> None:
    documents = make_documents()
    turned = replace(make_story_audit(), claims=make_claims()[::-1])
    assert html_of(make_story_audit(), write) == html_of(turned, write, documents[::-1])


@pytest.mark.parametrize("write", WRITERS)
def test_texts_that_are_not_given_leave_no_dead_links(write: Write) -> None:
    assert dead_links(parse(html_of(make_story_audit(), write, ()))) == []


@pytest.mark.parametrize("write", [write_claims_html, write_sources_html])
def test_an_empty_audit_is_a_page(empty_audit: Audit, write: Write) -> None:
    page = parse(html_of(empty_audit, write, ()))
    assert dead_links(page) == []


def test_a_part_marks_only_what_it_explains(audit: Audit, documents: tuple[Document, ...]) -> None:
    page = parse(html_of(audit, write_claims_html, documents))
    assert not page.find("mark", "shared")
    assert not page.find("mark", "found")
    assert page.find("mark", "mention")
    assert dead_links(page) == []


def test_sources_are_listed_with_the_claims_that_rest_on_them_alone() -> None:
    page = page_of(make_story_audit(), write_sources_html)
    row = next(row for row in by_id(page, "use-rows").find("tr") if "Lornbote" in said(row))
    assert [said(cell) for cell in row.find("td")] == ["outlet", "", "Lorn AG", "B", "1", "1", "0%", "0%", "1"]
    (link,) = row.find("a")
    assert "fehlen der Sperre fast vierzig Meter Dichtung" in said(by_id(page, link.get("href")[1:]))


def test_articles_are_listed_with_where_they_have_it_from() -> None:
    page = page_of(make_story_audit(), write_sources_html)
    row = by_id(page, "sourcing-rows").find("tr")[3]
    assert [said(cell) for cell in row.find("td")] == ["1", "0%", "100%", "100%", "0%", "", "0"]


def many_claims(number: int) -> tuple[Claim, ...]:
    """Claims of one story, each with a source of its own."""
    claim = make_claims()[1]
    assert claim.roots
    return tuple(
        replace(
            claim,
            id=f"k{ident:03}",
            mentions=(state("damm/a.txt", "fehlen der Sperre", "c2", (f"Blatt {ident}", f"Amt {ident}")),),
            roots=replace(claim.roots, direct=(root(f"amt-{ident}", f"Amt {ident}", 2, "damm/a.txt"),)),
        )
        for ident in range(number)
    )


def test_a_large_drawing_folds_what_it_leaves_out_and_the_list_has_it() -> None:
    page = page_of(replace(make_story_audit(), claims=many_claims(40)))
    (graph,) = by_id(page, "story-1").find("svg", "graph")
    assert len(graph.find("svg", "box")) == 1 + 10 + 10
    assert [said(box) for box in graph.find("svg", "box-rest")] == ["+ 31 more sources", "+ 31 more sources"]
    assert len(by_id(page, "story-1").find("ul", "leaning")[0].find("li")) == 80
    assert dead_links(page) == []


def test_of_many_claims_the_first_are_shown_and_the_others_have_a_line() -> None:
    page = page_of(replace(make_story_audit(), claims=many_claims(40)))
    story = by_id(page, "story-1")
    assert len(story.find("section", "claim")) == 12
    assert "28 more claims of this story" in said(story)
    assert (
        said(by_id(page, "claim-1-40"))
        == "1.40 “fehlen der Sperre fast vierzig Meter Dichtung”: 1 independent source"
    )


def test_stories_beyond_the_limit_are_listed() -> None:
    audit = make_story_audit(Settings.from_data({"report": {"max_stories": 1}}))
    page = page_of(audit)
    assert len(page.find("section", "story")) == 1
    assert said(by_id(page, "story-2")) == (
        "2 Norland und Südland einigen sich: 2 articles, 2 independent sources. 2026-04 to 2026-04-11"
    )
    assert dead_links(page) == []


def hostile_audit() -> Audit:
    audit = make_story_audit()
    claims = []
    for claim in audit.claims:
        assert claim.roots
        named = tuple(replace(each, name=HOSTILE, names=(HOSTILE,)) for each in claim.roots.direct)
        claims.append(
            replace(
                claim,
                text=HOSTILE,
                mentions=tuple(
                    replace(each, chain=(HOSTILE, HOSTILE + "x"), hedge=HOSTILE, value=HOSTILE)
                    for each in claim.mentions
                ),
                joins=tuple(replace(each, agrees=((HOSTILE, HOSTILE, HOSTILE),)) for each in claim.joins),
                conflicts=tuple(
                    replace(each, aspect=HOSTILE, said=(HOSTILE, HOSTILE), message=HOSTILE)
                    for each in claim.conflicts
                ),
                roots=replace(
                    claim.roots, direct=named, reason=HOSTILE, analysis=(HOSTILE,), denials=(HOSTILE,),
                    channel_letter=HOSTILE, edges=tuple(replace(each, why=HOSTILE) for each in claim.roots.edges),
                ),
            )
        )  # fmt: skip
    return replace(
        audit,
        claims=tuple(claims),
        stories=tuple(
            replace(story, title=HOSTILE, names=(HOSTILE,), first=HOSTILE, last=HOSTILE) for story in audit.stories
        ),
        denials=tuple(replace(denial, deniers=(HOSTILE,)) for denial in audit.denials),
        documents=tuple(
            replace(summary, title=HOSTILE, published=HOSTILE, outlet=HOSTILE) for summary in audit.documents
        ),
        sources=tuple(replace(source, name=HOSTILE, owner=HOSTILE) for source in audit.sources),
    )


@pytest.mark.parametrize("write", WRITERS)
def test_markup_in_names_is_only_text_in_drawings_too(write: Write) -> None:
    html = html_of(hostile_audit(), write)
    page = parse(html)
    assert len(page.find("script")) == 1
    assert not page.find("img")
    assert len(page.find("style")) == 1
    assert not [name for element in page.walk() for name in element.attributes if name.startswith("on")]
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]", html)
    assert dead_links(page) == []
