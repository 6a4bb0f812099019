"""What many copies of one article cost and print grows with their number, not with its square."""

from collections.abc import Sequence

import pytest

from dedup.model import Document, Location, Overlap, OverlapKind, Span, Story
from dedup.provenance.claims import FoundClaims, Stated, comparing, find_claims
from dedup.provenance.claims.joins import keep_strongest
from dedup.provenance.roots import ties
from dedup.provenance.roots.ties import SharedPlaces
from dedup.settings import ClaimSettings
from dedup.statements import Statement

LINES = 4


def copies(count: int) -> list[list[Statement]]:
    """Articles that state the same in as many sentences."""
    return [
        [
            Statement(
                span=Span(line * 50, line * 50 + 40),
                sentence=line,
                paragraph=0,
                terms=tuple(f"wort{line}x{place}" for place in range(6)),
            )
            for line in range(LINES)
        ]
        for _ in range(count)
    ]


def find(count: int, settings: ClaimSettings) -> FoundClaims:
    """The claims of a story of copies."""
    names = tuple(f"d{number:02}" for number in range(count))
    story = Story(id="s1", title="", documents=names, terms=(), names=(), first=None, last=None)
    documents = [Document(id=name, text="x" * 200) for name in names]
    return find_claims(documents, Stated(copies(count)), (), [story], settings)


def count_weighings(count: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """How often two statements are weighed against each other."""
    weighed: list[int] = []
    original = comparing.weigh_evidence

    def count_one(*statements):  # type: ignore[no-untyped-def]  # noqa: ANN002, ANN202 - passes all on
        weighed.append(1)
        return original(*statements)

    with monkeypatch.context() as patch:
        patch.setattr(comparing, "weigh_evidence", count_one)
        find(count, ClaimSettings())
    return len(weighed)


def test_copies_of_a_sentence_are_weighed_once_however_many_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    assert count_weighings(10, monkeypatch) == LINES
    assert count_weighings(60, monkeypatch) == LINES


def test_sixty_copies_are_claims_of_sixty_mentions_and_as_many_joins() -> None:
    found = find(60, ClaimSettings())
    assert [len(claim.mentions) for claim in found.claims] == [60] * LINES
    assert [len(claim.joins) for claim in found.claims] == [60] * LINES


def test_a_claim_that_takes_in_no_more_mentions_is_said() -> None:
    found = find(5, ClaimSettings(max_mentions=4))
    assert {len(claim.mentions) for claim in found.claims} == {4}
    assert found.notes == (
        "story s1: a claim may have more than 4 mentions, and took in no more (claims.max_mentions)",
    )


def test_joins_that_are_not_printed_are_said() -> None:
    found = find(5, ClaimSettings(max_joins=6))
    assert [len(claim.joins) for claim in found.claims] == [6] * LINES
    assert found.notes == ("story s1: a claim joins 10 pairs of mentions, 6 are printed (claims.max_joins)",)


def test_as_many_joins_as_allowed_are_no_matter_for_a_note() -> None:
    found = find(5, ClaimSettings(max_joins=10))
    assert [len(claim.joins) for claim in found.claims] == [10] * LINES
    assert found.notes == ()


@pytest.mark.parametrize(
    ("most", "kept"),
    [
        (6, [(0, 1), (0, 2), (1, 2), (1, 3), (2, 3), (4, 5)]),
        (5, [(0, 1), (0, 2), (1, 2), (1, 3), (4, 5)]),
        (4, [(0, 1), (0, 2), (1, 3), (4, 5)]),
        (2, [(0, 1), (0, 2)]),
    ],
)
def test_joins_that_hang_mentions_together_are_kept_before_stronger_ones(
    most: int, kept: Sequence[tuple[int, int]]
) -> None:
    confidences = {(0, 1): 0.99, (0, 2): 0.98, (1, 2): 0.97, (2, 3): 0.6, (1, 3): 0.7, (4, 5): 0.56}
    assert sorted(keep_strongest(confidences, most)) == kept


def overlap(left: str, right: str) -> Overlap:
    return Overlap(
        id=f"{left}{right}",
        left=Location(left, Span(0, 100)),
        right=Location(right, Span(0, 100)),
        words=20,
        similarity=1.0,
        kind=OverlapKind.VERBATIM,
        passage="p1",
    )


def test_places_that_share_wording_over_a_third_one_are_one_group() -> None:
    places = [Location(name, Span(10, 20)) for name in ("c", "x", "b", "a")]
    assert SharedPlaces([overlap("a", "b"), overlap("b", "c")]).group(places) == [0, 1, 0, 0]


def test_places_that_hang_together_already_are_not_asked_about_again(monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"d{number:02}" for number in range(60)]
    shared = SharedPlaces([overlap(names[0], name) for name in names[1:]])
    asked: list[int] = []
    original = ties.SharedPlaces.share

    def count_one(self, *places):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN002, ANN202 - passes all on
        asked.append(1)
        return original(self, *places)

    monkeypatch.setattr(ties.SharedPlaces, "share", count_one)
    assert shared.group([Location(name, Span(0, 9)) for name in names]) == [0] * 60
    assert len(asked) == 59
