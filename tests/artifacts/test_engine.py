"""How hits become findings."""

from collections.abc import Callable, Iterator

import pytest

from dedup.artifacts import Hit, Rule, engine, find_artifacts
from dedup.errors import RuleError, SettingsError
from dedup.model import Severity, Span
from dedup.settings import ArtifactSettings
from dedup.text import TextView

View = Callable[..., TextView]
_TEXT = "Streit im Rat\n\nDie Sitzung , die lange dauerte.\n\nAnzeige\n\nDann ging der Rat ."


def test_a_finding_says_where_it_stands(view: View) -> None:
    finding = find_artifacts(view(_TEXT, document="rat.txt"), ArtifactSettings()).findings[0]
    assert (finding.id, finding.document) == ("rat.txt:S401:26", "rat.txt")
    assert (finding.line, finding.column, finding.evidence) == (3, 12, " ,")
    assert finding.span == Span(26, 28)


def test_findings_are_sorted_by_place(view: View) -> None:
    findings = find_artifacts(view(_TEXT), ArtifactSettings()).findings
    assert [finding.code for finding in findings] == ["S401", "B304", "S401"]


def test_select_takes_families_and_codes(view: View) -> None:
    findings = find_artifacts(view(_TEXT), ArtifactSettings(select=("B",))).findings
    assert [finding.name for finding in findings] == ["ad-marker"]


def test_ignore_outranks_select(view: View) -> None:
    assert find_artifacts(view(_TEXT), ArtifactSettings(select=("B", "S"), ignore=("B304", "S"))).findings == ()


def test_an_unknown_code_is_an_error(view: View) -> None:
    with pytest.raises(SettingsError, match="'Y9' fits no rule"):
        find_artifacts(view(_TEXT), ArtifactSettings(select=("Y9",)))


def test_unsure_hits_are_left_out(view: View) -> None:
    assert find_artifacts(view(_TEXT), ArtifactSettings(min_confidence=1.0)).findings == ()


def test_a_reached_limit_is_noted(view: View) -> None:
    result = find_artifacts(view(_TEXT, document="rat.txt"), ArtifactSettings(max_findings_per_rule=1))
    assert [finding.code for finding in result.findings] == ["S401", "B304"]
    assert result.notes == ("rat.txt: S401 space-before-punct stopped at 1 findings; there may be more",)


def test_a_fingerprint_depends_on_neither_document_nor_line(view: View) -> None:
    left = find_artifacts(view(_TEXT, document="a"), ArtifactSettings(select=("S401",))).findings
    right = find_artifacts(
        view("Mehr\n\nNoch mehr\n\n" + _TEXT, document="b"), ArtifactSettings(select=("S401",))
    ).findings
    assert [finding.fingerprint for finding in left] == [finding.fingerprint for finding in right]
    assert all(len(finding.fingerprint) == 16 for finding in left)


def test_equal_findings_have_different_fingerprints(view: View) -> None:
    text = "Die Sitzung , die dauerte. Die Sitzung , die dauerte. Die Sitzung , die dauerte."
    findings = find_artifacts(view(text), ArtifactSettings(select=("S401",))).findings
    assert len({finding.fingerprint for finding in findings}) == len(findings) == 3


def test_evidence_is_the_original_text(view: View) -> None:
    text = "Der Si\u00adcher\u00adheitsrat tagte , dann kam derMinister."
    for finding in find_artifacts(view(text), ArtifactSettings()).findings:
        assert finding.span.within(text) == finding.evidence


def test_a_repeated_caption_is_not_also_a_caption(view: View) -> None:
    text = "Rat\n\nBlick in den Saal. © Eva Haas/dpa Blick in den Saal. © Eva Haas/dpa\n\nDer Rat tagte lange."
    findings = find_artifacts(view(text), ArtifactSettings()).findings
    assert [finding.name for finding in findings] == ["caption-repeated"]


def test_a_failing_rule_is_named_with_its_document(view: View, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: TextView) -> Iterator[Hit]:
        raise ZeroDivisionError("no")

    broken = Rule(code="Z901", name="broken", message="", severity=Severity.INFO, find=fail, flags=(), passes=())
    monkeypatch.setattr(engine, "running_rules", lambda _settings: (broken,))
    with pytest.raises(RuleError, match=r"rat\.txt: rule Z901 broken failed"):
        find_artifacts(view(_TEXT, document="rat.txt"), ArtifactSettings())


def test_reaching_a_bound_on_the_work_is_noted(view: View) -> None:
    crowd = view("Er sagte: " + "„Ja” " * 11_000, document="crowd")
    notes = find_artifacts(crowd, ArtifactSettings()).notes
    assert "crowd: looked at no more than 20,000 quotation marks; there may be more" in notes
