"""Stories in their order, what sums them up, and which claims rest on a source alone."""

from dataclasses import replace

import pytest

from dedup.model import Claim, RootEdge
from dedup.report.source_use import use_of_sources, uses_by_source
from dedup.report.stories import (
    StoryFigures,
    articles_of,
    describe_stories,
    describe_story,
    rank_stories,
    sum_up,
)
from tests.report.sample.stories import (
    ALLIES,
    NORLAND,
    SOUTHLAND,
    count_roots,
    make_claims,
    make_story_audit,
    root,
    without_roots,
)


def claim_with(**roots: object) -> Claim:
    values = {"low": 1, "high": 1, "expected": 1.0, "digit": 3, "reason": "one root"} | roots
    return replace(make_claims()[0], roots=count_roots(**values))  # type: ignore[arg-type]


def test_stories_with_most_claims_of_several_articles_come_first() -> None:
    assert [ranked.story.id for ranked in rank_stories(make_story_audit())] == ["s1", "s2", "s3"]


def test_claims_of_most_articles_come_first_in_their_story() -> None:
    story = rank_stories(make_story_audit())[0]
    assert [claim.id for claim in story.claims] == ["k3", "k4", "k1", "k2"]
    assert story.label(2) == "1.2"


def test_the_order_in_which_stories_and_claims_are_given_changes_nothing() -> None:
    audit = make_story_audit()
    turned = replace(audit, stories=audit.stories[::-1], claims=audit.claims[::-1])
    assert rank_stories(turned) == rank_stories(audit)


def test_claims_of_no_story_are_shown_as_one_of_their_own() -> None:
    ranked = rank_stories(replace(make_story_audit(), stories=()))
    assert {story.story.title for story in ranked} == {"Other claims"}
    assert sum(len(story.claims) for story in ranked) == 6


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (
            1,
            "4 articles, 2–4 independent sources; 1 claim rests on one source, 1 names no source, 2 are denied.",
        ),
        (2, "2 articles, 2 independent sources."),
        (3, "1 article, 1–2 independent sources."),
    ],
)
def test_a_story_has_the_sentence_that_an_editor_wants(number: int, sentence: str) -> None:
    assert describe_story(rank_stories(make_story_audit())[number - 1].figures) == sentence


def test_claims_that_rest_on_one_anonymous_source_are_counted_first() -> None:
    figures = StoryFigures(
        articles=5, claims=9, low=2, high=4, on_unnamed=3, on_one=0, on_none=0, denied=0, conflicts=0
    )
    assert describe_story(figures) == "5 articles, 2–4 independent sources; 3 claims rest on one anonymous source."


def test_a_story_whose_sources_nobody_counted_says_so() -> None:
    ranked = rank_stories(without_roots(make_story_audit()))
    assert describe_story(ranked[0].figures) == "4 articles, 4 claims; independent sources were not counted."


def test_a_story_without_claims_says_so() -> None:
    ranked = rank_stories(replace(make_story_audit(), claims=()))
    assert describe_story(ranked[0].figures) == "4 articles; no claim was found in more than one place."


def test_all_stories_are_summed_up() -> None:
    assert describe_stories(make_story_audit()) == (
        "3 stories with 6 claims: 1 rests on one source, 0 of them anonymous; 1 names no source; 2 are denied."
    )


def test_one_source_without_a_name_is_told_apart_from_one_with_a_name() -> None:
    unnamed = claim_with(direct=(NORLAND,))
    named = claim_with(direct=(SOUTHLAND,))
    figures = sum_up([unnamed, named, named], 3)
    assert (figures.on_unnamed, figures.on_one) == (1, 2)


def test_two_claims_on_one_root_are_one_source_together() -> None:
    figures = sum_up([claim_with(direct=(SOUTHLAND,)), claim_with(direct=(SOUTHLAND,))], 2)
    assert (figures.low, figures.high) == (1, 1)


def test_what_one_claim_ties_together_stays_tied_in_the_lower_figure_only() -> None:
    claims = [claim_with(direct=(NORLAND,)), claim_with(direct=(SOUTHLAND,), edges=(ALLIES,))]
    assert (sum_up(claims, 2).low, sum_up(claims, 2).high) == (1, 2)


def test_a_hard_edge_makes_one_source_in_both_figures() -> None:
    one = RootEdge(left=NORLAND.id, right=SOUTHLAND.id, prior=None, why="one owner")
    claims = [claim_with(direct=(NORLAND,)), claim_with(direct=(SOUTHLAND,), edges=(one,))]
    assert (sum_up(claims, 2).low, sum_up(claims, 2).high) == (1, 1)


def test_a_root_of_the_context_counts_in_the_higher_figure_only() -> None:
    context = root("paper", "Abendpost", 2, "damm/d.txt")
    claims = [claim_with(high=2, expected=1.5, direct=(SOUTHLAND,), inherited=(context,))]
    assert (sum_up(claims, 2).low, sum_up(claims, 2).high) == (1, 2)


def test_a_story_is_never_below_one_of_its_claims() -> None:
    two = claim_with(low=2, high=2, expected=2.0, direct=(NORLAND, SOUTHLAND))
    tied = claim_with(low=1, high=2, expected=1.5, direct=(NORLAND, SOUTHLAND), edges=(ALLIES,))
    assert (sum_up([two, tied], 2).low, sum_up([two, tied], 2).high) == (2, 2)


def test_a_claim_lists_each_article_once() -> None:
    visit = make_claims()[-1]
    assert len(visit.mentions) == 2
    assert articles_of(visit) == ("werk/e.txt",)


def test_a_claim_rests_on_every_source_that_all_its_chains_pass() -> None:
    alone = {ident: use.alone for ident, use in uses_by_source(make_story_audit()).items() if use.alone}
    assert alone == {"institution:umweltministerium": ("k2",), "outlet:lornbote": ("k2",)}


def test_sources_have_shares_and_the_letter_f_without_a_rating() -> None:
    uses = {used.source.name: used for used in use_of_sources(make_story_audit())}
    assert uses["Umweltministerium"].use.second_hand_share == 1.0
    assert uses["Beamten aus Norland"].use.anonymous_share == 1.0
    assert (uses["Lornbote"].letter, uses["Abendpost"].letter) == ("B", "F")
