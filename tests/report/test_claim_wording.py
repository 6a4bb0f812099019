"""What reports say of claims, and what they never say."""

import ast
import re
from dataclasses import replace
from pathlib import Path

import pytest

import dedup
from dedup.model import Conflict, Join, RootEdge, Stance
from dedup.report.claim_wording import (
    join_names,
    say_conflict,
    say_credibility,
    say_denied,
    say_edge,
    say_forecasts,
    say_inherited,
    say_join,
    say_letters,
    say_narrators,
    say_rests_on,
    say_sources,
    say_vague,
)
from dedup.report.roots_words import explain_interval
from tests.report.sample.stories import make_claims

PACKAGE = Path(dedup.__file__).parent
CLAIMS = {claim.id: claim for claim in make_claims()}
NEVER = re.compile(r"\b(?:true|untrue|false|truth|lied|fakes?|faked|hoax|plagiari\w+|debunk\w*)\b", re.IGNORECASE)


def roots_of(claim: str):  # type: ignore[no-untyped-def] # noqa: ANN201 - told by the sample
    return CLAIMS[claim].roots


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("k1", "1–2 independent sources (expected 1.5)"),
        ("k2", "1 independent source"),
        ("k3", "no independent source"),
        ("k4", "1–2 independent sources (expected 1.1)"),
        ("k5", "2 independent sources"),
        ("k6", "1–2 independent sources (expected 1.7)"),
    ],
)
def test_an_interval_is_said_with_its_expectation(claim: str, sentence: str) -> None:
    assert say_sources(roots_of(claim)) == sentence


def test_an_expectation_that_was_sampled_is_about_right() -> None:
    assert say_sources(replace(roots_of("k1"), exact=False)) == "1–2 independent sources (expected about 1.5)"


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        ("k1", "no text says whether both pass on the same"),
        ("k3", ""),
        (
            "k4",
            "no text says whether both pass on the same; the statement itself does not name every source",
        ),
        ("k5", ""),
    ],
)
def test_an_interval_says_what_leaves_it_open(claim: str, reason: str) -> None:
    assert explain_interval(roots_of(claim)) == reason


def test_of_three_sources_they_may_pass_on_the_same() -> None:
    roots = roots_of("k1")
    three = replace(roots, high=3, direct=(*roots.direct, roots_of("k2").direct[0]))
    assert explain_interval(three) == "no text says whether they pass on the same"


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("k1", "rests on Regierung Norlands (as Beamten aus Norland) and Regierung von Südland"),
        ("k2", "rests on Umweltministerium"),
        ("k3", "names no source"),
    ],
)
def test_a_claim_rests_on_somebody_or_names_no_source(claim: str, sentence: str) -> None:
    assert say_rests_on(roots_of(claim)) == sentence


def test_sources_of_the_context_alone_are_said_apart() -> None:
    roots = replace(roots_of("k4"), direct=(), low=0)
    assert say_rests_on(roots) == "rests on sources named elsewhere in the articles only"
    assert say_inherited(roots).startswith("by the context of the article only: nicht genannte Quellen (Abendpost)")


def test_an_edge_that_is_likely_is_said_to_be_probable_and_its_prior_is_not_called_measured() -> None:
    edge = roots_of("k4").edges[0]
    assert say_edge(edge, lambda ident: ident.upper()) == (
        "ANONYMOUS:ABENDPOST and NORLAND-GOVERNMENT are probably one source: unnamed sources from a country whose "
        "ministry is named (prior 0.8, set, not measured)"
    )


def test_an_edge_that_is_open_may_hold() -> None:
    assert "may be one source" in say_edge(roots_of("k1").edges[0], str)


def test_a_hard_edge_has_no_prior() -> None:
    edge = RootEdge(left="a", right="b", prior=None, why="one owner")
    assert say_edge(edge, str) == "a and b are one source: one owner"


def test_the_digit_comes_with_the_row_that_gave_it() -> None:
    assert say_credibility(roots_of("k2")) == "digit 3 of 6: one root"


def test_letters_of_channel_and_root_are_said_apart() -> None:
    assert say_letters(roots_of("k5")) == "letters B for the channel, C for the root"
    half = replace(roots_of("k1"), channel_letter="B")
    assert say_letters(half) == "letters B for the channel, F (not rated) for the root"


def test_letters_that_nobody_gave_are_not_said_with_every_claim() -> None:
    assert say_letters(roots_of("k1")) == ""


def test_a_forecast_is_said_to_be_no_source() -> None:
    claim = CLAIMS["k6"]
    expected = tuple(replace(mention, stance=Stance.FORECAST) for mention in claim.mentions)
    assert say_forecasts(claim) == ""
    assert say_forecasts(replace(claim, mentions=expected)) == "2 mentions expect it, which counts as no source"


def test_narrators_vague_mentions_and_denials_are_said_only_where_there_are_some() -> None:
    assert (say_narrators(0), say_vague(0), say_denied(())) == ("", "", "")
    assert say_narrators(3) == "3 outlets state it and name no source"
    assert say_narrators(1) == "1 outlet states it and names no source"
    assert say_vague(2) == "2 mentions credit nobody that can be told"
    assert say_denied(["A", "B"]) == "denied by A and B"


def test_a_conflict_quotes_both_sides() -> None:
    conflict = Conflict(aspect="quantity", left=0, right=1, said=("24", ""), message="figures differ")
    assert say_conflict(conflict) == "quantity: figures differ (“24” / nothing)"


def test_a_join_says_what_agrees_and_what_differs() -> None:
    join = Join(
        left=0, right=1, confidence=0.9, agrees=(("name", "Lorn", "lorn"),), differs=(("date", "2.3.", "3.3."),)
    )
    assert say_join(join) == ("name “Lorn”", "date “2.3.” / “3.3.”")


def test_long_lists_of_names_are_cut() -> None:
    assert join_names([f"n{number}" for number in range(9)]) == "n0, n1, n2, n3, n4, n5 and 3 more"
    assert join_names([]) == ""


def _words(path: Path) -> str:
    """The words that a reader may see: string literals of a module, text of a template."""
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        literals = [
            node.value
            for node in ast.walk(ast.parse(source))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        ]
        return re.sub(r">>>.*", " ", "\n".join(literals))
    return re.sub(r"<[^>]*>|\{%.*?%\}", " ", source)


@pytest.mark.parametrize(
    "path",
    [
        *sorted((PACKAGE / "report").glob("*claim*.py")),
        *sorted((PACKAGE / "report").glob("*stor*.py")),
        *sorted((PACKAGE / "report").glob("*source*.py")),
        *sorted((PACKAGE / "report" / "views").glob("*.py")),
        *sorted((PACKAGE / "report" / "templates").glob("*stor*.html")),
        *sorted((PACKAGE / "report" / "templates").glob("*claims*.html")),
        *sorted((PACKAGE / "report" / "templates").glob("*source*.html")),
    ],
    ids=lambda path: path.name,
)
def test_no_wording_judges(path: Path) -> None:
    assert not NEVER.findall(_words(path))
