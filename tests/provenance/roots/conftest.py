"""Builders of claims as the count sees them."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from dedup.model import RootEdge, Roots
from dedup.provenance.roots.case import ChainEnd, RootCase, RootMention
from dedup.provenance.roots.counting import resolve_roots
from dedup.settings import RootSettings


def make_end(principal: str, level: int = 2, **fields: Any) -> ChainEnd:
    return ChainEnd(principal=principal, name=fields.pop("name", principal.lower()), level=level, **fields)


def make_mention(*ends: ChainEnd | str, document: str = "a", **fields: Any) -> RootMention:
    made = tuple(make_end(end) if isinstance(end, str) else end for end in ends)
    return RootMention(document=document, narrator=fields.pop("narrator", f"OUT:{document}?"), ends=made, **fields)


def make_edge(left: str, right: str, prior: float | None = None) -> RootEdge:
    return RootEdge(left=min(left, right), right=max(left, right), prior=prior, why="test")


def count(
    *mentions: RootMention,
    soft: Iterable[tuple[str, str, float]] = (),
    hard: Iterable[tuple[str, str]] = (),
    settings: RootSettings | None = None,
    **fields: Any,
) -> Roots:
    case = RootCase(
        mentions=mentions,
        hard=tuple(make_edge(left, right) for left, right in hard),
        soft=tuple(make_edge(*edge) for edge in soft),
        **fields,
    )
    return resolve_roots(case, settings or RootSettings())


@pytest.fixture
def end() -> Callable[..., ChainEnd]:
    return make_end


@pytest.fixture
def said() -> Callable[..., RootMention]:
    return make_mention


@pytest.fixture
def roots_of() -> Callable[..., Roots]:
    return count
