"""Direction and credits: only what dates and credits say, and what keeps the rest undecided."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from dedup.attribution import load_catalogue
from dedup.model import (
    Citation,
    Direction,
    DirectionBasis,
    DocumentSummary,
    Location,
    Overlap,
    OverlapKind,
    Passage,
    SourceKind,
    Span,
)
from dedup.provenance import trace_wording

Cite = Callable[..., Citation]
Article = Callable[..., DocumentSummary]
Articles = Callable[..., Sequence[DocumentSummary]]

TO_RIGHT, TO_LEFT, UNDECIDED = Direction.LEFT_TO_RIGHT, Direction.RIGHT_TO_LEFT, Direction.UNDECIDED
DATES, CREDIT = DirectionBasis.DATES, DirectionBasis.CREDIT
COMMON, OTHER = DirectionBasis.COMMON_SOURCE, DirectionBasis.OTHER_SOURCE


def place(document: str, start: int = 0, end: int = 100) -> Location:
    return Location(document, Span(start, end))


OVERLAP = Overlap(
    id="o1", kind=OverlapKind.VERBATIM, left=place("a"), right=place("b"), similarity=1.0, words=15, passage="p1"
)


def passage(*places: Location) -> Passage:
    return Passage(id="p1", text="x", locations=places)


def direct(
    *documents: DocumentSummary, citations: Sequence[Citation] = (), overlap: Overlap = OVERLAP
) -> tuple[Direction, tuple[DirectionBasis, ...]]:
    (traced,), _ = trace_wording(
        [overlap], [], citations=citations, documents=documents, catalogue=load_catalogue()
    )
    return traced.direction, traced.direction_basis


def credited(item: Passage, *documents: DocumentSummary, citations: Sequence[Citation] = ()) -> Passage:
    _, (traced,) = trace_wording([], [item], citations=citations, documents=documents, catalogue=load_catalogue())
    return traced


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (("2024-06-17", "2024-06-18"), (TO_RIGHT, (DATES,))),
        (("2024-06-18", "2024-06-17"), (TO_LEFT, (DATES,))),
        (("2024-06-18", "2024-06-18"), (UNDECIDED, ())),
        (("2024-06", "2024-06-18"), (UNDECIDED, ())),
        (("2024-06-18", None), (UNDECIDED, ())),
    ],
)
def test_dates_alone_give_a_direction(
    articles: Articles, dates: tuple[str | None, ...], expected: tuple[Direction, tuple[DirectionBasis, ...]]
) -> None:
    assert direct(*articles(*dates)) == expected


class TestCredits:
    """The left article is of the Spiegel, the right one of the Zeit."""

    @pytest.fixture
    def pair(self, article: Article) -> Callable[..., Sequence[DocumentSummary]]:
        return lambda left=None, right=None: (
            article("a", published=left, outlet="Spiegel"),
            article("b", published=right, url="https://www.zeit.de/1"),
        )

    def test_the_right_place_credits_the_publisher_of_the_left_one(self, pair: Articles, cite: Cite) -> None:
        credit = cite("spiegel", document="b", outlet="spiegel")
        assert direct(*pair(), citations=[credit]) == (TO_RIGHT, (CREDIT,))

    def test_the_left_place_credits_the_publisher_of_the_right_one(self, pair: Articles, cite: Cite) -> None:
        assert direct(*pair(), citations=[cite("zeit", outlet="zeit")]) == (TO_LEFT, (CREDIT,))

    def test_someone_who_spoke_to_the_publisher_counts(self, pair: Articles, cite: Cite) -> None:
        credit = cite("spiegel", "Anna Roth", document="b", medium="spiegel")
        assert direct(*pair(), citations=[credit]) == (TO_RIGHT, (CREDIT,))

    def test_dates_and_credit_may_agree(self, pair: Articles, cite: Cite) -> None:
        credit = cite("spiegel", document="b", outlet="spiegel")
        assert direct(*pair("2024-06-17", "2024-06-18"), citations=[credit]) == (TO_RIGHT, (DATES, CREDIT))

    def test_an_article_that_was_updated_contradicts_the_credit_and_nothing_is_decided(
        self, pair: Articles, cite: Cite
    ) -> None:
        credit = cite("spiegel", document="b", outlet="spiegel")
        assert direct(*pair("2024-06-19", "2024-06-18"), citations=[credit]) == (UNDECIDED, (DATES, CREDIT))

    def test_two_that_credit_each_other_are_undecided(self, pair: Articles, cite: Cite) -> None:
        both = [cite("zeit", outlet="zeit"), cite("spiegel", document="b", outlet="spiegel")]
        assert direct(*pair("2024-06-17", "2024-06-18"), citations=both) == (UNDECIDED, (CREDIT,))

    def test_a_credit_outside_of_the_place_counts_for_nothing(self, pair: Articles, cite: Cite) -> None:
        credit = cite("spiegel", document="b", outlet="spiegel", claim=(100, 180))
        assert direct(*pair(), citations=[credit]) == (UNDECIDED, ())

    def test_the_own_outlet_is_no_credit(self, article: Article, cite: Cite) -> None:
        both = article("a", outlet="Spiegel"), article("b", outlet="Der Spiegel")
        credit = cite("spiegel", document="b", outlet="spiegel")
        assert direct(*both, citations=[credit]) == (UNDECIDED, ())

    def test_a_named_publisher_goes_before_the_source_that_both_name(self, pair: Articles, cite: Cite) -> None:
        named = [
            cite("bloomberg", outlet="bloomberg", claim=(0, 100)),
            cite("spiegel", "bloomberg", document="b", outlet="spiegel", claim=(0, 100)),
        ]
        assert direct(*pair(), citations=named) == (TO_RIGHT, (CREDIT,))

    def test_a_publisher_outside_of_the_catalogue_is_found_by_its_name(self, article: Article, cite: Cite) -> None:
        both = article("a", outlet="Küstenpost"), article("b")
        credit = cite("Die Küstenpost", document="b", kind=SourceKind.INSTITUTION)
        assert direct(*both, citations=[credit]) == (TO_RIGHT, (CREDIT,))


class TestThirdSources:
    """Both articles have a date, the left one the earlier."""

    @pytest.fixture
    def dated(self, articles: Articles) -> Sequence[DocumentSummary]:
        return articles("2024-06-17", "2024-06-18")

    def test_an_agency_that_both_credit_leaves_it_undecided(
        self, dated: Sequence[DocumentSummary], cite: Cite
    ) -> None:
        both = [cite("dpa", document=name, outlet="dpa", claim=(0, 20)) for name in "ab"]
        assert direct(*dated, citations=both) == (UNDECIDED, (COMMON,))

    def test_an_agency_in_both_bylines_leaves_it_undecided(self, article: Article) -> None:
        both = (
            article("a", published="2024-06-17", byline="dpa"),
            article("b", published="2024-06-18", byline="Eva Haas, dpa"),
        )
        assert direct(*both) == (UNDECIDED, (COMMON,))

    def test_an_outlet_that_both_credit_for_most_of_it_leaves_it_undecided(
        self, dated: Sequence[DocumentSummary], cite: Cite
    ) -> None:
        both = [cite("newsweek", document=name, outlet="newsweek", claim=(0, 50)) for name in "ab"]
        assert direct(*dated, citations=both) == (UNDECIDED, (COMMON,))

    def test_an_outlet_that_both_credit_for_one_sentence_of_it_leaves_it_to_the_dates(
        self, dated: Sequence[DocumentSummary], cite: Cite
    ) -> None:
        both = [cite("newsweek", document=name, outlet="newsweek", claim=(0, 49)) for name in "ab"]
        assert direct(*dated, citations=both) == (TO_RIGHT, (DATES,))

    def test_a_source_that_only_the_later_one_names_leaves_it_undecided(
        self, dated: Sequence[DocumentSummary], cite: Cite
    ) -> None:
        credit = cite("dpa", document="b", outlet="dpa")
        assert direct(*dated, citations=[credit]) == (UNDECIDED, (OTHER,))

    def test_a_source_that_only_the_earlier_one_names_leaves_it_to_the_dates(
        self, dated: Sequence[DocumentSummary], cite: Cite
    ) -> None:
        assert direct(*dated, citations=[cite("dpa", outlet="dpa")]) == (TO_RIGHT, (DATES,))

    def test_a_person_is_no_origin_of_the_wording(self, dated: Sequence[DocumentSummary], cite: Cite) -> None:
        both = [cite("Anna Roth", document=name, claim=(0, 100)) for name in "ab"]
        assert direct(*dated, citations=both) == (TO_RIGHT, (DATES,))


def test_a_repeat_inside_one_article_has_no_direction(article: Article) -> None:
    repeat = replace(OVERLAP, right=place("a", 200, 300))
    assert direct(article("a", published="2024-06-17"), overlap=repeat) == (UNDECIDED, ())


def test_swapping_two_articles_swaps_the_direction(article: Article, cite: Cite) -> None:
    documents = [article("a", outlet="Zeit"), article("b", outlet="Spiegel")]
    assert direct(*documents, citations=[cite("zeit", document="b", outlet="zeit")])[0] is TO_RIGHT
    assert direct(*documents, citations=[cite("spiegel", document="a", outlet="spiegel")])[0] is TO_LEFT


def test_a_passage_says_which_place_credits_whom(article: Article, cite: Cite) -> None:
    found = credited(
        passage(place("a", 40, 120), place("b", 80, 160), place("c", 0, 80)),
        article("a"),
        article("b"),
        article("c", byline="dpa"),
        citations=[
            cite("bloomberg", "Ministerium", document="a", claim=(0, 50), outlet="bloomberg"),
            cite("reuters", document="b", claim=(10, 90), outlet="reuters"),
            cite("afp", document="b", claim=(200, 300), outlet="afp"),
        ],
    )
    assert found.outlets == ("bloomberg", "dpa", "reuters")
    assert [(credit.document, credit.outlet, credit.citation) for credit in found.credits] == [
        ("a", "bloomberg", "a:('bloomberg', 'Ministerium')"),
        ("b", "reuters", "b:('reuters',)"),
        ("c", "dpa", None),
    ]


def test_a_claim_that_only_touches_a_place_credits_nothing(article: Article, cite: Cite) -> None:
    found = credited(
        passage(place("a", 40, 120), place("b")),
        article("a"),
        article("b"),
        citations=[cite("dpa", claim=(0, 40), outlet="dpa")],
    )
    assert (found.outlets, found.credits, found.uncredited) == ((), (), ())


def test_a_publisher_outside_of_the_catalogue_is_credited_as_printed(article: Article, cite: Cite) -> None:
    found = credited(
        passage(place("a"), place("b")),
        article("a", outlet="Küstenpost"),
        article("b"),
        citations=[cite("Küstenpost", document="b")],
    )
    assert found.outlets == ()
    assert [credit.outlet for credit in found.credits] == ["Küstenpost"]
    assert found.uncredited == ()


def test_the_earliest_place_is_named(articles: Articles) -> None:
    found = credited(
        passage(place("a"), place("b"), place("b", 200, 300), place("c")),
        *articles("2024-06-18", "2024-06-17", "2024-07"),
    )
    assert found.earliest == "b"


class TestUncredited:
    """Three places, of which the first credits an agency."""

    def names(self, *documents: DocumentSummary, citations: Sequence[Citation]) -> tuple[str, ...]:
        return credited(passage(place("a"), place("b"), place("c")), *documents, citations=citations).uncredited

    def test_places_that_name_no_source_are_listed(self, articles: Articles, cite: Cite) -> None:
        named = [cite("dpa", outlet="dpa"), cite("Anna Roth", document="c")]
        assert self.names(*articles(None, None, None), citations=named) == ("b",)

    def test_sources_without_a_name_are_none(self, articles: Articles, cite: Cite) -> None:
        named = [cite("dpa", outlet="dpa"), cite("Insider", document="b", anonymous=True)]
        assert self.names(*articles(None, None, None), citations=named) == ("b", "c")

    def test_the_outlet_that_is_credited_needs_no_credit(self, article: Article, cite: Cite) -> None:
        documents = article("a"), article("b", outlet="dpa"), article("c")
        assert self.names(*documents, citations=[cite("dpa", outlet="dpa")]) == ("c",)

    def test_where_nobody_credits_an_outlet_nobody_is_listed(self, articles: Articles, cite: Cite) -> None:
        assert self.names(*articles(None, None, None), citations=[cite("Anna Roth")]) == ()


def test_many_citations_of_one_article_are_read_in_time(article: Article, cite: Cite) -> None:
    citations = [cite("dpa", outlet="dpa", claim=(10 * n, 10 * n + 9)) for n in range(20_000)]
    overlaps = [
        replace(OVERLAP, id=f"o{n}", left=place("a", 20 * n, 20 * n + 15), right=place("b", n, n + 15))
        for n in range(10_000)
    ]
    traced, _ = trace_wording(
        overlaps, [], citations=citations, documents=[article("a"), article("b")], catalogue=load_catalogue()
    )
    assert len(traced) == 10_000
