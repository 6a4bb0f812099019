"""Findings that only the collection shows: text of the site."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from dedup.artifacts import add_site_text, apply_fixes, find_artifacts
from dedup.model import Span
from dedup.settings import ArtifactSettings
from dedup.text import TextView

View = Callable[..., TextView]
_BOX = "Jeden Morgen schreibt Ihnen die Redaktion, was in der Stadt wichtig wird.\nMelden Sie sich oben rechts an."
_RIGHTS = "Sämtliche Rechte sind vorbehalten."
_TEXT = f"Streit im Rat\n\nDie Sitzung , die lange dauerte.\n\n{_BOX}\n{_RIGHTS}\n\nDann ging der Rat ."


def span_of(part: str, text: str = _TEXT) -> Span:
    return Span(text.index(part), text.index(part) + len(part))


@pytest.mark.parametrize(
    "settings",
    [
        ArtifactSettings(),
        ArtifactSettings(ignore=("B301",)),
        ArtifactSettings(ignore=("B",)),
        ArtifactSettings(select=("B307",)),
        ArtifactSettings(max_findings_per_rule=1),
        ArtifactSettings(min_confidence=0.9),
    ],
)
def test_a_finding_added_later_is_the_one_that_all_rules_together_give(
    view: View, settings: ArtifactSettings
) -> None:
    spans = (span_of(f"{_BOX}\n{_RIGHTS}"),)
    alone = find_artifacts(view(_TEXT), settings)
    together = find_artifacts(replace(view(_TEXT), site_text=spans), settings)
    added = add_site_text(view(_TEXT).document, alone.findings, spans, settings)
    assert added.findings == together.findings
    assert sorted((*alone.notes, *added.notes)) == sorted(together.notes)


def test_each_line_is_a_finding_and_a_rule_that_knows_it_better_keeps_its_own(view: View) -> None:
    spans = (span_of(f"{_BOX}\n{_RIGHTS}"),)
    findings = find_artifacts(replace(view(_TEXT), site_text=spans), ArtifactSettings()).findings
    assert [(finding.code, finding.evidence) for finding in findings] == [
        ("S401", " ,"),
        ("B307", _BOX.splitlines()[0]),
        ("B307", _BOX.splitlines()[1]),
        ("B301", _RIGHTS),
        ("S401", " ."),
    ]


def test_the_fix_takes_lines_out_and_is_never_safe(view: View) -> None:
    spans = (span_of(_BOX),)
    findings = add_site_text(view(_TEXT).document, (), spans, ArtifactSettings()).findings
    fixes = [finding.fix for finding in findings if finding.fix]
    assert not any(fix.safe for fix in fixes)
    assert apply_fixes(_TEXT, fixes) == _TEXT.replace(f"{_BOX}\n", "")


def test_no_site_text_leaves_the_findings_as_they_are(view: View) -> None:
    alone = find_artifacts(view(_TEXT), ArtifactSettings()).findings
    assert add_site_text(view(_TEXT).document, alone, (), ArtifactSettings()).findings == alone
