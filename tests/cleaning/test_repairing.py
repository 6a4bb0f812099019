"""One article, repaired until looking again finds nothing more."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedup.artifacts import choose_repairs, find_artifacts
from dedup.cleaning import Repaired, apply_edits, repair, revert_edits
from dedup.model import Document, Finding, Fix, Severity, Span
from dedup.settings import ArtifactSettings
from dedup.text import view_text

DAMAGED = (
    "Streit im Rat\n\nVonEva Brandt\n\nDie Sit\u00adzung , die lange dauerte .\n\n"
    "Lesen Sie auch: Was der Rat kostet\n\nAnzeige\n\nBlick in den Saal. © Eva Haas/dpa\n\n"
    "Der Bürgermeister sagte, qWenn es regnet, tagt man drinnen.\n"
)


def document(text: str = DAMAGED) -> Document:
    return Document(id="rat.txt", text=text, language="de")


def fixable(done: Repaired, *, unsafe: bool) -> list[Finding]:
    again = find_artifacts(view_text(document(done.text)), ArtifactSettings()).findings
    return [finding for finding in again if finding.fix and (finding.fix.safe or unsafe)]


@pytest.mark.parametrize("unsafe", [False, True])
def test_a_repaired_text_shows_none_of_the_findings_that_were_repaired(unsafe: bool) -> None:  # noqa: FBT001
    done = repair(document(), ArtifactSettings(), unsafe=unsafe)
    assert done.edits
    assert fixable(done, unsafe=unsafe) == []


@pytest.mark.parametrize("unsafe", [False, True])
def test_repairing_twice_changes_nothing(unsafe: bool) -> None:  # noqa: FBT001
    done = repair(document(), ArtifactSettings(), unsafe=unsafe)
    assert repair(document(done.text), ArtifactSettings(), unsafe=unsafe).edits == ()


def test_safe_repairs_alone_leave_the_others_as_findings() -> None:
    done = repair(document(), ArtifactSettings())
    assert "© Eva Haas/dpa" in done.text
    assert "caption-in-body" in {finding.name for finding in done.left}
    assert all(cause.safe for edit in done.edits for cause in edit.causes)


def test_unsafe_repairs_take_captions_out() -> None:
    assert "© Eva Haas/dpa" not in repair(document(), ArtifactSettings(), unsafe=True).text


def test_only_selected_rules_repair() -> None:
    done = repair(document(), ArtifactSettings(select=("S404",)))
    assert done.text == DAMAGED.replace("\u00ad", "")


def test_a_bound_on_the_passes_is_said() -> None:
    many = "Der Rat , der tagte . " * 500
    settings = ArtifactSettings(select=("S401",), max_findings_per_rule=1, max_repair_passes=2)
    done = repair(document(many), settings)
    assert done.passes == 2
    assert done.notes == ("rat.txt: still something to repair after 2 passes; clean the copy again",)


def test_more_findings_than_one_pass_reports_are_repaired_in_several() -> None:
    done = repair(
        document("Der Rat , der tagte . " * 400), ArtifactSettings(select=("S401",), max_findings_per_rule=3)
    )
    assert done.text == "Der Rat, der tagte. " * 400
    assert done.passes > 1


def test_site_text_that_the_collection_showed_is_taken_out() -> None:
    text = "Streit im Rat\n\nDer Rat tagte lange.\n\nJeden Morgen unser Brief aus der Stadt."
    start = text.index("Jeden")
    done = repair(document(text), ArtifactSettings(), unsafe=True, site_text=[Span(start, len(text))])
    assert done.text == "Streit im Rat\n\nDer Rat tagte lange."


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["Der Rat", " ,", " .", "\n\n", "Anzeige", "\u00ad", "\u200b", "qWenn", "„", "“", " ", "derMann"]
        ),
        max_size=25,
    )
)
def test_any_repaired_text_can_be_undone_and_needs_no_second_cleaning(pieces: list[str]) -> None:
    text = "".join(pieces)
    done = repair(document(text), ArtifactSettings(), unsafe=True)
    assert apply_edits(text, done.edits) == done.text
    assert revert_edits(done.text, done.edits) == text
    assert done.notes == ()
    assert repair(document(done.text), ArtifactSettings(), unsafe=True).edits == ()


def finding(start: int, end: int, replacement: str, *, code: str = "G101", safe: bool = True) -> Finding:
    return Finding(
        id=f"a:{code}:{start}", document="a", span=Span(start, max(end, start + 1)), line=1, column=1, code=code,
        name="made-up", severity=Severity.INFO, confidence=0.9, evidence="x", message="", fingerprint="",
        fix=Fix(span=Span(start, end), replacement=replacement, safe=safe),
    )  # fmt: skip


def test_of_overlapping_repairs_the_longer_one_is_made() -> None:
    line, word = finding(0, 20, ""), finding(5, 9, "x")
    assert choose_repairs([word, line], unsafe=True) == (line,)


def test_the_choice_does_not_depend_on_the_order() -> None:
    findings = [
        finding(0, 4, "a", code="G102"),
        finding(0, 4, "b", code="G101"),
        finding(2, 6, "c"),
        finding(8, 8, "-"),
    ]
    for order in (findings, findings[::-1]):
        assert [item.fix.replacement for item in choose_repairs(order, unsafe=True) if item.fix] == ["b", "-"]


def test_repairs_that_only_meet_are_both_made() -> None:
    assert len(choose_repairs([finding(0, 4, ""), finding(4, 8, "")], unsafe=True)) == 2


def test_unsafe_repairs_wait_for_leave() -> None:
    assert choose_repairs([finding(0, 4, "", safe=False)], unsafe=False) == ()
