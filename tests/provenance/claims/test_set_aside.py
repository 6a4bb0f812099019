"""Of a statement that very many articles print word for word, the first copies speak for all."""

from collections.abc import Sequence
from typing import Any

import pytest

from dedup.model import Document, Span
from dedup.pipeline import audit
from dedup.provenance.claims import set_copies_aside
from dedup.settings import ClaimSettings, Settings
from dedup.statements import Quantity, Statement, Statements, pack_statements

NEWS = (
    "Der Hafen von Kiel wird im Mai gesperrt, sagte Ministerin Petra Lorenz. Die Sperrung kostet die Stadt "
    "400 Millionen Euro. Dreißig Frachter müssen nach Rostock ausweichen."
)
OTHERS = ("Bäcker", "Winzer", "Förster", "Imker", "Fischer", "Schmiede", "Weber", "Töpfer", "Gärtner", "Müller")
PLACES = ("Bonn", "Jena", "Trier", "Worms", "Soest", "Celle")


def state(*terms: str, place: int = 0, **more: Any) -> Statement:
    return Statement(span=Span(place, place + 9), sentence=0, paragraph=0, terms=terms, **more)


def terms_of(statements: Sequence[Statements]) -> list[list[tuple[str, ...]]]:
    return [[statement.terms for statement in each] for each in statements]


def pack(*statements: Sequence[Statement]) -> list[Statements]:
    return [pack_statements(each) for each in statements]


def test_the_first_copies_are_kept_wherever_they_stand() -> None:
    packed = pack([state("haf", "zu")], [state("haf", "zu", place=50)], [state("haf", "zu"), state("brück", "auf")])
    count = set_copies_aside(packed, [None, None, None], 2)
    assert terms_of(packed) == [[("haf", "zu")], [("haf", "zu")], [("brück", "auf")]]
    assert count == 1


def test_the_earliest_articles_are_first_and_those_without_a_date_last() -> None:
    packed = pack(*[[state("haf", "zu")]] * 4)
    count = set_copies_aside(packed, [None, "2026-05-02", "2026-05-01T08:00:00", "2026-05-03"], 2)
    assert terms_of(packed) == [[], [("haf", "zu")], [("haf", "zu")], []]
    assert count == 2


@pytest.mark.parametrize(
    "more",
    [
        {"persons": ("Petra Lorenz",)},
        {"countries": ("DE",)},
        {"places": (("Kiel", Span(4, 8)),)},
        {"dates": (("2026-05-01", Span(4, 8)),)},
        {"quantities": (Quantity(span=Span(4, 8), value=30, low=30, high=30, unit=()),)},
        {"denial": Span(4, 8)},
        {"is_negated": True},
    ],
)
def test_the_same_words_of_someone_or_something_else_are_no_copies(more: dict[str, Any]) -> None:
    packed = pack([state("haf", "zu")], [state("haf", "zu", **more)], [state("haf", "zu", place=7, **more)])
    expected = [*packed[:2], pack_statements([])]
    assert set_copies_aside(packed, [None] * 3, 1) == 1
    assert packed == expected


def test_what_the_surroundings_name_makes_no_other_statement_of_it() -> None:
    packed = pack([state("haf", "zu")], [state("haf", "zu", context=("DE",), years=("2026",))])
    assert set_copies_aside(packed, [None] * 2, 1) == 1


def test_nothing_is_left_out_where_there_are_few_copies() -> None:
    packed = pack([state("haf", "zu")], [], [state("haf", "zu")])
    before = list(packed)
    assert set_copies_aside(packed, [None, None, None], 2) == 0
    assert packed == before
    assert set_copies_aside([], [], 2) == 0


def collection(copies: int) -> list[Document]:
    """So many copies of one report, and articles about other things."""
    reports = [Document(id=f"a{number:03}", text=f"{NEWS} Seite {number}.") for number in range(copies)]
    others = [
        Document(
            id=f"b{number:03}",
            text=f"{OTHERS[number % 10]} aus {PLACES[number % 6]} feiern ihr Fest zum {number + 3}. Mal. Der "
            f"Verein der {OTHERS[number % 10]} lädt {100 + number} Gäste nach {PLACES[number % 6]} ein.",
        )
        for number in range(60)
    ]
    return [*reports, *others]


def test_a_report_that_very_many_articles_copy_keeps_its_story_and_its_claims() -> None:
    settings = Settings(claims=ClaimSettings(max_copies=10))
    found = audit(collection(90), settings)
    (story,) = [story for story in found.stories if "a000" in story.documents]
    claims = [claim for claim in found.claims if claim.story == story.id]
    assert max(len(claim.mentions) for claim in claims) == 10
    assert {mention.location.document for claim in claims for mention in claim.mentions} <= set(story.documents)
    (note,) = [note for note in found.notes if "claims.max_copies" in note]
    assert "stand word for word in 10 articles before theirs" in note


@pytest.mark.parametrize("copies", [3, 10])
def test_fewer_copies_are_all_mentions(copies: int) -> None:
    found = audit(collection(copies), Settings(claims=ClaimSettings(max_copies=10)))
    of_report = [claim for claim in found.claims if claim.mentions[0].location.document.startswith("a")]
    assert max(len(claim.mentions) for claim in of_report) == copies
    assert not any("claims.max_copies" in note for note in found.notes)
