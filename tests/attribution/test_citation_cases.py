"""What must be found, and what must be left alone: tests/cases/attribution."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dedup.model import Citation

_CASES = Path(__file__).parents[1] / "cases" / "attribution"


def _load(name: str) -> list[Any]:
    cases = tomllib.loads((_CASES / name).read_text(encoding="utf-8"))["case"]
    return [pytest.param(case, id=case["label"]) for case in cases]


def _shown(citation: Citation, text: str) -> dict[str, Any]:
    """A citation in the terms of the case files."""
    return {
        "mention": citation.mention.within(text),
        "cue": citation.cue.within(text) if citation.cue else "",
        "claim": citation.claim.within(text),
        "outlet": citation.outlet or "",
        "medium": citation.medium or "",
        "chain": list(citation.chain),
        "type": citation.type.value,
        "source_kind": citation.source_kind.value,
        "anonymous": citation.anonymous,
    }


@pytest.mark.parametrize("case", _load("found.toml"))
def test_the_citation_of_a_case_is_found(case: dict[str, Any], find: Callable[..., tuple[Citation, ...]]) -> None:
    text = case["text"]
    expected = {name: value for name, value in case.items() if name not in {"label", "text", "language"}}
    found = [_shown(citation, text) for citation in find(text, case.get("language", "de"))]
    assert expected in [{name: each[name] for name in expected} for each in found], found


@pytest.mark.parametrize("case", _load("untouched.toml"))
def test_what_only_looks_like_a_citation_is_left_alone(
    case: dict[str, Any], find: Callable[..., tuple[Citation, ...]]
) -> None:
    found = find(case["text"], case.get("language", "de"))
    if "outlets" in case:
        assert not {citation.outlet for citation in found} & set(case["outlets"])
    else:
        assert [_shown(citation, case["text"]) for citation in found] == []
