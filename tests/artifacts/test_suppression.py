"""Findings that a person has looked at."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from dedup.artifacts import (
    Known,
    baseline_of,
    find_artifacts,
    load_allow_list,
    load_baseline,
    note_unused,
    suppress,
)
from dedup.errors import SettingsError
from dedup.model import Finding, Suppression, SuppressionKind
from dedup.settings import ArtifactSettings
from dedup.text import TextView

View = Callable[..., TextView]
TEXT = "Streit im Rat\n\nDie Sitzung , die lange dauerte.\n\nAnzeige\n\nDann ging der Rat ."


@pytest.fixture
def found(view: View) -> Callable[..., tuple[Finding, ...]]:
    return lambda text=TEXT, document="rat.txt": (
        find_artifacts(view(text, document=document), ArtifactSettings()).findings
    )


@pytest.fixture
def allow(tmp_path: Path) -> Callable[[str], Known]:
    def load(content: str) -> Known:
        path = tmp_path / "allow.toml"
        path.write_text(content, "utf-8")
        return Known(allowed=load_allow_list(path))

    return load


Found = Callable[..., tuple[Finding, ...]]
Allow = Callable[[str], Known]


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings if finding.suppressed is None]


@pytest.mark.parametrize(
    ("condition", "left"),
    [
        ('rule = "S401"', ["B304"]),
        ('rule = "space-before-punct"', ["B304"]),
        ('rule = "S"', ["B304"]),
        ('rule = "S401"\ntext = " ,"', ["B304", "S401"]),
        ('text = "ANZEIGE "', ["S401", "S401"]),
        ('contains = "zeig"', ["S401", "S401"]),
        ('document = "*.txt"', []),
        ('document = "sport/*"', ["S401", "B304", "S401"]),
        ('rule = "B304"\ndocument = "sport/*"', ["S401", "B304", "S401"]),
    ],
)
def test_an_entry_allows_what_fits_all_of_its_conditions(
    found: Found, allow: Allow, condition: str, left: list[str]
) -> None:
    assert codes(suppress(found(), allow(f'[[allow]]\nreason = "checked"\n{condition}\n'))) == left


def test_a_suppressed_finding_says_who_and_why(found: Found, allow: Allow) -> None:
    findings = suppress(found(), allow('[[allow]]\nrule = "B304"\nreason = "our own label"\n'))
    assert findings[1].suppressed == Suppression(SuppressionKind.ALLOW_LIST, "our own label")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('[[allow]]\nrule = "S401"\n', "entry 1, reason: Field required"),
        ('[[allow]]\nrule = "S401"\nreason = " "\n', "entry 1, reason: String should have at least 1 character"),
        ('[[allow]]\nrule = "Y9"\nreason = "x"\n', "'Y9' fits no rule"),
        ('[[allow]]\nreason = "x"\n', "entry 1 would allow every finding"),
        ('[[allow]]\nrule = "S"\nreason = "x"\n[[allow]]\nrul = "S"\nreason = "x"\n', "entry 2, rul: Extra inputs"),
        ("allow = 3", "Input should be a valid"),
        ("[[", "is not TOML"),
    ],
)
def test_mistakes_of_an_allow_list_are_named(allow: Allow, content: str, message: str) -> None:
    with pytest.raises(SettingsError) as caught:
        allow(content)
    assert message in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"no\.toml: cannot be read"):
        load_allow_list(tmp_path / "no.toml")
    with pytest.raises(SettingsError, match=r"no\.json: cannot be read"):
        load_baseline(tmp_path / "no.json")


def known_from(findings: tuple[Finding, ...], tmp_path: Path) -> Known:
    path = tmp_path / "baseline.json"
    path.write_text(json.dumps(baseline_of(findings)), "utf-8")
    return Known(baseline=load_baseline(path))


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "Ein neuer Vorspann.\n\nNoch einer.\n\n" + TEXT,
        "Streit im Rat\n\nDann ging der Rat .\n\nDie Sitzung , die lange dauerte.\n\nEs regnete.\n\nAnzeige",
        TEXT.replace("\n\n", "\n"),
    ],
    ids=["same", "with more before it", "in another order", "with other line ends"],
)
def test_a_baseline_stays_when_text_moves(found: Found, tmp_path: Path, text: str) -> None:
    known = known_from(found(), tmp_path)
    assert codes(suppress(found(text, document="renamed.txt"), known)) == []


def test_new_damage_is_not_in_the_baseline(found: Found, tmp_path: Path) -> None:
    known = known_from(found(), tmp_path)
    assert codes(suppress(found(TEXT + "\n\nDann kam Regen , und zwar viel."), known)) == ["S401"]


def test_a_second_finding_of_the_same_text_is_new(found: Found, tmp_path: Path) -> None:
    known = known_from(found(), tmp_path)
    assert codes(suppress(found(TEXT + "\n\nUnd so weiter.\n\nAnzeige"), known)) == ["B304"]


def test_a_baseline_lists_each_fingerprint_once_sorted_by_rule(found: Found) -> None:
    content = baseline_of((*found(document="a"), *found(document="b")))
    assert [(entry["code"], entry["places"]) for entry in content["findings"]] == [
        ("B304", 2),
        ("S401", 2),
        ("S401", 2),
    ]


def test_reasons_written_into_a_baseline_are_kept_and_shown(found: Found) -> None:
    mark = found()[1].fingerprint
    content = baseline_of(found(), {mark: "the label is ours"})
    assert content["findings"][0]["reason"] == "the label is ours"
    (_, marked, _) = suppress(found(), Known(baseline={mark: "the label is ours"}))
    assert marked.suppressed == Suppression(SuppressionKind.BASELINE, "the label is ours")


def test_what_the_allow_list_speaks_of_is_left_out_of_the_baseline(found: Found, allow: Allow) -> None:
    findings = suppress(found(), allow('[[allow]]\nrule = "S"\nreason = "x"\n'))
    assert [entry["code"] for entry in baseline_of(findings)["findings"]] == ["B304"]


@pytest.mark.parametrize("content", ["[]", "{", '{"schema_version": 2, "findings": []}', '{"schema_version": 1}'])
def test_what_is_no_baseline_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(content, "utf-8")
    with pytest.raises(SettingsError, match="is no baseline of version 1"):
        load_baseline(path)


def test_entries_that_fit_nothing_are_noted(found: Found, allow: Allow) -> None:
    known = Known(
        allowed=allow('[[allow]]\nrule = "G"\nreason = "x"\n[[allow]]\nrule = "S"\nreason = "x"\n').allowed,
        baseline={"0" * 16: "x", found()[0].fingerprint: "x"},
    )
    assert note_unused(found(), known) == (
        "allow-list: the entry with rule = 'G' fits no finding",
        "baseline: 1 of 2 findings did not occur in these articles",
    )
