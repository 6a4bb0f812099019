"""The interval of independent roots and what stands apart from it."""

from collections.abc import Callable
from typing import Any

import pytest

from dedup.model import Evidence, Scope, Stance
from dedup.settings import RootSettings

Build = Callable[..., Any]


def interval(roots: Any) -> tuple[int, int, float]:
    return roots.low, roots.high, roots.expected


def test_two_governments_joined_by_a_soft_edge_are_one_to_two_roots(said: Build, roots_of: Build) -> None:
    roots = roots_of(said("GOV:A"), said("GOV:B", document="b"), soft=[("GOV:A", "GOV:B", 0.5)])
    assert interval(roots) == (1, 2, 1.5)
    assert [edge.prior for edge in roots.edges] == [0.5]


def test_a_weak_edge_leaves_more_to_expect(said: Build, roots_of: Build) -> None:
    assert interval(roots_of(said("A", "B"), soft=[("A", "B", 0.3)])) == (1, 2, 1.7)


def test_an_inherited_root_counts_half(said: Build, roots_of: Build) -> None:
    roots = roots_of(said("A"), said("X", scope=Scope.ARTICLE), soft=[("A", "X", 0.8)])
    assert interval(roots) == (1, 2, 1.1)
    assert [root.id for root in roots.inherited] == ["X"]


def test_inherited_roots_alone_give_no_lower_bound(said: Build, roots_of: Build) -> None:
    roots = roots_of(said("X", scope=Scope.ARTICLE), said("Y", scope=Scope.ARTICLE))
    assert interval(roots) == (0, 2, 1.0)
    assert roots.credibility == 6


def test_the_share_of_inherited_roots_is_a_setting(said: Build, roots_of: Build) -> None:
    roots = roots_of(said("X", scope=Scope.ARTICLE), settings=RootSettings(inherited_share=0.2))
    assert roots.expected == 0.2


def test_a_chain_that_ends_at_an_outlet_is_inherited(said: Build, end: Build, roots_of: Build) -> None:
    roots = roots_of(said(end("OUT:paper", unresolved=True)))
    assert interval(roots) == (0, 1, 0.5)


def test_a_root_named_once_directly_is_not_inherited_too(said: Build, roots_of: Build) -> None:
    roots = roots_of(said("A", scope=Scope.ARTICLE), said("A", document="b"))
    assert interval(roots) == (1, 1, 1.0)
    assert roots.inherited == ()


def test_several_sources_of_one_principal_are_one_root(said: Build, end: Build, roots_of: Build) -> None:
    roots = roots_of(
        said(end("GOV:A", 3, name="Minister")), said(end("GOV:A", 2, name="Ministerium"), document="b")
    )
    assert interval(roots) == (1, 1, 1.0)
    (root,) = roots.direct
    assert (root.name, root.level, root.names, root.documents) == (
        "Minister",
        3,
        ("Minister", "Ministerium"),
        ("a", "b"),
    )


def test_two_outlets_that_rest_on_one_source_are_one_root(said: Build, roots_of: Build) -> None:
    roots = roots_of(said("GOV:A", document="a"), said("GOV:A", document="b"), said("GOV:A", document="c"))
    assert roots.low == roots.high == 1
    assert roots.credibility == 3


def test_hard_edges_merge_on_both_sides_of_the_interval(said: Build, roots_of: Build) -> None:
    assert interval(roots_of(said("A"), said("B"), hard=[("A", "B")])) == (1, 1, 1.0)


def test_a_hard_edge_through_an_inherited_root_holds_too(said: Build, roots_of: Build) -> None:
    roots = roots_of(said("A"), said("B"), said("X", scope=Scope.ARTICLE), hard=[("A", "X"), ("X", "B")])
    assert interval(roots) == (1, 1, 1.0)


def test_a_triangle_of_soft_edges_is_counted_exactly(said: Build, roots_of: Build) -> None:
    soft = [("A", "B", 0.5), ("B", "C", 0.5), ("A", "C", 0.5)]
    assert interval(roots_of(said("A", "B", "C"), soft=soft)) == (1, 3, 1.625)


def test_soft_edges_to_an_inherited_root_join_no_direct_ones(said: Build, roots_of: Build) -> None:
    soft = [("A", "X", 0.3), ("B", "X", 0.3)]
    roots = roots_of(said("A"), said("B"), said("X", scope=Scope.ARTICLE), soft=soft)
    assert interval(roots) == (2, 3, 2.2)


def test_the_expectation_never_leaves_the_interval(said: Build, roots_of: Build) -> None:
    soft = [("A", "X", 0.9), ("B", "X", 0.9)]
    roots = roots_of(said("A"), said("B"), said("X", scope=Scope.ARTICLE), soft=soft)
    assert interval(roots) == (2, 3, 2.0)


def test_vague_sources_are_counted_apart(said: Build, end: Build, roots_of: Build) -> None:
    roots = roots_of(said(end("VAGUE", 0)), said(end("VAGUE", 0), document="b"))
    assert interval(roots) == (0, 0, 0.0)
    assert (roots.vague, roots.narrators, roots.effective, roots.credibility) == (2, (), 0.0, 6)


def test_an_interpretation_is_no_root(said: Build, end: Build, roots_of: Build) -> None:
    roots = roots_of(said("EXP:a", evidence=Evidence.ANALYSIS), said(end("EXP:b", interprets=True)))
    assert interval(roots) == (0, 0, 0.0)
    assert roots.analysis == ("EXP:a", "EXP:b")


def test_forecasts_of_others_add_no_root(said: Build, roots_of: Build) -> None:
    roots = roots_of(said("A", stance=Stance.FORECAST), said(stance=Stance.FORECAST))
    assert interval(roots) == (0, 0, 0.0)
    assert (roots.narrators, roots.effective, roots.credibility) == ((), 1.0, 6)


def test_who_qualifies_a_claim_does_not_support_it(said: Build, roots_of: Build) -> None:
    assert roots_of(said("A", stance=Stance.QUALIFIES)).high == 0


def test_who_denies_stands_among_the_denials(said: Build, roots_of: Build) -> None:
    roots = roots_of(said("A"), said("B", stance=Stance.DENIES), deniers=("C",))
    assert roots.denials == ("B", "C")
    assert [root.id for root in roots.direct] == ["A"]


def test_the_effective_number_weighs_roots_by_their_mentions(said: Build, roots_of: Build) -> None:
    mentions = [said("A"), said("A"), said("B"), said("OUT:c", stance=Stance.FORECAST)]
    assert roots_of(*mentions).effective == pytest.approx(2.6667)


def test_a_mention_with_several_chains_is_shared_out(said: Build, roots_of: Build) -> None:
    roots = roots_of(said("A", "B"))
    assert interval(roots) == (2, 2, 2.0)
    assert roots.effective == 2.0


def test_a_mention_without_a_chain_is_the_articles_own_voice(said: Build, roots_of: Build) -> None:
    roots = roots_of(said(document="b"), said(document="a"), said(document="a"))
    assert roots.narrators == ("OUT:a?", "OUT:b?")


def test_edges_to_parties_of_other_claims_are_left_out(said: Build, roots_of: Build) -> None:
    assert roots_of(said("A"), soft=[("A", "Z", 0.5)]).edges == ()


def test_no_mentions_give_no_roots(roots_of: Build) -> None:
    roots = roots_of()
    assert (interval(roots), roots.credibility) == ((0, 0, 0.0), 6)
