"""Claims of the five real articles."""

from pathlib import Path

import pytest

from dedup import Audit, audit, read_documents
from dedup.model import Claim, Evidence

pytestmark = pytest.mark.shared_data


@pytest.fixture(scope="module")
def result(shared_data: Path) -> Audit:
    return audit(read_documents([shared_data / "seeds"]))


def claims_at(result: Audit, article: str, position: int) -> list[Claim]:
    return [
        claim
        for claim in result.claims
        if any(
            m.location.document.startswith(article) and m.location.span.start <= position < m.location.span.end
            for m in claim.mentions
        )
    ]


def articles(claim: Claim) -> set[str]:
    return {mention.location.document[:3] for mention in claim.mentions}


def test_the_five_articles_are_one_story(result: Audit) -> None:
    assert [len(story.documents) for story in result.stories] == [5]


def test_ten_thousand_containers_are_one_claim_of_two_governments(result: Audit) -> None:
    (claim,) = claims_at(result, "001", 4450)
    assert articles(claim) == {"001", "004"}
    assert [conflict.aspect for conflict in claim.conflicts if conflict.aspect == "attribution"]


def test_five_million_shells_are_a_claim_of_one_article_through_two_hands(result: Audit) -> None:
    (claim,) = claims_at(result, "000", 2180)
    assert articles(claim) == {"000"}
    assert claim.mentions[0].chain[0] == "bloomberg"


def test_the_first_visit_in_24_years_stands_in_three_articles(result: Audit) -> None:
    (claim,) = claims_at(result, "001", 100)
    assert articles(claim) == {"000", "001", "004"}


def test_denials_are_tied_to_what_they_deny(result: Audit) -> None:
    by_article = {denial.location.document[:3]: denial for denial in result.denials}
    assert set(by_article["000"].deniers) == {"Pjöngjang", "Moskau"}
    assert set(by_article["000"].of) == {claim.id for claim in claims_at(result, "000", 2180)}
    assert {claim.id for claim in claims_at(result, "001", 4450)} <= set(by_article["001"].of)


def test_an_expert_interprets(result: Audit) -> None:
    evidence = {
        mention.evidence
        for claim in claims_at(result, "000", 3700)
        for mention in claim.mentions
        if mention.location.document.startswith("000")
    }
    assert evidence == {Evidence.ANALYSIS}
