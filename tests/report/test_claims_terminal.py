"""Claims and sources on a terminal."""

import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from rich.console import Console

from dedup.model import Audit
from dedup.report.terminal import print_terminal
from dedup.report.terminal_claims import print_claims
from dedup.report.terminal_sources import print_sources
from tests.report.sample.stories import make_claims, make_story_audit, without_roots


def printed(write: Callable[[Audit, Console], None], audit: Audit, width: int = 120) -> str:
    stream = io.StringIO()
    write(audit, Console(file=stream, width=width, color_system=None))
    return stream.getvalue()


@pytest.mark.parametrize(
    "expected",
    [
        "3 stories with 6 claims: 1 rests on one source",
        "1. Der Lorn steigt weiter",
        "4 articles, 2–4 independent sources; 1 claim rests on one source, 1 names no source, 2 are denied.",
        "2026-03-02 to 2026-03-05; Lorn and Norland",
        "1.3 “rund 3.000 Menschen ihre Häuser verlassen”  quantity, 2 places in 2 articles",
        "●○ 1–2 independent sources (expected 1.5): no text says whether both pass on the same",
        "rests on Regierung Norlands (as Beamten aus Norland) and Regierung von Südland",
        "denied by Der Betreiber",
        "3 outlets state it and name no source",
        "interpreted by Immo Rad, which counts as no source",
        "differs: quantity: the figures are not the same (“30 Jahren” / “fast 31 Jahren”)",
        "digit 1 of 6: two roots, both named, not denied; letters B for the channel, C for the root",
        "set, not measured",
        "Priors, set and not measured:",
    ],
)
def test_claims_say_who_they_rest_on(expected: str) -> None:
    assert expected in printed(print_claims, make_story_audit())


@pytest.mark.parametrize("width", [80, 100, 120])
@pytest.mark.parametrize("write", [print_claims, print_sources])
def test_lines_fit_the_terminal(write: Callable[[Audit, Console], None], width: int) -> None:
    assert max(map(len, printed(write, make_story_audit(), width).splitlines())) <= width


def test_a_long_list_says_how_much_more_there_is() -> None:
    audit = make_story_audit()
    claim = make_claims()[4]
    many = tuple(replace(claim, id=f"k{number:03}") for number in range(40))
    assert "… and 28 more" in printed(print_claims, replace(audit, claims=many))


def test_claims_whose_sources_nobody_counted_say_so() -> None:
    assert "independent sources were not counted" in printed(print_claims, without_roots(make_story_audit()))


def test_an_audit_without_claims_says_so(empty_audit: Audit) -> None:
    assert "No statement was found that is a claim of its own." in printed(print_claims, empty_audit)


def test_the_summary_of_an_audit_has_a_sentence_for_each_story() -> None:
    output = printed(print_terminal, make_story_audit())
    assert "Stories, and how many independent sources stand behind them" in output
    assert "2 articles, 2 independent sources." in output


def test_an_audit_without_stories_has_no_such_section(audit: Audit) -> None:
    assert "Stories" not in printed(print_terminal, audit)


def test_a_source_is_listed_with_what_the_catalogue_knows() -> None:
    output = printed(print_sources, make_story_audit())
    assert "9 sources, most cited first" in output
    assert "agency, no, state-controlled" in output
    assert "outlet, owner Lorn AG" in output


def test_articles_are_listed_with_where_they_have_it_from() -> None:
    output = printed(print_sources, make_story_audit(), 80)
    assert "Where articles have it from" in output
    (line,) = [line for line in output.splitlines() if line.startswith("Streit um den Lorn")]
    assert line.split()[-5:] == ["1", "0%", "100%", "100%", "0%"]


def test_no_sources_are_said() -> None:
    assert "The articles cite no source." in printed(print_sources, replace(make_story_audit(), sources=()))


def test_escape_sequences_in_names_do_not_reach_the_terminal() -> None:
    audit = make_story_audit()
    story = replace(audit.stories[0], title="Lage\x1b[2J [bold]fett[/bold]", names=("\x1b]0;x\x07",))
    output = printed(print_claims, replace(audit, stories=(story, *audit.stories[1:])))
    assert "\x1b" not in output
    assert "[bold]fett[/bold]" in output
