"""Which rules run, and what settings make of them."""

from dataclasses import replace

import pytest

from dedup.artifacts import Rule, find_artifacts, running, running_rules
from dedup.artifacts.catalog import catalog
from dedup.errors import SettingsError
from dedup.model import Document, Severity
from dedup.settings import ArtifactSettings, Settings
from dedup.text import view_text

_TEXT = "Streit im Rat\n\nDie Sitzung , die lange dauerte.\n\nAnzeige\n\nDann ging der Rat ."


def codes(**settings: object) -> list[str]:
    return [rule.code for rule in running_rules(ArtifactSettings.model_validate(settings))]


def test_all_rules_run_without_settings() -> None:
    assert codes() == [rule.code for rule in catalog()]


@pytest.mark.parametrize("selector", ["S401", "s401", "space-before-punct", "Space-Before-Punct"])
def test_a_rule_is_selected_by_its_code_or_its_name(selector: str) -> None:
    assert codes(select=[selector]) == ["S401"]


def test_a_longer_prefix_selects_a_part_of_a_family() -> None:
    assert codes(select=["B3"]) == [code for code in codes(select=["B"]) if code.startswith("B3")]


def test_a_name_can_be_ignored() -> None:
    assert "S401" not in codes(ignore=["space-before-punct"])


def test_all_unknown_selectors_are_named() -> None:
    with pytest.raises(SettingsError, match="'Y9', 'nothing' fit no rule; `dedup rules` lists"):
        codes(select=["Y9", "G"], ignore=["nothing"])


def test_a_part_of_a_name_selects_nothing() -> None:
    with pytest.raises(SettingsError, match="'space' fits no rule"):
        codes(select=["space"])


@pytest.mark.parametrize("field", ["levels", "thresholds", "languages"])
def test_an_unknown_rule_in_a_table_is_an_error(field: str) -> None:
    value = {"levels": "info", "thresholds": 0.5, "languages": ["de"]}[field]
    with pytest.raises(SettingsError, match="'Y9' fits no rule"):
        codes(**{field: {"Y9": value}})


def test_the_most_specific_level_counts() -> None:
    settings = ArtifactSettings(levels={"S401": "info", "S": "warning", "B": "error"})
    levels = {rule.code: rule.severity for rule in running_rules(settings)}
    assert (levels["S401"], levels["S403"], levels["B304"]) == (Severity.INFO, Severity.WARNING, Severity.ERROR)


def test_a_level_reaches_the_finding() -> None:
    view = view_text(Document(id="a", text=_TEXT, language="de"))
    settings = ArtifactSettings(select=("S401",), levels={"space-before-punct": "error"})
    assert {finding.severity for finding in find_artifacts(view, settings).findings} == {Severity.ERROR}


def test_a_threshold_of_one_rule_leaves_the_others_alone() -> None:
    view = view_text(Document(id="a", text=_TEXT, language="de"))
    found = find_artifacts(view, ArtifactSettings(thresholds={"S401": 1.0})).findings
    assert [finding.code for finding in found] == ["B304"]


def test_a_threshold_may_be_lower_than_the_general_one() -> None:
    view = view_text(Document(id="a", text=_TEXT, language="de"))
    found = find_artifacts(view, ArtifactSettings(min_confidence=1.0, thresholds={"S401": 0.1})).findings
    assert [finding.code for finding in found] == ["S401", "S401"]


def test_a_rule_keeps_to_its_languages() -> None:
    view = view_text(Document(id="a", text=_TEXT, language="de"))
    found = find_artifacts(view, ArtifactSettings(languages={"S": ["en"]})).findings
    assert [finding.code for finding in found] == ["B304"]


@pytest.fixture
def german() -> Rule:
    return replace(catalog()[0], code="Z901", name="german-only", languages=("de", "nl"))


def test_a_rule_never_runs_in_a_language_that_it_cannot_judge(german: Rule) -> None:
    configured = running._configured(german, ArtifactSettings(languages={"german-only": ("nl", "fi")}))
    assert configured is not None
    assert configured.languages == ("nl",)


def test_a_rule_that_can_judge_no_wanted_language_is_an_error(german: Rule) -> None:
    with pytest.raises(SettingsError, match="Z901 german-only can judge de, nl and none of fi; leave it out"):
        running._configured(german, ArtifactSettings(languages={"Z901": ("fi",)}))


def test_a_family_kept_to_a_language_drops_rules_that_cannot_judge_it(german: Rule) -> None:
    assert running._configured(german, ArtifactSettings(languages={"Z": ("fi",)})) is None


def test_a_settings_file_with_an_impossible_level_is_an_error() -> None:
    with pytest.raises(SettingsError, match=r"artifacts\.levels\.G"):
        Settings.from_data({"artifacts": {"levels": {"G": "loud"}}})


def test_an_empty_list_of_languages_is_an_error() -> None:
    with pytest.raises(SettingsError, match=r"artifacts\.languages\.G"):
        Settings.from_data({"artifacts": {"languages": {"G": []}}})
