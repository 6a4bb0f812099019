"""Stories, claims, conflicts and denials, from small articles written for these tests."""

import random

import pytest

from dedup import Audit, audit
from dedup.model import Claim, ClaimKind, Document, Scope, Stance
from dedup.settings import ClaimSettings, Settings

HARBOUR = """Streit um Kisten im Hafen von Wladiwostok

Nordkorea lieferte nach Angaben der südkoreanischen Regierung etwa 10.000 Container mit Munition nach Russland.
Der russische Präsident Oleg Brandin besuchte Pjöngjang am Dienstag erstmals seit 24 Jahren.
Beide Länder bestreiten die Waffenlieferungen.
"""
DEPOT = """Container aus Nordkorea füllen russische Depots

Rund 10.000 Container mit Waffen aus Nordkorea sollen nach Russland geliefert worden sein, so das Weiße Haus.
Präsident Oleg Brandin reist zum ersten Mal seit fast 25 Jahren nach Nordkorea, sein Besuch in Pjöngjang beginnt.
"""
GARDEN = """Rosen blühen in diesem Jahr früher

Die Gärtnerei am Stadtrand verkauft seit Montag Rosen aus eigener Zucht. Kunden freuen sich über niedrige Preise.
"""


def run(*texts: str, settings: ClaimSettings | None = None) -> Audit:
    documents = [Document(id=f"d{number}", text=text, language="de") for number, text in enumerate(texts)]
    return audit(documents, Settings(claims=settings or ClaimSettings()))


@pytest.fixture(scope="module")
def result() -> Audit:
    return run(HARBOUR, DEPOT, GARDEN)


def claim_with(result: Audit, words: str) -> Claim:
    (claim,) = [claim for claim in result.claims if words in claim.text]
    return claim


def test_articles_about_the_same_events_are_one_story_and_others_none(result: Audit) -> None:
    (story,) = result.stories
    assert story.documents == ("d0", "d1")
    assert "Russland" in story.names


def test_one_figure_in_two_articles_is_one_claim(result: Audit) -> None:
    claim = claim_with(result, "10.000")
    assert claim.kind is ClaimKind.QUANTITY
    assert [mention.value for mention in claim.mentions] == ["etwa 10.000 Container", "Rund 10.000 Container"]
    assert ("quantity", "etwa 10.000 Container", "Rund 10.000 Container") in claim.joins[0].agrees


def test_two_sources_for_one_figure_are_a_conflict_of_attribution(result: Audit) -> None:
    claim = claim_with(result, "10.000")
    said = [conflict.said for conflict in claim.conflicts if conflict.aspect == "attribution"]
    assert said == [("südkoreanischen Regierung", "Weiße Haus")]


def test_figures_that_agree_within_what_is_printed_are_listed(result: Audit) -> None:
    claim = claim_with(result, "Jahren")
    (conflict,) = [conflict for conflict in claim.conflicts if conflict.aspect == "quantity"]
    assert conflict.message.endswith("agree within what is printed")


def test_a_denial_names_who_denies_and_is_tied_to_the_claim(result: Audit) -> None:
    (denial,) = result.denials
    assert denial.deniers == ("Pjöngjang", "Russland")
    assert denial.of == (claim_with(result, "10.000").id,)


def test_mentions_carry_their_citation(result: Audit) -> None:
    claim = claim_with(result, "10.000")
    assert [mention.chain for mention in claim.mentions] == [("südkoreanischen Regierung",), ("Weiße Haus",)]
    assert all(mention.scope is Scope.SENTENCE for mention in claim.mentions)


def test_different_figures_are_different_claims() -> None:
    result = run(HARBOUR, DEPOT.replace("10.000", "3.000"))
    assert all(len(claim.mentions) == 1 for claim in result.claims if "Container" in claim.text)


def test_a_plan_is_a_claim_about_the_future() -> None:
    left = "Der russische Präsident Oleg Brandin wird am Montag die Flugzeugfabrik in Komsomolsk besuchen.\n"
    right = "Oleg Brandin will eine Flugzeugfabrik in Komsomolsk besuchen, meldet die Agentur Nordlicht.\n"
    (claim,) = [claim for claim in run(left + HARBOUR, right + DEPOT).claims if "Flugzeugfabrik" in claim.text]
    assert claim.forecast
    assert {mention.stance for mention in claim.mentions} == {Stance.SUPPORTS}


def test_the_order_of_the_articles_changes_nothing() -> None:
    documents = [Document(id=f"d{n}", text=text, language="de") for n, text in enumerate((HARBOUR, DEPOT, GARDEN))]
    expected = audit(documents)
    random.Random(3).shuffle(documents)
    assert audit(documents) == expected


def test_a_limit_that_is_reached_is_said() -> None:
    result = run(HARBOUR, DEPOT, settings=ClaimSettings(max_claims=1, max_single_claims=0))
    assert any("claims.max_claims" in note for note in result.notes)


def test_claims_are_numbered_in_the_order_of_their_first_mention(result: Audit) -> None:
    places = [claim.mentions[0].location for claim in result.claims]
    assert places == sorted(places)
    assert [claim.id for claim in result.claims] == [f"k{number}" for number in range(1, len(places) + 1)]


def test_claims_of_a_story_do_not_chain_over_contradicting_years() -> None:
    left = HARBOUR + "1961 unterzeichneten Russland und Nordkorea einen Vertrag über Beistand im Krieg.\n"
    right = DEPOT + "2024 unterzeichneten Russland und Nordkorea einen Vertrag über Beistand im Krieg.\n"
    assert not any("Vertrag" in claim.text and len(claim.mentions) > 1 for claim in run(left, right).claims)


ACCUSED = "Nach Angaben aus Seoul lieferte Nordkorea 5.000 Container mit Granaten nach Russland."


@pytest.mark.parametrize(
    ("sentence", "deniers"),
    [
        ("Pjöngjang bestritt Südkoreas Vorwürfe.", ("Pjöngjang",)),
        ("Südkoreas Vorwürfe bestritt Pjöngjang.", ("Pjöngjang",)),
        ("Laut Südkorea bestritt Moskau die Lieferung.", ("Moskau",)),
        ("Moskau bestritt gegenüber Südkorea den Handel.", ("Moskau",)),
        ("Die russische Regierung bestritt die nordkoreanische Hilfe.", ("russische",)),
        ("Norwegens Regierung bestritt die Lieferung.", ("Norwegens",)),
        ("Die Regierung in Pjöngjang bestritt die Lieferung.", ("Pjöngjang",)),
    ],
)
def test_who_is_accused_or_reports_it_is_no_denier(sentence: str, deniers: tuple[str, ...]) -> None:
    (denial,) = run(f"Streit um Kisten\n\n{ACCUSED} {sentence}").denials
    assert denial.deniers == deniers


def stances(text: str, words: str) -> set[tuple[str, tuple[str, ...]]]:
    claims = run(f"Streit um Kisten\n\n{text}", DEPOT, HARBOUR).claims
    mentions = [mention for claim in claims for mention in claim.mentions if mention.location.document == "d0"]
    place = text.index(words) + len("Streit um Kisten\n\n")
    return {
        (mention.stance.value, mention.chain)
        for mention in mentions
        if mention.location.span.start <= place < mention.location.span.end
    }


def test_what_somebody_denies_is_no_support() -> None:
    text = "Moskau dementierte, dass Nordkorea etwa 10.000 Container mit Munition nach Russland geliefert hat."
    assert stances(text, "Container") == {("denies", ("Moskau",))}


def test_the_reason_beside_a_denial_is_the_article_s_own() -> None:
    text = (
        "Moskau und Pjöngjang streiten den Handel ab, "
        "denn Nordkorea lieferte etwa 10.000 Container mit Munition nach Russland."
    )
    assert stances(text, "Container") == {("supports", ())}


def test_what_a_colon_brings_belongs_to_the_clause_before_it() -> None:
    text = (
        "Während die Regierung in Moskau das als Besuch bezeichnet, ist für Beobachter klar, worum es geht: "
        "Nordkorea lieferte etwa 10.000 Container mit Munition nach Russland."
    )
    assert stances(text, "Container") == {("supports", ())}


def test_mentions_beyond_the_limit_are_said_to_be_left_out() -> None:
    result = run(HARBOUR, f"{HARBOUR}\n", f"{HARBOUR}\n\n", settings=ClaimSettings(max_mentions=2))
    note = "story s1: a claim may have more than 2 mentions, and took in no more (claims.max_mentions)"
    assert note in result.notes
    assert max(len(claim.mentions) for claim in result.claims) == 2
