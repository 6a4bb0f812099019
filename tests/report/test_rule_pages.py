"""`dedup rules` as a list, as a page and as JSON."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from dedup.artifacts import catalog
from dedup.artifacts.figures import measured
from dedup.report.rule_pages import print_rules

Page = Callable[..., str]


@pytest.fixture
def printed(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Page:
    monkeypatch.setenv("COLUMNS", "80")

    def page(code: str, *, as_json: bool = False) -> str:
        rules = [rule for rule in catalog() if rule.code.startswith(code)]
        print_rules(rules, as_json=as_json, detailed=len(rules) == 1)
        return capsys.readouterr().out

    return page


def test_the_list_names_each_family_once_and_fits_a_terminal(printed: Page) -> None:
    lines = printed("").splitlines()
    assert [line[0] for line in lines if line[:1].isalpha()] == ["B", "C", "D", "E", "G", "M", "Q", "S", "T", "X"]
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize(
    "part",
    ["rationale", "Flagged", "[wDie]", "Left alone", "safe: it loses no wording", "every one", "0.5", "Measured"],
)
def test_a_page_explains_a_rule(printed: Page, part: str) -> None:
    assert part in printed("G101")


def test_a_page_shows_characters_that_nobody_sees(printed: Page) -> None:
    assert "<U+202E>" in printed("E805")


def test_a_page_says_where_a_rule_needs_other_articles(printed: Page) -> None:
    assert "other articles: the rule finds nothing in one text alone" in " ".join(printed("B308").split())


def test_json_holds_examples_repair_and_figures(printed: Page) -> None:
    (rule,) = json.loads(printed("G101", as_json=True))["rules"]
    assert (rule["family"], rule["repair"], rule["threshold"]) == ("G", "safe", 0.5)
    assert rule["examples"][0]["evidence"] == "wDie"
    assert rule["figures"]["command"].startswith("python tests/benchmarks/rule_figures.py")


def test_every_rule_has_figures() -> None:
    assert sorted(measured().by_code) == [rule.code for rule in catalog()]


def _found(row: Any) -> bool:
    return row.precision is None or 0 <= row.precision <= 1


def test_figures_are_shares() -> None:
    assert all(map(_found, measured().by_code.values()))
