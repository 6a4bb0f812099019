"""The five articles about Russia and North Korea that every feature is accepted on."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dedup.model import Citation

pytestmark = pytest.mark.shared_data
Find = Callable[..., tuple[Citation, ...]]


@pytest.fixture(scope="module")
def citations(shared_data: Path, find: Find) -> dict[str, tuple[Citation, ...]]:
    files = sorted((shared_data / "seeds").glob("*.txt"))
    return {file.name[:3]: find(file.read_text(encoding="utf-8")) for file in files}


def _chains(found: tuple[Citation, ...]) -> set[tuple[str, ...]]:
    return {citation.chain for citation in found}


def test_newsweek_is_cited_twice_and_once_the_medium(citations: dict[str, tuple[Citation, ...]]) -> None:
    found = citations["000"]
    assert {citation.rule for citation in found if citation.outlet == "newsweek"} >= {"laut", "dash-credit"}
    assert [citation.chain for citation in found if citation.medium == "newsweek"] == [("newsweek", "Immanuel Kim")]


@pytest.mark.parametrize(
    ("article", "chain", "anonymous"),
    [
        ("000", ("bloomberg", "südkoreanische Verteidigungsministerium"), False),
        ("002", ("kyodo", "ungenannte Quellen"), True),
        ("003", ("new-york-times", "nicht genannte Quellen"), True),
        ("002", ("kcna",), False),
        ("001", ("rodong-sinmun", "Putin"), False),
        ("001", ("t-online",), False),
        ("002", ("Kreml",), False),
        ("003", ("Medienberichten",), True),
        ("001", ("US-Beamten",), True),
        ("004", ("Beobachter",), True),
        ("000", ("Dmitri Peskow",), False),
        ("000", ("Juri Uschakow",), False),
        ("001", ("Shin Wok-sik",), False),
        ("003", ("John Kirby",), False),
        ("004", ("Vladimir Tikhonov",), False),
        ("004", ("südkoreanische Regierung",), False),
    ],
)
def test_a_chain_is_found(
    citations: dict[str, tuple[Citation, ...]], article: str, chain: tuple[str, ...], *, anonymous: bool
) -> None:
    assert [each.anonymous for each in citations[article] if each.chain == chain][:1] == [anonymous]


def test_an_expert_behind_so_is_found(citations: dict[str, tuple[Citation, ...]]) -> None:
    assert any(chain[0] == "Jack Watling" for chain in _chains(citations["002"]))


def test_credits_and_teasers_credit_nobody(citations: dict[str, tuple[Citation, ...]]) -> None:
    named = {hop for found in citations.values() for chain in _chains(found) for hop in chain}
    assert not named & {"imago", "epa", "sputnik", "cnn", "Gavriil Grigorov"}
