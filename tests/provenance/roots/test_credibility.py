"""The credibility table, row by row."""

from collections.abc import Callable
from typing import Any

import pytest

from dedup.model import Scope
from dedup.provenance.roots.credibility import Confirmation, rate_credibility

Build = Callable[..., Any]


def rate(low: int = 0, high: int | None = None, **fields: Any) -> int:
    fields.setdefault("named", low)
    fields.setdefault("narrators", 0)
    return rate_credibility(Confirmation(low=low, high=low if high is None else high, **fields)).digit


@pytest.mark.parametrize(
    ("digit", "found"),
    [
        (2, {"is_quoted_speech": True}),
        (2, {"low": 3, "is_quoted_speech": True}),
        (1, {"low": 2}),
        (2, {"low": 2, "named": 1}),
        (2, {"low": 2, "denied": True}),
        (3, {"low": 2, "is_forecast": True}),
        (2, {"low": 1, "high": 2}),
        (3, {"low": 1, "high": 2, "is_forecast": True}),
        (3, {"low": 1}),
        (3, {"low": 1, "denied": True}),
        (6, {"low": 0, "high": 2}),
        (6, {"low": 0, "high": 1, "narrators": 5}),
        (2, {"narrators": 3, "is_settled": True}),
        (3, {"narrators": 3}),
        (3, {"narrators": 3, "is_settled": True, "is_forecast": True}),
        (3, {"narrators": 2}),
        (3, {"narrators": 2, "is_settled": True}),
        (6, {"narrators": 1}),
        (6, {}),
        (6, {"is_forecast": True, "denied": True}),
        (4, {"low": 2, "contradicting": 1}),
        (5, {"low": 1, "contradicting": 2}),
        (4, {"contradicting": 1}),
    ],
)
def test_the_first_row_that_holds_gives_the_digit(digit: int, found: dict[str, Any]) -> None:
    assert rate(**found) == digit


def test_the_reason_names_the_row_and_what_limits_it() -> None:
    found = Confirmation(low=1, high=2, named=1, narrators=0, is_forecast=True)
    assert rate_credibility(found).reason == "at least one root, perhaps more; a forecast or intention: 3 at best"


def test_two_roots_of_which_one_is_unnamed_do_not_confirm(said: Build, end: Build, roots_of: Build) -> None:
    assert roots_of(said("A"), said(end("ANON:b", 1))).credibility == 2


def test_two_named_parties_of_one_root_are_one_named_root(said: Build, end: Build, roots_of: Build) -> None:
    roots = roots_of(said("A", "B"), said(end("ANON:c", 1)), soft=[("A", "B", 0.5)])
    assert (roots.low, roots.high, roots.credibility) == (2, 3, 2)


def test_a_speech_act_needs_a_direct_quote(said: Build, roots_of: Build) -> None:
    assert roots_of(said("A", quoted=True), is_speech_act=True).credibility == 2
    assert roots_of(said("A"), is_speech_act=True).credibility == 3
    assert roots_of(said("A", quoted=True)).credibility == 3


@pytest.mark.parametrize(
    ("digit", "contradicting"),
    [
        (4, ["B"]),
        (5, ["B", "C"]),
        (3, ["A"]),
    ],
)
def test_contradictions_count_where_they_are_independent(
    said: Build, roots_of: Build, digit: int, contradicting: list[str]
) -> None:
    mentions = [said(each, contradicts=True) for each in contradicting]
    assert roots_of(said("A"), *mentions).credibility == digit


def test_contradictions_from_context_outlets_or_the_unnamed_do_not_count(
    said: Build, end: Build, roots_of: Build
) -> None:
    mentions = [
        said("B", contradicts=True, scope=Scope.ARTICLE),
        said(end("OUT:c", unresolved=True), contradicts=True),
        said(end("ANON:d", 1), contradicts=True),
    ]
    assert roots_of(said("A"), *mentions).credibility == 3
