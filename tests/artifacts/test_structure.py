"""Promises that every artifact rule keeps."""

import re

import pytest

from dedup.artifacts import Flagged, Passed, Rule, apply_fixes, catalog, run_example
from dedup.artifacts.examples import run_text

_RULES = catalog()
_FLAGGED = [(rule, example) for rule in _RULES for example in rule.flags]
_PASSED = [(rule, example) for rule in _RULES for example in rule.passes]


def _name(value: object) -> str | None:
    return value.name if isinstance(value, Rule) else None


@pytest.mark.parametrize(("rule", "example"), _FLAGGED, ids=_name)
def test_a_rule_flags_its_examples(rule: Rule, example: Flagged) -> None:
    assert example.evidence in [finding.evidence for finding in run_example(rule, example)]


@pytest.mark.parametrize(("rule", "example"), _PASSED, ids=_name)
def test_a_rule_passes_its_counter_examples(rule: Rule, example: Passed) -> None:
    assert run_example(rule, example) == ()


@pytest.mark.parametrize(
    ("rule", "example"), [(rule, example) for rule, example in _FLAGGED if example.repaired is not None], ids=_name
)
def test_the_fix_yields_the_clean_text(rule: Rule, example: Flagged) -> None:
    repaired = apply_fixes(example.text, [finding.fix for finding in run_example(rule, example) if finding.fix])
    assert repaired == example.repaired
    assert run_text(rule, repaired, example) == ()


def test_codes_and_names_are_unique_and_well_formed() -> None:
    assert len({rule.code for rule in _RULES}) == len(_RULES)
    assert len({rule.name for rule in _RULES}) == len(_RULES)
    for rule in _RULES:
        assert re.fullmatch(r"[A-Z]\d{3}", rule.code)
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)


def test_a_family_has_one_number_and_a_number_one_family() -> None:
    families = {(rule.family, rule.code[1]) for rule in _RULES}
    assert len({letter for letter, _ in families}) == len(families) == len({number for _, number in families})


def test_a_rule_stands_in_the_file_of_its_name() -> None:
    for rule in _RULES:
        assert rule.find.__module__ == f"dedup.artifacts.rules.{rule.name.replace('-', '_')}"


def test_a_rule_has_a_page_with_its_headings() -> None:
    for rule in _RULES:
        for heading in ("What it flags:", "Why it matters:", "Where found:"):
            assert heading in rule.page, rule.name


def test_a_rule_has_examples_and_counter_examples() -> None:
    for rule in _RULES:
        assert rule.flags, rule.name
        assert rule.passes, rule.name
        for example in rule.flags:
            assert example.evidence in example.text


def test_rules_yield_only_to_rules_that_exist_and_never_to_each_other() -> None:
    yields = {rule.name: set(rule.yields_to) for rule in _RULES}
    for name, others in yields.items():
        assert others <= set(yields)
        assert not any(name in yields[other] for other in others)
