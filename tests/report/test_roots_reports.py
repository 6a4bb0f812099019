"""How roots are said: sentences, fields, table and page."""

import html.parser
import io
import json

import pytest

from dedup.model import Root, RootEdge, Roots
from dedup.provenance.roots import CountedClaim
from dedup.report.console import Console
from dedup.report.roots_fields import roots_fields, write_roots_json
from dedup.report.roots_html import write_roots_html
from dedup.report.roots_tables import roots_table
from dedup.report.roots_terminal import print_roots
from dedup.report.roots_words import describe_edge, describe_expected, describe_interval, describe_number, summarise
from dedup.settings import RootSettings


def root(ident: str) -> Root:
    return Root(id=ident, name=ident.title(), level=2, names=(ident.title(),), documents=("a",))


def make_roots(low: int = 0, high: int = 0, direct: str = "", inherited: str = "", **fields: object) -> Roots:
    values: dict[str, object] = {
        "low": low,
        "high": high,
        "expected": (low + high) / 2,
        "effective": float(low),
        "direct": tuple(map(root, direct.split())),
        "inherited": tuple(map(root, inherited.split())),
        "analysis": (),
        "narrators": (),
        "vague": 0,
        "denials": (),
        "edges": (),
        "credibility": 3,
        "reason": "one root",
    }
    return Roots(**(values | fields))  # type: ignore[arg-type] # fields of the tests


def edge(left: str, right: str, prior: float | None = 0.5, why: str = "") -> RootEdge:
    return RootEdge(left=left, right=right, prior=prior, why=why)


@pytest.mark.parametrize(
    ("roots", "sentence"),
    [
        (make_roots(1, 1, "a"), "1 independent source"),
        (make_roots(2, 2, "a b"), "2 independent sources"),
        (
            make_roots(1, 2, "a b", edges=(edge("a", "b"),)),
            "1 to 2 independent sources: no text says whether both pass on the same",
        ),
        (
            make_roots(1, 3, "a b c", edges=(edge("a", "b"), edge("b", "c"))),
            "1 to 3 independent sources: no text says whether they pass on the same",
        ),
        (
            make_roots(1, 2, "a", "x"),
            "1 to 2 independent sources: the statement itself does not name every source",
        ),
        (make_roots(narrators=("OUT:a",)), "names no source: 1 outlet states it"),
        (make_roots(narrators=("OUT:a", "OUT:b")), "names no source: 2 outlets state it"),
        (make_roots(vague=2), "2 mentions with a source that nobody can be told from"),
        (make_roots(analysis=("EXP:a",)), "an interpretation, no observation"),
        (make_roots(), "rests on no source"),
    ],
)
def test_the_interval_is_said_with_what_leaves_it_open(roots: Roots, sentence: str) -> None:
    assert describe_interval(roots) == sentence


def test_edges_say_what_is_certain_and_what_is_set() -> None:
    assert describe_edge(edge("a", "b", None, "one owner")) == "a and b are one root: one owner"
    assert describe_edge(edge("a", "b", 0.3)) == "a and b may be one root (prior 0.3)"


@pytest.mark.parametrize(("value", "printed"), [(1.0, "1"), (1.5, "1.5"), (2.6667, "2.67"), (0.0, "0")])
def test_numbers_have_two_digits_at_most(value: float, printed: str) -> None:
    assert describe_number(value) == printed


def test_a_sampled_expectation_says_about() -> None:
    assert describe_expected(make_roots(1, 2, "a b", exact=False)) == "about 1.5"


def test_the_summary_counts_claims_by_what_they_rest_on() -> None:
    counted = [make_roots(2, 2, "a b"), make_roots(1, 1, "a"), make_roots()]
    assert summarise(counted) == (
        "3 claims; 1 of them with two or more independent sources for certain; 1 that rest on no source."
    )
    assert summarise([]) == "No claims."


CLAIMS = (
    CountedClaim(
        id="c\x1b[2J",
        text="Zwei <b>Schiffe</b> \ud800",
        kind="event",
        roots=make_roots(1, 2, "a b", edges=(edge("a", "b"),), channel_letter="B", denials=("GOV:X",)),
    ),
)


def test_fields_are_those_of_the_contract() -> None:
    fields = roots_fields(CLAIMS[0].roots)
    assert (fields["roots_low"], fields["roots_high"], fields["roots_expected"]) == (1, 2, 1.5)
    assert (fields["roots"], fields["roots_inherited"], fields["vague"]) == (["a", "b"], [], 0)
    assert (fields["credibility"], fields["reasons"], fields["denied"]) == ("3", ["one root"], True)


def test_json_stands_on_one_line_a_claim_and_can_be_encoded() -> None:
    stream = io.StringIO()
    write_roots_json(CLAIMS, RootSettings(), ["a note"], stream)
    data = json.loads(stream.getvalue().encode())
    assert (data["schema_version"], data["notes"]) == (1, ["a note"])
    assert data["claims"][0]["sentence"].startswith("1 to 2 independent sources")


def test_the_terminal_gets_no_escape_sequences() -> None:
    stream = io.StringIO()
    print_roots(CLAIMS, RootSettings(), Console(file=stream, width=200))
    printed = stream.getvalue()
    assert "\x1b[2J" not in printed
    assert "reliability: channel B, root F, by your ratings" in printed


def test_the_page_is_well_formed_and_the_same_each_time() -> None:
    class Checker(html.parser.HTMLParser):
        open: list[str]

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            del attrs
            if tag not in {"meta", "line", "circle"}:
                self.open.append(tag)

        def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            pass

        def handle_endtag(self, tag: str) -> None:
            assert self.open.pop() == tag

    pages = []
    for _ in range(2):
        stream = io.StringIO()
        write_roots_html(CLAIMS, RootSettings(), ["a note"], stream, name="x.json")
        pages.append(stream.getvalue())
    assert pages[0] == pages[1]
    checker = Checker()
    checker.open = []
    checker.feed(pages[0])
    assert checker.open == []
    assert "Zwei &lt;b&gt;Schiffe" in pages[0]


def test_the_table_has_a_cell_for_each_column() -> None:
    table = roots_table(CLAIMS)
    (row,) = table.rows
    assert len(row) == len(table.columns)
