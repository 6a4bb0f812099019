"""What holds for the roots of any claim."""

import random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dedup.model import Evidence, RootEdge, Scope, Stance
from dedup.provenance.roots.case import ChainEnd, RootCase, RootMention
from dedup.provenance.roots.counting import resolve_roots
from dedup.settings import RootSettings

_PRINCIPALS = "ABCDEF"
_SETTINGS = RootSettings()

ends = st.builds(
    lambda principal, level, unresolved: ChainEnd(
        principal=principal, name=principal.lower(), level=level, unresolved=unresolved
    ),
    st.sampled_from(_PRINCIPALS),
    st.integers(0, 3),
    st.booleans(),
)
mentions = st.builds(
    lambda document, chain, stance, scope, evidence, contradicts: RootMention(
        document=document,
        narrator=f"OUT:{document}?",
        ends=tuple(chain),
        stance=stance,
        scope=scope,
        evidence=evidence,
        contradicts=contradicts,
    ),
    st.sampled_from("123"),
    st.lists(ends, max_size=2),
    st.sampled_from(Stance),
    st.sampled_from(Scope),
    st.sampled_from(Evidence),
    st.booleans(),
)
pairs = st.tuples(st.sampled_from(_PRINCIPALS), st.sampled_from(_PRINCIPALS)).filter(
    lambda pair: pair[0] != pair[1]
)
hard = pairs.map(lambda pair: RootEdge(left=min(pair), right=max(pair), prior=None, why=""))
soft = st.tuples(pairs, st.sampled_from([0.3, 0.5, 0.8])).map(
    lambda edge: RootEdge(left=min(edge[0]), right=max(edge[0]), prior=edge[1], why="")
)
cases = st.builds(
    lambda said, always, perhaps, forecast: RootCase(
        mentions=tuple(said), hard=tuple(always), soft=tuple(perhaps), is_forecast=forecast
    ),
    st.lists(mentions, max_size=8),
    st.lists(hard, max_size=3),
    st.lists(soft, max_size=6),
    st.booleans(),
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cases)
def test_the_expectation_lies_in_the_interval(case: RootCase) -> None:
    roots = resolve_roots(case, _SETTINGS)
    assert 0 <= roots.low <= roots.expected <= roots.high
    assert roots.high <= len(roots.direct) + len(roots.inherited)
    assert roots.credibility in range(1, 7)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cases, hard)
def test_one_more_hard_edge_never_raises_a_figure(case: RootCase, edge: RootEdge) -> None:
    before = resolve_roots(case, _SETTINGS)
    more = RootCase(mentions=case.mentions, hard=(*case.hard, edge), soft=case.soft, is_forecast=case.is_forecast)
    after = resolve_roots(more, _SETTINGS)
    assert after.low <= before.low
    assert after.high <= before.high


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cases, soft)
def test_one_more_soft_edge_never_raises_the_lower_bound_and_leaves_the_upper(
    case: RootCase, edge: RootEdge
) -> None:
    before = resolve_roots(case, _SETTINGS)
    after = resolve_roots(RootCase(mentions=case.mentions, hard=case.hard, soft=(*case.soft, edge)), _SETTINGS)
    assert after.low <= before.low
    assert after.high == before.high


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cases, st.randoms(use_true_random=False))
def test_the_order_of_mentions_and_edges_changes_nothing(case: RootCase, source: random.Random) -> None:
    def shuffled(values: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(source.sample(values, len(values)))

    turned = RootCase(
        mentions=shuffled(case.mentions),
        hard=shuffled(case.hard),
        soft=shuffled(case.soft),
        is_forecast=case.is_forecast,
    )
    assert resolve_roots(turned, _SETTINGS) == resolve_roots(case, _SETTINGS)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cases)
def test_a_sampled_expectation_is_near_the_exact_one(case: RootCase) -> None:
    exact = resolve_roots(case, _SETTINGS)
    sampled = resolve_roots(case, RootSettings(max_states=1))
    assert sampled.expected == pytest.approx(exact.expected, abs=0.15)
