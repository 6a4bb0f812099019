"""The summary of an audit fits a screen, whatever it found."""

import io
from dataclasses import replace

import pytest

from dedup.model import Audit, Suppression, SuppressionKind
from dedup.report.console import Console
from dedup.report.terminal_summary import print_summary

HOSTILE = "\x1b[2J[red]rot[/red] \u202egnul :boom:\nzweite Zeile"


def summary_of(audit: Audit, *, width: int = 80, height: int | None = None) -> str:
    stream = io.StringIO()
    is_terminal = height is not None
    console = Console(file=stream, width=width, height=height, force_terminal=is_terminal, color_system=None)
    print_summary(audit, console)
    return stream.getvalue()


def many(audit: Audit, number: int) -> Audit:
    """An audit with everything a hundred times over."""
    return replace(
        audit,
        collection=replace(audit.collection, documents=audit.collection.documents * number),
        documents=tuple(
            replace(summary, id=f"{summary.id}-{copy}", title=HOSTILE * 9)
            for summary in audit.documents
            for copy in range(number)
        ),
        passages=tuple(
            replace(passage, id=f"{passage.id}-{copy}") for passage in audit.passages for copy in range(number)
        ),
        skipped=audit.skipped * number,
        notes=(HOSTILE,) * number,
        findings=audit.findings
        + tuple(
            replace(finding, suppressed=Suppression(SuppressionKind.ALLOW_LIST, HOSTILE))
            for finding in audit.findings
        ),
    )


@pytest.mark.parametrize("number", [1, 300])
def test_where_nobody_knows_the_screen_it_has_24_lines_of_80_columns(audit: Audit, number: int) -> None:
    lines = summary_of(many(audit, number)).splitlines()
    assert len(lines) <= 23
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize(("width", "height"), [(80, 24), (40, 15), (200, 60), (20, 6), (80, 1)])
def test_a_terminal_is_never_overfilled(audit: Audit, width: int, height: int) -> None:
    lines = summary_of(many(audit, 100), width=width, height=height).splitlines()
    assert len(lines) <= max(1, height - 1)
    assert max(map(len, lines)) <= width


def test_a_higher_terminal_gets_more_cases(audit: Audit) -> None:
    assert len(summary_of(many(audit, 100), height=50).splitlines()) > 30


def test_every_kind_has_its_most_telling_case(audit: Audit) -> None:
    lines = summary_of(audit, height=40).splitlines()
    assert lines[0] == "Audit of 5 articles"
    assert [line.split("  ")[0] for line in lines[12:-2] if line[0] != " "] == [
        *("Kept out", "Shared", "Said anew", "Versions", "Cited", "Damage", "Skipped", "Note")
    ]
    assert lines[12] == "Kept out   insel/e.txt (reject): Most of the words stand in another article"


def test_it_says_where_the_rest_is(audit: Audit, empty_audit: Audit) -> None:
    rest = "The rest: -o audit.txt, or -f html -o audit.html; json and parquet for programs."
    assert summary_of(audit).splitlines()[-1] == rest
    assert summary_of(empty_audit).splitlines()[-1] == rest


def test_control_characters_and_markup_are_shown_as_text(audit: Audit) -> None:
    printed = summary_of(many(audit, 2), width=200, height=60)
    assert not {"\x1b", "\u202e"} & set(printed)
    assert "␛[2J[red]rot[/red] [U+202E]gnul :boom: zweite Zeile" in printed
