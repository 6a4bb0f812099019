"""What does not fit on the page: left out visibly, without dead links."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from dedup.model import Audit, Document, Location, Overlap, OverlapKind, Span
from tests.report.sample.page import by_id, dead_links, parse, written


def test_texts_that_are_not_given_are_listed_without_dead_links(
    audit: Audit, documents: tuple[Document, ...]
) -> None:
    page = parse(written(audit, documents[:2]))
    assert dead_links(page) == []
    assert len(page.find("div", "text")) == 2
    assert len(by_id(page, "article-rows").find("tr")) == 5


def test_reached_limits_are_visible_and_leave_no_dead_links(
    audit_with: Callable[[dict[str, object]], Audit], documents: tuple[Document, ...]
) -> None:
    page = parse(written(audit_with({"max_articles": 2, "max_passages": 1}), documents))
    assert dead_links(page) == []
    remarks = [remark.text() for remark in page.find("p", "limit")]
    assert [remark.split(".")[1].strip() for remark in remarks] == [
        "Shown: 1 of 2 passages, longest first",
        "Shown: 2 of 5 articles, in order of their ids",
        "Shown: 2 of 5 findings, those of the articles shown in full",
    ]


def test_a_long_passage_scrolls_in_its_own_box_by_keyboard(audit: Audit) -> None:
    text = "Der Hafen bleibt am Sonntag zu. " * 60
    documents = tuple(Document(id=identity, text=text) for identity in ("hafen/a.txt", "hafen/b.txt"))
    left, right = (Location(document.id, Span(0, len(text))) for document in documents)
    whole = replace(audit.passages[0], text=text, locations=(left, right))
    changed = replace(audit, passages=(whole,), citations=(), findings=())
    quote = by_id(parse(written(changed, documents)), "passage-1").find("blockquote")[0]
    assert (quote.get("class"), quote.get("tabindex")) == ("long", "0")


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
