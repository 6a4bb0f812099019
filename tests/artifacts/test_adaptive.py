"""What the rest of a text and of a collection say about a hit."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from dedup.artifacts import Hit, Rule, catalog, find_artifacts
from dedup.artifacts.adaptive import discount, encourage
from dedup.model import Finding, Span
from dedup.settings import ArtifactSettings
from dedup.text import TextView

View = Callable[..., TextView]
RULES = {rule.name: rule for rule in catalog()}


def hits(*wanted: tuple[str, float]) -> list[tuple[Rule, Hit]]:
    return [
        (RULES[name], Hit(span=Span(place, place + 1), confidence=confidence))
        for place, (name, confidence) in enumerate(wanted)
    ]


def confidences(found: list[tuple[Rule, Hit]]) -> list[float]:
    return [round(hit.confidence, 2) for _, hit in found]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ([("glued-words", 0.45)], []),
        ([("drop-letter", 0.95), ("glued-words", 0.45)], [0.95, 0.5]),
        ([("drop-letter", 0.95), ("glued-words", 0.42)], [0.95]),
        ([("drop-letter", 0.95), ("drop-letter", 0.9), ("glued-words", 0.42)], [0.95, 0.9, 0.52]),
        ([("ad-marker", 0.95), ("glued-words", 0.49)], [0.95]),
        ([("drop-letter", 0.6), ("glued-words", 0.49)], [0.6]),
        ([("drop-letter", 0.95)] * 9 + [("glued-words", 0.34)], [0.95] * 9),
        ([("drop-letter", 0.95), ("mt-fragment", 0.47)], [0.95, 0.52]),
    ],
    ids=["alone", "one sure", "too weak", "two sure", "another family", "none sure", "bounded", "kindred"],
)
def test_sure_hits_raise_weak_ones_of_their_family(wanted: list[tuple[str, float]], expected: list[float]) -> None:
    assert confidences(encourage(hits(*wanted), ArtifactSettings())) == expected


def test_a_raised_hit_says_so_and_from_where() -> None:
    (_, (_, raised)) = encourage(hits(("drop-letter", 0.95), ("glued-words", 0.46)), ArtifactSettings())
    assert raised.detail == "raised from 0.46, as the text holds 1 sure hit of the kind"


def test_the_order_of_hits_does_not_matter() -> None:
    wanted = hits(("glued-words", 0.46), ("drop-letter", 0.95), ("glued-words", 0.4))
    found = encourage(wanted, ArtifactSettings())
    again = encourage(wanted[::-1], ArtifactSettings())
    assert found == again[::-1]


@pytest.mark.parametrize(
    "settings",
    [
        ArtifactSettings(adaptive=False),
        ArtifactSettings(adaptive_relief=0),
        ArtifactSettings(min_confidence=0.9),
    ],
)
def test_settings_can_turn_it_off(settings: ArtifactSettings) -> None:
    assert confidences(encourage(hits(("drop-letter", 0.95), ("glued-words", 0.46)), settings)) == [0.95]


def test_a_threshold_that_was_set_for_a_rule_stays() -> None:
    strict = [
        (replace(rule, min_confidence=0.5), hit) for rule, hit in hits(("drop-letter", 0.95), ("glued-words", 0.46))
    ]
    assert confidences(encourage(strict, ArtifactSettings())) == [0.95]


def test_a_question_inside_a_sentence_counts_in_a_text_with_stray_letters(view: View) -> None:
    plain = "Heute reist der Premier Wer wird ihn wohl empfangen? Morgen kommt er an."
    damaged = f"{plain} Er sagte: „wDie Lage ist ernst“. Er sagte: „qWenn wir gehen“."
    settings = ArtifactSettings(select=("X001", "G101"))
    assert find_artifacts(view(plain), settings).findings == ()
    found = find_artifacts(view(damaged), settings).findings
    assert [finding.evidence for finding in found] == ["Wer wird ihn wohl empfangen?", "wDie", "qWenn"]


@pytest.fixture
def glued(view: View) -> Callable[[str], tuple[Finding, ...]]:
    def find(document: str) -> tuple[Finding, ...]:
        text = "Dazu kam derMinister nach Berlin."
        return find_artifacts(view(text, document=document), ArtifactSettings(select=("G102",))).findings

    return find


Glued = Callable[[str], tuple[Finding, ...]]


def weigh(glued: Glued, sites: list[str], groups: list[int], **settings: object) -> tuple[list[float], int]:
    findings = [glued(f"{number}") for number in range(len(sites))]
    weighed = discount(findings, sites, groups, {}, ArtifactSettings.model_validate(settings))
    return [finding.confidence for column in weighed.findings for finding in column], len(weighed.notes)


def test_a_token_of_several_sites_is_hardly_damage(glued: Glued) -> None:
    (alone,) = glued("a")
    lowered, notes = weigh(glued, ["one", "two", "two"], [0, 1, 2])
    assert lowered == [round(alone.confidence - 0.2, 3)] * 3
    assert notes == 0


def test_a_lowered_finding_says_so(glued: Glued) -> None:
    findings = [glued(f"{number}") for number in range(3)]
    weighed = discount(findings, ["one", "two", "two"], [0, 1, 2], {}, ArtifactSettings())
    assert weighed.findings[0][0].message.endswith("lowered, as 3 articles of 2 sites write it so")


def test_a_token_of_many_sites_is_left_alone_and_noted(glued: Glued) -> None:
    findings = [glued(f"{number}") for number in range(5)]
    weighed = discount(findings, ["a", "b", "c", "d", "e"], [0, 1, 2, 3, 4], {}, ArtifactSettings())
    assert weighed.findings == ((), (), (), (), ())
    assert weighed.notes == ("G102: 'derMinister' is left alone, because 5 articles of 5 sites write it so",)


@pytest.mark.parametrize(
    ("sites", "groups"),
    [
        (["one", "one", "one"], [0, 1, 2]),
        (["one", "", ""], [0, 1, 2]),
        (["one", "two"], [0, 1]),
        (["one", "two", "two"], [0, 0, 0]),
    ],
    ids=["one site", "unknown sites", "two articles", "copies"],
)
def test_what_one_site_or_one_article_repeats_stays(glued: Glued, sites: list[str], groups: list[int]) -> None:
    (alone,) = glued("a")
    assert weigh(glued, sites, groups)[0] == [alone.confidence] * len(sites)


def test_it_can_be_turned_off(glued: Glued) -> None:
    (alone,) = glued("a")
    assert weigh(glued, ["a", "b", "c"], [0, 1, 2], adaptive=False)[0] == [alone.confidence] * 3
