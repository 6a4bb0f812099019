"""Direction as an audit gives it, from texts to the contract."""

from dedup import Document, audit
from dedup.report.json import to_contract

BODY = (
    "Die Hafenbehörde will den neuen Terminal bis zum Frühjahr 2027 fertigstellen und rund vierhundert "
    "Arbeitsplätze schaffen"
)


def directions(*documents: Document) -> list[tuple[str, list[str]]]:
    contract = to_contract(audit(documents))
    return [(overlap["direction"], overlap["direction_basis"]) for overlap in contract["overlaps"]]


def test_the_later_article_that_credits_the_earlier_one_is_right_of_it() -> None:
    first = Document(id="a", text=f"{BODY}.", outlet="Der Spiegel", published="2024-06-17")
    second = Document(id="b", text=f"{BODY}, berichtet der „Spiegel“.", published="2024-06-18")
    assert directions(first, second) == [("left-to-right", ["dates", "credit"])]


def test_two_articles_of_one_agency_report_are_undecided() -> None:
    documents = [
        Document(id=name, text=f"{BODY}. (dpa)", published=date, outlet=name)
        for name, date in (("a", "2024-06-17"), ("b", "2024-06-18"))
    ]
    assert directions(*documents) == [("undecided", ["common-source"])]


def test_dates_alone_give_a_direction_and_the_earliest_place() -> None:
    documents = [
        Document(id="a", text=BODY, published="2024-06-18"),
        Document(id="b", text=BODY, published="2024-05"),
    ]
    assert directions(*documents) == [("right-to-left", ["dates"])]
    assert audit(documents).passages[0].earliest == "b"


def test_nothing_known_is_undecided() -> None:
    assert directions(Document(id="a", text=BODY), Document(id="b", text=BODY)) == [("undecided", [])]
